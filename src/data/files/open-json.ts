import { open } from 'node:fs/promises';
import { InputError, type Problem } from '../../errors.ts';
import { clip } from '../../evaluation/clip.ts';
import { asUtf8 } from './encoding.ts';
import { quoted, trimmed, withoutNul } from './engine.ts';
import {
  type FormatInput,
  type LoadedColumns,
  type OpenedFormat,
  SAMPLE_ROWS,
  type ValueKind,
} from './table.ts';

const MOST_COLUMNS = 16_384;

/** A JSON array of records, or one record to a line (NDJSON). Records count from 1. */
export async function openJson({ file, paths, engine }: FormatInput): Promise<OpenedFormat> {
  const text = await asUtf8(file, paths.text, false);
  const path = text.path === file.path ? paths.link : text.path;
  const isArray = (await firstCharacter(path)) === '[';
  const from = isArray
    ? `read_json_objects(${quoted(path)}, format = 'array', compression = 'uncompressed', hive_partitioning = false)`
    : `read_ndjson_objects(${quoted(path)}, ignore_errors = true, compression = 'uncompressed', hive_partitioning = false)`;
  const broken = (cause: unknown): never => {
    if (!(cause instanceof Error && /JSON/.test(cause.message))) throw cause;
    throw new InputError(`${file.name} is not valid JSON${whereBroken(cause)}`, { cause });
  };

  const keys = await engine
    .rows(
      `SELECT key, count(*), min(place) FROM (
        SELECT unnest(keys) AS key, generate_subscripts(keys, 1) AS place
        FROM (SELECT json_keys(json) AS keys FROM ${from} WHERE json_type(json) = 'OBJECT')
      ) GROUP BY key ORDER BY min(place), count(*) DESC, key LIMIT ${MOST_COLUMNS + 1}`,
    )
    .catch(broken);
  if (keys.length > MOST_COLUMNS)
    throw new InputError(`${file.name} has more than ${MOST_COLUMNS} different fields`);
  const columns = keys.map(([key]) => String(key)).filter((key) => !key.includes('\0'));
  if (columns.length === 0) throw new InputError(`${file.name} has no records: ${WANTED}`);

  const load = async (places: readonly number[]): Promise<LoadedColumns> => {
    const pointers = `[${places.map((place) => quoted(pointerTo(columns[place]))).join(', ')}]`;
    await engine.run(`CREATE TEMP TABLE loaded AS SELECT json_extract_string(json, ${pointers}) AS texts,
      json_type(json, ${pointers}) AS types, ${REPEATED} AS repeated,
      CASE WHEN repeated IS NULL THEN coalesce(json_type(json), 'BROKEN') ELSE 'AMBIGUOUS' END AS type FROM ${from}`);
    const selected = places.map((_, i) => `${textOf(i + 1)} AS c${i}`).join(', ');
    await engine.run(`CREATE TEMP VIEW records AS
      SELECT rowid + 1 AS "row", ${selected} FROM loaded WHERE type = 'OBJECT'`);
    const [rows] = await engine.numbers('SELECT count(*) FROM loaded');
    const bad = await engine.rows(
      `SELECT rowid + 1, type, repeated FROM loaded WHERE type <> 'OBJECT' ORDER BY rowid`,
    );
    const rejected = bad.map(([row, type, repeated]): Problem => {
      const place = { file: file.name, row: Number(row) };
      return repeated === null
        ? { ...place, reason: whyBad(type) }
        : { ...place, column: String(clip(String(repeated))), reason: 'is given twice in one record' };
    });
    return { rows, kinds: await kindsOf(places.length), rejected, notes: [] };
  };

  const kindsOf = async (count: number): Promise<ValueKind[]> => {
    const tests = Array.from({ length: count }, (_, i) => {
      const type = `types[${i + 1}]`;
      return `coalesce(bool_and(${type} IN ('BIGINT', 'UBIGINT', 'DOUBLE') OR ${type} = 'NULL'), false),
        coalesce(bool_and(${type} = 'BOOLEAN' OR ${type} = 'NULL'), false)`;
    });
    const [row = []] = await engine.rows(`SELECT ${tests.join(', ')} FROM loaded WHERE type = 'OBJECT'`);
    return Array.from({ length: count }, (_, i) => {
      if (row[2 * i] === true) return 'number';
      return row[2 * i + 1] === true ? 'boolean' : 'text';
    });
  };

  const format = `${isArray ? 'JSON' : 'NDJSON'} (${text.encoding})`;
  const sample = async (): Promise<(string | null)[][]> => {
    const pointers = `[${columns.map((column) => quoted(pointerTo(column))).join(', ')}]`;
    const found = await engine.rows(
      `SELECT ${columns.map((_, i) => `${withoutNul(`texts[${i + 1}]`)}`).join(', ')} FROM (
        SELECT json_extract_string(json, ${pointers}) AS texts FROM ${from}
        WHERE json_type(json) = 'OBJECT' LIMIT ${SAMPLE_ROWS})`,
    );
    return found.map((row) => row.map((value) => (value === null ? null : String(value))));
  };
  return { format, columns, delimiter: null, notes: text.notes, load, sample };
}

const WANTED = 'they must stand in an array, [{...}, {...}], or one to a line';

/** SQL: the field that a record gives most often, if more than once, which leaves open what it is; NULL otherwise. */
const REPEATED = `CASE WHEN list_unique(json_keys(json)) < len(json_keys(json)) THEN list_mode(json_keys(json)) END`;

async function firstCharacter(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0);
    return buffer.toString('utf8', 0, bytesRead).trimStart().charAt(0);
  } finally {
    await file.close();
  }
}

/** The JSON pointer to a field of that name (RFC 6901), which no name can break out of. */
function pointerTo(field: string): string {
  return `/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Whole numbers are the same with and without ".0": 101.0 is the same person as 101. */
function textOf(place: number): string {
  const text = withoutNul(`texts[${place}]`);
  return trimmed(
    `CASE WHEN types[${place}] = 'DOUBLE' THEN regexp_replace(${text}, '\\.0+$', '') ELSE ${text} END`,
  );
}

function whyBad(type: unknown): string {
  return type === 'BROKEN' ? 'is not valid JSON' : 'is no object: a record must be { ... }';
}

/** Where the JSON is broken; of the engine's own message nothing but the place, which it counts from 2. */
function whereBroken(cause: Error): string {
  const place = /at byte (\d+) in record\/value (\d+)/.exec(cause.message);
  return place === null ? '' : ` in record ${Number(place[2]) - 1}, ${place[1]} bytes after it begins`;
}
