import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { plainHead } from '../../../src/data/files/delimited.ts';
import { readPlainSummary } from '../../../src/data/files/plain-summary.ts';
import { readPlain } from '../../../src/data/files/read-plain.ts';
import { type ReadOptions, readTasks } from '../../../src/data/files/read-tasks.ts';
import { recognise } from '../../../src/data/files/recognise.ts';
import { findFile } from '../../../src/data/files/table.ts';
import { textsOf } from '../../../src/evaluation/people-texts.ts';
import { threadCount, useThreads } from '../../../src/math/parallel.ts';
import { Workspace } from '../../../src/math/workspace.ts';
import { fileMaker } from '../../support/made-files.ts';
import { byEngine } from '../../support/read-by-engine.ts';

const file = fileMaker();

/** What is read without the engine; null where that is left to it. */
async function plainly(path: string, options: ReadOptions = {}) {
  const found = await findFile(path, options);
  try {
    return await readPlain(found, options);
  } finally {
    await found.scratch.remove();
  }
}

const LOG = 'employee_id,task_id,status,hours';
const log = (...rows: string[]) => file('log.csv', `${LOG}\n${rows.join('\n')}\n`);

describe('a task log with nothing odd about it', () => {
  it('is read without the engine', async () => {
    const reading = await plainly(log('b,T1,Done,1.5', 'b,T1,Done,2', 'b,T2,Open,', 'a,T1,done,4'));
    expect(reading?.people.summaries).toEqual({
      ids: ['a', 'b'],
      names: [null, null],
      completedTasks: Float64Array.of(1, 1),
      totalTasks: Float64Array.of(1, 2),
      avgTaskHours: Float64Array.of(4, 3.5),
      extras: [],
    });
    expect(reading?.people.rowsRead).toBe(4);
  });

  it.each([
    ['quotes around a delimiter and a line end', '"a,1","T\n1",Done,1'],
    ['doubled quotes where nobody looks', 'a,T1,Done,1,"say ""no"""', `${LOG},title`],
    ['blanks around a value', ' a ,\u00a0T1\u202f,"  Done ",\t1 '],
    ['as many digits as a double has', 'a,T1,Done,12.345678901234567'],
    ['characters of several bytes', 'é,☃,Done,1'],
  ])('may have %s', async (_, row, header = LOG) => {
    const path = file('log.csv', `${header}\r\n${row}\r\n`);
    const reading = await plainly(path);
    expect(reading?.people).toEqual((await byEngine(path)).people);
  });

  it.each([
    ['a row to be rejected', `${LOG}\na,T1,Done,1\nb,T1,Done,-1\n`],
    ['a value too many', `${LOG}\na,T1,Done,1,x\n`],
    ['a value too few', `${LOG}\na,T1,Done\n`],
    ['an empty line', `${LOG}\na,T1,Done,1\n\nb,T1,Done,1\n`],
    ['an id that a formula may have left', `${LOG}\n#REF!,T1,Done,1\n`],
    ['an open quote', `${LOG}\na,T1,Done,"1\n`],
    ['a quote inside of a value', `${LOG}\na,T"1,Done,1\n`],
    ['an old line end', `${LOG}\na,T1,Done,1\rb,T1,Done,1\n`],
    ['another encoding', Buffer.from(`${LOG}\n\xe9,T1,Done,1\n`, 'latin1')],
    ['two names for one person', `${LOG},name\na,T1,Done,1,Ada\na,T2,Done,1,Eve\n`],
    ['hours that could be thousands', `${LOG.replaceAll(',', ';')}\na;T1;Done;1.234\n`],
    ['no rows', `${LOG}\n`],
  ])('is left to the engine where it has %s', async (_, content) => {
    expect(await plainly(file('log.csv', content))).toBeNull();
  });

  it('gives every bit that the engine gives, whatever is in it', async () => {
    let plain = 0;
    const check = async (content: string): Promise<void> => {
      const path = file('log.csv', content);
      const reading = await plainly(path);
      if (reading === null) return;
      plain++;
      expect(reading).toEqual(await byEngine(path));
    };
    await fc.assert(fc.asyncProperty(logs(), check), { numRuns: 150, seed: 20240101 });
    expect(plain).toBeGreaterThan(75);
  });
});

const SUMMARY = 'employee_id,completed_tasks,total_tasks,avg_task_hours';

describe('a file of summaries with nothing odd about it', () => {
  it('is read without the engine', async () => {
    const path = file(
      'people.csv',
      `name,${SUMMARY},town\r\n"Ada ""A""",7,1,2,3.25,\r\n, 5 ,,0,,"two\r\nlines"`,
    );
    expect((await plainly(path))?.people.summaries).toEqual({
      ids: [7, 5],
      names: ['Ada "A"', null],
      completedTasks: Float64Array.of(1, Number.NaN),
      totalTasks: Float64Array.of(2, 0),
      avgTaskHours: Float64Array.of(3.25, Number.NaN),
      extras: [{ name: 'town', values: [null, 'two\r\nlines'] }],
    });
  });

  it('gives everybody the own texts, where many have the same and where nobody has', async () => {
    const towns = Array.from({ length: 20_000 }, (_, i) => (i * i) % 1500);
    const rows = towns.map((town, i) => `P${i},1,2,3,"Town ""${town}"""`);
    const reading = await plainly(file('people.csv', `${SUMMARY},town\n${rows.join('\n')}\n`));
    expect(reading?.people.summaries.ids).toEqual(towns.map((_, i) => `P${i}`));
    expect(reading?.people.summaries.extras).toEqual([
      { name: 'town', values: towns.map((town) => `Town "${town}"`) },
    ]);
  });

  it.each([
    ['a number that is none', `${SUMMARY}\n1,1,2,x\n`],
    ['a value too many', `${SUMMARY}\n1,1,2,3,\n`],
    ['an empty line', `${SUMMARY}\n1,1,2,3\n\n`],
    ['a missing id', `${SUMMARY}\n,1,2,3\n`],
    ['what a formula may have left', `${SUMMARY}\n#N/A,1,2,3\n`],
    ['an open quote', `${SUMMARY}\n1,1,2,"3\n`],
    ['text after a quote', `${SUMMARY}\n1,1,2,"3"4\n`],
    ['an old line end', `${SUMMARY}\n1,1,2,3\r2,1,2,3\n`],
    ['another encoding', Buffer.from(`${SUMMARY}\n\xe9,1,2,3\n`, 'latin1')],
    ['a NUL character', `${SUMMARY}\n\0,1,2,3\n`],
    ['no rows', `${SUMMARY}\n`],
  ])('is left to the engine where it has %s', async (_, content) => {
    expect(await plainly(file('people.csv', content))).toBeNull();
  });

  it('gives every bit that the engine gives, whatever is in it', async () => {
    let plain = 0;
    const check = async (content: string): Promise<void> => {
      const path = file('people.csv', content);
      const reading = await plainly(path);
      if (reading === null) return;
      plain++;
      expect(reading).toEqual(await byEngine(path));
    };
    await fc.assert(fc.asyncProperty(summaries(), check), { numRuns: 150, seed: 20240101 });
    expect(plain).toBeGreaterThan(75);
  });
});

describe('a file of summaries that kernels read', () => {
  const threads = threadCount();
  afterEach(() => useThreads(threads));

  /** What is read of summaries, by kernels where they can. */
  async function read(path: string, fewestBytes: number) {
    const { file: found, scratch } = await findFile(path, {});
    const head = await plainHead(found.path);
    const people =
      head && (await readPlainSummary(found, head, recognise('', head.header, {}), {}, fewestBytes));
    await scratch.remove();
    return people;
  }
  const byKernels = (people: Awaited<ReturnType<typeof read>>): boolean =>
    people !== null && textsOf(people.summaries) !== null;

  it('gives every bit that is read without them, whatever is in it', async () => {
    let count = 0;
    const check = async (content: string): Promise<void> => {
      const path = file('people.csv', content);
      const people = await read(path, 0);
      if (byKernels(people)) count++;
      expect(people).toEqual(await read(path, Number.POSITIVE_INFINITY));
    };
    await fc.assert(fc.asyncProperty(plainSummaries(), check), { numRuns: 300, seed: 20240101 });
    expect(count).toBeGreaterThan(100);
    await fc.assert(fc.asyncProperty(summaries(), check), { numRuns: 150, seed: 20240101 });
  });

  it.each([
    ['an id twice', '8,1,2,3,,'],
    ['an id that is another with blanks', ' 7 ,1,2,3,,'],
    ['an id beyond ASCII', 'é,1,2,3,,'],
    ['what a formula may have left', '#N/A,1,2,3,,'],
    ['no id', ',1,2,3,,'],
    ['more tasks completed than there are', '9,3,2,1,,'],
    ['part of a task', '9,0.5,2,1,,'],
    ['more hours than are believed', '9,1,2,1000000001,,'],
    ['fewer tasks than none', '9,-1,2,1,,'],
    ['a backslash', '9,1,2,3,a\\b,'],
    ['a tab', '9,1,2,3,a\tb,'],
    ['quotes', '9,1,2,3,"Ada",'],
    ['a value too many', '9,1,2,3,,,'],
    ['a value too few', '9,1,2,3,'],
    ['an empty line', ''],
    ['an old line end', '9,1,2,3,\r,'],
    ['a very long record', `9,1,2,3,${'x'.repeat(1 << 20)},`],
  ])('leaves it to others where it has %s', async (_, row) => {
    const path = file('people.csv', `${SUMMARY},name,team\n7,1,2,3,,\n${row}\n8,1,2,3,,\n`);
    const people = await read(path, 0);
    expect(byKernels(people)).toBe(false);
    expect(people).toEqual(await read(path, Number.POSITIVE_INFINITY));
  });

  it('gives the same bits on any number of threads, and those of the engine', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => {
      const total = (i * 7919) % 97;
      const name = i % 5 === 0 ? '' : ` Zoë ${'y'.repeat(i % 11 === 0 ? 90 : i % 7)}`;
      return `E${i},${name},${i % 13},${total % 10},${total},${i % 17 === 0 ? '' : (i % 4000) / 64}`;
    });
    const path = file('people.csv', `employee_id,name,team,${SUMMARY.slice(12)}\r\n${rows.join('\r\n')}`);
    const expected = (await byEngine(path)).people;
    for (const threads of [1, 2, 5]) {
      useThreads(threads);
      const people = await read(path, 0);
      expect(byKernels(people)).toBe(true);
      expect(people).toEqual(expected);
    }
  });
});

describe('a large file of summaries', () => {
  it('stays what it was in the memory where it was read, whatever else kernels do', async () => {
    const people = 900_000;
    const rows = rowsOf(people);
    const { summaries } = await readTasks(peopleFile(rows));
    expect(summaries.completedTasks.buffer).toBeInstanceOf(SharedArrayBuffer);
    const workspace = Workspace.open();
    workspace?.floats(20_000_000).fill(-1);
    workspace?.close();
    const wrong = rows.findIndex((row, i) => {
      const { ids, names, completedTasks, totalTasks, avgTaskHours } = summaries;
      return row !== [ids[i], names[i], completedTasks[i], totalTasks[i], avgTaskHours[i]].join();
    });
    expect(wrong).toBe(-1);
    expect(summaries.ids.length).toBe(people);
  });

  it('leaves its memory to a small one only while that reads', async () => {
    const workspace = Workspace.open();
    workspace?.floats(20_000_000);
    workspace?.close();
    const { summaries } = await readTasks(peopleFile(rowsOf(5000)));
    expect(textsOf(summaries)).not.toBeNull();
    expect(summaries.completedTasks.buffer).toBeInstanceOf(ArrayBuffer);
  });

  const rowsOf = (people: number) =>
    Array.from({ length: people }, (_, i) => `E${i},Zoë ${i % 1000},${i % 7},${i % 7},${i / 8}`);
  const peopleFile = (rows: readonly string[]) =>
    file('people.csv', `employee_id,name,${SUMMARY.slice(12)}\n${rows.join('\n')}\n`);
});

describe('a long task log', () => {
  const threads = threadCount();
  afterEach(() => useThreads(threads));

  it('gives the same bits on any number of threads, and those of the engine', async () => {
    const rows = Array.from({ length: 250_000 }, (_, i) => {
      const draw = (i * 2_654_435_761) % 4_294_967_296;
      const status = ['Done', 'Open', 'Cancelled', '"in ""quotes"""'][draw % 3];
      return `E${draw % 7919},"T${draw % 101}",${status},${(draw % 4000) / 100},"a\ncomment, no. ${i}"`;
    });
    const path = file('log.csv', `${LOG},comment\n${rows.join('\n')}`);
    const expected = await byEngine(path);
    for (const count of [1, 2, 5]) {
      useThreads(count);
      expect(await plainly(path)).toEqual(expected);
    }
    expect((await readTasks(path)).summaries).toEqual(expected.people.summaries);
  });
});

describe('the engine', () => {
  it('sees a decimal point beside a column that is empty', async () => {
    const path = file('people.csv', `${SUMMARY.replaceAll(',', ';')}\n1;;0;0.01\n2;;0;1.234\n`);
    expect((await byEngine(path)).people.summaries.avgTaskHours).toEqual(Float64Array.of(0.01, 1.234));
  });
});

const pick = (...values: string[]): fc.Arbitrary<string> => fc.constantFrom(...values);

const numbers = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 400_000 }).map((n) => String(n / 100)) },
  { weight: 3, arbitrary: fc.double({ min: 0.01, max: 1e5, noNaN: true }).map(String) },
  { weight: 1, arbitrary: pick('', '0', '00.5', '.5', '7.', '0.0004', '1e9', '999999999.99', '1.234', '12') },
);

const layouts = fc.record({
  delimiter: pick(',', ',', ';', '\t', '|'),
  lineEnd: pick('\n', '\r\n'),
  last: fc.boolean(),
  quoteAll: fc.boolean(),
  comma: fc.boolean(),
  mark: pick('', '', '\ufeff'),
  oddity: pick('none', 'none', 'none', 'none', 'none', 'names', 'names', 'bad row'),
});

type Layout = typeof layouts extends fc.Arbitrary<infer T> ? T : never;

/** A delimited text; numbers of a file with semicolons may have a comma. */
function textOf(form: Layout, header: readonly string[], rows: readonly (readonly string[])[]): string {
  const quoted = (value: string): string =>
    form.quoteAll || /[",;\t|\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  const number = (value: string): string =>
    form.comma && form.delimiter === ';' && /^\d*\.\d+$/.test(value) ? value.replace('.', ',') : value;
  const lines = rows.map((cells) => cells.map((cell) => quoted(number(cell))).join(form.delimiter));
  if (form.oddity === 'bad row') lines.push(`x${form.delimiter}y`);
  const text = [header.join(form.delimiter), ...lines].join(form.lineEnd);
  return `${form.mark}${text}${form.last ? form.lineEnd : ''}`;
}

/** Logs as exports may write them: mostly plain, some with something odd. */
function logs(): fc.Arbitrary<string> {
  const row = fc.record({
    employee: pick(
      '7',
      '07',
      'a',
      'b',
      'Ada Lovelace',
      'employee-000000000000000001',
      'é',
      '😀',
      '\ufb01',
      ' a ',
    ),
    task: pick('1', '2', 'T-1', 'T-2', 'a,b', 'a;b', 'x\ny', 'ISSUE/0000000000000000000000000000001', 'ü'),
    status: pick('Done', 'done ', 'Open', 'Cancelled', 'whatever', '', 'in Arbeit'),
    hours: numbers,
    title: pick('', 'plain', 'with "quotes"', 'two\r\nlines', 'é', 'a,b;c\td|e'),
  });
  return fc.tuple(fc.array(row, { minLength: 1, maxLength: 40 }), layouts).map(([rows, form]) => {
    const named = form.oddity === 'names';
    const cells = rows.map(({ employee, task, status, hours, title }) => {
      const names = [`Name of ${employee.trim()}`, employee.length > 3 ? 'A' : ''];
      return [title, employee, task, hours, status, ...(named ? names : [])];
    });
    const header = ['title', 'employee', 'task', 'hours', 'status', ...(named ? ['name', 'department'] : [])];
    return textOf(form, header, cells);
  });
}

/** Summaries in which next to nothing is odd. */
function plainSummaries(): fc.Arbitrary<string> {
  const hours = fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: 400_000 }).map((n) => String(n / 100)) },
    {
      weight: 1,
      arbitrary: pick('', '0', '00.5', '.5', '0.000400', '999999999.99', '1.2345678901234567', '0001'),
    },
  );
  const count = fc.integer({ min: 0, max: 40 });
  const row = fc.tuple(
    fc.oneof(
      { weight: 30, arbitrary: fc.integer({ min: -9, max: 1e15 }).map(String) },
      pick('07', 'A b', ' c ', '-'),
    ),
    count.map((n) => String(n)),
    count.map((n) => (n === 0 ? '' : String(n + 40))),
    hours,
    pick('Ada', '', 'Ben the second', '\u00a0Zoë\u00a0', '李小龍', 'x'.repeat(70)),
    pick('', 'A', '1.5'),
  );
  const form = fc.record({
    delimiter: pick(',', ';', '\t'),
    lineEnd: pick('\n', '\r\n'),
    last: fc.boolean(),
  });
  return fc
    .tuple(fc.uniqueArray(row, { minLength: 1, maxLength: 40, selector: ([id]) => id.trim() }), form)
    .map(([rows, { delimiter, lineEnd, last }]) => {
      const lines = [[...SUMMARY.split(','), 'name', 'team'], ...rows].map((cells) => cells.join(delimiter));
      return `${lines.join(lineEnd)}${last ? lineEnd : ''}`;
    });
}

/** Summaries as exports may write them, with twins, impossible numbers and odd ones among them. */
function summaries(): fc.Arbitrary<string> {
  const count = fc.integer({ min: 0, max: 40 }).map(String);
  const row = fc.tuple(
    fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 0, max: 2000 }).map(String) },
      { weight: 1, arbitrary: pick('07', 'a', ' a ', 'é', '😀', '1234567890123456') },
    ),
    fc.oneof({ weight: 9, arbitrary: count }, { weight: 1, arbitrary: pick('', '1.5', '90') }),
    count,
    numbers,
    pick('Ada', 'Eve "E"', '', 'Ben, the second', '\u00a0Zoë\u00a0'),
    pick('', 'A', 'two\r\nlines', '1.5', '"'),
  );
  return fc.tuple(fc.array(row, { minLength: 1, maxLength: 40 }), layouts).map(([rows, form]) => {
    const header = [...SUMMARY.split(','), 'name', form.oddity === 'names' ? 'is_anomaly' : 'team'];
    return textOf(form, header, rows);
  });
}
