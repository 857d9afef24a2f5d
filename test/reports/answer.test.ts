import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/errors.ts';
import { evaluate } from '../../src/evaluation/pipeline.ts';
import { summariesFromRecords } from '../../src/evaluation/summaries.ts';
import {
  type Answer,
  answerChunks,
  answerOf,
  errorAnswer,
  type ReadingReport,
} from '../../src/reports/answer.ts';
import {
  anomalousPerson,
  evaluationOf,
  HOSTILE_NAMES,
  person,
  unratedPerson,
} from '../support/evaluations.ts';

describe('the answer', () => {
  it('holds everybody in order, what was rejected and what should be known', () => {
    const people = [person({ department: 'R&D' }), unratedPerson(), anomalousPerson()];
    const rejected: Problem[] = [
      { file: 'tasks.csv', row: 7, column: 'hours', value: 'abc', reason: 'not a number' },
    ];
    const evaluation = evaluationOf(people, ['few people']);
    const answer = parsed(evaluation, { rejected, notes: ['decimal commas'] });
    expect(answer).toEqual({
      status: 'success',
      data: people,
      message: 'Analysis completed successfully',
      summary: evaluation.summary,
      unrated: [{ employee_id: 'E9', name: 'Nobody Yet', reason: 'no tasks' }],
      rejected: [{ file: 'tasks.csv', row: 7, field: 'hours', value: 'abc', reason: 'not a number' }],
      notes: ['decimal commas', 'few people'],
      standard: null,
    });
  });

  it('is the same as one object', () => {
    const evaluation = evaluationOf(
      [person({ department: 'R&D' }), unratedPerson(), anomalousPerson()],
      ['few people'],
    );
    const reading = {
      rejected: [{ row: 7, value: 'abc', reason: 'not a number' }],
      notes: ['decimal commas'],
    };
    expect(answerOf(evaluation, reading)).toEqual(parsed(evaluation, reading));
  });

  it('begins as callers of the article expect: status, data, and ids as they came', () => {
    const text = textOf(answerChunks(evaluationOf([person({ employee_id: 101 })])));
    expect(text).toMatch(/^\{"status":"success","data":\[\n\{"employee_id":101,"name":"Ada Lovelace",/);
  });

  it('is valid JSON with nobody and with one person', () => {
    expect(parsed(evaluationOf([])).data).toEqual([]);
    expect(parsed(evaluationOf([person()])).data).toHaveLength(1);
  });

  it('gives hostile names back unchanged', () => {
    const people = HOSTILE_NAMES.map((name, i) => person({ employee_id: i, name, note: name }));
    const { data } = parsed(evaluationOf(people));
    expect(data.map(({ name, note }) => [name, note])).toEqual(HOSTILE_NAMES.map((name) => [name, name]));
  });

  it('has a person on each line', () => {
    const text = textOf(answerChunks(evaluationOf([person({ name: 'two\nlines' }), person()])));
    const lines = text.split('\n');
    expect(lines.filter((line) => line.includes('"employee_id"'))).toHaveLength(2);
    expect(JSON.parse(lines[1]?.replace(/,$/, '') ?? '')).toMatchObject({ name: 'two\nlines' });
  });

  it('writes people as JSON.stringify does, whatever travels along with them', () => {
    const field = fc.oneof(
      fc.constantFrom('department', '2024', '007', 'a "b"', 'ü', 'toString'),
      fc.string(),
    );
    const value = fc.oneof(
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    );
    const records = fc.array(
      fc.tuple(
        fc.nat(40),
        fc.nat(40),
        fc.double({ min: 0, max: 90, noNaN: true }),
        fc.dictionary(field, value),
      ),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(records, (people) => {
        const { summaries } = summariesFromRecords(
          people.map(([completed, open, hours, extras], i) => ({
            ...extras,
            employee_id: i,
            name: HOSTILE_NAMES[i % HOSTILE_NAMES.length],
            completed_tasks: completed,
            total_tasks: completed + open,
            avg_task_hours: hours,
          })),
        );
        const evaluation = evaluate(summaries);
        const lines = textOf(answerChunks(evaluation))
          .split('\n')
          .slice(1, people.length + 1);
        lines.forEach((line, i) => {
          expect(line.replace(/,$/, '')).toBe(JSON.stringify(evaluation.at(i)));
        });
      }),
      { numRuns: 300 },
    );
  });

  it('comes in pieces, so that a million people never make one string', () => {
    const everybody = { ...evaluationOf([person()]), length: 5000, at: () => person() };
    const chunks = [...answerChunks(everybody)];
    expect(chunks.length).toBeGreaterThan(5);
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThan(300_000);
    expect(JSON.parse(textOf(chunks)).data).toHaveLength(5000);
  });

  it('comes in pieces also where a million rows are rejected', () => {
    const rejected = Array.from({ length: 50_000 }, (_, i) => ({
      row: i,
      column: 'hours',
      value: 'x',
      reason: 'not a number',
    }));
    const chunks = [...answerChunks(evaluationOf([]), { rejected })];
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThan(300_000);
    expect(JSON.parse(textOf(chunks)).rejected).toHaveLength(50_000);
  });
});

describe('the value of a rejected row', () => {
  it.each([
    [undefined, null],
    [null, null],
    ['', ''],
    [true, true],
    [-0.5, -0.5],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [12n, '12'],
    [new Date('2024-02-29T00:00:00Z'), '2024-02-29T00:00:00.000Z'],
    [{ a: [1] }, '{"a":[1]}'],
    ['x'.repeat(5000), `${'x'.repeat(200)}…`],
  ])('%o is told as %o', (value, told) => {
    expect(errorAnswer('m', [{ value, reason: 'r' }]).errors[0]?.value).toBe(told);
  });

  it('is told even where it cannot be written as JSON', () => {
    const circular: Record<string, unknown> = { id: 1n };
    circular.self = circular;
    const { errors } = errorAnswer('m', [{ value: circular, reason: 'r' }]);
    expect(errors[0]?.value).toBe('an object');
  });
});

describe('the answer to an error', () => {
  it('names row, field, value and reason; what is not known is null', () => {
    const problems: Problem[] = [
      { row: 3, column: 'total_tasks', value: -1, reason: 'negative' },
      { reason: 'odd' },
    ];
    expect(errorAnswer('nothing usable', problems)).toEqual({
      status: 'error',
      message: 'nothing usable',
      errors: [
        { row: 3, field: 'total_tasks', value: -1, reason: 'negative' },
        { row: null, field: null, value: null, reason: 'odd' },
      ],
    });
  });
});

function parsed(evaluation: Parameters<typeof answerChunks>[0], reading: ReadingReport = {}): Answer {
  return JSON.parse(textOf(answerChunks(evaluation, reading)));
}

function textOf(chunks: Iterable<Uint8Array>): string {
  return Buffer.concat([...chunks]).toString('utf8');
}
