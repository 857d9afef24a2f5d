import { Alert, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Evaluation } from '../../../src/client/index.ts';
import { resultsQuery, useEvaluation } from '../../api/evaluations.ts';
import { type Summary, summaryOf } from '../../api/summary.ts';
import { Chart } from '../../charts/chart.tsx';
import { scoreQuartiles, tierBars } from '../../charts/definitions.ts';
import { useLanguage } from '../../messages/language.tsx';
import { NewEvaluation } from '../../parts/evaluate/new-evaluation.tsx';
import { Failed } from '../../parts/failed.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { TierBadge } from '../../parts/tier-badge.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { useIsExampleUnderWay } from '../welcome/use-example.tsx';
import { Welcome } from '../welcome/welcome.tsx';

/** What an evaluation says of everybody, and whom to look at first. */
export function OverviewPage() {
  const { words, format } = useLanguage();
  const { evaluation, isPending, error } = useEvaluation();
  const isExampleUnderWay = useIsExampleUnderWay();
  if (isPending) return <Waiting />;
  if (error) return <Failed error={error} />;
  if (evaluation === undefined || isExampleUnderWay) return <Welcome />;
  const summary = summaryOf(evaluation);
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1}>{evaluation.name}</Title>
        <NewEvaluation />
      </Group>
      {evaluation.drift?.proposal === true && <Alert color="yellow">{words.overview.drift}</Alert>}
      {summary && <Figures summary={summary} />}
      {summary && (
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          <Card withBorder>
            <Chart {...tierBars(summary, words, format)} />
          </Card>
          {summary.score && (
            <Card withBorder>
              <Chart {...scoreQuartiles(summary.score, words)} />
            </Card>
          )}
        </SimpleGrid>
      )}
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
    </Stack>
  );
}

function Figures({ summary }: { readonly summary: Summary }) {
  const { words, format } = useLanguage();
  const figures = [
    [words.overview.people, format.number(summary.people, 0)],
    [
      words.overview.coverage,
      `${format.percent(summary.rated / Math.max(1, summary.people))} ${words.overview.rated}`,
    ],
    [words.overview.median, summary.score ? format.number(summary.score.median) : '–'],
    [words.overview.borderline, format.number(summary.borderline, 0)],
  ] as const;
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} component="dl" m={0}>
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

function ToLookAt({
  evaluation,
  sign,
  title,
  says,
}: {
  readonly evaluation: Evaluation;
  readonly sign: 'unusual' | 'borderline' | 'data_error';
  readonly title: string;
  readonly says: string;
}) {
  const { words, format } = useLanguage();
  const { data, error } = useQuery(
    resultsQuery(evaluation.id, {
      [sign]: 'true',
      limit: 6,
      sort: sign === 'borderline' ? 'stability' : 'score',
      order: sign === 'borderline' ? 'asc' : 'desc',
    }),
  );
  const tiers = summaryOf(evaluation)?.tiers.length ?? 3;
  return (
    <Card withBorder>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text fw={650}>{data && format.number(data.total, 0)}</Text>
      </Group>
      <Text size="sm" c="dimmed" mb="xs">
        {says}
      </Text>
      {error && <Failed error={error} />}
      <Stack gap={6}>
        {data?.items.map(({ employee_id, name, number, tier, tier_rank, score }) => (
          <Group key={employee_id} justify="space-between" wrap="nowrap" gap="xs">
            <PageLink to="/people/$id" params={{ id: employee_id }} truncate>
              {name ?? number}
            </PageLink>
            <Group gap="xs" wrap="nowrap">
              <TierBadge tier={tier} rank={tier_rank} of={tiers} />
              <Text size="sm" w={44} ta="right">
                {score === null ? '–' : format.number(score)}
              </Text>
            </Group>
          </Group>
        ))}
      </Stack>
      {data && data.total > 0 && (
        <PageLink to="/people" search={{ sign }} size="sm" mt="xs">
          {words.overview.seeAll}
        </PageLink>
      )}
    </Card>
  );
}
