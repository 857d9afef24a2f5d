import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvChunks } from '../../src/reports/csv.ts';
import { peopleTable } from '../../src/reports/people-table.ts';
import { type Cell, type TableColumn, tableOf } from '../../src/reports/table.ts';
import {
  anomalousPerson,
  evaluationOf,
  HOSTILE_NAMES,
  person,
  unratedPerson,
} from '../support/evaluations.ts';
import { readCsv } from '../support/read-csv.ts';

describe('CSV', () => {
  it('has the machine names as header and a line for each person, with every digit', () => {
    const text = csv(evaluationOf([person({ performance_score: 100 / 3 })]));
    const [header, row] = readCsv(text);
    expect(header).toEqual([
      'employee_id',
      'name',
      'performance_score',
      'performance_cluster',
      'is_anomaly',
      'completion_rate',
      'avg_task_hours',
      'completed_tasks',
      'total_tasks',
      'anomaly_score',
      'score_from_completion_rate',
      'score_from_task_efficiency',
      'score_from_throughput',
      'tier_distance',
      'next_tier',
      'next_tier_distance',
      'next_tier_change',
      'anomaly_reasons',
      'unrated_reason',
    ]);
    expect(row).toEqual([
      'E1',
      'Ada Lovelace',
      '33.333333333333336',
      'Medium',
      'false',
      '0.9',
      '5.125',
      '36',
      '40',
      '0.45',
      '36.5',
      '20.25',
      '15.5',
      '0.5',
      'High',
      '1.25',
      'High with 41 tasks done instead of 36 at the same rate',
      '',
      '',
    ]);
  });

  it('leaves the cells of an unrated person empty and says why', () => {
    const [, row] = readCsv(csv(evaluationOf([unratedPerson()])));
    expect(row).toEqual([
      'E9',
      'Nobody Yet',
      '',
      '',
      '',
      '',
      '',
      '0',
      '0',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      'no tasks',
    ]);
  });

  it('says why a person is unusual', () => {
    const text = csv(evaluationOf([anomalousPerson()]));
    expect(text).toContain(
      '"many hours per task (40.2, typical 6.1), low completion rate (30%, typical 92.5%)"',
    );
  });

  it('is a header alone where there is nobody', () => {
    expect(readCsv(csv(evaluationOf([])))).toHaveLength(1);
  });

  it('puts the columns that travel along after the name, renaming one whose name a result needs', () => {
    const [header, row] = readCsv(csv(evaluationOf([person({ department: 'R&D', next_tier: 'theirs' })])));
    expect(header?.slice(0, 4)).toEqual(['employee_id', 'name', 'department', 'input_next_tier']);
    expect(row?.slice(2, 4)).toEqual(['R&D', 'theirs']);
  });

  it('puts an apostrophe before text that a spreadsheet would run, and before nothing else', () => {
    const neutral = (text: string): string => readCsv(csvOf([[text]]))[1]?.[0] ?? '';
    for (const text of [
      '=1+1',
      '+1+1',
      '-1+1',
      '@A1',
      '\t=1',
      '\r=1',
      '\n=1',
      ' =1',
      '＝1',
      '－1+1',
      '＋1',
      '＠A1',
      '-',
    ]) {
      expect(neutral(text)).toBe(`'${text}`);
    }
    for (const text of ['-5', '+49', '-5.25', 'a=b', '1-2', "O'Neil", 'x', ''])
      expect(neutral(text)).toBe(text);
  });

  it('neutralises headers that came from the input too', () => {
    const text = csv(evaluationOf([person({ '=cmd()': 'x' })]));
    expect(readCsv(text)[0]?.[2]).toBe("'=cmd()");
  });

  it('gives back what was written, whatever the text', () => {
    const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE_NAMES));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const read = readCsv(csvOf(rows)).slice(1);
        expect(read.map((row) => row.map(undone))).toEqual(rows.map((row) => row.map(undone)));
      }),
    );
  });

  it('writes numbers and truth values plainly', () => {
    expect(
      csvOf([
        [-3.5, true],
        [0, false],
        [1e21, null],
      ]),
    ).toBe('a,b\n-3.5,true\n0,false\n1e+21,\n');
  });

  it('keeps a line for a row whose only cell is empty', () => {
    expect(csvOf([[null], ['x']])).toBe('a\n""\nx\n');
  });

  it('comes in pieces, so that a large table never makes one string', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => [i, 'a name of some length']);
    const chunks = [...csvChunks(tableOf('t', columnsFor(rows), rows))];
    expect(chunks.length).toBeGreaterThan(5);
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThan(100_000);
    expect(readCsv(chunks.join(''))).toHaveLength(20_001);
  });
});

function csv(evaluation: ReturnType<typeof evaluationOf>): string {
  return [...csvChunks(peopleTable(evaluation))].join('');
}

function csvOf(rows: readonly (readonly Cell[])[]): string {
  return [...csvChunks(tableOf('t', columnsFor(rows), rows))].join('');
}

function columnsFor(rows: readonly (readonly Cell[])[]): TableColumn[] {
  return (rows[0] ?? []).map((_, j) => ({ key: 'ab'[j] ?? 'c', label: '', kind: 'mixed' }));
}

function undone(text: string): string {
  return text.replace(/^'/, '');
}
