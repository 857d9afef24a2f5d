import { Alert, Card, Group, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { GroupTrend } from '../../../src/client/index.ts';
import { useEvaluation } from '../../api/evaluations.ts';
import { useOrganisation } from '../../api/organisation.ts';
import { groupTrendQuery, taskStandardsQuery } from '../../api/trends.ts';
import { Chart } from '../../charts/chart.tsx';
import { groupSeries, tierShares } from '../../charts/trends.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Departments } from './departments.tsx';
import { Flow } from './flow.tsx';
import { LENGTHS, type TrendsView } from './trends-view.ts';
import { inWords } from './trends-words.ts';

const route = getRouteApi('/trends');

/** How everybody, or a department, does from period to period, held against one standard. */
export function TrendsPage() {
  const { words } = useLanguage();
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const { departments } = useOrganisation();
  const { evaluation, isPending, error } = useEvaluation();
  const standards = useQuery(taskStandardsQuery);
  const ofEvaluation = evaluation?.pipeline === 'tasks' ? (evaluation.standard_id ?? undefined) : undefined;
  const usable = standards.data?.some(({ id }) => id === ofEvaluation) ? ofEvaluation : undefined;
  const standard = view.standard ?? usable ?? standards.data?.[0]?.id;
  const query = useMemo(() => ({ standard, length: view.length }), [standard, view.length]);
  const trend = useQuery({
    ...groupTrendQuery(view.department, query),
    enabled: standard !== undefined,
    placeholderData: (before) => before,
  });

  if (isPending || standards.isPending) return <Waiting />;
  if (error) return <Failed error={error} />;
  if (standards.error) return <Failed error={standards.error} reset={() => void standards.refetch()} />;
  if (standard === undefined) {
    return <Empty title={words.trends.noStandard} says={words.trends.noStandardSays} isPage />;
  }
  const change = (part: Partial<TrendsView>) =>
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true, resetScroll: false });

  return (
    <Stack>
      <Title order={1}>{words.pages.trends}</Title>
      <Group gap="xs" className="no-print">
        <Select
          label={words.trends.standard}
          data={standards.data?.map(({ id, name, version }) => ({
            value: id,
            label: words.trends.version(name, String(version)),
          }))}
          value={standard}
          onChange={(id) => change({ standard: id ?? undefined, from: undefined, to: undefined })}
          allowDeselect={false}
          searchable
          w={{ base: '100%', xs: 240 }}
        />
        <Select
          label={words.trends.length}
          placeholder={words.trends.mostCommon}
          data={LENGTHS.map((value) => ({ value, label: words.trends.lengths[value] }))}
          value={view.length ?? null}
          onChange={(value) =>
            change({ length: LENGTHS.find((one) => one === value), from: undefined, to: undefined })
          }
          clearable
          w={{ base: '100%', xs: 240 }}
        />
        {departments.size > 0 && (
          <Select
            label={words.people.department}
            placeholder={words.trends.company}
            data={[...departments]
              .map(([value, label]) => ({ value, label }))
              .sort((a, b) => a.label.localeCompare(b.label))}
            value={view.department ?? null}
            onChange={(id) => change({ department: id ?? undefined })}
            clearable
            searchable
            w={{ base: '100%', xs: 220 }}
          />
        )}
      </Group>
      {trend.error && <Failed error={trend.error} reset={() => void trend.refetch()} />}
      {trend.isPending && <Waiting />}
      {trend.data && (
        <Series
          trend={trend.data}
          title={view.department ? (departments.get(view.department) ?? '') : words.trends.company}
        />
      )}
      {trend.data && trend.data.periods.length > 1 && (
        <Flow trend={trend.data} standard={standard} view={view} evaluation={evaluation} onChange={change} />
      )}
      {trend.data && trend.data.periods.length > 0 && departments.size > 0 && (
        <Departments
          departments={departments}
          query={query}
          onPick={(department) => change({ department })}
        />
      )}
    </Stack>
  );
}

function Series({ trend, title }: { readonly trend: GroupTrend; readonly title: string }) {
  const { words, format } = useLanguage();
  const series = useMemo(
    () => groupSeries(trend, words, format, { title: words.trends.scores(title) }),
    [trend, words, format, title],
  );
  const shares = useMemo(() => tierShares(trend, words, format), [trend, words, format]);
  if (trend.periods.length === 0) {
    return <Empty title={words.trends.noPeriods} says={words.trends.noPeriodsSays} />;
  }
  const withheld = trend.periods.filter((period) => period.withheld !== null).length;
  return (
    <>
      {withheld > 0 && (
        <Alert color="gray">{words.trends.someWithheld(format.number(withheld, 0), withheld === 1)}</Alert>
      )}
      <SimpleGrid cols={{ base: 1, lg: shares ? 2 : 1 }}>
        <Card withBorder>
          <Chart {...series} />
        </Card>
        {shares && (
          <Card withBorder>
            <Chart {...shares} height={series.height} />
          </Card>
        )}
      </SimpleGrid>
      <Card withBorder>
        <Title order={2} size="h4" mb="xs">
          {words.trends.inWords}
        </Title>
        <Stack gap={6} component="ul" m={0} pl="md">
          {inWords(trend, words.trends, format).map((sentence) => (
            <Text component="li" key={sentence}>
              {sentence}
            </Text>
          ))}
        </Stack>
        <Text size="sm" c="dimmed" mt="xs">
          {words.trends.oneStandard(trend.standard.name)}
        </Text>
      </Card>
    </>
  );
}
