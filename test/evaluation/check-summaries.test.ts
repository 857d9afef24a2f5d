import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSummaries, type RawSummaries } from '../../src/evaluation/check-summaries.ts';
import type { EmployeeId } from '../../src/evaluation/records.ts';

function raw(ids: readonly EmployeeId[], numbers: readonly (readonly number[])[] = []): RawSummaries {
  const column = (j: number, usual: number) => Float64Array.from(ids, (_, i) => numbers[i]?.[j] ?? usual);
  return {
    ids,
    names: ids.map((id) => `name of ${id}`),
    completedTasks: column(0, 1),
    totalTasks: column(1, 2),
    avgTaskHours: column(2, 3),
    extras: [{ name: 'team', values: ids.map((id) => `team of ${id}`) }],
  };
}

describe('summaries without a mistake', () => {
  it('pass as they are, in their order', () => {
    const input = raw(
      [3, 'x', 1],
      [
        [0, 0, Number.NaN],
        [5, 5, 0],
        [Number.NaN, 7, 1e9],
      ],
    );
    const { summaries, rejected, notes } = checkSummaries(input);
    const { ids, names, completedTasks, totalTasks, avgTaskHours, extras } = input;
    expect(summaries).toEqual({ ids, names, completedTasks, totalTasks, avgTaskHours, extras });
    expect([rejected, notes]).toEqual([[], []]);
  });

  it('may be none', () => {
    expect(checkSummaries(raw([])).summaries.ids).toEqual([]);
  });
});

describe('a summary that cannot be', () => {
  it('is taken out of every column', () => {
    const { summaries } = checkSummaries(
      raw(
        ['a', 'b', 'c'],
        [
          [1, 2, 3],
          [-1, 2, 3],
          [4, 5, 6],
        ],
      ),
    );
    expect(summaries).toEqual({
      ids: ['a', 'c'],
      names: ['name of a', 'name of c'],
      completedTasks: Float64Array.of(1, 4),
      totalTasks: Float64Array.of(2, 5),
      avgTaskHours: Float64Array.of(3, 6),
      extras: [{ name: 'team', values: ['team of a', 'team of c'] }],
    });
  });

  it.each([
    [[-1, 2, 3], 'completed_tasks', 'a number of tasks cannot be negative'],
    [[1.5, 2, 3], 'completed_tasks', 'a number of tasks must be a whole number'],
    [[Number.POSITIVE_INFINITY, 2, 3], 'completed_tasks', 'the number of tasks is too large'],
    [[1, 2 ** 53, 3], 'total_tasks', 'the number of tasks is too large'],
    [[3, 2, 3], 'completed_tasks', 'more tasks are completed (3) than there are (2)'],
    [[1, 2, -0.1], 'avg_task_hours', 'hours cannot be negative'],
    [[1, 2, 1e10], 'avg_task_hours', 'more than 1000000000 hours are not believed'],
  ])('%j is rejected', (numbers, column, reason) => {
    const { rejected } = checkSummaries(raw(['a'], [numbers]));
    expect(rejected).toMatchObject([{ row: 1, column, reason }]);
  });

  it('is told with the file, row and column of its source', () => {
    const source = {
      ...raw(
        ['a', 'b'],
        [
          [1, 2, 3],
          [2, 1, 3],
        ],
      ),
      file: 'x.csv',
      rows: [2, 9],
      columns: { employee_id: 'Id', completed_tasks: 'Done', total_tasks: 'All', avg_task_hours: 'Hours' },
    };
    expect(checkSummaries(source).rejected).toEqual([
      {
        file: 'x.csv',
        row: 9,
        column: 'Done',
        value: 2,
        reason: 'more tasks are completed (2) than there are (1)',
      },
    ]);
  });

  it('has one reason, what could not be read coming first, and reasons come in the order of the rows', () => {
    const faults = [
      { index: 2, column: 'total_tasks', value: 'x'.repeat(999), reason: 'is not a number' },
      { index: 0, column: 'completed_tasks', value: 'y', reason: 'is not a number' },
    ];
    const { rejected, summaries } = checkSummaries({ ...raw(['a', '', 'c', 'd'], [[-1, 2, 3]]), faults });
    expect(rejected.map(({ row, value, reason }) => [row, String(value).length, reason])).toEqual([
      [1, 1, 'is not a number'],
      [2, 0, 'the employee id is empty'],
      [3, 201, 'is not a number'],
    ]);
    expect(summaries.ids).toEqual(['d']);
  });
});

describe('two summaries of one employee', () => {
  it('are both rejected, each naming the other, also where the ids are written in two ways', () => {
    const { rejected, summaries } = checkSummaries(raw([101, 'b', '101', ' b ', '0101', 1.5, '1.5']));
    expect(rejected.map(({ row, value, reason }) => [row, value, reason.match(/row \d+/)?.[0]])).toEqual([
      [1, 101, 'row 3'],
      [2, 'b', 'row 4'],
      [3, '101', 'row 1'],
      [4, ' b ', 'row 2'],
      [6, 1.5, 'row 7'],
      [7, '1.5', 'row 6'],
    ]);
    expect(summaries.ids).toEqual(['0101']);
  });

  it('are rejected even where one of them is wrong in itself: nobody knows which was meant', () => {
    const { summaries, rejected } = checkSummaries(
      raw(
        ['a', 'a'],
        [
          [-1, 2, 3],
          [1, 2, 3],
        ],
      ),
    );
    expect(summaries.ids).toEqual([]);
    expect(rejected[0].reason).toBe('a number of tasks cannot be negative');
    expect(rejected[1].reason).toContain('is in row 1, too');
  });

  it('are not seen in empty ids, nor in names of what every object has', () => {
    const { rejected } = checkSummaries(raw(['', '', '__proto__', 'constructor', 'toString']));
    expect(rejected.map(({ reason }) => reason)).toEqual(Array(2).fill('the employee id is empty'));
  });
});

describe('whatever the summaries', () => {
  const id = fc.oneof(fc.integer({ min: -3, max: 9 }), fc.constantFrom('', 'a', 'b', '7', '07', ' 7'));
  const number = fc.constantFrom(Number.NaN, 0, 1, 2, 3.5, -1, 1e12);

  it('each is either kept or rejected, and the order of the rows does not change which', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(id, number, number, number), { maxLength: 12 }), (rows) => {
        const outcome = (some: typeof rows) => {
          const { summaries, rejected } = checkSummaries(
            raw(
              some.map(([who]) => who),
              some.map(([, ...numbers]) => numbers),
            ),
          );
          expect(summaries.ids.length + rejected.length).toBe(some.length);
          return summaries.ids.map(String).sort();
        };
        expect(outcome(rows.toReversed())).toEqual(outcome(rows));
      }),
    );
  });
});
