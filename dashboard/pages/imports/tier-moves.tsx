import { Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Import } from '../../../src/client/index.ts';
import { tierMovesQuery } from '../../api/imports.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../../parts/failed.tsx';
import { More } from '../../parts/more.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { WideTable } from '../../parts/wide-table.tsx';

/** The people whose tier a file changes. */
export function TierMoves({ one: { id, periods, counts } }: { readonly one: Import }) {
  const { words } = useLanguage();
  const pages = useInfiniteQuery(tierMovesQuery(id));
  if (pages.isPending) return <Waiting />;
  if (pages.data === undefined) return <Failed error={pages.error} reset={() => void pages.refetch()} />;
  const moves = pages.data.pages.flatMap(({ items }) => items);
  const names = new Map(periods.map((period) => [period.id, period.name]));
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs">
        {counts?.tiers_by === 'standard' ? words.imports.byStandard : words.imports.byFit}
      </Text>
      <WideTable label={words.imports.tierMoves} minWidth={560} maxHeight={420}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.people.name}</Table.Th>
            <Table.Th>{words.people.number}</Table.Th>
            <Table.Th>{words.imports.period}</Table.Th>
            <Table.Th>{words.imports.fromTier}</Table.Th>
            <Table.Th>{words.imports.toTier}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {moves.map(({ period_id, employee_id, number, name, from_tier, to_tier }) => (
            <Table.Tr key={`${period_id} ${employee_id}`}>
              <Table.Td>
                <PageLink to="/people/$id" params={{ id: employee_id }}>
                  {name ?? number ?? '–'}
                </PageLink>
              </Table.Td>
              <Table.Td>{number ?? '–'}</Table.Td>
              <Table.Td>{names.get(period_id) ?? '–'}</Table.Td>
              <Table.Td>{from_tier ?? words.people.unrated}</Table.Td>
              <Table.Td>{to_tier ?? words.people.unrated}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
      <More pages={pages} total={counts?.tiers_changed} />
    </>
  );
}
