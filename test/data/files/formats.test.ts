import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReadOptions, readTasks } from '../../../src/data/files/read-tasks.ts';
import { fileMaker } from '../../support/made-files.ts';
import { writeParquet } from '../../support/made-parquet.ts';
import { type MadeCell, madeWorkbook } from '../../support/made-workbook.ts';

const file = fileMaker();

const PEOPLE = [
  {
    employee_id: 7,
    name: 'Ada "the Countess" Lovelace',
    completed_tasks: 36,
    total_tasks: 42,
    avg_task_hours: 4.25,
    team: 'Ü;,\n|',
  },
  {
    employee_id: 3,
    name: 'Jörg Müßig',
    completed_tasks: 10,
    total_tasks: 40,
    avg_task_hours: 0.1,
    team: null,
  },
  { employee_id: -12, name: null, completed_tasks: 0, total_tasks: 0, avg_task_hours: null, team: ' x ' },
] as const;
const HEADER = Object.keys(PEOPLE[0]);

const EXPECTED = {
  ids: [7, 3, -12],
  names: ['Ada "the Countess" Lovelace', 'Jörg Müßig', null],
  completedTasks: Float64Array.of(36, 10, 0),
  totalTasks: Float64Array.of(42, 40, 0),
  avgTaskHours: Float64Array.of(4.25, 0.1, Number.NaN),
  extras: [{ name: 'department', values: ['Ü;,\n|', null, 'x'] }],
};

function csv(delimiter = ',', newline = '\n', decimal = '.'): string {
  const quoted = (value: unknown) => {
    const text =
      value === null ? '' : typeof value === 'number' ? String(value).replace('.', decimal) : String(value);
    return `"${text.replaceAll('"', '""')}"`;
  };
  const rows = [HEADER, ...PEOPLE.map((person) => Object.values(person))];
  return rows.map((row) => row.map(quoted).join(delimiter)).join(newline);
}

async function read(name: string, content: string | Uint8Array, options: ReadOptions = {}) {
  const { summaries, rejected, recognised, notes } = await readTasks(file(name, content), options);
  return { summaries, rejected, format: recognised.format, notes };
}

describe('the same people', () => {
  it.each([',', ';', '\t', '|'])('come from text with "%s" between the fields', async (delimiter) => {
    for (const newline of ['\n', '\r\n', '\r']) {
      const { summaries, rejected } = await read('people.csv', csv(delimiter, newline));
      expect(summaries).toEqual(EXPECTED);
      expect(rejected).toEqual([]);
    }
  });

  it('come from text with decimal commas', async () => {
    expect((await read('people.csv', csv(';', '\r\n', ','))).summaries).toEqual(EXPECTED);
    expect((await read('people.csv', csv(',', '\r\n', ','))).summaries).toEqual(EXPECTED);
  });

  it.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${csv()}`), 'CSV (comma, UTF-8)'],
    ['UTF-16 LE', Buffer.from(`\ufeff${csv()}`, 'utf16le'), 'CSV (comma, UTF-16 LE)'],
    ['UTF-16 BE', Buffer.from(`\ufeff${csv()}`, 'utf16le').swap16(), 'CSV (comma, UTF-16 BE)'],
    ['UTF-16 LE without a mark', Buffer.from(csv(), 'utf16le'), 'CSV (comma, UTF-16 LE)'],
    ['UTF-16 BE without a mark', Buffer.from(csv(), 'utf16le').swap16(), 'CSV (comma, UTF-16 BE)'],
    ['Windows-1252', Buffer.from(csv(), 'latin1'), 'CSV (comma, Windows-1252)'],
  ])('come from %s', async (_, bytes, wanted) => {
    const { summaries, format } = await read('people.csv', bytes);
    expect(summaries).toEqual(EXPECTED);
    expect(format).toBe(wanted);
  });

  it.each([
    ['people.json', JSON.stringify(PEOPLE, null, 2), 'JSON (UTF-8)'],
    ['people.json', `\ufeff  ${JSON.stringify(PEOPLE)}`, 'JSON (UTF-8)'],
    ['people.ndjson', PEOPLE.map((person) => JSON.stringify(person)).join('\n'), 'NDJSON (UTF-8)'],
    ['people.jsonl', PEOPLE.map((person) => JSON.stringify(person)).join('\r\n\r\n'), 'NDJSON (UTF-8)'],
    ['people.ndjson', `\ufeff${PEOPLE.map((person) => JSON.stringify(person)).join('\n')}`, 'NDJSON (UTF-8)'],
    ['people.unknown', JSON.stringify(PEOPLE), 'JSON (UTF-8)'],
  ])('come from %s', async (name, content, wanted) => {
    const { summaries, format } = await read(name, content);
    expect(summaries).toEqual(EXPECTED);
    expect(format).toBe(wanted);
  });

  it('come from a single record after a byte order mark, from a file, standard input and mixed encodings', async () => {
    const line = `\ufeff${JSON.stringify(PEOPLE[0])}\n`;
    const latin = Buffer.concat([
      Buffer.from('\ufeff'),
      Buffer.from(JSON.stringify({ ...PEOPLE[0], name: 'Jörg' }), 'latin1'),
    ]);
    const path = file('one.ndjson', line);
    for (const reading of [await readTasks(path), await readTasks('-', { stdin: Readable.from([line]) })]) {
      expect(reading.summaries.names).toEqual(['Ada "the Countess" Lovelace']);
      expect(reading.rowsRead).toBe(1);
      expect(reading.rejected).toEqual([]);
    }
    const mixed = await read('latin.ndjson', latin);
    expect(mixed.summaries.names).toEqual(['Jörg']);
    expect(mixed.rejected).toEqual([]);
  });

  it('come from JSON in UTF-16', async () => {
    const { summaries, format } = await read(
      'people.json',
      Buffer.from(`\ufeff${JSON.stringify(PEOPLE)}`, 'utf16le'),
    );
    expect(summaries).toEqual(EXPECTED);
    expect(format).toBe('JSON (UTF-16 LE)');
  });

  it('come from Parquet, whatever the types of its columns', async () => {
    const rows = (id: string, number: string) =>
      PEOPLE.map(
        (p) =>
          `SELECT (${p.employee_id})::${id} employee_id, ${sql(p.name)} AS name, ${p.completed_tasks}::${number} completed_tasks,
           ${p.total_tasks}::${number} total_tasks, ${p.avg_task_hours}::DOUBLE avg_task_hours, ${sql(p.team)} team`,
      ).join(' UNION ALL ');
    for (const [id, number] of [
      ['INTEGER', 'BIGINT'],
      ['DOUBLE', 'DOUBLE'],
      ['VARCHAR', 'DECIMAL(9,3)'],
      ['HUGEINT', 'VARCHAR'],
    ]) {
      const path = file('people.parquet', '');
      await writeParquet(path, rows(id, number));
      const { summaries, recognised } = await readTasks(path);
      expect(summaries).toEqual(EXPECTED);
      expect(recognised.format).toBe('Parquet');
    }
  });

  it('come from a workbook', async () => {
    const rows: MadeCell[][] = [HEADER, ...PEOPLE.map((person) => Object.values(person))];
    const { summaries, format } = await read('people.xlsx', madeWorkbook({ Sheet1: rows }));
    expect(summaries).toEqual(EXPECTED);
    expect(format).toBe('XLSX');
  });
});

describe('a JSON record that gives a field twice', () => {
  const twice =
    '{"employee_id":2,"completed_tasks":3,"total_tasks":4,"avg_task_hours":5,"completed\\u005ftasks":1}';
  const rest = [1, 3].map(
    (id) =>
      `{"employee_id":${id},"completed_tasks":3,"total_tasks":4,"avg_task_hours":5,"nested":{"a":1,"a":2}}`,
  );

  it.each([
    ['NDJSON', [rest[0], twice, rest[1]].join('\n')],
    ['an array', `[${[rest[0], twice, rest[1]].join(',')}]`],
  ])('is rejected with its name, and the others go on: %s', async (_, content) => {
    const { summaries, rejected } = await read('people.json', content);
    expect(summaries.ids).toEqual([1, 3]);
    expect(rejected).toEqual([
      expect.objectContaining({ row: 2, column: 'completed_tasks', reason: 'is given twice in one record' }),
    ]);
  });
});

function sql(text: string | null): string {
  return text === null ? 'NULL::VARCHAR' : `'${text.replaceAll("'", "''")}'`;
}

describe('values that travel along', () => {
  it('are numbers and booleans where a typed format says so, and text in a text file', async () => {
    const base = { completed_tasks: 1, total_tasks: 2, avg_task_hours: 3 };
    const records = [
      { employee_id: 1, ...base, age: 30.5, remote: true, mixed: 1 },
      { employee_id: 2, ...base, age: null, remote: false, mixed: 'a' },
    ];
    const typed = [
      { name: 'age', values: [30.5, null] },
      { name: 'remote', values: [true, false] },
      { name: 'mixed', values: ['1', 'a'] },
    ];
    expect((await read('a.json', JSON.stringify(records))).summaries.extras).toEqual(typed);
    const cells: MadeCell[][] = [Object.keys(records[0]), ...records.map((record) => Object.values(record))];
    expect((await read('a.xlsx', madeWorkbook({ A: cells }))).summaries.extras).toEqual(typed);
    const large = `[${JSON.stringify({ ...records[0], phone: 0 }).replace('"phone":0', '"phone":9007199254740993')}]`;
    const { extras } = (await read('large.json', large)).summaries;
    expect(extras.at(-1)).toEqual({ name: 'phone', values: ['9007199254740993'] });
    const text = 'employee_id,completed_tasks,total_tasks,avg_task_hours,age\n1,1,2,3,30.50\n';
    expect((await read('a.csv', text)).summaries.extras).toEqual([{ name: 'age', values: ['30.50'] }]);
  });
});

describe('JSON', () => {
  const good = '{"employee_id":"a","completed_tasks":1,"total_tasks":2,"avg_task_hours":3}';

  it('rejects records that are no objects, and lines that are no JSON, by their number', async () => {
    const array = await read('a.json', `[${good}, 5, null, "x", [1]]`);
    expect(array.summaries.ids).toEqual(['a']);
    expect(array.rejected.map(({ row }) => row)).toEqual([2, 3, 4, 5]);
    expect(array.rejected[0].reason).toBe('is no object: a record must be { ... }');
    const lines = await read(
      'a.ndjson',
      `${good}\n{"employee_id":\nrubbish\n\n[1]\n${good.replace('"a"', '"b"')}`,
    );
    expect(lines.summaries.ids).toEqual(['a', 'b']);
    expect(lines.rejected.map(({ row, reason }) => [row, reason])).toEqual([
      [2, 'is not valid JSON'],
      [3, 'is not valid JSON'],
      [4, 'is no object: a record must be { ... }'],
    ]);
  });

  it('that is broken is an error that says where', async () => {
    await expect(read('a.json', `[${good},\n{"employee_id" 5}]`)).rejects.toThrow(
      /a\.json is not valid JSON in record 2/,
    );
    await expect(read('a.json', `[${good}`)).rejects.toThrow(/is not valid JSON/);
    await expect(read('a.json', `{\n"data": [${good}]\n}`)).rejects.toThrow(/must stand in an array/);
    await expect(read('a.json', '[]')).rejects.toThrow(/has no records/);
    await expect(read('a.json', 'employee_id,name')).rejects.toThrow(/is not JSON/);
  });

  it('is understood with fields that only some records have, in any order', async () => {
    const second = '{"avg_task_hours":3,"late":true,"total_tasks":2,"completed_tasks":1,"employee_id":"b"}';
    const { summaries } = await read('a.json', `[${good},${second}]`);
    expect(summaries.ids).toEqual(['a', 'b']);
    expect(summaries.extras).toEqual([{ name: 'late', values: [null, true] }]);
  });

  it('takes numbers as they are written, and text that is a number', async () => {
    const record = '{"employee_id":101.0,"completed_tasks":"36","total_tasks":4.2e1,"avg_task_hours":1.234}';
    const { summaries, rejected } = await read('a.json', `[${record},${good.replace('3}', '1e400}')}]`);
    expect(summaries.ids).toEqual(['101']);
    expect([summaries.completedTasks[0], summaries.totalTasks[0], summaries.avgTaskHours[0]]).toEqual([
      36, 42, 1.234,
    ]);
    expect(rejected).toMatchObject([{ row: 2, column: 'avg_task_hours', value: '1e400' }]);
  });

  it('cannot break out of its names', async () => {
    const names = ["a'); DROP TABLE x; --", '/~0"', '$.x', '', '__proto__', 'a\u0000b', 'x"y'];
    const record = { ...JSON.parse(good), ...Object.fromEntries(names.map((name, i) => [name, `v${i}`])) };
    const { summaries } = await read('a.json', JSON.stringify([record]));
    expect(summaries.extras.map(({ name, values }) => [name, values[0]])).toEqual([
      ["a'); DROP TABLE x; --", 'v0'],
      ['/~0"', 'v1'],
      ['$.x', 'v2'],
      ['x"y', 'v6'],
    ]);
  });
});

describe('a file', () => {
  const content = 'employee_id,completed_tasks,total_tasks,avg_task_hours\n1,1,2,3\n';

  it.each([
    "o'brien; DROP.csv",
    'a"b.csv',
    '*.csv',
    '[x]?.csv',
    'year=2024/people.csv',
    '-x.csv',
    'ü \n.csv',
    '%41.csv',
    'a.csv.gz',
    "s3:__x'--",
  ])('may be called %j', async (name) => {
    const { summaries } = await read(name, content);
    expect(summaries.ids).toEqual([1]);
    expect(summaries.extras).toEqual([]);
  });

  it('is never changed', async () => {
    const path = file('frozen.csv', content);
    await readTasks(path);
    expect(readFileSync(path, 'utf8')).toBe(content);
  });
});

const id = fc.oneof(fc.integer().map(String), fc.stringMatching(/^[A-Za-zäöü€ß,;"|' -]{1,12}$/));
const person = fc.record({
  employee_id: id.map((text) => text.trim()).filter((text) => text !== ''),
  name: fc.option(fc.string({ unit: 'grapheme', maxLength: 20 })),
  completed_tasks: fc.nat(1000),
  total_tasks: fc.integer({ min: 1000, max: 5000 }),
  avg_task_hours: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
});
const people = fc.uniqueArray(person, {
  selector: ({ employee_id }) => employee_id,
  minLength: 1,
  maxLength: 8,
});

/** What no format can carry, or what is blank around a text, is left out. */
function plain(text: string | null): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
  return text?.replace(/[\0-\x1f\x7f-\xa0\u2000-\u206f\ufeff\ufffe\uffff\ud800-\udfff]/gu, '').trim() || null;
}

describe('whatever the people', () => {
  it('they are the same from CSV, NDJSON, JSON and XLSX', async () => {
    await fc.assert(
      fc.asyncProperty(people, async (made) => {
        const records = made.map((one) => ({ ...one, name: plain(one.name) }));
        const header = Object.keys(records[0]);
        const rows = records.map((record) => Object.values(record));
        const line = (cells: readonly unknown[]) =>
          cells.map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(',');
        const readings = await Promise.all([
          read('p1.csv', [header, ...rows].map(line).join('\n')),
          read('p2.ndjson', records.map((record) => JSON.stringify(record)).join('\n')),
          read('p3.json', JSON.stringify(records)),
          read('p4.xlsx', madeWorkbook({ P: [header, ...rows] })),
        ]);
        for (const { summaries, rejected } of readings) {
          expect(rejected).toEqual([]);
          expect(summaries).toEqual(readings[0].summaries);
        }
        const { summaries } = readings[0];
        expect(summaries.ids.map(String)).toEqual(records.map(({ employee_id }) => employee_id));
        expect(summaries.names).toEqual(records.map(({ name }) => name));
        expect(Array.from(summaries.avgTaskHours)).toEqual(
          records.map(({ avg_task_hours }) => avg_task_hours ?? Number.NaN),
        );
      }),
      { numRuns: 25 },
    );
  });

  it('a task log says the same of them in any order of its rows, to the last bit', async () => {
    const row = fc.tuple(
      fc.constantFrom('1', '2', '3'),
      fc.constantFrom('A', 'B', 'C', 'D'),
      fc.constantFrom('done', 'open', 'cancelled'),
      fc.double({ min: 0, max: 1e4, noNaN: true }).map(String),
      fc.constantFrom('Ann', 'Ben', ''),
    );
    const log = (rows: readonly (readonly string[])[]) =>
      ['employee_id,task_id,status,hours,name', ...rows.map((cells) => cells.join(','))].join('\n');
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 40 }),
        fc.infiniteStream(fc.nat()),
        async (rows, keys) => {
          const shuffled = rows
            .map((cells) => ({ cells, key: keys.next().value }))
            .sort((a, b) => a.key - b.key)
            .map(({ cells }) => cells);
          const [first, second] = [await read('l1.csv', log(rows)), await read('l2.csv', log(shuffled))];
          expect(second.summaries).toEqual(first.summaries);
        },
      ),
      { numRuns: 25 },
    );
  });
});
