import { Alert, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Evaluation } from '../../../src/client/index.ts';
import { ProblemError } from '../../api/client.ts';
import { resultQuery } from '../../api/evaluations.ts';
import { tierNames } from '../../api/summary.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { AccountPanel } from './account-panel.tsx';
import { AppraisalOf } from './appraisal-of.tsx';
import { DecisionsPanel } from './decisions-panel.tsx';
import { taskDetailOf } from './detail.ts';
import { HistoryPanel } from './history-panel.tsx';
import classes from './person.module.css';
import { PersonHeader } from './person-header.tsx';
import { ContestPanel, SaidPanel } from './said-panel.tsx';
import { ScorePanel } from './score-panel.tsx';
import { StandingPanel } from './standing-panel.tsx';
import { TeamPanel } from './team-panel.tsx';
import { TierPanel } from './tier-panel.tsx';
import { TrendPanel } from './trend-panel.tsx';
import { UnusualPanel } from './unusual-panel.tsx';
import { useRights } from './use-rights.ts';

/** Everything that an evaluation says of one person, and what people say of that. */
export function PersonView({
  evaluation,
  employeeId,
  lead,
}: {
  readonly evaluation: Evaluation;
  readonly employeeId: string;
  /** What stands below the person's name. */
  readonly lead?: ReactNode;
}) {
  const { words } = useLanguage();
  const { isOwn, mayContest } = useRights(employeeId);
  const tiers = tierNames(evaluation);
  const result = useQuery(resultQuery(evaluation.id, employeeId));
  if (result.isPending) return <Waiting />;
  if (result.error instanceof ProblemError && result.error.status === 404) {
    return (
      <Stack>
        <Empty title={words.person.noResult} says={words.person.noResultSays} isPage />
        <HistoryPanel employeeId={employeeId} evaluationId={undefined} />
      </Stack>
    );
  }
  if (result.error) return <Failed error={result.error} reset={() => void result.refetch()} />;
  const person = result.data;
  const of = { evaluationId: evaluation.id, employeeId };
  const detail = taskDetailOf(person);
  const { standard } = person.account.used;
  const isRated = person.unrated_reason === null;
  const count = tiers.length || 3;
  // Where there is least beside it.
  const isTrendBeside = detail !== null && !detail.anomaly;
  const trend = (className?: string) => (
    <TrendPanel evaluation={evaluation} employeeId={employeeId} className={className} />
  );
  return (
    <Stack component="article">
      <PersonHeader person={person} tiers={count} />
      {lead}
      {person.unrated_reason !== null && (
        <Alert title={words.person.unratedBecause(words.said(person.unrated_reason, person.unrated_said))}>
          <Text size="sm">{words.person.unratedSays}</Text>
        </Alert>
      )}
      <div className={classes.panels}>
        <div className={classes.column}>
          {detail?.score_parts && (
            <ScorePanel
              person={person}
              parts={detail.score_parts}
              detail={detail}
              options={standard?.options}
            />
          )}
          {isRated && <TierPanel person={person} place={detail?.tier ?? null} />}
        </div>
        <div className={classes.column}>
          {isRated && <StandingPanel person={person} isOwn={isOwn} />}
          {detail && <UnusualPanel person={person} detail={detail} />}
          {isTrendBeside && trend()}
        </div>
        {!isTrendBeside && trend(classes.wide)}
        <AppraisalOf evaluation={evaluation} person={person} isOwn={isOwn} />
        <AccountPanel person={person} isOwn={isOwn} />
        <div className={classes.column}>
          {mayContest && <ContestPanel of={of} days={person.account.contest.days_to_answer} />}
          <SaidPanel of={of} />
        </div>
        <div className={classes.column}>
          <DecisionsPanel of={of} />
          <TeamPanel evaluationId={evaluation.id} employeeId={employeeId} tiers={count} />
          <HistoryPanel employeeId={employeeId} evaluationId={evaluation.id} />
        </div>
      </div>
    </Stack>
  );
}
