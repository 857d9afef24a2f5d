import { InputError, type Problem } from '../../errors.ts';
import { parseRubric } from '../../evaluation/appraisal/check-rubric.ts';
import type { Rubric } from '../../evaluation/appraisal/rubric.ts';
import type { AppraisalSheet } from '../../evaluation/appraisal/sheet.ts';
import { clip } from '../../evaluation/clip.ts';
import { delimitedFormat, firstRecords, plainHead } from '../files/delimited.ts';
import { readPlain } from '../files/read-plain.ts';
import { type ReadOptions, readingFrom, readTable, type TaskReading } from '../files/read-tasks.ts';
import { type FoundFile, type Table, tableOf, takeFile } from '../files/table.ts';
import { readSheetTable } from '../sheets.ts';
import type {
  ImportKind,
  ReadingEnd,
  ReadingTask,
  Recognised,
  RejectionRow,
  Rows,
  SheetRow,
  SummaryRow,
} from './kinds.ts';
import { readEmployees } from './read-employees.ts';
import { type Found, findOut } from './recognise-import.ts';
import { inApiWords } from './words.ts';

/** Takes some rows; what follows waits until it has. */
export type Taking = (rows: Rows) => Promise<void>;

/**
 * Reads a file that somebody sent: says what it is, and hands over what it holds and which rows are rejected, a slice
 * at a time. Never throws for what is in the file: where it cannot be understood, the end says why.
 */
export async function readImport(task: ReadingTask, take: Taking): Promise<ReadingEnd> {
  let recognised: Recognised | null = null;
  try {
    const file = await takeFile(task.path, task.name);
    const plain = await seenPlainly(file, task);
    if (plain !== null) {
      recognised = plain.recognised;
      const reading = await tasksRead(file, plain, task);
      if (reading !== null) {
        await file.scratch.remove();
        return await handOverTasks(reading, recognised, take);
      }
    }
    const { delimiter, sheet } = task.options;
    const table = await tableOf(file, {
      ...(delimiter && { delimiter }),
      ...(sheet !== undefined && { sheet }),
    });
    try {
      const seen = { ...table, samples: await table.sample() };
      recognised = recognisedFrom(seen, null, {});
      const found = findOut(seen, task);
      recognised = recognisedFrom(seen, found.kind, found.mapping);
      return await readFound(table, found, recognised, task, take);
    } finally {
      await table.close();
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { state: 'failed', recognised, failure: inApiWords(error.message) };
  }
}

interface Seen {
  readonly name: string;
  readonly format: string;
  readonly columns: readonly string[];
  readonly samples: readonly (readonly (string | null)[])[];
}

interface Plain {
  readonly found: Found;
  readonly recognised: Recognised;
}

/** What the head of an ordinary text shows of tasks; null where it takes a closer look. */
async function seenPlainly(file: FoundFile, task: ReadingTask): Promise<Plain | null> {
  if (file.kind !== 'delimited') return null;
  const head = await plainHead(file.file.path, task.options.delimiter);
  if (head === null) return null;
  const { header: columns, delimiter } = head;
  const seen = {
    name: task.name,
    format: delimitedFormat(delimiter, 'UTF-8'),
    columns,
    samples: await firstRecords(file.file.path, delimiter, columns.length),
  };
  try {
    const found = findOut(seen, task);
    return { found, recognised: recognisedFrom(seen, found.kind, found.mapping) };
  } catch (error) {
    // in another encoding it may have the right columns
    if (error instanceof InputError) return null;
    throw error;
  }
}

async function tasksRead(file: FoundFile, { found }: Plain, task: ReadingTask): Promise<TaskReading | null> {
  if (found.kind !== 'task log' && found.kind !== 'summaries') return null;
  const plain = await readPlain(file, taskOptions(found, task));
  return plain && readingFrom(plain);
}

async function readFound(
  table: Table,
  found: Found,
  recognised: Recognised,
  task: ReadingTask,
  take: Taking,
): Promise<ReadingEnd> {
  switch (found.kind) {
    case 'task log':
    case 'summaries':
      return handOverTasks(
        await readTable(table, found.recognition, taskOptions(found, task)),
        recognised,
        take,
      );
    case 'employees': {
      const { rows, notes } = await readEmployees(table, found.places, task, take);
      return { state: 'read', recognised, rows, notes };
    }
    case 'sheets':
      return readSheets(table, recognised, task, take);
  }
}

/** Of a log that says when tasks were completed, those count that were completed in the period. */
function taskOptions(found: Found, { mapping, options, period }: ReadingTask): ReadOptions {
  const { delimiter, sheet, decimal, date_format: dateFormat, done, exclude, split } = options;
  const dated = found.kind === 'task log' && found.isDated && period !== null && split === undefined;
  return {
    map: mapping,
    ...(delimiter && { delimiter }),
    ...(sheet !== undefined && { sheet }),
    ...(decimal && { decimal }),
    ...(dateFormat !== undefined && { dateFormat }),
    ...(done && { done }),
    ...(exclude && { exclude }),
    ...(split && { split }),
    ...(dated && { from: period.from, to: period.to }),
  };
}

const STEP = 1000;
const LONGEST_NUMBER = 100;
const LONGEST_NAME = 300;
const LONGEST_DEPARTMENT = 200;

async function handOverTasks(
  reading: TaskReading,
  recognised: Recognised,
  take: Taking,
): Promise<ReadingEnd> {
  const { summaries, periods, rejected, notes, rowsRead, whyNobody } = reading;
  await handOverRejected(rejected, take);
  const { ids, names, completedTasks, totalTasks, avgTaskHours, extras } = summaries;
  const departments = extras.find(({ name }) => name === 'department')?.values;
  for (let from = 0; from < ids.length; from += STEP) {
    const rows: SummaryRow[] = [];
    const unusable: RejectionRow[] = [];
    for (let i = from; i < Math.min(ids.length, from + STEP); i++) {
      const number = String(ids[i]);
      const hours = avgTaskHours[i];
      if (number.length > LONGEST_NUMBER) {
        const reason = `an employee number is longer than ${LONGEST_NUMBER} characters`;
        unusable.push([null, recognised.mapping.employee_id ?? null, String(clip(number)), reason]);
      } else if (Number.isNaN(completedTasks[i]) || Number.isNaN(totalTasks[i])) {
        const field = Number.isNaN(completedTasks[i]) ? 'completed_tasks' : 'total_tasks';
        const reason = 'is missing for the employee of this number';
        unusable.push([null, recognised.mapping[field] ?? null, number, reason]);
      } else {
        rows.push([
          number,
          names[i]?.slice(0, LONGEST_NAME) ?? null,
          departmentIn(departments?.[i]),
          periods?.[i] ?? null,
          completedTasks[i],
          totalTasks[i],
          Number.isNaN(hours) ? null : hours,
        ]);
      }
    }
    if (rows.length > 0) await take({ of: 'summaries', rows });
    if (unusable.length > 0) await take({ of: 'rejections', rows: unusable });
  }
  if (ids.length === 0) {
    return { state: 'failed', recognised, failure: whyNobody ?? whyNothing(rowsRead) };
  }
  return { state: 'read', recognised, rows: rowsRead, notes: notes.map(inApiWords) };
}

/** A department's name, where that is what a cell holds. */
function departmentIn(value: unknown): string | null {
  const name = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return name.slice(0, LONGEST_DEPARTMENT) || null;
}

async function handOverRejected(rejected: readonly Problem[], take: Taking): Promise<void> {
  for (let from = 0; from < rejected.length; from += STEP) {
    await take({
      of: 'rejections',
      rows: rejected
        .slice(from, from + STEP)
        .map(({ row, column, value, reason }) => [
          row ?? null,
          column ?? null,
          value === undefined || value === null ? null : String(clip(String(value))),
          inApiWords(reason),
        ]),
    });
  }
}

async function readSheets(
  table: Table,
  recognised: Recognised,
  { mapping, options, rubric: document }: ReadingTask,
  take: Taking,
): Promise<ReadingEnd> {
  if (document === null) throw new InputError('say which rubric the appraisals are held against (rubric)');
  const rubric = parseRubric(JSON.parse(document));
  const { sheet, rejected, notes, rowsRead } = await readSheetTable(table, rubric, {
    map: mapping,
    ...(options.decimal && { decimal: options.decimal }),
    ...(options.position !== undefined && { position: options.position }),
  });
  await handOverRejected(rejected, take);
  const rows = sheetRows(sheet, rubric);
  for (let from = 0; from < rows.length; from += STEP) {
    await take({ of: 'sheets', rows: rows.slice(from, from + STEP) });
  }
  if (rows.length === 0) {
    return { state: 'failed', recognised, failure: whyNothing(rowsRead) };
  }
  return { state: 'read', recognised, rows: rowsRead, notes: notes.map(inApiWords) };
}

/** What each appraiser gave each person; where the sheet does not say who gave the points, what the person has. */
function sheetRows({ ids, names, positions, points, ratings }: AppraisalSheet, rubric: Rubric): SheetRow[] {
  const keysOf = new Map(
    rubric.positions.map(({ key, indicators }) => [key, indicators.map((indicator) => indicator.key)]),
  );
  const keys = (person: number) => keysOf.get(positions[person]) ?? [];
  if (ratings === null) {
    return ids.map((id, person) => {
      const given = keys(person).flatMap((key, i) => {
        const value = points.data[person * points.columns + i];
        return Number.isNaN(value) ? [] : [[key, value] as const];
      });
      return [String(id), names[person], positions[person], '', '', Object.fromEntries(given)];
    });
  }
  const rows = new Map<
    string,
    { person: number; appraiser: string; role: string; given: [string, number][] }
  >();
  for (const [i, person] of ratings.employee.entries()) {
    const appraiser = String(ratings.appraisers[ratings.appraiser[i]]);
    const role = ratings.roles[ratings.role[i]] ?? '';
    const key = `${person} ${ratings.appraiser[i]} ${ratings.role[i]}`;
    const row = rows.get(key) ?? { person, appraiser, role, given: [] };
    row.given.push([keys(person)[ratings.indicator[i]], ratings.points[i]]);
    rows.set(key, row);
  }
  return Array.from(rows.values(), ({ person, appraiser, role, given }) => [
    String(ids[person]),
    names[person],
    positions[person],
    appraiser,
    role,
    Object.fromEntries(given),
  ]);
}

const MOST_SAMPLES = 4;

function recognisedFrom(
  { format, columns, samples }: Seen,
  kind: ImportKind | null,
  mapping: Readonly<Record<string, string>>,
): Recognised {
  return {
    format,
    kind,
    mapping,
    columns: columns.map((name, i) => ({
      name: String(clip(name)),
      samples: [...new Set(samples.flatMap((row) => row[i] ?? []))]
        .slice(0, MOST_SAMPLES)
        .map((value) => String(clip(value))),
    })),
  };
}

function whyNothing(rows: number): string {
  return rows === 0
    ? 'the file has no rows below its header'
    : 'no row of the file can be used: the rejected rows say why';
}
