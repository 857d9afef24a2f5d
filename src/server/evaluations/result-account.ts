import type { Kysely } from 'kysely';
import { commentsAfter } from '../../data/store/comments.ts';
import { decisionsAfter } from '../../data/store/decisions.ts';
import type { EvaluationRow } from '../../data/store/evaluations.ts';
import { periodsOf } from '../../data/store/periods.ts';
import { sourcesOf } from '../../data/store/result-sources.ts';
import type { Database } from '../../data/store/schema.ts';
import { readSettings } from '../../data/store/settings.ts';
import { findStandard } from '../../data/store/standards.ts';
import type { AppraisalDetail, KeptResult, TaskDetail } from '../../reports/kept-results.ts';
import { resultInSentences, type Weights } from '../../reports/result-words.ts';

/** Decisions and contests that are shown with a result; the lists of both have all. */
const MOST = 100;

type Result = Pick<KeptResult, 'tier' | 'score' | 'stability' | 'borderline' | 'unrated_reason'> & {
  readonly employee_id: string;
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
  const { id, period_id, standard_id, finished_at, released_at, released_by, review } = evaluation;
  const [period] = await periodsOf(db, [period_id]);
  const standard = standard_id === null ? undefined : await findStandard(db, standard_id);
  const content = standard && JSON.parse(standard.content);
  const weights: Weights | null = content?.options?.weights ?? null;
  const decisions = await decisionsAfter(db, id, result.employee_id, '', MOST);
  const said = await commentsAfter(db, id, result.employee_id, '', MOST);
  const contests = said.filter(({ kind }) => kind === 'contest');
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
      period: period && {
        id: period.id,
        name: period.name,
        starts_on: period.starts_on,
        ends_on: period.ends_on,
      },
      standard: standard && {
        id: standard.id,
        name: standard.name,
        version: standard.version,
        options: content.options,
      },
      sources: period === undefined ? [] : await sourcesOf(db, result.employee_id, period, finished_at ?? ''),
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
