import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { resultsQuery } from '../../api/evaluations.ts';
import { useLanguage } from '../../messages/language.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Panel } from '../../parts/panel.tsx';
import { TierBadge } from '../../parts/tier-badge.tsx';
import classes from './person.module.css';

/** Those who report to the person directly, as far as whoever looks may see them; nothing where nobody does. */
export function TeamPanel({
  evaluationId,
  employeeId,
  tiers,
}: {
  readonly evaluationId: string;
  readonly employeeId: string;
  readonly tiers: number;
}) {
  const { words, format } = useLanguage();
  const { data } = useQuery(
    resultsQuery(evaluationId, {
      manager: employeeId,
      directly: 'true',
      limit: 12,
      sort: 'name',
      order: 'asc',
    }),
  );
  if (data === undefined || data.total === 0) return null;
  return (
    <Panel
      title={words.person.team}
      className="no-print"
      says={words.person.teamSays(format.number(data.total, 0), data.total === 1)}
    >
      <Stack gap={6}>
        {data.items.map(({ employee_id, name, number, tier, tier_rank, score }) => (
          <Group key={employee_id} justify="space-between" wrap="nowrap" gap="xs">
            <PageLink
              to="/people/$id"
              params={{ id: employee_id }}
              search={{ manager: employeeId, sort: 'name', order: 'asc' }}
              truncate
            >
              {name ?? number}
            </PageLink>
            <Group gap="xs" wrap="nowrap">
              <TierBadge tier={tier} rank={tier_rank} of={tiers} />
              <Text size="sm" w={44} className={classes.number}>
                {score === null ? '–' : format.number(score)}
              </Text>
            </Group>
          </Group>
        ))}
      </Stack>
      <PageLink to="/people" search={{ manager: employeeId }} size="sm" mt="xs" className="no-print">
        {words.person.teamAll}
      </PageLink>
    </Panel>
  );
}
