import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { v7 as newId } from 'uuid';
import type { ImportKind, RejectionRow, Rows, SheetRow, SummaryRow } from '../../data/imports/kinds.ts';
import { brokenConstraint } from '../../data/store/errors.ts';
import { insertAll } from '../../data/store/insert-all.ts';
import type { Change, Store } from '../../data/store/store.ts';
import { InputError } from '../../errors.ts';
import { type StagedPeriods, stagedPeriods } from './periods.ts';
import { stageEmployees } from './stage-employees.ts';

/** What an import would bring, counted. */
export interface Staged {
  readonly people_added: number;
  readonly people_changed: number;
  readonly people_unchanged: number;
  readonly summaries: number;
  readonly sheets: number;
  readonly rejected: number;
}

export interface StagingOf {
  readonly importId: string;
  readonly kind: ImportKind;
  /** The period that all of it is of, where it is not split. */
  readonly periodId: string | null;
  readonly split: 'month' | 'quarter' | 'year' | null;
  readonly rubricId: string | null;
}

/** Rejected rows that are kept for looking at; of more, only their number is known. */
export const MOST_REJECTIONS = 100_000;

/** What is not read any more, because the import was dismissed meanwhile. */
export class NoLongerWanted extends Error {
  override readonly name = 'NoLongerWanted';
}

/** A writer of what an import brings, each slice in a change of its own that makes sure that the import is still being read. */
export class Staging {
  readonly store: Store;
  readonly of: StagingOf;
  rejected = 0;

  constructor(store: Store, of: StagingOf) {
    this.store = store;
    this.of = of;
  }

  async write(work: (change: Change) => Promise<void>): Promise<void> {
    try {
      await this.store.change('system', async (change) => {
        const row = await change.db
          .selectFrom('imports')
          .select('state')
          .where('id', '=', this.of.importId)
          .executeTakeFirst();
        if (row?.state !== 'reading') throw new NoLongerWanted();
        await work(change);
      });
    } catch (error) {
      if (brokenConstraint(error) !== 'unique') throw error;
      throw new InputError(
        'the file says something of the same person twice: their numbers differ only in characters that cannot be kept',
      );
    }
  }

  async reject(rows: readonly RejectionRow[]): Promise<void> {
    const kept = rows.slice(0, Math.max(0, MOST_REJECTIONS - this.rejected));
    const first = this.rejected;
    this.rejected += rows.length;
    if (kept.length === 0) return;
    await this.write(({ db }) =>
      insertAll(
        db,
        'import_rejections',
        kept.map(([row, column, value, reason], i) => ({
          import_id: this.of.importId,
          ordinal: first + i + 1,
          row,
          column_name: column,
          value,
          reason,
        })),
      ),
    );
  }
}

/** Writes what was read into the rows of an import, in slices. */
export async function stage(store: Store, output: string, of: StagingOf): Promise<Staged> {
  const staging = new Staging(store, of);
  if (of.kind === 'employees') return stageEmployees(staging, output);
  const numbers = new StagedNumbers(staging);
  for await (const rows of rowsIn(output)) {
    if (rows.of === 'rejections') await staging.reject(rows.rows);
    else if (rows.of === 'summaries') await numbers.takeSummaries(rows.rows);
    else if (rows.of === 'sheets') await numbers.takeSheets(rows.rows);
  }
  return numbers.finish();
}

/** What a reader left in a file. */
export async function* rowsIn(output: string): AsyncGenerator<Rows> {
  const stream = createReadStream(output, 'utf8');
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      yield JSON.parse(line);
    }
  } finally {
    stream.destroy();
  }
}

/** Somebody, and what a file of numbers says of them. */
interface Named {
  readonly number: string;
  readonly name: string | null;
  readonly department: string | null;
}

/** Summaries and sheets, and the people that they are about. */
class StagedNumbers {
  readonly #staging: Staging;
  readonly #added = new Map<string, string>();
  readonly #known = new Set<string>();
  readonly #periods: StagedPeriods;
  #summaries = 0;
  #sheets = 0;

  constructor(staging: Staging) {
    this.#staging = staging;
    this.#periods = stagedPeriods(staging.store, staging.of);
  }

  async takeSummaries(rows: readonly SummaryRow[]): Promise<void> {
    const { importId } = this.#staging.of;
    const periodIds = await Promise.all(rows.map(([, , , period]) => this.#periods.idOf(period)));
    await this.#staging.write(async (change) => {
      const ids = await this.#idsOf(
        change,
        rows.map(([number, name, department]) => ({ number, name, department })),
      );
      await insertAll(
        change.db,
        'task_summaries',
        rows.map(([, , , , completed, total, hours], i) => ({
          import_id: importId,
          employee_id: ids[i],
          period_id: periodIds[i],
          completed_tasks: completed,
          total_tasks: total,
          avg_task_hours: hours,
        })),
      );
    });
    this.#count(periodIds);
    this.#summaries += rows.length;
  }

  async takeSheets(rows: readonly SheetRow[]): Promise<void> {
    const { importId, rubricId } = this.#staging.of;
    if (rubricId === null) throw new Error('sheets are staged without a rubric');
    const period = await this.#periods.idOf(null);
    await this.#staging.write(async (change) => {
      const ids = await this.#idsOf(
        change,
        rows.map(([number, name]) => ({ number, name, department: null })),
      );
      await insertAll(
        change.db,
        'sheets',
        rows.map(([, , position, appraiser, role, points], i) => ({
          import_id: importId,
          employee_id: ids[i],
          period_id: period,
          rubric_id: rubricId,
          position,
          appraiser,
          role,
          points: JSON.stringify(points),
        })),
      );
    });
    this.#count(rows.map(() => period));
    this.#sheets += rows.length;
  }

  async finish(): Promise<Staged> {
    await this.#staging.write((change) => this.#periods.write(change));
    return {
      people_added: this.#added.size,
      people_changed: 0,
      people_unchanged: this.#known.size,
      summaries: this.#summaries,
      sheets: this.#sheets,
      rejected: this.#staging.rejected,
    };
  }

  #count(periodIds: readonly string[]): void {
    for (const id of periodIds) this.#periods.count(id);
  }

  /** The id of each row's person; who is not known yet gets one, and is to be added with what the file says of them. */
  async #idsOf({ db }: Change, rows: readonly Named[]): Promise<string[]> {
    const numbers = rows.map(({ number }) => number);
    const found = await db
      .selectFrom('employees')
      .select(['id', 'number'])
      .where('number', 'in', [...new Set(numbers)])
      .execute();
    const known = new Map(found.map(({ id, number }) => [number, id]));
    const people: (Named & { readonly id: string })[] = [];
    const ids = rows.map((row, i) => {
      const number = numbers[i];
      const id = known.get(number);
      if (id !== undefined) {
        this.#known.add(id);
        return id;
      }
      const earlier = this.#added.get(number);
      if (earlier !== undefined) return earlier;
      const added = newId();
      this.#added.set(number, added);
      people.push({ ...row, id: added });
      return added;
    });
    await insertAll(
      db,
      'import_people',
      people.map(({ number, id, ...said }) => ({
        import_id: this.#staging.of.importId,
        employee_id: id,
        number,
        before: null,
        after: JSON.stringify(Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))),
        applied: null,
      })),
    );
    return ids;
  }
}
