import { InputError, UsageError } from '../../errors.ts';
import { plainWord } from '../../evaluation/plain-word.ts';
import { FIELDS_OF, type Field, type FileMeaning, SYNONYMS } from './fields.ts';
import { listed } from './listed.ts';
import { nearest } from './nearest.ts';

/** Which column says what, by the person's own word: `{ employee_id: 'DeveloperID' }`. */
export type ColumnMap = Readonly<Partial<Record<Field, string>>>;

/** What a file is, and where it says what. */
export interface Recognition {
  readonly kind: FileMeaning;
  /** The place of the column of each field that was found. */
  readonly places: ReadonlyMap<Field, number>;
  /** Fields that could be one of several columns, and were left out since they may not be needed. */
  readonly undecided: ReadonlyMap<Field, readonly number[]>;
  readonly notes: readonly string[];
}

/** A field that must be there, or one of several of which any will do. */
const REQUIRED: Readonly<Record<FileMeaning, readonly (readonly Field[])[]>> = {
  'task log': [['employee_id'], ['task_id'], ['hours'], ['status', 'completed_at']],
  summary: [['employee_id'], ['completed_tasks'], ['total_tasks'], ['avg_task_hours']],
};

/** Only shown or travelling along: the likelier of two columns will do. */
const DECORATIVE: ReadonlySet<Field> = new Set<Field>(['name', 'department']);

/** Needed for a range of dates only, or in place of a status. */
const DATES: ReadonlySet<Field> = new Set<Field>(['completed_at', 'started_at']);

/** What a header of a field is likely to have in it; for suggestions only, never to decide. */
const STEMS: Readonly<Partial<Record<Field, RegExp>>> = {
  employee_id: /empl|staff|person|worker|user|develop|assign|mitarbeit|bearbeit/,
  task_id: /task|ticket|issue|item|job|order|aufgab|vorgang|auftrag/,
  status: /stat|zustand|stand|phase|stage/,
  hours: /hour|hrs|time|effort|duration|stund|zeit|aufwand|dauer/,
  completed_at: /compl|clos|done|fini|resol|end|erledig|abgeschl|fertig/,
  started_at: /start|creat|open|begin|beginn|begonn|erstell|angelegt/,
  completed_tasks: /compl|done|fini|clos|erledig|abgeschl|fertig/,
  total_tasks: /total|all|assign|sum|task|gesamt|alle|aufgab/,
  avg_task_hours: /avg|aver|mean|hour|hrs|schnitt|mittel|stund/,
};

/**
 * Tells a task log from a summary by its headers, and finds the column of every field: the one that `map` names, the
 * one called like the field, or the only one called by a common synonym. Throws InputError that lists the columns and
 * shows the `--map` that would mend it where a column is missing, or several fit; UsageError for an unknown field.
 */
export function recognise(file: string, columns: readonly string[], map: ColumnMap = {}): Recognition {
  const mapped = placesMapped(file, columns, map);
  const taken = new Set(mapped.values());
  const candidates = new Map<Field, readonly number[]>();
  for (const field of [...FIELDS_OF['task log'], ...FIELDS_OF.summary]) {
    const place = mapped.get(field);
    candidates.set(field, place === undefined ? fitting(columns, field, taken) : [place]);
  }
  const kind = kindOf(file, columns, candidates, mapped);

  const places = new Map<Field, number>();
  const undecided = new Map<Field, readonly number[]>();
  const notes: string[] = [];
  for (const field of FIELDS_OF[kind]) {
    const fit = candidates.get(field) ?? [];
    if (fit.length === 1) {
      places.set(field, fit[0]);
    } else if (fit.length > 1 && DECORATIVE.has(field)) {
      places.set(field, fit[0]);
      notes.push(
        `${listed(fit.map((i) => columns[i]))} fit ${field}: ${columns[fit[0]]} was taken (--map ${field}=... takes another)`,
      );
    } else if (fit.length > 1) {
      undecided.set(field, fit);
    }
  }
  const needed = REQUIRED[kind].filter((anyOf) => !anyOf.some((field) => places.has(field)));
  const open = Array.from(undecided.keys()).filter((field) => !DATES.has(field));
  const wanting = [...new Set([...needed.map(([first]) => first), ...open])];
  if (wanting.length > 0) throw unrecognised(file, columns, kind, wanting, candidates, places);
  return { kind, places, undecided, notes };
}

/** An InputError for fields that no column was found for, or more than one: what there is, and the way out. */
export function unrecognised(
  file: string,
  columns: readonly string[],
  kind: FileMeaning,
  wanting: readonly Field[],
  candidates: ReadonlyMap<Field, readonly number[]>,
  places: ReadonlyMap<Field, number>,
): InputError {
  const used = new Set(places.values());
  const reasons: string[] = [];
  const suggested: string[] = [];
  for (const field of wanting) {
    const fit = candidates.get(field) ?? [];
    const names = fit.map((place) => columns[place]);
    const twins = names.find((name, i) => names.indexOf(name) !== i);
    if (twins !== undefined) {
      const at = listed(fit.filter((place) => columns[place] === twins).map((place) => String(place + 1)));
      reasons.push(`columns ${at} are both called "${twins}": give them different names`);
    } else if (names.length > 1) {
      reasons.push(`${field} could be ${listed(names, 'or')}`);
      suggested.push(`${field}=${names[0]}`);
    } else {
      const or = field === 'status' ? ' (nor for completed_at, which would do instead)' : '';
      reasons.push(`there is no column for ${field}${or}`);
      suggested.push(`${field}=${likely(columns, field, used) ?? 'COLUMN'}`);
    }
  }
  const mend = suggested.length === 0 ? '' : ` Say which it is: --map ${shellQuoted(suggested.join(','))}.`;
  return new InputError(
    `${file} was taken for a ${kind}, but ${reasons.join('; ')}. Its columns are ${shown(columns)}.${mend}`,
    { code: 'columns_not_recognised' },
  );
}

function placesMapped(file: string, columns: readonly string[], map: ColumnMap): Map<Field, number> {
  const places = new Map<Field, number>();
  for (const [field, column] of Object.entries(map)) {
    if (!isField(field)) {
      const known = Object.keys(SYNONYMS);
      const near = nearest(field, known);
      throw new UsageError(
        `--map does not know a field "${field}"${near === null ? '.' : `; did you mean ${near}?`} The fields are ${listed(known)}.`,
      );
    }
    const exact = allPlaces(columns, (header) => header === column);
    const fit =
      exact.length > 0 ? exact : allPlaces(columns, (header) => plainWord(header) === plainWord(column));
    if (fit.length === 0) {
      const near = nearest(column, columns);
      throw new InputError(
        `${file} has no column "${column}", which --map names for ${field}${near === null ? '.' : `; did you mean ${shellQuoted(`${field}=${near}`)}?`} Its columns are ${shown(columns)}.`,
        { code: 'columns_not_recognised' },
      );
    }
    if (fit.length > 1) {
      const at = listed(fit.map((place) => String(place + 1)));
      throw new InputError(
        `${file} has several columns "${column}", which --map names for ${field} (columns ${at}): give them different names`,
        { code: 'columns_not_recognised' },
      );
    }
    places.set(field, fit[0]);
  }
  return places;
}

function isField(name: string): name is Field {
  return Object.hasOwn(SYNONYMS, name);
}

function allPlaces(columns: readonly string[], matches: (header: string) => boolean): number[] {
  return columns.flatMap((header, place) => (matches(header) ? [place] : []));
}

/** The columns that could be the field, likeliest first; one that is called exactly like it leaves no doubt. */
function fitting(columns: readonly string[], field: Field, taken: ReadonlySet<number>): number[] {
  const words = [field, ...SYNONYMS[field]].map(plainWord);
  const fit = columns.flatMap((header, place) => {
    const rank = taken.has(place) ? -1 : words.indexOf(plainWord(header));
    return rank < 0 ? [] : [{ place, rank }];
  });
  fit.sort((a, b) => a.rank - b.rank || a.place - b.place);
  const own = fit.filter(({ rank }) => rank === 0);
  return (own.length > 0 ? own : fit).map(({ place }) => place);
}

function kindOf(
  file: string,
  columns: readonly string[],
  candidates: ReadonlyMap<Field, readonly number[]>,
  mapped: ReadonlyMap<Field, number>,
): FileMeaning {
  const only = (kind: FileMeaning, other: FileMeaning): Field[] =>
    FIELDS_OF[kind].filter((field) => !FIELDS_OF[other].includes(field));
  const ofLog = only('task log', 'summary');
  const ofSummary = only('summary', 'task log');
  const mappedToLog = ofLog.filter((field) => mapped.has(field));
  const mappedToSummary = ofSummary.filter((field) => mapped.has(field));
  if (mappedToLog.length > 0 && mappedToSummary.length > 0) {
    throw new UsageError(
      `--map names ${mappedToLog[0]}, which only a task log has, and ${mappedToSummary[0]}, which only a summary has`,
    );
  }
  if (mappedToLog.length > 0) return 'task log';
  if (mappedToSummary.length > 0) return 'summary';

  const found = (kind: FileMeaning): number =>
    REQUIRED[kind].filter((anyOf) => anyOf.some((field) => candidates.get(field)?.length)).length;
  const log = found('task log');
  const summary = found('summary');
  const whole = REQUIRED.summary.length;
  if (log !== summary && Math.max(log, summary) > 1) return log > summary ? 'task log' : 'summary';
  const both =
    log === whole
      ? 'has the columns of a task log and of a summary'
      : 'looks neither like a task log nor like a summary';
  throw new InputError(
    `${file} ${both}. Its columns are ${shown(columns)}.${looksMisread(columns) ? MISREAD : ''} Say what they are: ` +
      `--map employee_id=${likely(columns, 'employee_id', new Set()) ?? 'COLUMN'},task_id=COLUMN,status=COLUMN,hours=COLUMN for a task log (one row per task and person), ` +
      '--map employee_id=COLUMN,completed_tasks=COLUMN,total_tasks=COLUMN,avg_task_hours=COLUMN for a summary (one row per person).',
    { code: 'columns_not_recognised' },
  );
}

/** The one column that is likely meant, to be suggested. */
function likely(columns: readonly string[], field: Field, used: ReadonlySet<number>): string | null {
  const stem = STEMS[field];
  const free = columns.filter((header, place) => !used.has(place) && header !== '');
  const fit = stem === undefined ? [] : free.filter((header) => stem.test(plainWord(header)));
  return fit.length === 1 ? fit[0] : nearest(field, free);
}

const MISREAD =
  ' Is there a title above the header, or another sign between the values than comma, semicolon, tab or pipe?';

function looksMisread(columns: readonly string[]): boolean {
  const nameless = columns.filter((header) => header === '').length;
  return nameless > columns.length / 2 || (columns.length === 1 && /[^\p{L}\p{N}_ -]/u.test(columns[0]));
}

const MOST_SHOWN = 60;

function shown(columns: readonly string[]): string {
  const names = columns
    .slice(0, MOST_SHOWN)
    .map((header) => (header === '' ? '(no name)' : header.slice(0, 80)));
  const more = columns.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

export function shellQuoted(argument: string): string {
  return /^[\w=,.:/-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
