import type { Kysely } from 'kysely';
import { type PeriodSheet, periodSheets } from '../../data/store/period-sheets.ts';
import { peopleInScope, type ScopedPerson } from '../../data/store/population.ts';
import type { NewResult } from '../../data/store/results.ts';
import { newestRubric } from '../../data/store/rubrics.ts';
import type { Database } from '../../data/store/schema.ts';
import { InputError } from '../../errors.ts';
import {
  type AppraisalEvaluation,
  applyAppraisalStandard,
  appraise,
} from '../../evaluation/appraisal/appraise.ts';
import { parseRubric } from '../../evaluation/appraisal/check-rubric.ts';
import type { Rubric } from '../../evaluation/appraisal/rubric.ts';
import type { CheckedSheet } from '../../evaluation/appraisal/sheet.ts';
import { sheetFromRecords } from '../../evaluation/appraisal/sheet-records.ts';
import type { AppraisalStandard } from '../../evaluation/appraisal/standard.ts';
import { coverageOf } from './coverage.ts';
import type { Evaluated, EvaluationTask } from './evaluate-people.ts';
import { keptAppraisalStandard } from './kept-standard.ts';
import { savedAppraisalStandard } from './saved-standard.ts';

/** Evaluates the appraisal sheets of the people in a scope; who has none is unrated. */
export async function evaluateAppraisals(db: Kysely<Database>, task: EvaluationTask): Promise<Evaluated> {
  const { period, standardId, appraisal, settings } = task;
  const people = await peopleInScope(db, task.scope, period);
  const saved = standardId === null ? null : await savedAppraisalStandard(db, standardId);
  const rubric = saved?.rubric ?? (await rubricOf(db, appraisal?.rubric ?? ''));
  const inScope = new Set(people.map(({ id }) => id));
  const sheets = (await periodSheets(db, period.id, rubric.name)).filter((sheet) =>
    inScope.has(sheet.employee_id),
  );
  const records = recordsOf(sheets, await positionNames(db, people));
  const checked = records.length > 0 ? sheetFromRecords(records, rubric) : null;
  const evaluation = checked && evaluationOf(checked, rubric, saved, task);
  const fitted = saved ? null : (evaluation?.standard ?? null);

  const place = new Map(checked?.sheet.ids.map((id, i) => [String(id), i]));
  const rejected = new Map(
    checked?.rejected.map(({ row, reason }) => [records[(row ?? 0) - 1]?.employee_id, reason]),
  );
  const resultOf = (i: number): NewResult => {
    const person = people[i];
    const at = place.get(person.id);
    if (evaluation && at !== undefined)
      return gradedResult(person, evaluation, at, settings.borderline_below);
    const reason = rejected.get(person.id);
    return ungradedResult(person, reason === undefined ? 'no appraisal sheet' : `no usable sheet: ${reason}`);
  };
  const results = people.map((_, i) => resultOf(i));
  const coverage = coverageOf(results.map(({ unrated_reason }) => unrated_reason ?? null));
  return {
    people: people.length,
    resultOf: (i) => results[i],
    outcome: {
      people: people.length,
      tiers: evaluation?.standard.rubric.grades ?? [],
      summary: {
        ...evaluation?.summary,
        people: people.length,
        rated: coverage.rated,
        unrated: people.length - coverage.rated,
        borderline: results.filter(({ borderline }) => borderline === 1).length,
        coverage,
      },
      notes: [
        ...(checked?.notes ?? []),
        ...(evaluation?.notes ?? ['There are no appraisal sheets to grade.']),
      ],
      drift: null,
      standard: fitted && keptAppraisalStandard(fitted),
    },
  };
}

function evaluationOf(
  { sheet }: CheckedSheet,
  rubric: Rubric,
  saved: AppraisalStandard | null,
  { appraisal }: EvaluationTask,
): AppraisalEvaluation {
  if (saved) return applyAppraisalStandard(sheet, saved);
  return appraise(sheet, rubric, {
    ...(appraisal?.min_pts !== undefined && { minPts: appraisal.min_pts }),
    ...(appraisal?.adjust_severity !== undefined && { adjustSeverity: appraisal.adjust_severity }),
    ...(appraisal?.random_state !== undefined && { randomState: appraisal.random_state }),
  });
}

async function rubricOf(db: Kysely<Database>, name: string): Promise<Rubric> {
  const row = await newestRubric(db, name);
  if (row === undefined) throw new InputError('the rubric is not there any more');
  return parseRubric(JSON.parse(row.document));
}

/** What positions of the organisation are called, by person: for sheets that do not say which one of the rubric it is. */
async function positionNames(
  db: Kysely<Database>,
  people: readonly ScopedPerson[],
): Promise<ReadonlyMap<string, string>> {
  const positions = await db.selectFrom('positions').select(['id', 'name']).execute();
  const names = new Map(positions.map(({ id, name }) => [id, name]));
  return new Map(
    people.flatMap(({ id, position_id }) => {
      const name = position_id === null ? undefined : names.get(position_id);
      return name === undefined ? [] : [[id, name] as const];
    }),
  );
}

interface SheetRecord {
  readonly employee_id: string;
  readonly position?: string;
  readonly appraiser?: string;
  readonly role?: string;
  readonly indicator: string;
  readonly points: number;
}

/**
 * One record for each number of points. Where sheets do not name who gave them, each is somebody's of its own, unless
 * nobody is named and nobody has two.
 */
function recordsOf(sheets: readonly PeriodSheet[], positions: ReadonlyMap<string, string>): SheetRecord[] {
  const people = new Set(sheets.map(({ employee_id }) => employee_id));
  const judged = people.size < sheets.length || sheets.some(({ appraiser }) => appraiser !== '');
  const hasRoles = sheets.every(({ role }) => role !== '');
  const hasPositions = sheets.some(
    ({ position, employee_id }) => position !== null || positions.has(employee_id),
  );
  return sheets.flatMap(({ employee_id, position, appraiser, role, points }, i) => {
    const head = {
      employee_id,
      ...(hasPositions && { position: position ?? positions.get(employee_id) ?? '' }),
      ...(judged && { appraiser: appraiser || `not named (sheet ${i + 1})` }),
      ...(hasRoles && { role }),
    };
    return Object.entries(points).map(([indicator, value]) => ({ ...head, indicator, points: value }));
  });
}

function gradedResult(
  person: ScopedPerson,
  evaluation: AppraisalEvaluation,
  at: number,
  borderlineBelow: number,
): NewResult {
  const appraisal = evaluation.at(at);
  const { grade, total, maximum, stability, unrated_reason } = appraisal;
  const rank = grade === null ? -1 : evaluation.standard.rubric.grades.indexOf(grade);
  return {
    ...ungradedResult(person, unrated_reason),
    tier_rank: rank < 0 ? null : rank,
    tier: grade,
    score: total === null ? null : Math.min(100, (100 * total) / maximum),
    stability,
    borderline: stability === null ? null : Number(stability < borderlineBelow),
    appraised_as: appraisal.position,
    scoring_grade: appraisal.scoring_grade,
    detail: { appraisal },
  };
}

function ungradedResult(
  { id, department_id, position_id, manager_id }: ScopedPerson,
  unrated_reason: string | null,
): NewResult {
  return {
    employee_id: id,
    department_id,
    position_id,
    manager_id,
    tier_rank: null,
    tier: null,
    score: null,
    unusual: null,
    beyond: null,
    anomaly_score: null,
    direction: null,
    data_error: 0,
    stability: null,
    borderline: null,
    completed_tasks: null,
    total_tasks: null,
    avg_task_hours: null,
    unrated_reason,
    appraised_as: null,
    scoring_grade: null,
    detail: { appraisal: null },
  };
}
