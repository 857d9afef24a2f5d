import { InputError, type Problem, UsageError } from '../../errors.ts';
import { identity } from '../check-summaries.ts';
import { clip } from '../clip.ts';
import { parseNumber } from '../numbers.ts';
import type { EmployeeId, PassedThrough } from '../records.ts';
import { isScalar, MOST_EXTRAS, outline } from '../summaries.ts';
import { NumberList } from './number-list.ts';
import {
  HINTS_IN_CODE,
  type Hints,
  recogniseSheet,
  requireIndicatorColumns,
  type SheetField,
  type SheetLayout,
} from './recognise-sheet.ts';
import type { Position, Rubric } from './rubric.ts';
import { RubricWords } from './rubric-words.ts';
import type { CheckedSheet } from './sheet.ts';
import { Fault, readId, readPoints, whyImpossible } from './sheet-cells.ts';
import { type SheetEntries, sheetFrom } from './sheet-entries.ts';
import { looksLikeShares, withoutRows } from './sheet-notes.ts';
import { SheetPeople } from './sheet-people.ts';

/** How a sheet is to be understood; everything is found out where it is not given. */
export interface SheetOptions {
  /** The header of the column of a field or an indicator, by its key. */
  readonly map?: ReadonlyMap<string, string>;
  /** The position that is appraised: everybody's where the sheet has no column of positions, else who has another is left out. */
  readonly position?: string;
  /** What problems call the sheet. */
  readonly file?: string;
  /** How errors say what to do; default as whoever calls a function says it. */
  readonly hints?: Hints;
  /** The number that a text is, or why it is none; default plain notation with a decimal point. */
  readonly readNumber?: (text: string) => number | string;
}

/** The value in the column at a place, of the row at hand. */
export type Cells = (place: number) => unknown;

/**
 * Makes an appraisal sheet of rows as they come, wide (a column per indicator) or long (a row per indicator), with or
 * without appraisers. The one place where it is decided what a row must be:
 *
 * - the employee (and, where there is a column for it, the appraiser) is named, the position is one of the rubric's,
 *   the role one of those that count;
 * - points are numbers from 0 to the indicator's maximum; in a long sheet they are not missing;
 * - an appraiser gives a person points on an indicator once; of two such rows neither is kept, since choosing one would
 *   be guessing. Nor is anything of an employee with two positions.
 *
 * A row that breaks one of these is rejected as a whole. Missing points in a wide sheet are no mistake.
 */
export class SheetBuilder {
  readonly layout: SheetLayout;
  readonly #options: SheetOptions;
  readonly #readNumber: (text: string) => number | string;
  readonly #where: string;
  readonly #hints: Hints;
  readonly #rubric: Rubric;
  readonly #words: RubricWords;
  /** The position that is asked for; null for all. */
  readonly #wanted: Position | null;
  /** The position of everybody where the sheet has no column of positions; null where it has. */
  readonly #everybodys: Position | null;
  readonly #extras: readonly number[];
  readonly #people: SheetPeople;
  readonly #appraisers = new Map<EmployeeId, number>();
  readonly #appraiserIds: EmployeeId[] = [];
  readonly #entries: SheetEntries;
  /** The points of the row at hand: of a wide sheet one for each indicator of the position, else one. */
  readonly #points: Float64Array;
  readonly #columns = new Map<Position, readonly IndicatorColumn[]>();
  readonly #met = new Map<Position, number>();
  readonly #nested = new Set<number>();
  readonly #rejected: Problem[] = [];
  /** Who rejected rows are about, where they say it. */
  readonly #refused: EmployeeId[] = [];

  /** Throws InputError or UsageError where the columns, the map or the position cannot be used. */
  constructor(columns: readonly string[], rubric: Rubric, options: SheetOptions = {}) {
    this.#options = options;
    this.#readNumber = options.readNumber ?? ((text) => parseNumber(text) ?? 'is not a number');
    this.#where = options.file ?? 'the sheet';
    this.#hints = options.hints ?? HINTS_IN_CODE;
    this.#rubric = rubric;
    this.#words = new RubricWords(rubric);
    this.layout = recogniseSheet(columns, rubric, options.map, this.#where, this.#hints);
    this.#wanted = this.#wantedPosition();
    this.#everybodys = this.layout.fields.has('position') ? null : this.#onlyPosition();
    this.#extras = travelling(this.layout, this.#where);
    this.#people = new SheetPeople(this.#extras.length);
    const most = Math.max(...rubric.positions.map(({ indicators }) => indicators.length));
    this.#points = new Float64Array(this.layout.shape === 'wide' ? most : 1);
    this.#entries = {
      person: new NumberList(),
      appraiser: new NumberList(),
      role: new NumberList(),
      indicator: new NumberList(),
      row: new NumberList(),
      points: new NumberList(),
      width: this.#points.length,
    };
  }

  /** Takes one row: `row` as a person counts it, and its cells. Throws InputError where a column is missing that it needs. */
  add(row: number, cells: Cells): void {
    const fault = this.#take(row, cells);
    if (fault) this.#reject(row, cells, fault);
  }

  /** Lists a row that could not be read at all. */
  rejectRow(row: number, reason: string): void {
    this.#rejected.push({ ...this.#inFile(), row, reason });
  }

  /**
   * The sheet of all rows so far, the rows that were rejected, and what to know about it. Throws InputError where the
   * position that was asked for is nobody's.
   */
  finish(): CheckedSheet {
    this.#requireSomebody();
    const named = this.layout.fields.has('appraiser');
    const judged = named || this.layout.fields.has('role');
    const { sheet, rejected } = sheetFrom(this.#entries, this.#people, {
      rubric: this.#rubric,
      extras: this.#extras.map((place) => this.layout.columns[place]),
      appraisers: judged ? (named ? this.#appraiserIds : this.#words.roles) : null,
      roles: this.layout.fields.has('role') ? this.#words.roles : [],
      file: this.#options.file,
      column: this.layout.columns[this.layout.fields.get('employee_id') ?? 0],
    });
    const all = [...this.#rejected, ...rejected].sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
    const dropped = sheet.ids.length < this.#people.ids.length ? this.#people.ids : [];
    const lost = withoutRows([...dropped, ...this.#refused], sheet.ids);
    return { sheet, rejected: all, notes: [...this.#notes(), ...lost] };
  }

  #take(row: number, cells: Cells): Fault | null {
    const position = this.#position(cells);
    if (position instanceof Fault) return position;
    if (!this.#isWanted(position)) return null;
    const id = readId(this.#cell('employee_id', cells), 'employee_id');
    if (id instanceof Fault) return id;
    const role = this.#role(cells);
    if (role instanceof Fault) return role;
    const named = this.layout.fields.has('appraiser');
    const appraiser = named ? readId(this.#cell('appraiser', cells), 'appraiser') : null;
    if (appraiser instanceof Fault) return appraiser;
    const name = this.#cell('name', cells) ?? '';
    if (!isScalar(name)) return new Fault('a name must be text', 'name');
    const indicator =
      this.layout.shape === 'wide' ? this.#readWide(position, cells) : this.#readLong(position, cells);
    if (indicator instanceof Fault) return indicator;

    const entries = this.#entries;
    const extras = this.#extras.map((place) => this.#extra(place, cells));
    entries.person.push(
      this.#people.enter({ id, name: name === '' ? null : String(name), position, extras }),
    );
    entries.appraiser.push(appraiser === null ? role : this.#appraiserOf(appraiser));
    entries.role.push(role);
    entries.indicator.push(indicator);
    entries.row.push(row);
    for (const value of this.#points) entries.points.push(value);
    return null;
  }

  #position(cells: Cells): Position | Fault {
    if (this.#everybodys) return this.#everybodys;
    const value = this.#cell('position', cells);
    const position = this.#words.position(value);
    if (position) return position;
    const known = this.#rubric.positions.map(({ key }) => key).join(', ');
    const missing = value === undefined || value === null || value === '';
    const reason = missing ? 'the position is missing; the rubric' : 'the rubric has no such position; it';
    return new Fault(`${reason} has ${known}`, 'position');
  }

  #isWanted(position: Position): boolean {
    const met = this.#met.get(position);
    this.#met.set(position, (met ?? 0) + 1);
    if (this.#wanted && position !== this.#wanted) return false;
    if (met === undefined) requireIndicatorColumns(this.layout, position, this.#where, this.#hints);
    return true;
  }

  #role(cells: Cells): number | Fault {
    if (!this.layout.fields.has('role')) return 0;
    const role = this.#words.role(this.#cell('role', cells));
    return role ?? new Fault(`the role must be one of ${this.#words.roles.join(', ')}`, 'role');
  }

  #readWide(position: Position, cells: Cells): number | Fault {
    this.#points.fill(Number.NaN);
    for (const { key, place, index } of this.#columnsFor(position)) {
      const points = readPoints(cells(place), this.#readNumber, place);
      if (points instanceof Fault) return points;
      if (Number.isNaN(points)) continue;
      if (index < 0) return new Fault(`the position ${position.label} has no indicator ${key}`, place);
      const impossible = whyImpossible(points, position.indicators[index], position);
      if (impossible) return new Fault(impossible, place);
      this.#points[index] = points;
    }
    return 0;
  }

  /** The indicator columns of a wide sheet, and what they are in a position. */
  #columnsFor(position: Position): readonly IndicatorColumn[] {
    const known = this.#columns.get(position);
    if (known) return known;
    const columns = Array.from(this.layout.indicators, ([key, place]) => ({
      key,
      place,
      index: position.indicators.findIndex((indicator) => indicator.key === key),
    }));
    this.#columns.set(position, columns);
    return columns;
  }

  #readLong(position: Position, cells: Cells): number | Fault {
    const indicator = this.#words.indicator(position, this.#cell('indicator', cells));
    if (!indicator) {
      const known = position.indicators.map(({ key }) => key).join(', ');
      return new Fault(`the position ${position.label} has no such indicator; it has ${known}`, 'indicator');
    }
    const points = readPoints(this.#cell('points', cells), this.#readNumber, 'points');
    if (points instanceof Fault) return points;
    if (Number.isNaN(points)) return new Fault('the points are missing', 'points');
    const impossible = whyImpossible(points, indicator, position);
    if (impossible) return new Fault(impossible, 'points');
    this.#points[0] = points;
    return position.indicators.indexOf(indicator);
  }

  #appraiserOf(id: EmployeeId): number {
    const key = identity(id);
    const known = this.#appraisers.get(key);
    if (known !== undefined) return known;
    const appraiser = this.#appraiserIds.push(id) - 1;
    this.#appraisers.set(key, appraiser);
    return appraiser;
  }

  #extra(place: number, cells: Cells): PassedThrough {
    const value = cells(place) ?? null;
    if (isScalar(value)) return value === '' ? null : value;
    this.#nested.add(place);
    return null;
  }

  #cell(field: SheetField, cells: Cells): unknown {
    const place = this.layout.fields.get(field);
    return place === undefined ? undefined : cells(place);
  }

  #reject(row: number, cells: Cells, { reason, where }: Fault): void {
    const id = readId(this.#cell('employee_id', cells), 'employee_id');
    if (!(id instanceof Fault)) this.#refused.push(id);
    const place = typeof where === 'string' ? this.layout.fields.get(where) : where;
    this.#rejected.push({
      ...this.#inFile(),
      row,
      ...(place !== undefined && { column: this.layout.columns[place], value: outline(cells(place)) }),
      reason,
    });
  }

  #inFile(): { readonly file?: string } {
    return this.#options.file === undefined ? {} : { file: this.#options.file };
  }

  #wantedPosition(): Position | null {
    const asked = this.#options.position;
    if (asked === undefined) return null;
    const position = this.#words.position(asked);
    if (position) return position;
    const known = this.#rubric.positions.map(({ key }) => key).join(', ');
    throw new UsageError(`the rubric ${this.#rubric.name} has no position "${asked}"; it has ${known}`);
  }

  #onlyPosition(): Position {
    const { positions } = this.#rubric;
    if (this.#wanted) return this.#wanted;
    if (positions.length === 1) return positions[0];
    const known = positions.map(({ key }) => key).join(', ');
    throw new InputError(
      `${this.#where} has no column of positions: say which one its people have, ${this.#hints.position(positions[0].key)} (the rubric has ${known}), or which column says it, ${this.#hints.mapping({ position: 'COLUMN' })}`,
    );
  }

  #requireSomebody(): void {
    const wanted = this.#wanted;
    if (!wanted || this.#met.size === 0 || this.#met.has(wanted)) return;
    const others = Array.from(this.#met, ([{ key }, count]) => `${key} (${rowsOf(count)})`).join(', ');
    throw new InputError(`nobody in ${this.#where} has the position ${wanted.key}; it has ${others}`);
  }

  #notes(): string[] {
    const notes: string[] = [];
    for (const [position, rows] of this.#met) {
      if (this.#wanted && position !== this.#wanted) {
        notes.push(`Left out: ${rowsOf(rows)} of the position ${position.label}.`);
      } else if (this.layout.shape === 'wide') {
        const absent = position.indicators.filter(({ key }) => !this.layout.indicators.has(key));
        if (absent.length > 0) {
          const names = absent.map(({ label }) => label).join(', ');
          notes.push(`${position.label}: no column for ${names}; the rubric lets that be missing.`);
        }
      }
    }
    const positions = this.#wanted ? [this.#wanted] : [...this.#met.keys()];
    if (looksLikeShares(this.#entries.points.values(), positions)) {
      notes.push('No points are above 1, but indicators reach more: these look like shares, not points.');
    }
    for (const place of this.#nested) {
      notes.push(`"${clip(this.layout.columns[place])}" is not passed on where it is nested.`);
    }
    return notes;
  }
}

interface IndicatorColumn {
  readonly key: string;
  readonly place: number;
  /** In the position's indicators; -1 where it has no such indicator. */
  readonly index: number;
}

function rowsOf(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}

/** The columns that travel along: the first of each name. */
function travelling({ columns, extras }: SheetLayout, where: string): number[] {
  const names = new Set<string>(['', '__proto__']);
  const kept = extras.filter((place) => {
    const isNew = !names.has(columns[place]);
    names.add(columns[place]);
    return isNew;
  });
  if (kept.length > MOST_EXTRAS) {
    throw new InputError(
      `${where} has ${kept.length} columns beside those it needs; up to ${MOST_EXTRAS} are read`,
    );
  }
  return kept;
}
