import { InputError } from '../../errors.ts';
import { trimmed, withoutNul } from './engine.ts';
import { counted } from './listed.ts';
import { type SheetRow, sheetRows } from './sheet-rows.ts';
import {
  type FormatInput,
  type LoadedColumns,
  type OpenedFormat,
  SAMPLE_ROWS,
  type ValueKind,
} from './table.ts';
import { openWorkbook, type Workbook } from './workbook.ts';

/** A sheet of an XLSX workbook: its first row with cells is the header. */
export async function openXlsx({ file, paths, engine, options }: FormatInput): Promise<OpenedFormat> {
  const workbook = await openWorkbook(paths.link, file.name, options.sheet);
  const header = await headerOf(workbook, file.name);
  const columns = Array.from({ length: header.cells.at(-1)?.column ?? 0 }, () => '');
  for (const { column, text } of header.cells) columns[column - 1] = text.trim();
  const notes: string[] = [];
  if (workbook.sheets.length > 1) {
    notes.push(
      `${file.name} has ${workbook.sheets.length} sheets: "${workbook.sheet}" was read (--sheet names another)`,
    );
  }

  const load = async (places: readonly number[]): Promise<LoadedColumns> => {
    const kept = places.map((_, i) => `c${i}`);
    await engine.run(
      `CREATE TABLE loaded ("row" VARCHAR, ${kept.map((name) => `${name} VARCHAR`).join(', ')})`,
    );
    const tally = new Tally(places, columns.length);
    const appender = await engine.appender('loaded');
    for await (const batch of sheetRows(workbook, file.name)) {
      appender.append(batch.filter(({ row }) => row > header.row).map((row) => tally.cellsOf(row)));
    }
    appender.close();
    await engine.run(
      `CREATE TEMP VIEW records AS SELECT CAST("row" AS BIGINT) AS "row", ${kept.map((name) => `${trimmed(withoutNul(name))} AS ${name}`).join(', ')} FROM loaded`,
    );
    return { rows: tally.rows, kinds: tally.kinds(), rejected: [], notes: tally.notes(file.name) };
  };
  const sheet = workbook.sheets.length > 1 ? ` (sheet ${workbook.sheet})` : '';
  const sample = async (): Promise<(string | null)[][]> => {
    const found: (string | null)[][] = [];
    for await (const batch of sheetRows(workbook, file.name)) {
      for (const { cells } of batch.filter(({ row }) => row > header.row)) {
        const values = columns.map((): string | null => null);
        for (const { column, text } of cells) if (column <= values.length) values[column - 1] = text.trim();
        found.push(values);
        if (found.length === SAMPLE_ROWS) return found;
      }
    }
    return found;
  };
  return { format: `XLSX${sheet}`, columns, delimiter: null, notes, load, sample };
}

async function headerOf(workbook: Workbook, file: string): Promise<SheetRow> {
  for await (const [first] of sheetRows(workbook, file)) {
    if (first !== undefined) return first;
  }
  throw new InputError(`${file} is empty: the sheet "${workbook.sheet}" has no cells`);
}

/** Takes the cells that are wanted from each row, and counts what a person should know of the others. */
class Tally {
  readonly #width: number;
  readonly #placeOf: ReadonlyMap<number, readonly number[]>;
  readonly #seen: Set<ValueKind>[];
  rows = 0;
  #beyond = 0;
  #formulas = 0;

  constructor(places: readonly number[], width: number) {
    this.#width = width;
    const placeOf = new Map<number, number[]>();
    for (const [i, place] of places.entries()) placeOf.set(place + 1, [...(placeOf.get(place + 1) ?? []), i]);
    this.#placeOf = placeOf;
    this.#seen = places.map(() => new Set());
  }

  cellsOf({ row, cells }: SheetRow): (string | null)[] {
    this.rows++;
    const kept: (string | null)[] = [String(row), ...this.#seen.map(() => null)];
    for (const { column, text, kind } of cells) {
      if (column > this.#width) this.#beyond++;
      for (const i of this.#placeOf.get(column) ?? []) {
        kept[i + 1] = text;
        this.#seen[i].add(kind === 'formula' ? 'text' : kind);
        if (kind === 'formula') this.#formulas++;
      }
    }
    return kept;
  }

  kinds(): ValueKind[] {
    return this.#seen.map((seen) => {
      const [kind = 'text'] = seen;
      return seen.size === 1 ? kind : 'text';
    });
  }

  notes(file: string): string[] {
    const notes: string[] = [];
    if (this.#beyond > 0) {
      notes.push(`${counted(this.#beyond, 'value')} to the right of the header: not read`);
    }
    if (this.#formulas > 0) {
      notes.push(
        `${counted(this.#formulas, 'formula')} without a stored result in ${file}: open it in a spreadsheet program and save it`,
      );
    }
    return notes;
  }
}
