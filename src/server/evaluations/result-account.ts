import type { Kysely } from 'kysely';
import { commentsAfter } from '../../data/store/comments.ts';
import { decisionsAfter } from '../../data/store/decisions.ts';
import { basisOf, type EvaluationRow } from '../../data/store/evaluations.ts';
import { sourcesOf } from '../../data/store/result-sources.ts';
import type { FoundResult } from '../../data/store/results.ts';
import type { Database } from '../../data/store/schema.ts';
import { readSettings } from '../../data/store/settings.ts';
import type { AppraisalDetail, KeptResult, TaskDetail } from '../../reports/kept-results.ts';
import { resultInSentences, type Weights } from '../../reports/result-words.ts';

/** Decisions and contests that are shown with a result; the lists of both have all. */
const MOST = 100;

type Result = Pick<KeptResult, 'tier' | 'score' | 'stability' | 'borderline' | 'unrated_reason'> &
  Pick<FoundResult, 'employee_id' | 'contested' | 'decided'> & {
    readonly detail: TaskDetail | AppraisalDetail;
  };

/**
 * What somebody is owed who is evaluated: what was used, how, what would change it, who answers for it, and what they can
 * do about it (GDPR, articles 13 to 15 and 22).
 */
export async function accountOfResult(
  db: Kysely<Database>,
  evaluation: EvaluationRow,
  result: Result,
  namesOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>,
) {
  const { id, finished_at, released_at, released_by, review } = evaluation;
  const { employee_id, contested, decided } = result;
  const { period, standard } = await usedFor(db, id);
  const weights: Weights | null = standard?.options.weights ?? null;
  const decisions = decided ? await decisionsAfter(db, id, employee_id, '', MOST) : [];
  const contests = contested ? await commentsAfter(db, id, employee_id, '', MOST, 'contest') : [];
  const { contest_days } = await readSettings(db);
  const people = [
    released_by,
    ...decisions.map(({ decided_by }) => decided_by),
    ...contests.map((one) => one.answered_by),
  ];
  const names = await namesOf(people.filter((one) => one !== null));
  const nameOf = (actor: string | null) => (actor === null ? null : (names.get(actor) ?? null));
  return {
    in_words: resultInSentences(result, weights),
    used: {
      evaluation: evaluation.name,
      period,
      standard,
      sources: period === undefined ? [] : await sourcesOf(db, employee_id, period, finished_at ?? ''),
    },
    released: released_at === null ? null : { at: released_at, by_name: nameOf(released_by), review },
    decisions: decisions.map(({ id, kind, text, decided_by, decided_at }) => ({
      id,
      kind,
      text,
      decided_by_name: nameOf(decided_by),
      decided_at,
    })),
    contest: {
      days_to_answer: contest_days,
      made: contests.map((one) => ({
        id: one.id,
        state: one.state,
        made_at: one.created_at,
        answer_by: one.answer_by,
        answer: one.answer,
        answered_by_name: nameOf(one.answered_by),
      })),
    },
  };
}

/** The period of an evaluation, and its standard with what was decided for it. */
async function usedFor(db: Kysely<Database>, evaluationId: string) {
  const basis = await basisOf(db, evaluationId);
  if (basis === undefined) return {};
  const { period_id, period_name, starts_on, ends_on, ...of } = basis;
  const { standard_id, standard_name, standard_version, standard_content } = of;
  return {
    period:
      period_id === null || period_name === null || starts_on === null || ends_on === null
        ? undefined
        : { id: period_id, name: period_name, starts_on, ends_on },
    standard:
      standard_id === null || standard_content === null
        ? undefined
        : {
            id: standard_id,
            name: standard_name,
            version: standard_version,
            options: JSON.parse(standard_content).options,
          },
  };
}
