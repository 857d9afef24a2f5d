import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import readExcelFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { evaluationTables } from '../../src/reports/evaluation-tables.ts';
import { type Cell, type ResultTable, tableOf } from '../../src/reports/table.ts';
import { xlsxChunks } from '../../src/reports/xlsx.ts';
import {
  anomalousPerson,
  evaluationOf,
  HOSTILE_NAMES,
  person,
  unratedPerson,
} from '../support/evaluations.ts';
import { unzip } from '../support/unzip.ts';

describe('XLSX', () => {
  it('holds people, summary, rejected rows and notes, each on its sheet', async () => {
    const evaluation = evaluationOf([person(), anomalousPerson(), unratedPerson()], ['from the evaluation']);
    const rejected = [{ file: 'tasks.csv', row: 7, column: 'hours', value: 'abc', reason: 'not a number' }];
    const sheets = await read(evaluationTables(evaluation, { rejected, notes: ['from the reader'] }));
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['People', 'Summary', 'Rejected', 'Notes']);

    const [people, summary, rejectedRows, notes] = sheets.map(({ data }) => data);
    expect(people?.[0]?.slice(0, 5)).toEqual(['Employee ID', 'Name', 'Score', 'Tier', 'Anomaly']);
    expect(people?.[1]?.slice(0, 9)).toEqual([
      'E1',
      'Ada Lovelace',
      72.25,
      'Medium',
      false,
      0.9,
      5.125,
      36,
      40,
    ]);
    expect(people?.[2]?.[4]).toBe(true);
    expect(people?.[3]?.slice(0, 6)).toEqual(['E9', 'Nobody Yet', null, null, null, null]);
    expect(people?.[3]?.at(-1)).toBe('no tasks');
    expect(summary).toContainEqual(['People', 3]);
    expect(summary).toContainEqual(['Unrated', 1]);
    expect(summary).toContainEqual(['Medium: tasks done at the centre', 36.4]);
    expect(rejectedRows).toEqual([
      ['File', 'Row', 'Field', 'Value', 'Reason'],
      ['tasks.csv', 7, 'hours', 'abc', 'not a number'],
    ]);
    expect(notes).toEqual([['Note'], ['from the reader'], ['from the evaluation']]);
  });

  it('keeps every text as text, also what looks like a formula', async () => {
    const rows = HOSTILE_NAMES.map((name, i) => [i, name]);
    const [sheet] = await read([twoColumns(rows)]);
    expect(sheet?.data.slice(1).map((row) => row[1])).toEqual(HOSTILE_NAMES);
    const xml = await sheetText([twoColumns(rows)]);
    expect(xml).not.toMatch(/<f[ >]/);
    expect(xml).toContain('quotePrefix="1"');
  });

  it('escapes what XML cannot hold, and what looks like such an escape', async () => {
    const xml = await sheetText([twoColumns([[1, 'esc\u001b nul\u0000 \ud800 _x0041_ <&>"']])]);
    expect(xml).toContain('esc_x001B_ nul_x0000_ _xD800_ _x005F_x0041_ &lt;&amp;&gt;&quot;');
  });

  it('writes numbers with all digits and the format a person reads', async () => {
    const table = tableOf(
      'Numbers',
      [
        { key: 'p', label: 'Percent', kind: 'percent', digits: 1 },
        { key: 'n', label: 'Number', kind: 'number', digits: 2 },
        { key: 'm', label: 'Mixed', kind: 'mixed' },
      ],
      [[1 / 3, 100 / 7, Number.NaN]],
    );
    const [sheet] = await read([table]);
    expect(sheet?.data[1]).toEqual([1 / 3, 100 / 7, null]);
    const xml = await sheetText([table]);
    expect(xml).toContain('formatCode="0.0%"');
    expect(xml).toContain('formatCode="0.00"');
    expect(xml).not.toContain('NaN');
  });

  it('keeps the header in view and filters every column', async () => {
    const xml = await sheetText([twoColumns([[1, 'x']])]);
    expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(xml).toContain('<autoFilter ref="A1:B2"/>');
  });

  it('shortens a text that Excel would call damage, and says so in the cell', async () => {
    const [sheet] = await read([twoColumns([[1, 'x'.repeat(40_000)]])]);
    const text = String(sheet?.data[1]?.[1]);
    expect(text).toHaveLength(32_767);
    expect(text).toMatch(/shortened: a cell holds at most 32,767 characters\)$/);
  });

  it('refuses more rows than Excel opens, and says how many those are', () => {
    const rows = { ...twoColumns([]), length: 1_048_576, row: () => [1, 'x'] };
    expect(() => xlsxChunks([rows])).toThrow(
      'the sheet Sheet would have 1,048,577 rows; Excel opens at most 1,048,576: choose csv or parquet',
    );
    expect(() => xlsxChunks([{ ...rows, length: 1_048_575 }])).not.toThrow();
  });

  it('is the same file each time', async () => {
    const table = twoColumns([[1, 'x']]);
    expect(Buffer.compare(await workbook([table]), await workbook([table]))).toBe(0);
  });

  it('names columns beyond Z', async () => {
    const columns = Array.from(
      { length: 703 },
      (_, j) => ({ key: `c${j}`, label: '', kind: 'mixed' }) as const,
    );
    const [sheet] = await read([tableOf('Wide', columns, [columns.map((_, j) => j)])]);
    expect(sheet?.data[1]).toEqual(columns.map((_, j) => j));
    expect(await sheetText([tableOf('Wide', columns, [])])).toContain('r="AAA1"');
  });

  it('hands an error of the rows on to whoever reads', async () => {
    const broken: ResultTable = {
      ...twoColumns([]),
      length: 2000,
      row(i) {
        if (i > 1500) throw new Error('the row cannot be made');
        return [i, 'x'];
      },
    };
    await expect(workbook([broken])).rejects.toThrow('the row cannot be made');
  });
});

function workbook(tables: readonly ResultTable[]): Promise<Buffer> {
  return buffer(Readable.from(xlsxChunks(tables)));
}

async function read(tables: readonly ResultTable[]) {
  return readExcelFile(await workbook(tables), { trim: false });
}

/** The XML of all parts, one after the other. */
async function sheetText(tables: readonly ResultTable[]): Promise<string> {
  return [...unzip(await workbook(tables)).values()].join('\n');
}

function twoColumns(rows: readonly (readonly Cell[])[]): ResultTable {
  return tableOf(
    'Sheet',
    [
      { key: 'number', label: 'Number', kind: 'integer' },
      { key: 'text', label: 'Text', kind: 'text' },
    ],
    rows,
  );
}
