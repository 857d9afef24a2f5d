import { InputError } from '../../errors.ts';
import { quoted, trimmed, withoutNul } from './engine.ts';
import {
  type FormatInput,
  type LoadedColumns,
  type OpenedFormat,
  SAMPLE_ROWS,
  type ValueKind,
} from './table.ts';

const WHOLE = /^U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?$/;
const FRACTION = /^(?:FLOAT|DOUBLE|DECIMAL\(.*\))$/;

/** Parquet: the engine's own. Records count from 1. */
export async function openParquet({ file, paths, engine }: FormatInput): Promise<OpenedFormat> {
  const from = `read_parquet(${quoted(paths.link)}, hive_partitioning = false, binary_as_string = true)`;
  const damaged = (cause: unknown): never => {
    if (cause instanceof InputError) throw cause;
    throw new InputError(`${file.name} is a Parquet file that cannot be read: it is damaged or cut short`, {
      cause,
    });
  };
  const described = await engine.rows(`DESCRIBE SELECT * FROM ${from}`).catch(damaged);
  const columns = described.map(([name]) => String(name));
  const types = described.map(([, type]) => String(type));

  const load = async (places: readonly number[]): Promise<LoadedColumns> => {
    const selected = places.map((place, i) => `${textOf(columns[place], types[place])} AS c${i}`).join(', ');
    await engine.run(`CREATE TEMP TABLE loaded AS SELECT ${selected} FROM ${from}`).catch(damaged);
    await engine.run('CREATE TEMP VIEW records AS SELECT rowid + 1 AS "row", * FROM loaded');
    const [rows] = await engine.numbers('SELECT count(*) FROM loaded');
    return { rows, kinds: places.map((place) => kindOf(types[place])), rejected: [], notes: [] };
  };
  const sample = async (): Promise<(string | null)[][]> => {
    const selected = columns.map((column, i) => textOf(column, types[i])).join(', ');
    const found = await engine.rows(`SELECT ${selected} FROM ${from} LIMIT ${SAMPLE_ROWS}`).catch(damaged);
    return found.map((row) => row.map((value) => (value === null ? null : String(value))));
  };
  return { format: 'Parquet', columns, delimiter: null, notes: [], load, sample };
}

/** Whole numbers lose the ".0" that a column of fractions gives them: 101.0 is the same person as 101. */
function textOf(column: string, type: string): string {
  const text = withoutNul(`CAST("${column.replaceAll('"', '""')}" AS VARCHAR)`);
  return trimmed(FRACTION.test(type) ? `regexp_replace(${text}, '\\.0+$', '')` : text);
}

function kindOf(type: string): ValueKind {
  if (WHOLE.test(type) || FRACTION.test(type)) return 'number';
  return type === 'BOOLEAN' ? 'boolean' : 'text';
}
