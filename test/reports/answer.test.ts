import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/errors.ts';
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
    const text = [...answerChunks(evaluationOf([person({ employee_id: 101 })]))].join('');
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
    const text = [...answerChunks(evaluationOf([person({ name: 'two\nlines' }), person()]))].join('');
    const lines = text.split('\n');
    expect(lines.filter((line) => line.includes('"employee_id"'))).toHaveLength(2);
    expect(JSON.parse(lines[1]?.replace(/,$/, '') ?? '')).toMatchObject({ name: 'two\nlines' });
  });

  it('comes in pieces, so that a million people never make one string', () => {
    const everybody = { ...evaluationOf([person()]), length: 5000, at: () => person() };
    const chunks = [...answerChunks(everybody)];
    expect(chunks.length).toBeGreaterThan(10);
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThan(100_000);
    expect(JSON.parse(chunks.join('')).data).toHaveLength(5000);
  });

  it('comes in pieces also where a million rows are rejected', () => {
    const rejected = Array.from({ length: 20_000 }, (_, i) => ({
      row: i,
      column: 'hours',
      value: 'x',
      reason: 'not a number',
    }));
    const chunks = [...answerChunks(evaluationOf([]), { rejected })];
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThan(100_000);
    expect(JSON.parse(chunks.join('')).rejected).toHaveLength(20_000);
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
  return JSON.parse([...answerChunks(evaluation, reading)].join(''));
}
