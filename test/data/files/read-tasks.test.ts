import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type ReadOptions, readTasks } from '../../../src/data/files/read-tasks.ts';
import { fileMaker } from '../../support/made-files.ts';

const file = fileMaker();

const HEADER = 'employee_id,name,completed_tasks,total_tasks,avg_task_hours,location';

async function summaries(content: string | Uint8Array, options: ReadOptions = {}, name = 'people.csv') {
  return readTasks(file(name, content), options);
}

describe('a file of summaries', () => {
  it('comes out in its own order, with the columns that travel along', async () => {
    const {
      kind,
      summaries: people,
      rejected,
      notes,
      rowsRead,
    } = await summaries(`${HEADER}\n7,Ada,36,42,4.2,Kyoto\n3,Ben,10,40,5.1,\n`);
    expect(kind).toBe('summary');
    expect(people).toEqual({
      ids: [7, 3],
      names: ['Ada', 'Ben'],
      completedTasks: Float64Array.of(36, 10),
      totalTasks: Float64Array.of(42, 40),
      avgTaskHours: Float64Array.of(4.2, 5.1),
      extras: [{ name: 'location', values: ['Kyoto', null] }],
    });
    expect([rejected, notes, rowsRead]).toEqual([[], [], 2]);
  });

  it('says what it was taken for', async () => {
    const { recognised } = await summaries('Personalnummer;Erledigt;Gesamt;Ø Stunden\n1;2;3;1,5\n', {
      map: { avg_task_hours: 'Ø Stunden' },
    });
    expect(recognised.format).toBe('CSV (semicolon, UTF-8, decimal comma)');
    expect(recognised.columns).toEqual([
      { field: 'employee_id', column: 'Personalnummer' },
      { field: 'completed_tasks', column: 'Erledigt' },
      { field: 'total_tasks', column: 'Gesamt' },
      { field: 'avg_task_hours', column: 'Ø Stunden' },
    ]);
    expect(recognised.text).toContain(
      'summary, CSV (semicolon, UTF-8, decimal comma); employee_id=Personalnummer',
    );
  });

  it('takes ids for numbers only where every one is a whole number in plain writing', async () => {
    const idsOf = async (...ids: string[]) =>
      (await summaries(`${HEADER}\n${ids.map((id) => `${id},,1,2,3,`).join('\n')}`)).summaries.ids;
    expect(await idsOf('101', '-7', '0')).toEqual([101, -7, 0]);
    expect(await idsOf('101', '007')).toEqual(['101', '007']);
    expect(await idsOf('101', 'A7')).toEqual(['101', 'A7']);
    expect(await idsOf('1.0')).toEqual(['1.0']);
    expect(await idsOf('9007199254740993')).toEqual(['9007199254740993']);
    expect(await idsOf(' 5 ', '\u00a06')).toEqual([5, 6]);
  });

  it('keeps a missing number missing, for the person to be unrated', async () => {
    const { summaries: people, rejected } = await summaries(`${HEADER}\n1,,,5,,x\n2,,0,0,,y\n`);
    expect(people.completedTasks).toEqual(Float64Array.of(Number.NaN, 0));
    expect(people.avgTaskHours).toEqual(Float64Array.of(Number.NaN, Number.NaN));
    expect(rejected).toEqual([]);
  });

  it.each([
    ['1,,-1,5,2,', 'completed_tasks', -1, 'a number of tasks cannot be negative'],
    ['1,,1,-5,2,', 'total_tasks', -5, 'a number of tasks cannot be negative'],
    ['1,,6,5,2,', 'completed_tasks', 6, 'more tasks are completed (6) than there are (5)'],
    ['1,,2.5,5,2,', 'completed_tasks', 2.5, 'a number of tasks must be a whole number'],
    ['1,,2,5,-0.5,', 'avg_task_hours', -0.5, 'hours cannot be negative'],
    ['1,,2,5,1e12,', 'avg_task_hours', 1e12, 'more than 1000000000 hours are not believed'],
    ['1,,1e99,1e99,2,', 'completed_tasks', 1e99, 'the number of tasks is too large'],
    [',,2,5,2,', 'employee_id', '', 'the employee id is empty'],
    ['"  ",,2,5,2,', 'employee_id', '', 'the employee id is empty'],
    ['1,,2,5,#DIV/0!,', 'avg_task_hours', '#DIV/0!', 'is the error of a formula'],
    ['1,,#NAME?,5,2,', 'completed_tasks', '#NAME?', 'is the error of a formula'],
    ['#N/A,,2,5,2,', 'employee_id', '#N/A', 'the employee id is the error of a formula'],
    ['1,,abc,5,2,', 'completed_tasks', 'abc', 'is not a number'],
    ['1,,2,5,1e400,', 'avg_task_hours', '1e400', 'is too large a number'],
    ['1,,2,5,NaN,', 'avg_task_hours', 'NaN', 'is not a number'],
    ['1,,2,5,Infinity,', 'avg_task_hours', 'Infinity', 'is not a number'],
    ['1,,2,5,0x10,', 'avg_task_hours', '0x10', 'is not a number'],
    ['1,,2,5,1_000,', 'avg_task_hours', '1_000', 'is not a number'],
    ['1,,2,5,1 000,', 'avg_task_hours', '1 000', 'is not a number'],
    ['1,,2,5,1:30,', 'avg_task_hours', '1:30', 'is a time, not a number (1:30 hours are 1.5)'],
    ['1,,2,5,٣,', 'avg_task_hours', '٣', 'is not a number'],
  ])('rejects %s and lets the others go on', async (row, column, value, reason) => {
    const path = file('people.csv', `${HEADER}\n8,,1,2,3,\n${row}\n9,,1,2,3,\n`);
    const { summaries: people, rejected, rowsRead } = await readTasks(path);
    expect(people.ids.map(String)).toEqual(['8', '9']);
    expect(rejected).toEqual([{ file: path, row: 3, column, value, reason }]);
    expect(rowsRead).toBe(3);
  });

  it('keeps neither of two summaries of one employee, and names the other row of each', async () => {
    const { summaries: people, rejected } = await summaries(
      `${HEADER}\n1,,1,2,3,\n2,,1,2,3,\n1,,2,2,3,\n 1,,1,9,9,\n`,
    );
    expect(people.ids).toEqual([2]);
    expect(rejected.map(({ row, reason }) => [row, reason])).toEqual([
      [2, 'two summaries of one employee: 1 is in row 4, too'],
      [4, 'two summaries of one employee: 1 is in row 2, too'],
      [5, 'two summaries of one employee: 1 is in row 2, too'],
    ]);
  });

  it('does not let a column take the place of a result, and says so', async () => {
    const { summaries: people, notes } = await summaries(
      'employee_id,completed_tasks,total_tasks,avg_task_hours,performance_score,,team,location,location\n1,1,2,3,99,x,A,here,there\n',
    );
    expect(people.extras).toEqual([
      { name: 'department', values: ['A'] },
      { name: 'location', values: ['here'] },
      { name: 'location (2)', values: ['there'] },
    ]);
    expect(notes).toEqual([
      '"performance_score" is a name that results use: it is not passed on',
      '1 column without a name: not passed on',
    ]);
  });

  it('cuts a huge value short where it is shown, and keeps it whole where it is a name', async () => {
    const long = 'x'.repeat(3_000_000);
    const { summaries: people, rejected } = await summaries(`${HEADER}\n1,${long},1,2,3,\n2,,${long},2,3,\n`);
    expect(people.names[0]).toHaveLength(3_000_000);
    expect(rejected[0].value).toBe(`${'x'.repeat(200)}…`);
  });
});

describe('a task log', () => {
  const LOG = 'employee_id,task_id,status,hours';
  const log = (rows: string[], options: ReadOptions = {}, header = LOG) =>
    summaries(`${header}\n${rows.join('\n')}\n`, options, 'log.csv');

  it('counts a task once for each employee and adds the hours of its rows', async () => {
    const { kind, summaries: people } = await log([
      'b,T1,Done,1.5',
      'b,T1,Done,2',
      'b,T2,Open,1',
      'b,T3,Cancelled,7',
      'a,T1,done,4',
    ]);
    expect(kind).toBe('task log');
    expect(people).toEqual({
      ids: ['a', 'b'],
      names: [null, null],
      completedTasks: Float64Array.of(1, 1),
      totalTasks: Float64Array.of(1, 2),
      avgTaskHours: Float64Array.of(4, 3.5),
      extras: [],
    });
  });

  it('calls a task done if one of its rows is, and leaves it out only if all of them are excluded', async () => {
    const { summaries: people } = await log([
      '1,T1,open,1',
      '1,T1,done,2',
      '1,T1,cancelled,50',
      '1,T2,cancelled,9',
    ]);
    expect([people.completedTasks[0], people.totalTasks[0], people.avgTaskHours[0]]).toEqual([1, 1, 3]);
  });

  it('takes the mean over done tasks that have hours; none at all is missing, not zero', async () => {
    const { summaries: people } = await log([
      '1,T1,done,',
      '1,T2,done,3',
      '1,T3,done,0',
      '2,T1,done,',
      '3,T9,template,5',
    ]);
    expect(people.ids).toEqual([1, 2, 3]);
    expect(people.avgTaskHours).toEqual(Float64Array.of(1.5, Number.NaN, Number.NaN));
    expect(people.totalTasks).toEqual(Float64Array.of(3, 1, 0));
  });

  it('orders ids as numbers where all are, and as text otherwise', async () => {
    const rows = (ids: string[]) => ids.map((id) => `${id},T,done,1`);
    expect((await log(rows(['10', '9', '-1']))).summaries.ids).toEqual([-1, 9, 10]);
    expect((await log(rows(['10', '9', 'x', '\uff41', '\u{1f600}']))).summaries.ids).toEqual([
      '10',
      '9',
      'x',
      '\u{1f600}',
      '\uff41',
    ]);
  });

  it('knows common words for done, excluded and open, in English and German, and lists the others', async () => {
    const { summaries: people, notes } = await log([
      '1,T1,FINISHED,1',
      '1,T2,abgeschlossen,1',
      "1,T3,Won't Fix,1",
      '1,T4,Won’t-fix,1',
      '1,T5,Zurückgezogen,1',
      '1,T6,In_Progress,1',
      '1,T7,offen,1',
      '1,T8,Chronicle,1',
      '1,T9,Chronicle,1',
      '1,T10,,1',
    ]);
    expect([people.completedTasks[0], people.totalTasks[0]]).toEqual([2, 7]);
    expect(notes).toEqual([
      'statuses counted as open, for want of a better word: Chronicle (2), (empty) (1); --done and --exclude say what they mean',
    ]);
  });

  it('goes by the lists it is given, whatever their case, and says which of their words nobody uses', async () => {
    const { summaries: people, notes } = await log(
      ['1,T1,Shipped!,1', '1,T2,done,1', '1,T3,closed,1', '1,T4,void,1'],
      {
        done: [' shipped! ', 'Dnoe'],
        exclude: ['closed'],
      },
    );
    expect([people.completedTasks[0], people.totalTasks[0]]).toEqual([1, 3]);
    expect(notes[0]).toContain('done (1), void (1)');
    expect(notes[1]).toBe('no task has the status Dnoe');
  });

  it('does not accept a status that is both done and excluded', async () => {
    await expect(log(['1,T1,done,1'], { done: ['closed'], exclude: ['CLOSED'] })).rejects.toThrow(
      '--done and --exclude both name "closed"',
    );
  });

  it('asks whether a column of a thousand different values is really the status', async () => {
    const rows = Array.from({ length: 1200 }, (_, i) => `1,T${i},S${i},1`);
    await expect(log(rows)).rejects.toThrow(/column status has more than 1000 different values/);
  });

  it.each([
    [',T1,done,1', 'employee_id', '', 'the employee id is empty'],
    ['5,,done,1', 'task_id', '', 'the task id is empty'],
    ['#REF!,T1,done,1', 'employee_id', '#REF!', 'the employee id is the error of a formula'],
    ['5,T1,done,-1', 'hours', '-1', 'hours cannot be negative'],
    ['5,T1,done,two', 'hours', 'two', 'is not a number'],
    ['5,T1,done,1e10', 'hours', '1e10', 'more than 1000000000 hours are not believed'],
    ['5,T1,done', undefined, '5,T1,done', 'has 3 values where the header has 4'],
  ])('rejects the row %s and lets the others go on', async (row, column, value, reason) => {
    const { summaries: people, rejected, rowsRead } = await log(['8,T1,done,1', row, '9,T1,done,1']);
    expect(people.ids.map(String)).toEqual(['8', '9']);
    expect(rejected).toMatchObject([{ row: 3, value, reason }]);
    expect(rejected[0].column).toBe(column);
    expect(rowsRead).toBe(3);
  });

  it('shows the most frequent name and department of each, and tells of conflicts', async () => {
    const { summaries: people, notes } = await log(
      [
        '1,T1,done,1,Ann,IT',
        '1,T2,done,1,Anne,IT',
        '1,T3,done,1,Anne,HR',
        '1,T4,done,1,,HR',
        '2,T4,done,1,,',
      ],
      {},
      `${LOG},name,Abteilung`,
    );
    expect(people.names).toEqual(['Anne', null]);
    expect(people.extras).toEqual([{ name: 'department', values: ['HR', null] }]);
    expect(notes.map((note) => note.replace(/ in \S+:/, ':'))).toEqual([
      '1 employee has more than one name: the most frequent is shown',
      '1 employee has more than one department: the most frequent is shown',
    ]);
  });

  it('judges by the day of completion where there is no status', async () => {
    const { summaries: people, rejected } = await log(
      ['1,T1,2024-01-05,1', '1,T2,,2', '1,T3,03/04/2024,4', '1,T4,soon,4'],
      {},
      'employee_id,task_id,completed_at,hours',
    );
    expect([people.completedTasks[0], people.totalTasks[0], people.avgTaskHours[0]]).toEqual([2, 3, 2.5]);
    expect(rejected).toMatchObject([{ row: 5, column: 'completed_at', value: 'soon' }]);
  });
});

describe('options for task logs', () => {
  it.each([
    [{ from: '2024-01-01' }, /^--from is for a task log.*people\.\w+ is a file of summaries/],
    [{ from: '2024-01-01', to: '2024-03-31' }, /^--from and --to are for a task log/],
    [{ done: ['done'] }, /^--done is for a task log/],
    [{ exclude: [] }, /^--exclude is for a task log/],
    [{ dateFormat: 'dd/MM/yyyy' }, /^--date-format is for a task log/],
  ])('are refused for a file of summaries: %j', async (options, message) => {
    const csv = summaries(`${HEADER}\n7,Ada,36,42,4.2,Kyoto\n`, options);
    await expect(csv).rejects.toThrow(expect.objectContaining({ name: 'UsageError' }));
    await expect(csv).rejects.toThrow(message);
    const json = '{"employee_id":1,"completed_tasks":1,"total_tasks":2,"avg_task_hours":3}\n';
    await expect(summaries(json, options, 'people.ndjson')).rejects.toThrow(message);
  });
});

describe('a range of days', () => {
  const HEAD = 'employee_id,task_id,status,hours,completed_at,started_at';
  const log = (rows: string[], options: ReadOptions, head = HEAD) =>
    summaries(`${head}\n${rows.join('\n')}\n`, options, 'log.csv');

  it('includes its first and last day, goes by the start where there is no completion, and counts what it leaves out', async () => {
    const { summaries: people, notes } = await log(
      [
        '1,T1,done,1,2024-01-01,',
        '1,T2,done,1,2024-01-31T23:59:59Z,',
        '1,T3,done,1,2024-02-01,2024-01-15',
        '1,T4,open,1,,2024-01-15 08:00',
        '1,T5,open,1,,',
        '2,T5,done,1,2023-12-31,',
      ],
      { from: '2024-01-01', to: '2024-01-31' },
    );
    expect(people.ids).toEqual([1]);
    expect([people.completedTasks[0], people.totalTasks[0]]).toEqual([2, 3]);
    expect(notes).toEqual([
      '2 rows outside of the range of days',
      '1 row left out of the range of days for want of a date',
    ]);
  });

  it.each([
    ['02-Nov-04', '2004-11-02'],
    ['2 November 2004', '2004-11-02'],
    ['Nov 2, 2004', '2004-11-02'],
    ['2.11.2004', '2004-11-02'],
    ['02.11.04', '2004-11-02'],
    ['2004/11/02', '2004-11-02'],
    ['20041102', '2004-11-02'],
    ['2004-11-02T10:00:00.123+02:00', '2004-11-02'],
    ['02-Nov-69 3:15 PM', '1969-11-02'],
    ['02-Nov-68', '2068-11-02'],
  ])('reads %s as %s', async (written, day) => {
    const { summaries: people } = await log(
      [`1,T1,done,1,${written.includes(',') ? `"${written}"` : written},`],
      { from: day, to: day },
    );
    expect(people.ids).toEqual([1]);
  });

  it('tells day and month apart by the other dates', async () => {
    const days = { from: '2004-11-03', to: '2004-11-03' };
    const british = await log(['1,T1,done,1,03/11/2004,', '2,T1,done,1,30/11/2004,'], days);
    const american = await log(['1,T1,done,1,11/03/2004,', '2,T1,done,1,11/30/04,'], days);
    expect([british.summaries.ids, american.summaries.ids]).toEqual([[1], [1]]);
  });

  it.each([
    [['03/11/2004', '04/11/2004'], /could be dd\/MM\/yyyy or MM\/dd\/yyyy.*--date-format dd\/MM\/yyyy/],
    [['24-11-30', '24-11-29'], /could be dd\/MM\/yyyy or yy-MM-dd/],
    [['30/11/2004', '11/30/2004'], /written in different orders.*--date-format/],
  ])('does not guess %j', async (dates, message) => {
    const rows = dates.map((date, i) => `1,T${i},done,1,${date},`);
    await expect(log(rows, { from: '2004-01-01' })).rejects.toThrow(message);
  });

  it('reads dates as it is told, and rejects those that do not fit', async () => {
    const { summaries: people, rejected } = await log(
      ['1,T1,done,1,03/11/2004,', '2,T1,done,1,11/30/2004,', '3,T1,done,1,2004-11-03,'],
      { from: '2004-11-03', to: '2004-11-03', dateFormat: 'dd/MM/yyyy' },
    );
    expect(people.ids).toEqual([1, 3]);
    expect(rejected).toMatchObject([{ row: 3, column: 'completed_at', value: '11/30/2004' }]);
  });

  it.each([
    [{ from: '2024-02-30' }, /--from must be a day like 2024-12-31/],
    [{ to: 'yesterday' }, /--to must be a day/],
    [{ from: '2024-03-31', to: '2024-01-01' }, /^--from 2024-03-31 is after --to 2024-01-01: no day/],
    [{ dateFormat: 'dd/MM' }, /--date-format must have the year exactly once/],
    [{ dateFormat: 'dd/MM/yyyy HH:mm' }, /--date-format does not know "HH"/],
  ])('refuses %j', async (options, message) => {
    await expect(log(['1,T1,done,1,2024-01-01,'], options)).rejects.toThrow(message);
  });

  it.each([
    [{ from: '2025-01-01', to: '2025-03-31' }, 'between 2025-01-01 and 2025-03-31'],
    [{ from: '2025-01-01' }, 'on or after 2025-01-01'],
    [{ to: '2023-12-31' }, 'on or before 2023-12-31'],
  ])('says which days there are where it leaves nobody: %j', async (options, between) => {
    const rows = ['1,T1,done,1,2024-01-05,', '1,T2,open,1,,2024-02-29', '2,T3,done,-1,2030-01-01,'];
    const { summaries: people, whyNobody, notes, rejected } = await log(rows, options);
    expect(people.ids).toEqual([]);
    expect(rejected).toHaveLength(1);
    expect(whyNobody).toMatch(/^no row of \S+log\.csv lies /);
    expect(whyNobody).toContain(`lies ${between}; its days run from 2024-01-05 to 2024-02-29`);
    expect(notes).toEqual([whyNobody]);
  });

  it('says that no row has a day, and blames no days where all rows are rejected', async () => {
    const from = '2024-01-01';
    expect((await log(['1,T1,done,1,,'], { from })).whyNobody).toContain(
      'log.csv lies on or after 2024-01-01; none of them has a day',
    );
    expect((await log(['1,T1,done,-1,2024-01-01,'], { from })).whyNobody).toBeUndefined();
  });

  it('needs a column of completion dates', async () => {
    await expect(
      log(['1,T1,done,1'], { from: '2024-01-01' }, 'employee_id,task_id,status,hours'),
    ).rejects.toThrow(/no column for completed_at/);
  });

  it('does not look at dates where nobody asks for days', async () => {
    const { rejected } = await log(['1,T1,done,1,whenever,never'], {});
    expect(rejected).toEqual([]);
  });
});

describe('numbers', () => {
  const hours = async (values: string[], options: ReadOptions = {}, delimiter = ';') => {
    const rows = values.map((value, i) => [i + 1, 1, 2, value].join(delimiter));
    const head = ['employee_id', 'completed_tasks', 'total_tasks', 'avg_task_hours'].join(delimiter);
    const { summaries: people, rejected, notes } = await summaries(`${head}\n${rows.join('\n')}\n`, options);
    return { hours: Array.from(people.avgTaskHours), rejected: rejected.map(({ reason }) => reason), notes };
  };

  it('have a decimal comma where one of them shows it', async () => {
    expect((await hours(['1,5', '1,234', '2'])).hours).toEqual([1.5, 1.234, 2]);
    expect((await hours(['1,5', '1,234', '2'], {}, '\t')).hours).toEqual([1.5, 1.234, 2]);
  });

  it('have a decimal point where one of them shows it', async () => {
    expect((await hours(['1.5', '1.234', '2', '.5', '3.', '1e2'])).hours).toEqual([
      1.5, 1.234, 2, 0.5, 3, 100,
    ]);
  });

  it('have a decimal comma beside semicolons, which are there to leave it to them', async () => {
    expect((await hours(['1,234'])).hours).toEqual([1.234]);
  });

  it('are not guessed where they could be thousands', async () => {
    const either = 'could be 1234 or 1.234: say --decimal comma or --decimal point';
    expect((await hours(['1,234', '2'], {}, '\t')).rejected).toEqual([either]);
    expect((await hours(['1.234', '2'])).rejected).toEqual([either]);
    expect((await hours(['1.234', '2,5'])).rejected).toEqual([either]);
    expect((await hours(['1,234', '2.5'])).rejected).toEqual([either]);
  });

  it('may have groups of thousands where only one reading is possible, or the notation was told', async () => {
    expect((await hours(['1.234,5', '1.234.567'])).hours).toEqual([1234.5, 1234567]);
    expect((await hours(['1,234.5', '1,234,567'])).hours).toEqual([1234.5, 1234567]);
    expect((await hours(['1.234', '1,5'], { decimal: 'comma' })).hours).toEqual([1234, 1.5]);
    expect((await hours(['1,234', '1.5'], { decimal: 'point' })).hours).toEqual([1234, 1.5]);
    expect((await hours(['12,34,567', '1.5'])).rejected).toEqual(['is not a number']);
  });

  it('of both kinds are read as the more frequent one; the others are rejected, and it is said', async () => {
    const { hours: read, rejected, notes } = await hours(['1,5', '2,5', '3.5']);
    expect(read).toEqual([1.5, 2.5]);
    expect(rejected).toEqual([
      'has a decimal point where the others have a decimal comma (--decimal point reads it)',
    ]);
    expect(notes[0]).toContain('the decimal comma was taken for right');
  });

  it('may be told by another column of the same file', async () => {
    const { summaries: people } = await summaries(
      'employee_id;completed_tasks;total_tasks;avg_task_hours\n1;1,0;2;1,234\n',
    );
    expect(people.avgTaskHours[0]).toBe(1.234);
  });

  it('never become minus zero', async () => {
    expect((await hours(['-0', '-0,0'])).hours.map((value) => Object.is(value, 0))).toEqual([true, true]);
  });
});

describe('standard input', () => {
  it('is read like a file', async () => {
    const stdin = Readable.from([`${HEADER}\n1,Ada`, ',1,2,3,x\n']);
    const { summaries: people, recognised } = await readTasks('-', { stdin });
    expect(people.ids).toEqual([1]);
    expect(recognised.text).toContain('standard input: summary, CSV (comma, UTF-8)');
  });

  it('that breaks off is an error, and that is empty is one, too', async () => {
    const broken = Readable.from(
      (function* () {
        yield HEADER;
        throw new Error('the pipe broke');
      })(),
    );
    await expect(readTasks('-', { stdin: broken })).rejects.toThrow(
      'standard input could not be read to its end',
    );
    await expect(readTasks('-', { stdin: Readable.from([]) })).rejects.toThrow('standard input is empty');
  });
});
