import type { Kysely } from 'kysely';
import { atOneMoment, type StorePlace } from '../../data/store/open-store.ts';
import { numbersOfResults, resultDetails } from '../../data/store/results.ts';
import type { Database } from '../../data/store/schema.ts';
import { type AppraisalEvaluation, applyAppraisalStandard } from '../../evaluation/appraisal/appraise.ts';
import type { Rubric } from '../../evaluation/appraisal/rubric.ts';
import type { AppraisalSheet } from '../../evaluation/appraisal/sheet.ts';
import {
  type FloorDocument,
  type WhatIfFloors,
  whatIfFloors,
  withFloors,
} from '../../evaluation/appraisal/what-if.ts';
import type { AppraisalDetail } from '../../reports/kept-results.ts';
import { keptAppraisalStandard } from './kept-standard.ts';
import { savedAppraisalStandard } from './saved-standard.ts';
import type { FittedWhatIf, TierCount } from './what-if.ts';

/** Other floors for appraisals that are done. */
export interface WhatIfFloorsTask {
  readonly place: StorePlace;
  readonly evaluationId: string;
  readonly standardId: string;
  readonly floors: readonly FloorDocument[];
  /** Most changes that are answered. */
  readonly limit: number;
}

/** Whose grade would change; the summary is of all who have a sheet, `changes` of as many as were asked for. */
export interface WhatIfFloorsAnswer {
  readonly summary: WhatIfFloors['summary'];
  readonly tiers: { readonly before: readonly TierCount[]; readonly after: readonly TierCount[] };
  readonly changed: number;
  readonly changes: readonly (Omit<WhatIfFloors['changes'][number], 'name'> & {
    readonly number: string;
    readonly name: string | null;
  })[];
}

/** Details read at once. */
const AT_ONCE = 2000;

/** What other floors would change, on the points that the appraisals were made of. */
export async function* whatIfFloorsOf(
  db: Kysely<Database>,
  task: WhatIfFloorsTask,
): AsyncGenerator<WhatIfFloorsAnswer> {
  const { rows, appraisals, saved } = await again(db, task);
  // The points that were kept are adjusted already.
  const standard = { ...saved, options: { ...saved.options, adjustSeverity: false } };
  const sheet = sheetOf(appraisals, saved.rubric);
  const before = applyAppraisalStandard(sheet, standard);
  const { summary, changes, after } = whatIfFloors(sheet, before, task.floors);
  yield {
    summary,
    tiers: { before: gradesOf(before), after: gradesOf(after) },
    changed: changes.length,
    changes: changes.slice(0, task.limit).map(({ name: _, ...change }) => {
      const person = rows.get(String(change.employee_id));
      return { ...change, number: person?.number ?? '', name: person?.name ?? null };
    }),
  };
}

/** The standard with other floors in place of its own. */
export async function* fitWhatIfFloors(
  db: Kysely<Database>,
  { standardId, floors }: WhatIfFloorsTask,
): AsyncGenerator<FittedWhatIf> {
  const saved = await savedAppraisalStandard(db, standardId);
  yield { standard: keptAppraisalStandard({ ...saved, rubric: withFloors(saved.rubric, floors) }) };
}

async function again(db: Kysely<Database>, { evaluationId, standardId }: WhatIfFloorsTask) {
  return atOneMoment(db, async (moment) => {
    const people = await numbersOfResults(moment, evaluationId);
    const ids = people.map(({ employee_id }) => employee_id);
    return {
      rows: new Map(people.map((row) => [row.employee_id, row])),
      appraisals: await appraisalsOf(moment, evaluationId, ids),
      saved: await savedAppraisalStandard(moment, standardId),
    };
  });
}

/** How many people of all positions have each grade. */
function gradesOf({ summary, standard }: AppraisalEvaluation): TierCount[] {
  return standard.rubric.grades.map((name, rank) => ({
    name,
    people: summary.positions.reduce((sum, { grades }) => sum + grades[rank].people, 0),
  }));
}

interface KeptAppraisal {
  readonly employeeId: string;
  readonly position: string;
  readonly shares: Readonly<Record<string, number | null>>;
}

async function appraisalsOf(
  db: Kysely<Database>,
  evaluationId: string,
  employeeIds: readonly string[],
): Promise<KeptAppraisal[]> {
  const found: KeptAppraisal[] = [];
  for (let from = 0; from < employeeIds.length; from += AT_ONCE) {
    const details = await resultDetails(db, evaluationId, employeeIds.slice(from, from + AT_ONCE));
    for (const [employeeId, text] of details) {
      const { appraisal }: AppraisalDetail = JSON.parse(text);
      if (appraisal) found.push({ employeeId, position: appraisal.position, shares: appraisal.shares });
    }
  }
  return found;
}

function sheetOf(appraisals: readonly KeptAppraisal[], { positions }: Rubric): AppraisalSheet {
  const byKey = new Map(positions.map((position) => [position.key, position]));
  const columns = Math.max(...positions.map(({ indicators }) => indicators.length));
  const data = new Float64Array(appraisals.length * columns).fill(Number.NaN);
  appraisals.forEach(({ position, shares }, i) => {
    byKey.get(position)?.indicators.forEach(({ key, maximum }, j) => {
      const share = shares[key];
      if (typeof share === 'number') data[i * columns + j] = share * maximum;
    });
  });
  return {
    ids: appraisals.map(({ employeeId }) => employeeId),
    names: appraisals.map(() => null),
    positions: appraisals.map(({ position }) => position),
    points: { rows: appraisals.length, columns, data },
    ratings: null,
    extras: [],
  };
}
