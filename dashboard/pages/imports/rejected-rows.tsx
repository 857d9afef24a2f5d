import { Button, Code, Group, Table } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { rejectionsQuery } from '../../api/imports.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../../parts/failed.tsx';
import { More } from '../../parts/more.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { WideTable } from '../../parts/wide-table.tsx';

/** The rows that cannot be used: which, where, what stands there and why. */
export function RejectedRows({ id, total }: { readonly id: string; readonly total: number }) {
  const { words, format } = useLanguage();
  const pages = useInfiniteQuery(rejectionsQuery(id));
  if (pages.isPending) return <Waiting />;
  if (pages.data === undefined) return <Failed error={pages.error} reset={() => void pages.refetch()} />;
  const rows = pages.data.pages.flatMap(({ items }) => items);
  return (
    <>
      <Group justify="flex-end" className="no-print">
        <Button
          component="a"
          href={`/api/v1/imports/${encodeURIComponent(id)}/rejections.csv`}
          download
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
        >
          {words.imports.asCsv}
        </Button>
      </Group>
      <WideTable label={words.imports.rejectedRows} minWidth={620} maxHeight={420}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th ta="right" w={90}>
              {words.imports.row}
            </Table.Th>
            <Table.Th>{words.imports.column}</Table.Th>
            <Table.Th>{words.imports.value}</Table.Th>
            <Table.Th>{words.imports.reason}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ row, column, value, reason, reason_said }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are only ever added at the end, and one may be there twice.
            <Table.Tr key={i}>
              <Table.Td ta="right">{row === null ? '–' : format.number(row, 0)}</Table.Td>
              <Table.Td>{column ?? '–'}</Table.Td>
              <Table.Td>{value ? <Code>{value}</Code> : '–'}</Table.Td>
              <Table.Td>{words.said(reason, reason_said)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
      <More pages={pages} total={total} />
    </>
  );
}
