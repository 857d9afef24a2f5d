import { isUtf8 } from 'node:buffer';
import { hasTwins } from '../data/files/summary-rows.ts';
import { keepTexts } from '../evaluation/people-texts.ts';
import type { Summaries } from '../evaluation/records.ts';
import { MOST_EXTRAS, mayTravel } from '../evaluation/summaries.ts';
import { Workspace } from '../math/workspace.ts';

/** As in kernels/summary-records.ts. */
const WORDS = 20;
const Word = { rows: 10, ids: 11 } as const;
const FIELD_WORDS = 3;
const ID = 0;
const NAME = 1;
const FIRST_EXTRA = 2;
const FIRST_NUMBER = 0x4000;
const TEXT_IDS = 1;
const NUMBER_IDS = 2;
const ZEROS = 64;
const NUMBER_FIELDS: readonly string[] = ['completed_tasks', 'total_tasks', 'avg_task_hours'];
const OWN_FIELDS: readonly string[] = ['employee_id', 'name', ...NUMBER_FIELDS];
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const CONTROL_CHARACTER = /[\u0000-\u001f]/;
/** Larger bodies are left to the usual way, and so are those whose first record is longer than this. */
const MOST_BYTES = 1 << 28;
const LONGEST_FIRST_RECORD = 1 << 16;

/**
 * The summaries in a body of JSON that has nothing odd about it: an array of records with the same fields in the same order,
 * texts without escapes, numbers in plain notation, no id twice, nothing to reject. They are what `parseJson` and
 * `summariesFromRecords` make of it, to the last bit, in a fraction of the time, for their texts stay the bytes that they
 * are. Null for all other bodies, for more records than `mostRecords` or values than `mostValues`, and where no kernels have
 * started. The body must not change any more.
 */
export function plainRecords(body: Uint8Array, mostRecords: number, mostValues: number): Summaries | null {
  if (!Workspace.isReady || body.length > MOST_BYTES) return null;
  const fields = fieldsOfFirst(body);
  if (fields === null || !isUtf8(body)) return null;
  const workspace = Workspace.open();
  if (workspace === null) return null;
  try {
    return read(body, fields, Math.min(mostRecords, (mostValues - 1) / (fields.length + 1)), workspace);
  } catch (error) {
    // the memory that kernels can reach is full
    if (error instanceof RangeError) return null;
    throw error;
  } finally {
    workspace.close();
  }
}

/** A field of the first record: its name, and where that stands in quotes. */
interface FieldName {
  readonly name: string;
  readonly begin: number;
  readonly length: number;
}

/** The fields of the first record; null where something about them is odd. */
function fieldsOfFirst(body: Uint8Array): FieldName[] | null {
  const head = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const text = head.toString('latin1', 0, LONGEST_FIRST_RECORD);
  const start = /^[ \t\n\r]*\[[ \t\n\r]*\{/.exec(text);
  if (start === null) return null;
  const field =
    /[ \t\n\r]*("[^"\\]*")[ \t\n\r]*:[ \t\n\r]*(?:"[^"\\]*"|[^[\]{},"\\ \t\n\r]+)[ \t\n\r]*([,}])/y;
  field.lastIndex = start[0].length;
  const fields: FieldName[] = [];
  for (let found = field.exec(text); found !== null; found = field.exec(text)) {
    const [whole, quoted, mark] = found;
    const begin = found.index + whole.indexOf('"');
    const name = head.toString('utf8', begin + 1, begin + quoted.length - 1);
    fields.push({ name, begin, length: quoted.length });
    if (mark === '}') return areUsual(fields) ? fields : null;
  }
  return null;
}

/** Whether these are all fields of a summary, each once, and others that may travel along in this order. */
function areUsual(fields: readonly FieldName[]): boolean {
  const names = new Set(fields.map(({ name }) => name));
  if (names.size < fields.length || fields.length > MOST_EXTRAS) return false;
  // no control character stands in JSON as it is
  if (fields.some(({ name }) => CONTROL_CHARACTER.test(name))) return false;
  // what looks like a whole number comes first among the fields of an object
  const extras = [...names].filter((name) => !OWN_FIELDS.includes(name));
  if (!extras.every((name) => mayTravel(name) && !/^\d/.test(name))) return false;
  return OWN_FIELDS.every((name) => name === 'name' || names.has(name));
}

function read(
  body: Uint8Array,
  fields: readonly FieldName[],
  mostRecords: number,
  workspace: Workspace,
): Summaries | null {
  const text = workspace.bytes(body.length + ZEROS);
  text.set(body);
  text.fill(0, body.length);
  const extras = fields.filter(({ name }) => !OWN_FIELDS.includes(name));
  const shortest = fields.reduce((sum, { length }) => sum + length + 3, 2);
  const mostRows = Math.floor(Math.min(mostRecords, body.length / shortest));
  const places = workspace.ints(FIELD_WORDS * fields.length);
  places.set(fields.flatMap((field) => [text.byteOffset + field.begin, field.length, roleOf(field, extras)]));
  const powers = workspace.floats(23);
  for (let i = 0; i < powers.length; i++) powers[i] = Number(`1e${i}`);
  const numbers = workspace.floats(NUMBER_FIELDS.length * mostRows);
  const texts = workspace.ints(2 * (FIRST_EXTRA + extras.length) * mostRows);
  const starts = workspace.ints(mostRows + 1);
  const hashes = workspace.ints(mostRows);
  const words = workspace.ints(WORDS).fill(0);
  const { byteOffset } = text;
  words.set([byteOffset, byteOffset + body.length, places.byteOffset, fields.length]);
  words.set(
    [powers, numbers, texts, starts, hashes].map((list) => list.byteOffset),
    4,
  );
  words[9] = mostRows;
  workspace.runHere('readSummaryRecords', 1, 1, words);

  const rows = words[Word.rows];
  const kindOfIds = words[Word.ids];
  if (rows === 0 || (kindOfIds !== TEXT_IDS && kindOfIds !== NUMBER_IDS)) return null;
  const textsOf = (column: number) => texts.slice(2 * column * mostRows, 2 * (column * mostRows + rows));
  const ids = textsOf(ID);
  if (hasTwins(body, ids, new Uint32Array(hashes.buffer, hashes.byteOffset, rows))) return null;
  const names = fields.some(({ name }) => name === 'name') ? textsOf(NAME) : null;
  const travelling = extras.map(({ name }, i) => ({ name, texts: textsOf(FIRST_EXTRA + i) }));
  const [completedTasks, totalTasks, avgTaskHours] = NUMBER_FIELDS.map((_, i) =>
    numbers.slice(i * mostRows, i * mostRows + rows),
  );
  const idsAreNumbers = kindOfIds === NUMBER_IDS;
  const allIds = once(() => stringsOf(body, ids).map((id) => (idsAreNumbers ? Number(id) : String(id))));
  const allNames = once(() => (names ? stringsOf(body, names) : new Array<null>(rows).fill(null)));
  const summaries: Summaries = {
    get ids() {
      return allIds();
    },
    get names() {
      return allNames();
    },
    completedTasks,
    totalTasks,
    avgTaskHours,
    extras: travelling.map(({ name, texts }) => {
      const values = once(() => stringsOf(body, texts));
      return {
        name,
        get values() {
          return values();
        },
      };
    }),
  };
  keepTexts(summaries, {
    bytes: body,
    starts: Uint32Array.from(starts.subarray(0, rows + 1)),
    ids,
    idsAreNumbers,
    names,
    extras: travelling.map(({ texts }) => texts),
  });
  return summaries;
}

function roleOf({ name }: FieldName, extras: readonly FieldName[]): number {
  if (name === 'employee_id') return ID;
  if (name === 'name') return NAME;
  const number = NUMBER_FIELDS.indexOf(name);
  return number >= 0 ? FIRST_NUMBER + number : FIRST_EXTRA + extras.findIndex((extra) => extra.name === name);
}

/** The texts of a column; null where there is none. */
function stringsOf(body: Uint8Array, places: Int32Array): (string | null)[] {
  const buffer = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return Array.from({ length: places.length / 2 }, (_, row) => {
    const begin = places[2 * row];
    const length = places[2 * row + 1];
    return length === 0 ? null : buffer.toString('utf8', begin, begin + length);
  });
}

/** Makes something when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
