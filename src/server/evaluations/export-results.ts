import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline as flow } from 'node:stream/promises';
import type { Kysely } from 'kysely';
import { atOneMoment, type StorePlace } from '../../data/store/open-store.ts';
import {
  countResults,
  placeOf,
  type ResultFilter,
  type ResultOrder,
  type ResultPlace,
  resultDetails,
  resultsAfter,
} from '../../data/store/results.ts';
import type { Database } from '../../data/store/schema.ts';
import { csvChunks } from '../../reports/csv.ts';
import { type KeptResult, keptResultsTable } from '../../reports/kept-results.ts';
import type { ResultTable } from '../../reports/table.ts';

export const EXPORT_FORMATS = ['csv', 'xlsx', 'parquet', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Results to be written to a file. */
export interface ExportTask {
  readonly place: StorePlace;
  readonly evaluationId: string;
  readonly pipeline: 'tasks' | 'appraisal';
  readonly filter: ResultFilter;
  readonly order: ResultOrder;
  readonly format: ExportFormat;
  /** Where the file is, empty yet. */
  readonly path: string;
}

/** Results read at once. */
const AT_ONCE = 2000;

/** Writes results to a file, and says how many. */
export async function* exportResults(db: Kysely<Database>, task: ExportTask): AsyncGenerator<number> {
  const results = await atOneMoment(db, (moment) => allResults(moment, task));
  const table = keptResultsTable(task.pipeline, { length: results.length, at: (i) => results[i] });
  await flow(
    Readable.from(await chunksOf(table, task.format)),
    createWriteStream(task.path, { flags: 'r+' }),
  );
  yield results.length;
}

async function chunksOf(
  table: ResultTable,
  format: ExportFormat,
): Promise<Iterable<string | Uint8Array> | AsyncIterable<Uint8Array>> {
  if (format === 'csv') return csvChunks(table);
  if (format === 'json') return jsonChunks(table);
  if (format === 'xlsx') return (await import('../../reports/xlsx.ts')).xlsxChunks([table]);
  return (await import('../../reports/parquet.ts')).parquetChunks(table);
}

/** An array of objects, one a line. */
function* jsonChunks({ columns, length, row }: ResultTable): Iterable<string> {
  const keys = columns.map(({ key }) => key);
  yield '[';
  for (let i = 0; i < length; i++) {
    const cells = row(i);
    const object = Object.fromEntries(keys.map((key, j) => [key, cells[j]]));
    yield `${i === 0 ? '' : ','}\n${JSON.stringify(object)}`;
  }
  yield '\n]\n';
}

async function allResults(
  db: Kysely<Database>,
  { evaluationId, filter, order }: ExportTask,
): Promise<KeptResult[]> {
  const names = await namesIn(db);
  const total = await countResults(db, evaluationId, filter);
  const results: KeptResult[] = [];
  let after: ResultPlace | null = null;
  for (;;) {
    const rows = await resultsAfter(db, evaluationId, filter, order, after, { limit: AT_ONCE, total });
    const details = await resultDetails(
      db,
      evaluationId,
      rows.map(({ employee_id }) => employee_id),
    );
    for (const row of rows) {
      const { employee_id, department_id, position_id, manager_id, unusual, beyond, borderline } = row;
      results.push({
        ...row,
        department: department_id && (names.departments.get(department_id) ?? null),
        position: position_id && (names.positions.get(position_id) ?? null),
        manager: manager_id && (names.numbers.get(manager_id) ?? null),
        unusual: flag(unusual),
        beyond: flag(beyond),
        data_error: row.data_error === 1,
        borderline: flag(borderline),
        detail: JSON.parse(details.get(employee_id) ?? '{}'),
      });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < AT_ONCE) return results;
    after = placeOf(last, order);
  }
}

function flag(value: number | null): boolean | null {
  return value === null ? null : value === 1;
}

async function namesIn(db: Kysely<Database>) {
  const departments = await db.selectFrom('departments').select(['id', 'name']).execute();
  const positions = await db.selectFrom('positions').select(['id', 'name']).execute();
  const managers = await db
    .selectFrom('employees')
    .select(['id', 'number'])
    .where('id', 'in', (of) =>
      of.selectFrom('results').select('manager_id').where('manager_id', 'is not', null).distinct(),
    )
    .execute();
  return {
    departments: new Map(departments.map(({ id, name }) => [id, name])),
    positions: new Map(positions.map(({ id, name }) => [id, name])),
    numbers: new Map(managers.map(({ id, number }) => [id, number])),
  };
}
