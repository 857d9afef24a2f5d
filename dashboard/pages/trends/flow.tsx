import { Card, Group, SegmentedControl, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Evaluation, GroupTrend } from '../../../src/client/index.ts';
import { moversQuery, movesQuery } from '../../api/trends.ts';
import { Chart } from '../../charts/chart.tsx';
import { tierFlow } from '../../charts/trends.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../../parts/failed.tsx';
import { More } from '../../parts/more.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { MOVES, type TrendsView } from './trends-view.ts';

/** Who moved between the tiers from one period to another, and their names. */
export function Flow({
  trend,
  standard,
  view,
  evaluation,
  onChange,
}: {
  readonly trend: GroupTrend;
  readonly standard: string;
  readonly view: TrendsView;
  readonly evaluation: Evaluation | undefined;
  readonly onChange: (part: Partial<TrendsView>) => void;
}) {
  const { words, format } = useLanguage();
  const periods = trend.periods.map(({ period }) => period);
  const placeOf = (id: string | undefined) => periods.findIndex((period) => period.id === id);
  const looked = placeOf(view.to) > 0 ? placeOf(view.to) : placeOf(evaluation?.period_id);
  const after = looked > 0 ? looked : periods.length - 1;
  const before = placeOf(view.from) >= 0 && placeOf(view.from) < after ? placeOf(view.from) : after - 1;
  const [from, to] = [periods[before], periods[after]];
  const query = useMemo(
    () => ({
      standard,
      from: from.id,
      to: to.id,
      department: view.department ? [view.department] : undefined,
    }),
    [standard, from.id, to.id, view.department],
  );
  const moves = useQuery({ ...movesQuery(query), placeholderData: (last) => last });
  const chart = useMemo(() => moves.data && tierFlow(moves.data, words, format), [moves.data, words, format]);
  const some = moves.data?.matrix?.some((row) => row.some((people) => people));
  const counts = moves.data?.counts;

  return (
    <Card withBorder>
      <Group gap="xs" mb="md" align="end" className="no-print">
        <Select
          label={words.trends.fromPeriod}
          data={periods.slice(0, after).map(({ id, name }) => ({ value: id, label: name }))}
          value={from.id}
          onChange={(id) => onChange({ from: id ?? undefined, to: to.id })}
          allowDeselect={false}
          searchable
          w={{ base: '100%', xs: 180 }}
        />
        <Select
          label={words.trends.toPeriod}
          data={periods.slice(1).map(({ id, name }) => ({ value: id, label: name }))}
          value={to.id}
          onChange={(id) => onChange({ to: id ?? undefined })}
          allowDeselect={false}
          searchable
          w={{ base: '100%', xs: 180 }}
        />
      </Group>
      {moves.error && <Failed error={moves.error} reset={() => void moves.refetch()} />}
      {moves.isPending && <Waiting />}
      {moves.data && (
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl">
          <div>
            {chart && some && <Chart {...chart} />}
            {!some && (
              <Text c="dimmed">
                {moves.data.withheld || moves.data.matrix?.flat().includes(null)
                  ? words.trends.tooFew
                  : words.trends.nobodyInBoth}
              </Text>
            )}
            {counts && (
              <Text size="sm" c="dimmed" mt="xs">
                {(['rose', 'stayed', 'fell', 'added', 'gone', 'newly_rated', 'no_longer_rated'] as const)
                  .map((move) => {
                    const people = counts[move];
                    return `${words.trends.moves[move]}: ${people === null ? words.trends.withheld : format.number(people, 0)}`;
                  })
                  .join(' · ')}
              </Text>
            )}
          </div>
          <Movers query={query} view={view} onChange={onChange} />
        </SimpleGrid>
      )}
    </Card>
  );
}

function Movers({
  query,
  view,
  onChange,
}: {
  readonly query: Parameters<typeof movesQuery>[0];
  readonly view: TrendsView;
  readonly onChange: (part: Partial<TrendsView>) => void;
}) {
  const { words, format } = useLanguage();
  const move = view.move ?? 'rose';
  const movers = useInfiniteQuery(moversQuery({ ...query, move }));
  const people = movers.data?.pages.flatMap(({ items }) => items) ?? [];
  const stand = ({ tier, score }: { readonly tier: string | null; readonly score: number | null }) =>
    tier === null ? '–' : `${tier} (${format.number(score ?? 0)})`;
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {words.trends.who}
      </Title>
      <SegmentedControl
        size="xs"
        aria-label={words.trends.who}
        data={MOVES.map((value) => ({ value, label: words.trends.moves[value] }))}
        value={move}
        onChange={(value) => onChange({ move: MOVES.find((one) => one === value) })}
        className="no-print"
      />
      {movers.error && <Failed error={movers.error} />}
      {movers.isPending && <Waiting />}
      {movers.data && people.length === 0 && <Text c="dimmed">{words.trends.nobodyMoved}</Text>}
      <Stack gap={4} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {people.map(({ employee_id, name, number, from, to }) => (
          <Group component="li" key={employee_id} justify="space-between" wrap="nowrap" gap="xs">
            <PageLink to="/people/$id" params={{ id: employee_id }} truncate>
              {name ?? number}
            </PageLink>
            <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {stand(from)} → {stand(to)}
            </Text>
          </Group>
        ))}
      </Stack>
      <More pages={movers} />
    </Stack>
  );
}
