import { Alert, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { resultQuery, useEvaluation } from '../../api/evaluations.ts';
import { useOrganisation } from '../../api/organisation.ts';
import { tierNames } from '../../api/summary.ts';
import { Chart } from '../../charts/chart.tsx';
import { scoreParts } from '../../charts/person.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../../parts/failed.tsx';
import { Sign } from '../../parts/sign.tsx';
import { TierBadge } from '../../parts/tier-badge.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { type TaskDetail, taskDetailOf } from './detail.ts';

/** One person: the score in its parts, how far the next tier is, and what is unusual. */
export function PersonPage() {
  const { words, format } = useLanguage();
  const { id } = useParams({ strict: false });
  const { departments, positions } = useOrganisation();
  const { evaluation, isPending, error } = useEvaluation();
  const result = useQuery({
    ...resultQuery(evaluation?.id ?? '', id ?? ''),
    enabled: evaluation !== undefined && id !== undefined,
  });
  if (isPending || (result.isPending && evaluation !== undefined)) return <Waiting />;
  if (error) return <Failed error={error} />;
  if (result.error) return <Failed error={result.error} reset={() => void result.refetch()} />;
  if (result.data === undefined || evaluation === undefined) return null;
  const person = result.data;
  const detail = taskDetailOf(person);
  const places = [departments.get(person.department_id ?? ''), positions.get(person.position_id ?? '')];
  return (
    <Stack>
      <Group gap="sm">
        <Title order={1}>{person.name ?? person.number}</Title>
        <TierBadge tier={person.tier} rank={person.tier_rank} of={tierNames(evaluation).length || 3} />
        {person.borderline && <Sign icon={IconArrowsLeftRight}>{words.people.borderline}</Sign>}
      </Group>
      <Text c="dimmed">{[person.number, ...places].filter(Boolean).join(' · ')}</Text>
      {person.unrated_reason !== null && <Alert>{words.person.unratedBecause(person.unrated_reason)}</Alert>}
      {detail && person.score !== null && (
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          <Card withBorder>
            <Text fw={700} fz={40}>
              {format.number(person.score)}
            </Text>
            <Chart {...scoreParts(detail.score_parts, words, format)} />
          </Card>
          <Card withBorder>
            <Stack gap="sm">
              <TierDistance detail={detail} />
              {person.stability !== null && (
                <Text>{words.person.stabilitySays(format.percent(person.stability))}</Text>
              )}
            </Stack>
          </Card>
          {detail.anomaly && <Unusual detail={detail} />}
        </SimpleGrid>
      )}
    </Stack>
  );
}

function TierDistance({ detail: { tier } }: { readonly detail: TaskDetail }) {
  const { words, format } = useLanguage();
  const change = tier.smallest_change;
  return (
    <div>
      <Title order={2} size="h4">
        {words.person.tierDistance}
        {tier.next && `: ${tier.next}`}
      </Title>
      {change && (
        <Text>
          {words.person.wouldCross(
            words.person[change.feature],
            change.feature === 'completion_rate'
              ? format.percent(change.from, 1)
              : format.number(change.from, 2),
            change.feature === 'completion_rate' ? format.percent(change.to, 1) : format.number(change.to, 2),
          )}
        </Text>
      )}
    </div>
  );
}

function Unusual({ detail: { anomaly } }: { readonly detail: TaskDetail }) {
  const { words, format } = useLanguage();
  const shown = (feature: string, value: number) =>
    feature === 'completion_rate' ? format.percent(value, 1) : format.number(value, 2);
  return (
    <Card withBorder>
      <Title order={2} size="h4" mb="xs">
        {words.person.anomaly}
      </Title>
      <Stack gap={6} component="ul" m={0} pl="md">
        {anomaly?.reasons.map(({ feature, direction, value, typical }) => (
          <li key={feature}>
            {words.person[feature]}: {shown(feature, value)} ({words.person[direction]},{' '}
            {words.person.typical(shown(feature, typical))})
          </li>
        ))}
      </Stack>
    </Card>
  );
}
