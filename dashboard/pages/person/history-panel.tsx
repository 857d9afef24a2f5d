import { ScrollArea, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEvaluation } from '../../api/evaluations.ts';
import { historyQuery } from '../../api/person.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../../parts/failed.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Panel } from '../../parts/panel.tsx';
import { TierBadge } from '../../parts/tier-badge.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import classes from './person.module.css';

/** What every evaluation found of the person, the newest first. */
export function HistoryPanel({
  employeeId,
  evaluationId,
}: {
  readonly employeeId: string;
  /** The one that is shown. */
  readonly evaluationId: string | undefined;
}) {
  const { words, format } = useLanguage();
  const { data, error } = useQuery(historyQuery(employeeId));
  const { evaluations } = useEvaluation();
  const tiersOf = (id: string) => evaluations.find((one) => one.id === id)?.tiers?.length ?? 3;
  return (
    <Panel title={words.person.history}>
      {error && <Failed error={error} />}
      {data === undefined && !error && <Waiting />}
      {data && (
        <ScrollArea
          viewportProps={{
            tabIndex: 0,
            role: 'region',
            'aria-label': `${words.person.history}, ${words.chart.asTable}`,
          }}
        >
          <Table verticalSpacing={6} horizontalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.person.evaluation}</Table.Th>
                <Table.Th>{words.people.tier}</Table.Th>
                <Table.Th className={classes.number}>{words.people.score}</Table.Th>
                <Table.Th className={classes.number}>{words.person.finished}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.items.map((past) => (
                <Table.Tr key={past.evaluation_id}>
                  <Table.Td>
                    {past.evaluation_id === evaluationId ? (
                      <Text component="span" size="sm" fw={600}>
                        {past.evaluation_name} ({words.person.thisOne})
                      </Text>
                    ) : (
                      <PageLink
                        to="."
                        search={(now) => ({ ...now, evaluation: past.evaluation_id })}
                        size="sm"
                      >
                        {past.evaluation_name}
                      </PageLink>
                    )}
                    <Text size="xs" c="dimmed">
                      {past.pipeline === 'appraisal'
                        ? words.person.pipeline.appraisal
                        : words.person.pipeline.tasks}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <TierBadge tier={past.tier} rank={past.tier_rank} of={tiersOf(past.evaluation_id)} />
                  </Table.Td>
                  <Table.Td className={classes.number}>
                    {past.score === null ? '–' : format.number(past.score)}
                  </Table.Td>
                  <Table.Td className={classes.number}>
                    {past.finished_at === null ? '–' : format.day(past.finished_at.slice(0, 10))}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      )}
    </Panel>
  );
}
