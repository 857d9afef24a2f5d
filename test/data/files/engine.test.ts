import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine, quoted, trimmed } from '../../../src/data/files/engine.ts';
import { fetchColumns } from '../../../src/data/files/fetch.ts';
import { fileMaker } from '../../support/made-files.ts';

const file = fileMaker();
const scratch = mkdtempSync(join(tmpdir(), 'evenhand-test-'));
const given = file("given o'clock.csv", 'a\n1\n');
const other = file('other.csv', 'a\n2\n');
let engine: Engine;

beforeAll(async () => {
  engine = await Engine.open([given], scratch);
});

afterAll(() => {
  engine.close();
  rmSync(scratch, { recursive: true, force: true });
});

describe('the engine', () => {
  it('reads the file it was given', async () => {
    expect(await engine.rows(`SELECT a::VARCHAR FROM read_csv(${quoted(given)})`)).toEqual([['1']]);
  });

  it.each([
    ['another file', `SELECT * FROM read_csv(${quoted(other)})`],
    ['a list of files', `SELECT * FROM glob('/etc/*')`],
    ['the network', `SELECT * FROM read_csv('https://example.org/a.csv')`],
    ['another database', `ATTACH ${quoted(`${other}.db`)}`],
    ['an extension', 'INSTALL httpfs'],
    ['its settings', 'SET enable_external_access = true'],
    ['the list of what it may reach', `SET allowed_paths = ['/etc/passwd']`],
  ])('does not reach %s', async (_, sql) => {
    await expect(engine.rows(sql)).rejects.toThrow(/disabled|locked|Cannot|not allowed|permission/i);
  });

  it('does not write over the file it was given, nor beside it', async () => {
    await expect(engine.run(`COPY (SELECT 1) TO ${quoted(other)}`)).rejects.toThrow(/disabled|Cannot/);
  });
});

describe('a text', () => {
  it.each(["o'brien", "''", '\\', '"', "'; DROP TABLE x; --", 'ü\u{1f600}', '$$', '\n'])(
    '%j is a literal of itself',
    async (text) => {
      expect(await engine.rows(`SELECT ${quoted(text)}`)).toEqual([[text]]);
    },
  );

  it.each([
    [' a ', 'a'],
    ['\u00a0a b\t\r\n', 'a b'],
    ['\ufeff\u200ba', 'a'],
    ['ä', 'ä'],
    [' ', null],
    ['', null],
  ])('%j has no blanks around it as %j', async (text, bare) => {
    expect(await engine.rows(`SELECT ${trimmed(quoted(text))}`)).toEqual([[bare]]);
  });
});

describe('columns of a table', () => {
  it('are fetched whole and in order, across every block', async () => {
    const rows = 300_000;
    await engine.run(`CREATE TABLE many AS SELECT range AS n,
      CASE WHEN range % 3 = 0 THEN NULL ELSE 'é' || range END AS t FROM range(${rows})`);
    const {
      rows: counted,
      numbers,
      texts,
    } = await fetchColumns(engine, 'many', ['n', 'nullif(n, 5)'], ['t']);
    expect(counted).toBe(rows);
    expect(numbers[0].every((n, i) => n === i)).toBe(true);
    expect(Array.from(numbers[1].subarray(4, 7))).toEqual([4, Number.NaN, 6]);
    expect(texts[0].every((text, i) => text === (i % 3 === 0 ? null : `é${i}`))).toBe(true);
  });

  it('may be of no rows at all', async () => {
    await engine.run('CREATE TABLE none (n DOUBLE, t VARCHAR)');
    expect(await fetchColumns(engine, 'none', ['n'], ['t'])).toEqual({
      rows: 0,
      numbers: [new Float64Array()],
      texts: [[]],
    });
  });
});
