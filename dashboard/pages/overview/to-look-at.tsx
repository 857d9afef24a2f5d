import { Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Evaluation } from '../../../src/client/index.ts';
import { resultsQuery } from '../../api/evaluations.ts';
import { tierNames } from '../../api/summary.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../../parts/failed.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { TierBadge } from '../../parts/tier-badge.tsx';

const SHOWN = 6;

/** The first people of whom there is a sign, and the way to all of them. */
export function ToLookAt({
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
      limit: SHOWN,
      sort: sign === 'borderline' ? 'stability' : 'score',
      order: sign === 'borderline' ? 'asc' : 'desc',
    }),
  );
  const tiers = tierNames(evaluation).length;
  return (
    <Card withBorder>
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text fw={650}>{data && format.number(data.total, 0)}</Text>
      </Group>
      <Text size="sm" c="dimmed" mb="xs">
        {says}
      </Text>
      {error && <Failed error={error} />}
      {!data && !error && <Skeleton h={SHOWN * 28} />}
      {data?.total === 0 && <Text c="dimmed">{words.overview.nobody}</Text>}
      <Stack gap={6} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {data?.items.map(({ employee_id, name, number, tier, tier_rank, score }) => (
          <Group component="li" key={employee_id} justify="space-between" wrap="nowrap" gap="xs">
            <PageLink to="/people/$id" params={{ id: employee_id }} truncate>
              {name ?? number}
            </PageLink>
            <Group gap="xs" wrap="nowrap">
              <Text size="sm" ta="right" style={{ fontVariantNumeric: 'tabular-nums' }}>
                {score === null ? '–' : format.number(score)}
              </Text>
              <TierBadge tier={tier} rank={tier_rank} of={tiers} />
            </Group>
          </Group>
        ))}
      </Stack>
      {data && data.total > SHOWN && (
        <PageLink to="/people" search={{ sign }} size="sm" mt="xs">
          {words.overview.seeAll}
        </PageLink>
      )}
    </Card>
  );
}
