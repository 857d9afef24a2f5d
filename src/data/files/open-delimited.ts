import { InputError } from '../../errors.ts';
import { delimitedFormat, firstRecords, type Survey, surveyText, writePlain } from './delimited.ts';
import { asUtf8 } from './encoding.ts';
import { quoted, trimmed } from './engine.ts';
import { counted } from './listed.ts';
import type { FormatInput, LoadedColumns, OpenedFormat } from './table.ts';

/**
 * CSV, TSV and their like. Where every reader would find the same records, DuckDB reads the file as it stands;
 * otherwise a copy without doubts is written first.
 */
export async function openDelimited({ file, paths, engine, options }: FormatInput): Promise<OpenedFormat> {
  const text = await asUtf8(file, paths.text);
  const path = text.path === file.path ? paths.link : text.path;
  const survey = await surveyText(file.name, path, options.delimiter);
  const { delimiter, header, records, emptyRows, rejected } = survey;
  const notes = [...text.notes];
  if (emptyRows > 0) notes.push(`${counted(emptyRows, 'empty row')} skipped`);

  const load = async (places: readonly number[]): Promise<LoadedColumns> => {
    let rows = -1;
    if (survey.plain) {
      const from = readCsv(path, survey, 'header = true');
      await engine.run(
        `CREATE OR REPLACE TEMP TABLE loaded AS SELECT ${selected(places, survey)} FROM ${from}`,
      );
      [rows] = await engine.numbers('SELECT count(*) FROM loaded');
      const view = `SELECT rowid + ${survey.headerRow + 1} AS "row", * FROM loaded`;
      await engine.run(`CREATE TEMP VIEW records AS ${view}`);
    }
    if (rows !== records) {
      await writePlain(path, survey, paths.plain);
      const from = readCsv(paths.plain, survey, 'header = false');
      await engine.run(
        `CREATE OR REPLACE TEMP TABLE loaded AS SELECT "row", ${selected(places, survey)} FROM ${from}`,
      );
      [rows] = await engine.numbers('SELECT count(*) FROM loaded');
      await engine.run('CREATE OR REPLACE TEMP VIEW records AS SELECT * FROM loaded');
    }
    if (rows !== records) throw new InputError(`${file.name} changed while it was read: try again`);
    return { rows: rows + rejected.length, kinds: places.map(() => 'text'), rejected, notes: [] };
  };

  return {
    format: delimitedFormat(delimiter, text.encoding),
    columns: header,
    delimiter,
    notes,
    load,
    sample: () => firstRecords(path, delimiter, header.length),
  };
}

function selected(places: readonly number[], { tight }: Survey): string {
  return places.map((place, i) => `${tight ? `f${place}` : trimmed(`f${place}`)} AS c${i}`).join(', ');
}

function readCsv(path: string, { delimiter, header, longestRecord }: Survey, head: string): string {
  const row = head === 'header = false' ? ["'row': 'BIGINT'"] : [];
  const columns = [...row, ...header.map((_, i) => `'f${i}': 'VARCHAR'`)].join(', ');
  const longest = Math.max(2_000_000, longestRecord + 1000);
  return `read_csv(${quoted(path)}, auto_detect = false, ${head}, columns = {${columns}}, delim = ${quoted(delimiter)},
    quote = '"', escape = '"', compression = 'none', hive_partitioning = false, encoding = 'utf-8',
    max_line_size = ${longest}, buffer_size = ${16 * longest})`;
}
