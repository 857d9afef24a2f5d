import { useQuery } from '@tanstack/react-query';
import type { Evaluation, Result } from '../../../src/client/index.ts';
import { resultQuery, useEvaluation } from '../../api/evaluations.ts';
import { historyQuery } from '../../api/person.ts';
import { tierNames } from '../../api/summary.ts';
import { AppraisalPanel } from './appraisal-panel.tsx';
import { appraisalOf } from './detail.ts';

/** The person's appraisal: that of the evaluation, else the newest one, first of all of the same period. */
export function AppraisalOf({
  evaluation,
  person,
  isOwn,
}: {
  readonly evaluation: Evaluation;
  readonly person: Result & { readonly detail: unknown };
  readonly isOwn: boolean;
}) {
  const isHere = evaluation.pipeline === 'appraisal';
  const { evaluations } = useEvaluation();
  const history = useQuery({ ...historyQuery(person.employee_id), enabled: !isHere });
  const past = history.data?.items.filter(({ pipeline, tier }) => pipeline === 'appraisal' && tier !== null);
  const chosen = past?.find(({ period_id }) => period_id === evaluation.period_id) ?? past?.[0];
  const other = useQuery({
    ...resultQuery(chosen?.evaluation_id ?? '', person.employee_id),
    enabled: chosen !== undefined,
  });
  const from = isHere ? evaluation : evaluations.find(({ id }) => id === chosen?.evaluation_id);
  const grades = from === undefined ? [] : tierNames(from);
  const appraisal = isHere ? appraisalOf(person) : other.data && appraisalOf(other.data);
  if (appraisal == null || appraisal.grade === null) return null;
  return (
    <AppraisalPanel
      appraisal={appraisal}
      grades={grades}
      standardId={from?.standard_id ?? undefined}
      from={isHere ? undefined : chosen?.evaluation_name}
      isOwn={isOwn}
    />
  );
}
