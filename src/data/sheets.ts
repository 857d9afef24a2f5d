import type { Problem } from '../errors.ts';
import type { Hints, SheetLayout } from '../evaluation/appraisal/recognise-sheet.ts';
import type { Rubric } from '../evaluation/appraisal/rubric.ts';
import type { AppraisalSheet } from '../evaluation/appraisal/sheet.ts';
import { SheetBuilder } from '../evaluation/appraisal/sheet-builder.ts';
import { type Decimal, type Notation, notationOf, numberSql, whyNoNumber } from './files/decimals.ts';
import type { Engine } from './files/engine.ts';
import { fetchColumns } from './files/fetch.ts';
import { areNumbers } from './files/people.ts';
import { shellQuoted } from './files/recognise.ts';
import { type LoadedColumns, openTable, type Table, type TableOptions } from './files/table.ts';

export interface SheetReadOptions extends TableOptions {
  /** Which column is a field or an indicator, where the headers do not say it: `{ employee_id: 'Number' }`. */
  readonly map?: Readonly<Record<string, string>>;
  /** The position that is appraised: everybody's where the file has no column of positions, else who has another is left out. */
  readonly position?: string;
  /** Default: what the file's own numbers show. */
  readonly decimal?: Decimal;
}

/** A file of appraisals, read: the sheet, and everything a person should know about it. */
export interface SheetReading {
  readonly sheet: AppraisalSheet;
  /** What was understood of the file, in one sentence. */
  readonly recognised: { readonly text: string };
  /** One for each row that was not used, in the order of the file. */
  readonly rejected: readonly Problem[];
  readonly notes: readonly string[];
  /** Records in the file, used or rejected. */
  readonly rowsRead: number;
}

/**
 * Reads appraisal sheets, wide (a column per indicator) or long (a row per indicator), with or without appraisers: CSV,
 * TSV, JSON, NDJSON, Parquet or XLSX, from a path or from standard input (`-`). `SheetBuilder` says which rows are
 * rejected. Throws InputError where the file as a whole cannot be understood, with the way out.
 */
export async function readSheet(
  source: string,
  rubric: Rubric,
  options: SheetReadOptions = {},
): Promise<SheetReading> {
  const table = await openTable(source, options);
  try {
    return await readSheetTable(table, rubric, options);
  } finally {
    await table.close();
  }
}

/** Reads an open table of appraisals; whoever opened it closes it. */
export async function readSheetTable(
  table: Table,
  rubric: Rubric,
  options: SheetReadOptions,
): Promise<SheetReading> {
  const { engine, name: file } = table;
  let notation: Notation | null = null;
  const builder = new SheetBuilder(table.columns, rubric, {
    file,
    hints: HINTS,
    ...(options.map && { map: new Map(Object.entries(options.map)) }),
    ...(options.position !== undefined && { position: options.position }),
    readNumber: (text) => (notation ? whyNoNumber(text, notation) : 'is not a number'),
  });
  const places = placesOf(builder.layout);
  const loaded = await table.load(places);
  const isPoints = pointsAmong(builder.layout, places);
  const numbers = isPoints.flatMap((is, i) => (is ? [{ sql: `c${i}`, kind: loaded.kinds[i] }] : []));
  notation = await notationOf(engine, numbers, table.delimiter, options.decimal);
  const columns = await prepare(engine, builder.layout, places, loaded, isPoints, notation);
  await feed(engine, builder, places, columns);
  const { sheet, rejected, notes } = builder.finish();
  return {
    sheet,
    recognised: { text: recognisedAs(table, builder.layout, notation) },
    rejected: [...loaded.rejected, ...rejected].sort((a, b) => (a.row ?? 0) - (b.row ?? 0)),
    notes: [...table.notes, ...loaded.notes, ...notation.notes, ...notes],
    rowsRead: loaded.rows,
  };
}

/** How the command says what to do. */
const HINTS: Hints = {
  map: '--map',
  mapping: (columns) => {
    const pairs = Object.entries(columns).map(([key, column]) => `${key}=${column}`);
    return `--map ${shellQuoted(pairs.join(','))}`;
  },
  position: (key) => `--position ${shellQuoted(key)}`,
};

/** The columns that are needed, each once. */
function placesOf({ fields, indicators, extras }: SheetLayout): number[] {
  return [...new Set([...fields.values(), ...indicators.values(), ...extras])];
}

function pointsAmong({ fields, indicators }: SheetLayout, places: readonly number[]): boolean[] {
  const points = new Set([...indicators.values(), fields.get('points')]);
  return places.map((place) => points.has(place));
}

/** How one column leaves the engine: as a number, as text, or as the one where it can be and the other where not. */
interface Fetching {
  readonly number: string | null;
  readonly text: string | null;
  readonly boolean: boolean;
}

/** Makes the table `sheet` of all rows, with points read as numbers, and says how each column is to be fetched. */
async function prepare(
  engine: Engine,
  { fields }: SheetLayout,
  places: readonly number[],
  { kinds }: LoadedColumns,
  isPoints: readonly boolean[],
  notation: Notation,
): Promise<Fetching[]> {
  const read = places.flatMap((_, i) =>
    isPoints[i] ? [`${numberSql({ sql: `c${i}`, kind: kinds[i] }, notation)} AS n${i}`] : [],
  );
  await engine.run(`CREATE TEMP TABLE sheet AS SELECT ${['*', ...read].join(', ')} FROM records`);
  const columns: Fetching[] = [];
  for (const [i, place] of places.entries()) {
    const isId = place === fields.get('employee_id') || place === fields.get('appraiser');
    if (isPoints[i]) {
      const [unread] = await engine.numbers(
        `SELECT count(*) FROM sheet WHERE n${i} IS NULL AND c${i} IS NOT NULL`,
      );
      const text = unread > 0 ? `CASE WHEN n${i} IS NULL THEN c${i} END` : null;
      columns.push({ number: `n${i}`, text, boolean: false });
    } else if (isId ? await areNumbers(engine, 'sheet', `c${i}`) : kinds[i] === 'number') {
      columns.push({ number: `try_cast(c${i} AS DOUBLE)`, text: null, boolean: false });
    } else {
      columns.push({ number: null, text: `c${i}`, boolean: kinds[i] === 'boolean' });
    }
  }
  return columns;
}

/** Rows that are held in memory at once. */
const STEP = 1 << 17;

/** Hands all rows to the builder, a slice at a time. */
async function feed(
  engine: Engine,
  builder: SheetBuilder,
  places: readonly number[],
  columns: readonly Fetching[],
): Promise<void> {
  const numbers = ['"row"', ...columns.flatMap(({ number }) => number ?? [])];
  const texts = columns.flatMap(({ text }) => text ?? []);
  const placeOf = new Map(places.map((place, i) => [place, i]));
  const [rows] = await engine.numbers('SELECT count(*) FROM sheet');
  for (let from = 0; from < rows; from += STEP) {
    await engine.run(
      `CREATE OR REPLACE TEMP TABLE slice AS SELECT * FROM sheet WHERE rowid >= ${from} AND rowid < ${from + STEP} ORDER BY rowid`,
    );
    const fetched = await fetchColumns(engine, 'slice', numbers, texts);
    let nextNumber = 1;
    let nextText = 0;
    const cells = columns.map(({ number, text, boolean }) => {
      const asNumber = number === null ? null : fetched.numbers[nextNumber++];
      const asText = text === null ? null : fetched.texts[nextText++];
      return (row: number): string | number | boolean | null => {
        if (asNumber && !Number.isNaN(asNumber[row])) return asNumber[row];
        const value = asText ? asText[row] : null;
        return boolean && value !== null ? value === 'true' : value;
      };
    });
    for (let row = 0; row < fetched.rows; row++) {
      builder.add(fetched.numbers[0][row], (place) => cells[placeOf.get(place) ?? 0](row));
    }
  }
}

function recognisedAs(
  { name, format, columns }: Table,
  { shape, fields, indicators }: SheetLayout,
  { decimal }: Notation,
): string {
  const written = decimal === 'comma' ? format.replace(/\)?$/, ', decimal comma)') : format;
  const pairs = [...fields, ...indicators].map(([key, place]) => `${key}=${columns[place]}`);
  return `${name}: ${shape} appraisal sheet, ${written}; ${pairs.join(', ')}`;
}
