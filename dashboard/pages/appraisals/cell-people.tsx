import { CloseButton, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Evaluation } from '../../../src/client/index.ts';
import { client } from '../../api/client.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../../parts/failed.tsx';
import { More } from '../../parts/more.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { TierBadge } from '../../parts/tier-badge.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { WideTable } from '../../parts/wide-table.tsx';
import type { Cell } from './confusion.tsx';

/** Who has one pair of grades. */
export function CellPeople({
  evaluation,
  grades,
  cell: { position, grade, scoring },
  onClose,
}: {
  readonly evaluation: Evaluation;
  /** Best first. */
  readonly grades: readonly string[];
  readonly cell: Cell & { readonly position: string };
  readonly onClose: () => void;
}) {
  const { words, format } = useLanguage();
  const pages = useInfiniteQuery({
    queryKey: ['results', evaluation.id, 'cell', position, grade, scoring],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      client.listResults({
        params: { id: evaluation.id },
        query: {
          tier: [grade],
          scoring_grade: [scoring],
          appraised_as: position,
          limit: 50,
          cursor: pageParam,
        },
        signal,
      }),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const people = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = pages.data?.pages[0]?.total;
  const title = words.appraisals.cellTitle(grade, scoring);
  return (
    <Stack gap="xs" component="section" aria-label={title}>
      <Group justify="space-between" wrap="nowrap">
        <Title order={3} size="h5">
          {title}
        </Title>
        <CloseButton aria-label={words.appraisals.close} onClick={onClose} className="no-print" />
      </Group>
      <Text size="sm" c="dimmed" role="status">
        {total !== undefined && words.people.count(format.number(total, 0), total === 1)}
      </Text>
      {pages.isPending && <Waiting />}
      {pages.error && <Failed error={pages.error} reset={() => void pages.refetch()} />}
      {people.length > 0 && (
        <WideTable label={words.chart.tableOf(title)} minWidth={300}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.people.name}</Table.Th>
              <Table.Th>{words.appraisals.clustering}</Table.Th>
              <Table.Th ta="right">{words.appraisals.points}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {people.map(({ employee_id, name, number, tier, tier_rank, score }) => (
              <Table.Tr key={employee_id}>
                <Table.Td>
                  <PageLink
                    to="/people/$id"
                    params={{ id: employee_id }}
                    search={{ evaluation: evaluation.id }}
                  >
                    {name ?? number}
                  </PageLink>
                </Table.Td>
                <Table.Td>
                  <TierBadge tier={tier} rank={tier_rank} of={grades.length} />
                </Table.Td>
                <Table.Td ta="right">{score === null ? '–' : format.percent(score / 100, 1)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      )}
      <More pages={pages} total={total} />
    </Stack>
  );
}
