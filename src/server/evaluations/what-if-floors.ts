import type { Kysely } from 'kysely';
import { atOneMoment, type StorePlace } from '../../data/store/open-store.ts';
import { numbersOfResults, resultDetails } from '../../data/store/results.ts';
import type { Database } from '../../data/store/schema.ts';
import { standardDocument } from '../../data/store/standards.ts';
import { applyAppraisalStandard } from '../../evaluation/appraisal/appraise.ts';
import type { Rubric } from '../../evaluation/appraisal/rubric.ts';
import type { AppraisalSheet } from '../../evaluation/appraisal/sheet.ts';
import { parseAppraisalStandard } from '../../evaluation/appraisal/standard.ts';
import { type FloorDocument, type WhatIfFloors, whatIfFloors } from '../../evaluation/appraisal/what-if.ts';
import type { AppraisalDetail } from '../../reports/kept-results.ts';

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
  { evaluationId, standardId, floors, limit }: WhatIfFloorsTask,
): AsyncGenerator<WhatIfFloorsAnswer> {
  const { rows, appraisals, document } = await atOneMoment(db, async (moment) => {
    const people = await numbersOfResults(moment, evaluationId);
    return {
      rows: new Map(people.map((row) => [row.employee_id, row])),
      appraisals: await appraisalsOf(
        moment,
        evaluationId,
        people.map(({ employee_id }) => employee_id),
      ),
      document: await standardDocument(moment, standardId),
    };
  });
  if (document === undefined) throw new Error(`the standard ${standardId} has gone`);
  const saved = parseAppraisalStandard(document);
  // The points that were kept are adjusted already.
  const standard = { ...saved, options: { ...saved.options, adjustSeverity: false } };
  const sheet = sheetOf(appraisals, saved.rubric);
  const { summary, changes } = whatIfFloors(sheet, applyAppraisalStandard(sheet, standard), floors);
  yield {
    summary,
    changed: changes.length,
    changes: changes.slice(0, limit).map(({ name: _, ...change }) => {
      const person = rows.get(String(change.employee_id));
      return { ...change, number: person?.number ?? '', name: person?.name ?? null };
    }),
  };
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
