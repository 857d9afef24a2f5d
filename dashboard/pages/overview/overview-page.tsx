import { Alert, Card, Group, ScrollArea, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Evaluation, EvaluationGroups } from '../../../src/client/index.ts';
import { useEvaluation } from '../../api/evaluations.ts';
import { groupsQuery } from '../../api/groups.ts';
import { useOrganisation } from '../../api/organisation.ts';
import { driftIn, type Summary, summaryOf, tierNames } from '../../api/summary.ts';
import { periodsQuery } from '../../api/trends.ts';
import { Chart } from '../../charts/chart.tsx';
import { groupComparison, scoreHistogram, tierBars } from '../../charts/overview.ts';
import { useLanguage } from '../../messages/language.tsx';
import { NewEvaluation } from '../../parts/evaluate/new-evaluation.tsx';
import { Failed } from '../../parts/failed.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Release } from '../releases/release.tsx';
import { useIsExampleUnderWay } from '../welcome/use-example.tsx';
import { Welcome } from '../welcome/welcome.tsx';
import { DataQuality } from './data-quality.tsx';
import { SinceLast, useLastPeriod, useTierChanges } from './since-last.tsx';
import { ToLookAt } from './to-look-at.tsx';

/** What an evaluation says of everybody, and whom to look at first. */
export function OverviewPage() {
  const { evaluation, isPending, error } = useEvaluation();
  const isExampleUnderWay = useIsExampleUnderWay();
  if (isPending) return <Waiting />;
  if (error) return <Failed error={error} />;
  if (evaluation === undefined || isExampleUnderWay) return <Welcome />;
  return <Overview key={evaluation.id} evaluation={evaluation} />;
}

function Overview({ evaluation }: { readonly evaluation: Evaluation }) {
  const { words, format } = useLanguage();
  const summary = summaryOf(evaluation);
  const last = useLastPeriod(evaluation);
  const changes = useTierChanges(evaluation, last, summary !== null);
  const all = useQuery(groupsQuery(evaluation.id, 'all'));
  const tiers = useMemo(() => tiersOf(evaluation, summary, all.data), [evaluation, summary, all.data]);
  const bars = useMemo(
    () => tiers && tierBars({ ...tiers, changes }, words, format),
    [tiers, changes, words, format],
  );
  const histogram = useMemo(
    () => all.data && scoreHistogram(all.data, words, format),
    [all.data, words, format],
  );
  return (
    <Stack>
      <Group justify="space-between" align="flex-start">
        <Heading evaluation={evaluation} />
        <Group>
          <Release evaluation={evaluation} />
          <NewEvaluation />
        </Group>
      </Group>
      <DriftNotice evaluation={evaluation} />
      <Figures evaluation={evaluation} summary={summary} all={all.data} />
      {all.error && <Failed error={all.error} reset={() => void all.refetch()} />}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Card withBorder>{bars ? <Chart {...bars} /> : <Told answer={all.data} />}</Card>
        <Card withBorder>{histogram ? <Chart {...histogram} /> : <Told answer={all.data} />}</Card>
      </SimpleGrid>
      {last && <SinceLast evaluation={evaluation} last={last} />}
      <SimpleGrid cols={{ base: 1, md: 3 }}>
        <ToLookAt
          evaluation={evaluation}
          sign="unusual"
          title={words.overview.unusual}
          says={words.overview.unusualSays}
        />
        <ToLookAt
          evaluation={evaluation}
          sign="borderline"
          title={words.overview.borderline}
          says={words.overview.borderlineSays}
        />
        <ToLookAt
          evaluation={evaluation}
          sign="data_error"
          title={words.overview.dataErrors}
          says={words.overview.dataErrorsSays}
        />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, lg: summary ? 2 : 1 }}>
        <Departments evaluation={evaluation} />
        {summary && <DataQuality evaluation={evaluation} summary={summary} />}
      </SimpleGrid>
    </Stack>
  );
}

/** Whom it is of, and of which time. */
function Heading({
  evaluation: { name, period_id, scope, finished_at },
}: {
  readonly evaluation: Evaluation;
}) {
  const { words, format } = useLanguage();
  const { departments, positions } = useOrganisation();
  const { data: periods } = useQuery(periodsQuery);
  const period = periods?.find(({ id }) => id === period_id);
  const places = [
    ...scope.department_ids.map((id) => departments.get(id)),
    ...scope.position_ids.map((id) => positions.get(id)),
  ].filter((place) => place !== undefined);
  return (
    <div>
      <Title order={1}>{name}</Title>
      <Text c="dimmed">
        {[
          period &&
            `${period.name === name ? '' : `${period.name}, `}${format.day(period.starts_on)} – ${format.day(period.ends_on)}`,
          places.length > 0 ? places.join(', ') : words.overview.wholeCompany,
          finished_at && words.overview.evaluated(format.moment(finished_at)),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
    </div>
  );
}

function DriftNotice({ evaluation }: { readonly evaluation: Evaluation }) {
  const { words, format } = useLanguage();
  const drift = driftIn(evaluation);
  if (drift === null) return null;
  return (
    <Alert color="yellow" title={drift.proposal ? words.overview.drift : words.overview.someDrift}>
      {drift.features
        .map(
          ({ feature, psi, drift: how }) =>
            `${words.map[feature]}: ${how === 'large' ? words.overview.movedMuch : words.overview.movedSome} (PSI ${format.number(psi, 2)})`,
        )
        .join(' · ')}
    </Alert>
  );
}

function Figures({
  evaluation,
  summary,
  all,
}: {
  readonly evaluation: Evaluation;
  readonly summary: Summary | null;
  readonly all: EvaluationGroups | undefined;
}) {
  const { words, format } = useLanguage();
  const group = all?.groups[0];
  const figures: readonly (readonly [string, string])[] = summary
    ? [
        [words.overview.people, format.number(summary.people, 0)],
        [
          words.overview.coverage,
          `${format.percent(summary.rated / Math.max(1, summary.people))} ${words.overview.rated}`,
        ],
        [words.overview.median, group ? format.number(group.score.median, 0) : '–'],
        [
          words.overview.middleHalf,
          group
            ? `${format.number(group.score.lower_quartile, 0)} – ${format.number(group.score.upper_quartile, 0)}`
            : '–',
        ],
        [words.overview.borderline, format.number(summary.borderline, 0)],
      ]
    : [
        [words.overview.ratedPeople, group ? format.number(group.people, 0) : '–'],
        [words.overview.median, group ? format.number(group.score.median, 0) : '–'],
        [
          words.overview.middleHalf,
          group
            ? `${format.number(group.score.lower_quartile, 0)} – ${format.number(group.score.upper_quartile, 0)}`
            : '–',
        ],
        [words.overview.yourPeople, format.number(evaluation.people, 0)],
      ];
  return (
    <SimpleGrid cols={{ base: 2, md: figures.length }} component="dl" m={0}>
      {figures.map(([name, value]) => (
        <Card key={name} withBorder padding="sm">
          <Text component="dt" size="sm" c="dimmed">
            {name}
          </Text>
          <Text component="dd" m={0} fw={650} size="xl">
            {value}
          </Text>
        </Card>
      ))}
    </SimpleGrid>
  );
}

function Departments({ evaluation }: { readonly evaluation: Evaluation }) {
  const { words, format } = useLanguage();
  const navigate = useNavigate();
  const { data, error } = useQuery(groupsQuery(evaluation.id, 'department'));
  const chart = useMemo(() => data && groupComparison(data, words, format), [data, words, format]);
  const byMedian = useMemo(
    () => data?.groups.toSorted((a, b) => b.score.median - a.score.median || b.people - a.people),
    [data],
  );
  return (
    <Card withBorder>
      {error && <Failed error={error} />}
      {!data && !error && <Skeleton h={240} />}
      {data && data.groups.length === 0 && (
        <>
          <Title order={2} size="h4" mb="xs">
            {words.overview.departments}
          </Title>
          <Told answer={data} />
        </>
      )}
      {chart && data && data.groups.length > 0 && (
        <>
          <ScrollArea.Autosize mah={640}>
            <Chart
              {...chart}
              onPick={(index) => {
                const id = byMedian?.[index]?.id;
                if (id) void navigate({ to: '/people', search: { department: id } });
              }}
            />
          </ScrollArea.Autosize>
          <Text size="sm" c="dimmed" mt="xs">
            {words.overview.departmentsSay} {data.others > 0 && words.overview.smallerSays}
          </Text>
        </>
      )}
    </Card>
  );
}

/** What stands where numbers are not told, or are on their way. */
function Told({ answer }: { readonly answer: EvaluationGroups | undefined }) {
  const { words } = useLanguage();
  if (answer === undefined) return <Skeleton h={190} />;
  const isEmpty = answer.others === 0 && answer.withheld === 'nobody is rated';
  return (
    <Group mih={120} justify="center">
      <Text c="dimmed">{isEmpty ? words.overview.nobodyRated : words.overview.tooFew}</Text>
    </Group>
  );
}

/** How many people each tier has: by the summary, or as far as groups tell. */
function tiersOf(evaluation: Evaluation, summary: Summary | null, all: EvaluationGroups | undefined) {
  if (summary && summary.tiers?.length > 0) return { tiers: summary.tiers, rated: summary.rated };
  const group = all?.groups[0];
  if (group === undefined) return null;
  const names = tierNames(evaluation);
  return {
    tiers: group.tiers.map((people, rank) => ({ name: names[rank] ?? '', people })),
    rated: group.people,
  };
}
