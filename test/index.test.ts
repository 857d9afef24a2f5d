import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  analyze,
  answerOf,
  evaluate,
  parseStandard,
  readTasks,
  standardToText,
  summariesFromRecords,
} from '../src/index.ts';
import { requireBuilt, root } from './built.ts';

const EXAMPLE = join(root, 'examples', 'tasks.csv');
const RECORDS = Object.freeze([
  { employee_id: 101, name: 'Ada', completed_tasks: 42, total_tasks: 50, avg_task_hours: 3.2, team: 'A' },
  { employee_id: 102, name: 'Grace', completed_tasks: 12, total_tasks: 40, avg_task_hours: 8.5, team: 'B' },
  { employee_id: 103, name: 'Alan', completed_tasks: 30, total_tasks: 36, avg_task_hours: 4.75, team: 'B' },
  { employee_id: 104, name: 'Kurt', completed_tasks: 0, total_tasks: 0, avg_task_hours: null, team: 'B' },
  { employee_id: 105, name: 'Emmy', completed_tasks: 9, total_tasks: 4, avg_task_hours: 1, team: 'A' },
]);

describe('the library', () => {
  it('analyzes records in memory: everybody in order, what was rejected, and what should be known', async () => {
    const { people, summary, rejected } = await analyze(RECORDS, { clusters: 2 });
    expect(Array.from(people, ({ employee_id, team }) => [employee_id, team])).toEqual([
      [101, 'A'],
      [102, 'B'],
      [103, 'B'],
      [104, 'B'],
    ]);
    expect(people.length).toBe(4);
    expect(people.at(0)).toMatchObject({ performance_cluster: 'High', performance_score: 100 });
    expect(people.at(3).unrated_reason).toBe('no tasks');
    expect(summary).toMatchObject({ people: 4, rated: 3, unrated: 1 });
    expect(rejected).toMatchObject([{ row: 5, column: 'completed_tasks', value: 9 }]);
  });

  it('gives the same whether it is asked in one step or in several', async () => {
    const analysis = await analyze(RECORDS);
    const checked = summariesFromRecords(RECORDS);
    expect(analysis.answer()).toEqual(answerOf(evaluate(checked.summaries), checked));
  });

  it('analyzes a file as it analyzes what readTasks makes of it', async () => {
    const reading = await readTasks(EXAMPLE, { done: ['Done'] });
    const analysis = await analyze(EXAMPLE, { done: ['Done'] });
    expect(analysis.answer()).toEqual(answerOf(evaluate(reading.summaries), reading));
  });

  it('applies a saved standard to other people', async () => {
    const { standard, answer } = await analyze(RECORDS);
    const text = standard === null ? '' : standardToText(standard);
    const again = await analyze(RECORDS, { standard: parseStandard(text) });
    expect(again.answer()).toEqual(answer());
    const [one] = (await analyze(RECORDS.slice(0, 1), { standard: parseStandard(text) })).people;
    expect(one?.performance_score).toBe(100);
  });

  it('refuses options out of range and files that are not there, in words', async () => {
    await expect(analyze(RECORDS, { clusters: 9 })).rejects.toThrow('a whole number from 2 to 6, not 9');
    await expect(analyze('no/such/file.csv')).rejects.toThrow('there is no file no/such/file.csv');
  });

  it('says what is wrong with calls that types would not allow', async () => {
    const call = analyze as (input: unknown, options?: unknown) => ReturnType<typeof analyze>;
    const { standard, people } = await analyze(RECORDS);
    const text = standard === null ? '' : standardToText(standard);
    await expect(call(null)).rejects.toThrow('give a path, or an array of records');
    await expect(call(RECORDS, { k: 4 })).rejects.toThrow(
      /there is no option k; there are weights, clusters/,
    );
    await expect(call(RECORDS, { from: '2026-01-01' })).rejects.toThrow('from: for files only');
    await expect(call(RECORDS, { standard: JSON.parse(text) })).rejects.toThrow('what parseStandard made');
    await expect(call(RECORDS, { standard: parseStandard(text), clusters: 4 })).rejects.toThrow(
      'leave out clusters',
    );
    expect(() => people.at(9)).toThrow('people are counted from 0 to 3');
    expect(() => people.at(-1)).toThrow(RangeError);
  });

  it('loads the database only for a file that needs it', () => {
    requireBuilt();
    const code = `
      const loaded = () => process.report.getReport().sharedObjects.some((path) => path.includes('duckdb'));
      const { analyze } = await import('evenhand');
      await analyze([]);
      const before = loaded();
      await analyze('examples/summaries.csv');
      const plain = loaded();
      await analyze('examples/tasks.csv');
      console.log(before, plain, loaded());`;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(output).toBe('false false true\n');
  });
});
