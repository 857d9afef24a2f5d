import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadRubric, readRubric } from '../../src/data/rubrics.ts';
import { readSheet } from '../../src/data/sheets.ts';
import { rowsOf } from '../../src/math/matrix.ts';
import { parquetChunks } from '../../src/reports/parquet.ts';
import { tableOf } from '../../src/reports/table.ts';
import { xlsxChunks } from '../../src/reports/xlsx.ts';
import { FIFTEEN, TECHNICAL } from '../evaluation/appraisal/fixtures.ts';

const RUBRIC = readRubric(
  `rubric: shop
version: 1
grades: [good, poor]
thresholds: { good: 15 }
roles: { self: 0, manager: 1 }
positions:
  sales: { points: { service: 12, honesty: 8 } }
`,
  'shop.yaml',
);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenhand-sheets-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('readSheet', () => {
  it('reads a wide CSV, and says what it recognised', async () => {
    const path = file('wide.csv', 'Number,Name,Service,Honesty,Team\n1,Ann,12,8,North\n2,Bob,0,,South\n');
    const { sheet, recognised, rejected, rowsRead } = await readSheet(path, RUBRIC);
    expect([sheet.ids, sheet.names, rejected, rowsRead]).toEqual([[1, 2], ['Ann', 'Bob'], [], 2]);
    expect(rowsOf(sheet.points)).toEqual([
      [12, 8],
      [0, Number.NaN],
    ]);
    expect(sheet.extras).toEqual([{ name: 'Team', values: ['North', 'South'] }]);
    expect(recognised.text).toBe(
      `${path}: wide appraisal sheet, CSV (comma, UTF-8); employee_id=Number, name=Name, service=Service, honesty=Honesty`,
    );
  });

  it('reads a long file with appraisers and roles', async () => {
    const path = file(
      'long.tsv',
      'employee\trater\trole\tindicator\tpoints\n007\tA\tself\tService\t12\n007\tB\tmanager\tservice\t6\n007\tB\tManager\tHonesty\t7\n',
    );
    const { sheet, rejected } = await readSheet(path, RUBRIC);
    expect([sheet.ids, rowsOf(sheet.points), rejected]).toEqual([['007'], [[6, 7]], []]);
    expect(sheet.ratings?.appraisers).toEqual(['A', 'B']);
  });

  it('reads decimal commas, and tells a number that has two meanings', async () => {
    const path = file('comma.csv', 'id;service;honesty\n1;7,5;1,25\n2;1.5;2\n');
    const { sheet, rejected } = await readSheet(path, RUBRIC);
    expect(rowsOf(sheet.points)).toEqual([[7.5, 1.25]]);
    expect(rejected).toEqual([
      {
        file: path,
        row: 3,
        column: 'service',
        value: '1.5',
        reason: expect.stringMatching(/decimal point|decimal comma/),
      },
    ]);
    const told = await readSheet(file('told.csv', 'id;service;honesty\n1;1.5;2\n'), RUBRIC, {
      decimal: 'point',
    });
    expect(rowsOf(told.sheet.points)).toEqual([[1.5, 2]]);
  });

  it('names file, row, column, value and reason of every row that it rejects', async () => {
    const path = file(
      'bad.csv',
      'id,service,honesty\n1,12,8\n2,13,8\n3,-1,8\n4,ten,8\n,1,1\n#N/A,1,1\n5,1\n6,1,1\n6,2,2\n',
    );
    const { sheet, rejected, rowsRead } = await readSheet(path, RUBRIC);
    expect(sheet.ids).toEqual(['1']);
    expect(rejected.every((problem) => problem.file === path)).toBe(true);
    expect(rejected.map(({ row, column, value, reason }) => [row, column, value, reason])).toEqual([
      [3, 'service', 13, 'Service can reach 12 points in the position Sales, not 13'],
      [4, 'service', -1, 'points cannot be negative'],
      [5, 'service', 'ten', 'is not a number'],
      [6, 'id', null, 'the employee is missing'],
      [7, 'id', '#N/A', 'the employee is the error of a formula'],
      [8, undefined, '5,1', 'has 2 values where the header has 3'],
      [9, 'id', '6', 'two rows of points of one employee: row 10 says it, too'],
      [10, 'id', '6', 'two rows of points of one employee: row 9 says it, too'],
    ]);
    expect(rowsRead).toBe(9);
  });

  it('says on the command line how to mend a column that is missing', async () => {
    const path = file('other.csv', 'id,service,Truthfulness\n1,2,3\n');
    await expect(readSheet(path, RUBRIC)).rejects.toThrow(
      `${path} has no column for honesty ("Honesty"), which the position Sales needs. Its columns: "id", "service", "Truthfulness". Say which it is: --map honesty=COLUMN`,
    );
    const { sheet } = await readSheet(path, RUBRIC, { map: { honesty: 'truthfulness' } });
    expect(rowsOf(sheet.points)).toEqual([[2, 3]]);
    const rubric = await loadRubric('fan2022');
    await expect(readSheet(file('fan.csv', 'id,team spirit\n1,2\n'), rubric)).rejects.toThrow(
      'say which one its people have, --position technical (the rubric has technical, management, scientific_research), or which column says it, --map position=COLUMN',
    );
  });

  it('reads the same sheet from every format', async () => {
    const rubric = await loadRubric('fan2022');
    const keys = Object.keys(TECHNICAL);
    const kinds = ['employee_id', ...keys].map((key) => ({ key, label: key, kind: 'integer' }) as const);
    const table = tableOf(
      'Sheet',
      kinds,
      FIFTEEN.map((row, i) => [i + 1, ...row]),
    );
    const rows = FIFTEEN.map((row, i) => [i + 1, ...row]);
    const records = rows.map((row) =>
      Object.fromEntries(['employee_id', ...keys].map((key, j) => [key, row[j]])),
    );
    const csv = [['employee_id', ...keys], ...rows].map((row) => row.join(',')).join('\n');
    const bytes = async (chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>) => {
      const parts: Buffer[] = [];
      for await (const chunk of chunks) parts.push(Buffer.from(chunk));
      return Buffer.concat(parts);
    };
    const files = [
      file('same.csv', csv),
      file('same.json', JSON.stringify(records)),
      file('same.ndjson', records.map((record) => JSON.stringify(record)).join('\n')),
      file('same.xlsx', await bytes(xlsxChunks([table]))),
      file('same.parquet', await bytes(parquetChunks(table))),
    ];
    const options = { position: 'technical' };
    const [first, ...others] = await Promise.all(files.map((path) => readSheet(path, rubric, options)));
    expect(rowsOf(first.sheet.points)).toEqual(FIFTEEN);
    for (const { sheet, rejected } of others) expect([sheet, rejected]).toEqual([first.sheet, []]);
    const piped = await readSheet('-', rubric, { ...options, stdin: Readable.from([csv]) });
    expect(piped.sheet).toEqual(first.sheet);
  });

  it('keeps more rows than it holds at once in their order', async () => {
    const people = 140_000;
    const lines = Array.from({ length: people }, (_, i) => `p${i},${i % 13},${i % 9}`);
    const { sheet } = await readSheet(file('many.csv', ['id,service,honesty', ...lines].join('\n')), RUBRIC);
    expect(sheet.ids.length).toBe(people);
    const wrong = sheet.ids.findIndex(
      (id, i) =>
        id !== `p${i}` || sheet.points.data[2 * i] !== i % 13 || sheet.points.data[2 * i + 1] !== i % 9,
    );
    expect(wrong).toBe(-1);
  });
});
