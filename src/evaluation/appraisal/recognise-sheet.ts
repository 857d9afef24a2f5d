import { InputError, UsageError } from '../../errors.ts';
import { plainWord } from '../plain-word.ts';
import type { Indicator, Position, Rubric } from './rubric.ts';

/** What a column of a sheet can be besides an indicator. */
export type SheetField = (typeof SHEET_FIELDS)[number];

export const SHEET_FIELDS = [
  'employee_id',
  'name',
  'position',
  'appraiser',
  'role',
  'indicator',
  'points',
] as const;

/** Where everything stands in a sheet, as places of its columns. */
export interface SheetLayout {
  /** A column per indicator, or a row per indicator. */
  readonly shape: 'wide' | 'long';
  readonly columns: readonly string[];
  readonly fields: ReadonlyMap<SheetField, number>;
  /** Of a wide sheet: the column of each indicator that has one, by its key. */
  readonly indicators: ReadonlyMap<string, number>;
  /** Columns that travel along. */
  readonly extras: readonly number[];
}

/** How to say, to whom an error goes, which column is what and which position is appraised. */
export interface Hints {
  /** What the map of columns is called: `--map`. */
  readonly map: string;
  readonly mapping: (columns: Readonly<Record<string, string>>) => string;
  readonly position: (key: string) => string;
}

/** For whoever calls a function. */
export const HINTS_IN_CODE: Hints = {
  map: 'map',
  mapping: (columns) => `"map": ${JSON.stringify(columns)}`,
  position: (key) => `"position": ${JSON.stringify(key)}`,
};

/** Headers that mean a field, besides its own name; compared as `plainWord` leaves them. */
const WORDS: Readonly<Record<SheetField, readonly string[]>> = {
  employee_id: [
    ...['employee', 'employee no', 'employee number', 'employee code', 'emp id', 'emp no', 'id', 'number'],
    ...[
      'staff id',
      'staff no',
      'staff number',
      'person id',
      'personnel id',
      'personnel no',
      'personnel number',
    ],
    ...['worker id', 'ratee', 'Mitarbeiter', 'Mitarbeiter-ID', 'Mitarbeiternummer', 'Personalnummer'],
  ],
  name: ['employee name', 'full name', 'staff name', 'person name', 'Mitarbeitername'],
  position: ['position type', 'job', 'job title', 'post', 'Stelle', 'Funktion'],
  appraiser: [
    ...['appraiser id', 'appraised by', 'rater', 'rater id', 'rated by', 'evaluator', 'evaluator id'],
    ...['reviewer', 'reviewer id', 'assessor', 'assessor id', 'Beurteiler', 'Bewerter'],
  ],
  role: ['appraiser role', 'rater role', 'reviewer role', 'relation', 'relationship', 'Rolle'],
  indicator: ['indicator name', 'criterion', 'competency', 'item', 'Kriterium', 'Merkmal'],
  points: ['score', 'rating', 'mark', 'value', 'Punkte', 'Bewertung'],
};

/**
 * Finds out what the columns of a sheet are, from their headers (case, blanks and punctuation do not matter) and from
 * `map`, which names the column of a field or of an indicator by its key and goes before everything else. Throws
 * InputError that lists the columns and the map that would mend it where a column is missing or two may be meant,
 * UsageError where `map` names what does not exist.
 */
export function recogniseSheet(
  columns: readonly string[],
  rubric: Rubric,
  map: ReadonlyMap<string, string> = new Map(),
  where = 'the sheet',
  hints = HINTS_IN_CODE,
): SheetLayout {
  const indicators = indicatorsOf(rubric.positions);
  const headers: Headers = { columns, plain: columns.map(plainWord), where, hints };
  const mapped = mappedColumns(headers, [...indicators.keys()], map);
  const reserved = new Set(mapped.values());
  const find = (key: string, words: readonly string[]): number | null =>
    mapped.get(key) ?? onlyColumn(headers, reserved, key, words);

  const found = new Map<string, number>();
  for (const [key, { label, synonyms }] of indicators) {
    const place = find(key, [key, label, ...synonyms].map(plainWord));
    if (place !== null) found.set(key, place);
  }
  const taken = new Set(found.values());
  const fields = new Map<SheetField, number>();
  const look = (field: SheetField): void => {
    const place = find(field, [field, ...WORDS[field]].map(plainWord));
    if (place !== null && !taken.has(place)) fields.set(field, place);
  };
  look('indicator');
  look('points');
  const long = fields.has('indicator') && fields.has('points');
  if (long && found.size > 0) throw bothShapes(columns, fields, found, where);
  if (!long && found.size === 0) throw neitherShape(headers, [...indicators.keys()]);
  if (!long) {
    fields.delete('indicator');
    fields.delete('points');
  }
  for (const field of ['employee_id', 'name', 'position', 'appraiser'] as const) look(field);
  if (long || fields.has('appraiser') || mapped.has('role')) look('role');
  if (!fields.has('employee_id')) {
    throw new InputError(
      `${where} has no column that says who a row is about. ${listed(columns)} Say which it is: ${hints.mapping({ employee_id: 'COLUMN' })}`,
    );
  }
  const used = new Set([...taken, ...fields.values()]);
  const extras = Array.from(columns.keys()).filter((place) => !used.has(place));
  return { shape: long ? 'long' : 'wide', columns, fields, indicators: found, extras };
}

/** What was recognised, a line for each column that is used: "employee_id: Number". */
export function recognisedColumns({ columns, fields, indicators }: SheetLayout): string[] {
  return [...fields, ...indicators].map(([key, place]) => `${key}: ${columns[place]}`);
}

/** Throws InputError where a wide sheet lacks columns for more indicators of a position than may be missing. */
export function requireIndicatorColumns(
  layout: SheetLayout,
  position: Position,
  where: string,
  hints: Hints,
): void {
  if (layout.shape === 'long') return;
  const absent = position.indicators.filter(({ key }) => !layout.indicators.has(key));
  if (absent.length <= position.missing) return;
  const names = absent.map(({ key, label }) => `${key} ("${label}")`).join(', ');
  const mapping = hints.mapping(Object.fromEntries(absent.map(({ key }) => [key, 'COLUMN'])));
  throw new InputError(
    `${where} has no column for ${names}, which the position ${position.label} needs. ${listed(layout.columns)} Say which it is: ${mapping}`,
  );
}

function indicatorsOf(positions: readonly Position[]): Map<string, Indicator> {
  return new Map(
    positions.flatMap(({ indicators }) => indicators.map((indicator) => [indicator.key, indicator])),
  );
}

/** The headers as they are and as they are compared. */
interface Headers {
  readonly columns: readonly string[];
  readonly plain: readonly string[];
  readonly where: string;
  readonly hints: Hints;
}

function mappedColumns(
  { columns, plain, where, hints }: Headers,
  indicators: readonly string[],
  map: ReadonlyMap<string, string>,
): Map<string, number> {
  const places = new Map<string, number>();
  const known = [...SHEET_FIELDS, ...indicators];
  for (const [key, header] of map) {
    if (!known.includes(key)) {
      throw new UsageError(`${hints.map} knows no ${key}; it knows ${known.join(', ')}`);
    }
    const exact = placesOf(columns, [header]);
    const found = exact.length > 0 ? exact : placesOf(plain, [plainWord(header)]);
    if (found.length === 0) {
      throw new InputError(
        `${where} has no column "${header}", which ${hints.map} gives for ${key}. ${listed(columns)}`,
      );
    }
    if (found.length > 1) {
      throw new InputError(
        `${where} has ${found.length} columns "${header}", which ${hints.map} gives for ${key}`,
      );
    }
    places.set(key, found[0]);
  }
  return places;
}

/** The one column with such a header that nothing was mapped to; null where there is none. Of several, the field's own name wins. */
function onlyColumn(
  { columns, plain, where, hints }: Headers,
  reserved: ReadonlySet<number>,
  key: string,
  words: readonly string[],
): number | null {
  const free = (place: number): boolean => !reserved.has(place);
  const own = placesOf(plain, [plainWord(key)]).filter(free);
  const found = own.length > 0 ? own : placesOf(plain, words).filter(free);
  if (found.length <= 1) return found[0] ?? null;
  const names = found.map((place) => `"${columns[place]}"`).join(' and ');
  throw new InputError(
    `${where}: the columns ${names} may both be ${key}. Say which it is: ${hints.mapping({ [key]: columns[found[0]] })}`,
  );
}

function placesOf(texts: readonly string[], wanted: readonly string[]): number[] {
  const places: number[] = [];
  texts.forEach((text, place) => {
    if (wanted.includes(text)) places.push(place);
  });
  return places;
}

function bothShapes(
  columns: readonly string[],
  fields: ReadonlyMap<SheetField, number>,
  indicators: ReadonlyMap<string, number>,
  where: string,
): InputError {
  const name = (place: number | undefined) => `"${columns[place ?? 0]}"`;
  const [[key, place]] = indicators;
  return new InputError(
    `${where} has a column of indicators, ${name(fields.get('indicator'))}, with points in ${name(fields.get('points'))}, and also ${name(place)}, a column of its own for ${key}: leave one of the two out`,
  );
}

function neitherShape({ columns, where, hints }: Headers, indicators: readonly string[]): InputError {
  const wide = hints.mapping({ [indicators[0]]: 'COLUMN' });
  const long = hints.mapping({ indicator: 'COLUMN', points: 'COLUMN' });
  return new InputError(
    `${where} has neither a column for any indicator of the rubric (${indicators.join(', ')}) nor one of indicators with one of points. ${listed(columns)} Say which they are: ${wide} and so on, or ${long}`,
  );
}

function listed(columns: readonly string[]): string {
  const shown = columns.slice(0, 50).map((column) => `"${column}"`);
  const more = columns.length > shown.length ? ` and ${columns.length - shown.length} more` : '';
  return `Its columns: ${shown.join(', ')}${more}.`;
}
