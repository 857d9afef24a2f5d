import { appraise } from '../../../src/evaluation/appraisal/appraise.ts';
import { parseRubric } from '../../../src/evaluation/appraisal/check-rubric.ts';
import type { AppraiseOptions } from '../../../src/evaluation/appraisal/options.ts';
import type { AppraisalResult } from '../../../src/evaluation/appraisal/results.ts';
import type { Rubric } from '../../../src/evaluation/appraisal/rubric.ts';
import type { AppraisalSheet } from '../../../src/evaluation/appraisal/sheet.ts';
import { sheetFromRecords } from '../../../src/evaluation/appraisal/sheet-records.ts';

/** Two indicators of 10 and 20 points, three grades: small enough to compute by hand. */
export const SMALL = {
  rubric: 'small',
  version: 1,
  grades: ['good', 'fair', 'poor'],
  thresholds: { good: 21, fair: { above: 12 } },
  positions: { clerk: { points: { care: 10, speed: 20 } } },
};

export function rubricOf(changes: Readonly<Record<string, unknown>> = {}): Rubric {
  return parseRubric({ ...SMALL, ...changes });
}

/** The points of Fan 2022, Table 2, for technical positions. */
export const TECHNICAL = {
  team_spirit: 12,
  spirit_of_innovation: 8,
  awareness_of_responsibility: 12,
  cost_awareness: 8,
  working_ability: 12,
  communication_skills: 8,
  moral_quality: 10,
};

export const FLOORS = [
  { atMost: 'qualified', atOrBelow: 0.4 },
  { atMost: 'poor', atOrBelow: 0.2 },
];

export function fanRubric(changes: Readonly<Record<string, unknown>> = {}): Rubric {
  return parseRubric({
    rubric: 'fan',
    version: 1,
    grades: ['excellent', 'good', 'qualified', 'poor'],
    thresholds: { excellent: 45, good: 40, qualified: { above: 35 } },
    positions: { technical: { points: TECHNICAL } },
    ...changes,
  });
}

/** The 15 technical employees of Fan 2022, Table 5, by their numbers from 1. */
export const FIFTEEN: readonly (readonly number[])[] = [
  [9, 6, 10, 8, 10, 7, 8],
  [7, 7, 7, 7, 7, 7, 7],
  [7, 5, 7, 6, 3, 5, 7],
  [5, 6, 7, 8, 9, 7, 8],
  [6, 4, 3, 4, 5, 4, 5],
  [2, 7, 7, 5, 7, 5, 8],
  [8, 7, 7, 5, 9, 8, 4],
  [6, 5, 6, 5, 7, 5, 7],
  [6, 6, 8, 6, 7, 6, 8],
  [7, 4, 2, 4, 7, 4, 6],
  [5, 4, 5, 4, 5, 4, 4],
  [7, 6, 7, 6, 7, 5, 6],
  [4, 4, 5, 4, 5, 4, 4],
  [6, 5, 3, 6, 8, 5, 6],
  [6, 5, 6, 6, 6, 5, 5],
];

/** Records of a wide sheet: employee 1, 2, 3, ... with these points on the keys in order. */
export function records(
  points: readonly (readonly (number | null)[])[],
  keys: readonly string[] = Object.keys(TECHNICAL),
): Record<string, unknown>[] {
  return points.map((row, i) => ({
    employee_id: i + 1,
    ...Object.fromEntries(row.map((value, j) => [keys[j], value])),
  }));
}

export function sheetOf(rows: readonly unknown[], rubric: Rubric): AppraisalSheet {
  return sheetFromRecords(rows, rubric).sheet;
}

/** Everybody's result, by employee id. */
export function resultsOf(
  rows: readonly unknown[],
  rubric: Rubric,
  options?: AppraiseOptions,
): Map<string | number, AppraisalResult> {
  const evaluation = appraise(sheetOf(rows, rubric), rubric, options);
  const results = Array.from({ length: evaluation.length }, (_, i) => evaluation.at(i));
  return new Map(results.map((result) => [result.employee_id, result]));
}

/** Numbers in [0, 1) that are the same in every run. */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
