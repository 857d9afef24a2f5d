import { Stack, Table, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Import } from '../../../src/client/index.ts';
import { importsQuery } from '../../api/imports.ts';
import { useIsWorker } from '../../api/session.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Actor } from '../../parts/actor.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { More } from '../../parts/more.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { StateSign } from '../../parts/state-sign.tsx';
import { FileDrop } from '../../parts/upload/file-drop.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { WideTable } from '../../parts/wide-table.tsx';

/** The files that were sent, newest first, and a place for the next one. */
export function ImportsPage() {
  const { words } = useLanguage();
  const mayImport = useIsWorker();
  const imports = useInfiniteQuery(importsQuery);
  const shown = imports.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Stack>
      <Title order={1}>{words.pages.imports}</Title>
      {mayImport && (
        <div className="no-print">
          <FileDrop />
        </div>
      )}
      {imports.isPending && <Waiting />}
      {imports.isError && <Failed error={imports.error} reset={() => void imports.refetch()} />}
      {imports.data && shown.length === 0 && (
        <Empty title={words.imports.none} says={words.imports.noneSays} />
      )}
      {shown.length > 0 && <ImportTable imports={shown} />}
      <More pages={imports} />
    </Stack>
  );
}

function ImportTable({ imports }: { readonly imports: readonly Import[] }) {
  const { words, format } = useLanguage();
  const count = (value: number | undefined) => (value === undefined ? '–' : format.number(value, 0));
  return (
    <WideTable label={words.pages.imports} minWidth={880}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.imports.file}</Table.Th>
          <Table.Th w={140}>{words.jobs.state}</Table.Th>
          <Table.Th>{words.imports.kind}</Table.Th>
          <Table.Th>{words.imports.period}</Table.Th>
          <Table.Th ta="right">{words.imports.rows}</Table.Th>
          <Table.Th ta="right">{words.imports.rejected}</Table.Th>
          <Table.Th>{words.jobs.by}</Table.Th>
          <Table.Th>{words.imports.when}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {imports.map(({ id, file_name, state, kind, periods, counts, created_by, created_at }) => (
          <Table.Tr key={id}>
            <Table.Td maw={280}>
              <PageLink to="/imports/$id" params={{ id }} truncate display="block">
                {file_name}
              </PageLink>
            </Table.Td>
            <Table.Td>
              <StateSign state={state} />
            </Table.Td>
            <Table.Td>{kind ? words.imports.kinds[kind] : '–'}</Table.Td>
            <Table.Td maw={200}>
              <Text size="sm" truncate title={periods.map(({ name }) => name).join(', ')}>
                {periodsOf(periods)}
              </Text>
            </Table.Td>
            <Table.Td ta="right">{count(counts?.rows)}</Table.Td>
            <Table.Td ta="right">{count(counts?.rejected)}</Table.Td>
            <Table.Td>
              <Actor id={created_by} />
            </Table.Td>
            <Table.Td>{format.moment(created_at)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  );
}

function periodsOf(periods: Import['periods']): string {
  const names = periods.toSorted((a, b) => (a.starts_on < b.starts_on ? -1 : 1)).map(({ name }) => name);
  return names.length > 2 ? `${names[0]} – ${names.at(-1)}` : names.join(', ') || '–';
}
