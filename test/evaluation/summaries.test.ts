import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { parseNumber } from '../../src/evaluation/numbers.ts';
import { summariesFromRecords } from '../../src/evaluation/summaries.ts';

const GOOD = { employee_id: 101, name: 'Ada', completed_tasks: 36, total_tasks: 42, avg_task_hours: 4.25 };

function reasonsFor(change: Record<string, unknown>): unknown[] {
  return summariesFromRecords([{ ...GOOD, ...change }]).rejected.map(({ row, column, value, reason }) => [
    row,
    column,
    value,
    reason,
  ]);
}

describe('JSON records', () => {
  it('become summaries, with ids just as they came and further fields travelling along', () => {
    const { summaries, rejected, notes } = summariesFromRecords([
      { ...GOOD, department: 'IT', remote: true },
      { ...GOOD, employee_id: '102', name: undefined, age: 41.5, department: null },
    ]);
    expect(summaries).toEqual({
      ids: [101, '102'],
      names: ['Ada', null],
      completedTasks: Float64Array.of(36, 36),
      totalTasks: Float64Array.of(42, 42),
      avgTaskHours: Float64Array.of(4.25, 4.25),
      extras: [
        { name: 'department', values: ['IT', null] },
        { name: 'remote', values: [true, null] },
        { name: 'age', values: [null, 41.5] },
      ],
    });
    expect([rejected, notes]).toEqual([[], []]);
  });

  it('may miss numbers, which makes a person unrated later, not rejected', () => {
    const { summaries, rejected } = summariesFromRecords([
      { employee_id: 1, completed_tasks: null, total_tasks: '' },
    ]);
    expect([summaries.completedTasks[0], summaries.totalTasks[0], summaries.avgTaskHours[0]]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect(rejected).toEqual([]);
  });

  it('may give numbers as text in plain notation', () => {
    const { summaries } = summariesFromRecords([
      { ...GOOD, completed_tasks: ' 36 ', avg_task_hours: '4.25' },
    ]);
    expect([summaries.completedTasks[0], summaries.avgTaskHours[0]]).toEqual([36, 4.25]);
  });

  it.each([
    [{ completed_tasks: '36 tasks' }, 'completed_tasks', '36 tasks', 'is not a number'],
    [{ completed_tasks: '3,6' }, 'completed_tasks', '3,6', 'is not a number'],
    [{ total_tasks: true }, 'total_tasks', true, 'is not a number'],
    [{ avg_task_hours: [4] }, 'avg_task_hours', 'an array of 1', 'is not a number'],
    [{ avg_task_hours: { hours: 4 } }, 'avg_task_hours', 'an object', 'is not a number'],
    [{ avg_task_hours: Number.NaN }, 'avg_task_hours', 'NaN', 'is not a finite number'],
    [{ avg_task_hours: '1e400' }, 'avg_task_hours', '1e400', 'is not a number'],
    [{ completed_tasks: -1 }, 'completed_tasks', -1, 'a number of tasks cannot be negative'],
    [{ completed_tasks: 43 }, 'completed_tasks', 43, 'more tasks are completed (43) than there are (42)'],
    [{ employee_id: '' }, 'employee_id', '', 'the employee id is empty'],
    [{ employee_id: null }, 'employee_id', '', 'the employee id is empty'],
    [{ employee_id: undefined }, 'employee_id', '', 'the employee id is empty'],
    [{ employee_id: true }, 'employee_id', true, 'an employee id must be text or a number'],
    [{ employee_id: [1] }, 'employee_id', 'an array of 1', 'an employee id must be text or a number'],
    [
      { employee_id: 2 ** 60 },
      'employee_id',
      2 ** 60,
      'an employee id this large is not exact as a number: give it as text',
    ],
    [{ name: { first: 'Ada' } }, 'name', 'an object', 'a name must be text'],
  ])('with %j are rejected', (change, column, value, reason) => {
    expect(reasonsFor(change)).toEqual([[1, column, value, reason]]);
  });

  it.each([[5], [null], ['text'], [[GOOD]], [true], [undefined]])('that are %j are rejected', (record) => {
    const { rejected, summaries } = summariesFromRecords([record, GOOD]);
    expect(rejected).toMatchObject([{ row: 1, reason: 'a record must be an object, { ... }' }]);
    expect(summaries.ids).toEqual([101]);
  });

  it('of one employee twice are rejected, 101 and "101" being the same', () => {
    const { rejected } = summariesFromRecords([GOOD, { ...GOOD, employee_id: '101' }]);
    expect(rejected.map(({ row, value }) => [row, value])).toEqual([
      [1, 101],
      [2, '101'],
    ]);
  });
});

describe('further fields', () => {
  it("cannot take the place of a result, nor reach an object's prototype", () => {
    const record = JSON.parse(
      '{"employee_id":1,"completed_tasks":1,"total_tasks":2,"avg_task_hours":3,"performance_score":100,"explanation":"none","__proto__":{"polluted":true},"constructor":"x","":"y"}',
    );
    const { summaries, notes } = summariesFromRecords([record]);
    expect(summaries.extras).toEqual([{ name: 'constructor', values: ['x'] }]);
    expect(notes).toEqual(
      ['performance_score', 'explanation', '__proto__', ''].map(
        (field) => `"${field}" (in 1 record) is not passed on: the name is reserved`,
      ),
    );
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('that are nested stay behind, with a note', () => {
    const { summaries, notes } = summariesFromRecords([
      { ...GOOD, address: { city: 'Kyoto' }, tags: ['a'] },
      { ...GOOD, employee_id: 2, address: 'here' },
    ]);
    expect(summaries.extras).toEqual([{ name: 'address', values: [null, 'here'] }]);
    expect(notes).toEqual([
      '"address" (in 1 record) is not passed on: it is nested',
      '"tags" (in 1 record) is not passed on: it is nested',
    ]);
  });

  it('are not gathered without end', () => {
    const records = Array.from({ length: 1000 }, (_, i) => ({ ...GOOD, employee_id: i, [`field ${i}`]: i }));
    expect(() => summariesFromRecords(records)).toThrow(InputError);
    expect(() => summariesFromRecords(records)).toThrow('more than 500 different further fields');
  });

  it('are never shown whole where they are long', () => {
    const { rejected } = summariesFromRecords([{ ...GOOD, total_tasks: '9'.repeat(1e6).concat('x') }]);
    expect(String(rejected[0].value)).toHaveLength(201);
  });
});

describe('a number in plain notation', () => {
  it.each([
    ['0', 0],
    ['-0', 0],
    ['12', 12],
    ['+3', 3],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['1E-2', 0.01],
    ['007', 7],
  ])('%s is %d', (text, value) => {
    expect(Object.is(parseNumber(text), value)).toBe(true);
  });

  it.each([
    '',
    ' ',
    '.',
    'e5',
    '1e',
    '1e400',
    '-1e400',
    'NaN',
    'Infinity',
    '0x10',
    '1_000',
    '1,5',
    '1 000',
    '１',
    '1\n',
    'abc',
  ])('%j is none', (text) => {
    expect(parseNumber(text)).toBeNull();
  });
});
