import { Card, Group, SimpleGrid, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Evaluation } from '../../../src/client/index.ts';
import { groupTrendQuery, movesQuery, type Period, periodBefore, periodsQuery } from '../../api/trends.ts';
import { useLanguage } from '../../messages/language.tsx';
import { PageLink } from '../../parts/page-link.tsx';

/** The evaluation's period and the one before it; undefined where there is none, or nothing to compare them by. */
export function useLastPeriod(evaluation: Evaluation): readonly [Period, Period] | undefined {
  const { data: periods = [] } = useQuery(periodsQuery);
  if (evaluation.pipeline !== 'tasks' || evaluation.standard_id === null) return undefined;
  const now = periods.find(({ id }) => id === evaluation.period_id);
  const before = now && periodBefore(periods, now);
  return before && [before, now];
}

/** How many people more or fewer each tier has than in the period before; null where that is not known. */
export function useTierChanges(
  { standard_id, scope }: Evaluation,
  last: readonly [Period, Period] | undefined,
  isEnabled: boolean,
): readonly (number | null)[] | null {
  const isOneGroup = scope.department_ids.length <= 1 && scope.position_ids.length === 0;
  const { data } = useQuery({
    ...groupTrendQuery(scope.department_ids[0], {
      standard: standard_id ?? undefined,
      periods: last?.map(({ id }) => id),
    }),
    enabled: isEnabled && isOneGroup && last !== undefined,
  });
  const [before, now] = data?.periods ?? [];
  if (!before?.tiers || !now?.tiers) return null;
  return now.tiers.map(({ people }, rank) => {
    const then = before.tiers?.[rank]?.people ?? null;
    return people === null || then === null ? null : people - then;
  });
}

/** Who rose and who fell since the period before, by the same standard. */
export function SinceLast({
  evaluation: { standard_id, scope },
  last: [before, now],
}: {
  readonly evaluation: Evaluation;
  readonly last: readonly [Period, Period];
}) {
  const { words, format } = useLanguage();
  const { data } = useQuery(
    movesQuery({
      standard: standard_id ?? undefined,
      from: before.id,
      to: now.id,
      department: scope.department_ids.length > 0 ? scope.department_ids : undefined,
      position: scope.position_ids.length > 0 ? scope.position_ids : undefined,
    }),
  );
  // Where periods cannot be compared any more, there is nothing to say.
  if (data === undefined) return null;
  const told = (people: number | null | undefined) =>
    people === null || people === undefined ? words.overview.withheld : format.number(people, 0);
  return (
    <Card withBorder>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {words.overview.since(before.name)}
        </Title>
        <PageLink
          to="/trends"
          search={{ standard: standard_id ?? undefined, from: before.id, to: now.id }}
          size="sm"
        >
          {words.overview.toTrends}
        </PageLink>
      </Group>
      <SimpleGrid cols={{ base: 2, xs: 5 }} component="dl" m={0}>
        {(['rose', 'fell', 'stayed', 'added', 'gone'] as const).map((move) => (
          <div key={move}>
            <Text component="dt" size="sm" c="dimmed">
              {words.trends.moves[move]}
            </Text>
            <Text component="dd" m={0} fw={650} size="lg">
              {told(data.counts?.[move])}
            </Text>
          </div>
        ))}
      </SimpleGrid>
    </Card>
  );
}
