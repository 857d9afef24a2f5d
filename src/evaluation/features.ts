import type { Matrix } from '../math/matrix.ts';
import { rowOrder } from '../math/row-order.ts';
import type { Summaries } from './records.ts';
import type { FeatureName } from './results.ts';

/** What a person's features are called in natural units, in the order of the feature matrix. */
export const FEATURES: readonly FeatureName[] = ['completion_rate', 'avg_task_hours', 'completed_tasks'];

/** The smallest and largest value of something among the people a standard was fitted on. */
export interface Range {
  readonly minimum: number;
  readonly maximum: number;
}

export function rangeOf(values: Float64Array): Range {
  let minimum = Infinity;
  let maximum = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  return { minimum, maximum };
}

/** Where a value lies in a range, 0 to 1 inside it; 0 where the range is a single value. */
export function shareOfRange(value: number, { minimum, maximum }: Range): number {
  return maximum > minimum ? (value - minimum) / (maximum - minimum) : 0;
}

/** The value at a share of a range: the inverse of shareOfRange. */
export function valueAtShare(share: number, { minimum, maximum }: Range): number {
  return minimum + share * (maximum - minimum);
}

/** The values of a column for the given people. */
export function pick(column: Float64Array, people: Uint32Array): Float64Array {
  const picked = new Float64Array(people.length);
  for (let i = 0; i < picked.length; i++) picked[i] = column[people[i]];
  return picked;
}

/** One row for each person: completion rate, task efficiency = 1 - share of the hours' range, throughput = tasks completed. */
export function featureMatrix(summaries: Summaries, people: Uint32Array, hoursRange: Range): Matrix {
  const { completedTasks, totalTasks, avgTaskHours } = summaries;
  const data = new Float64Array(people.length * 3);
  for (let row = 0; row < people.length; row++) {
    const i = people[row];
    data[row * 3] = completedTasks[i] / totalTasks[i];
    data[row * 3 + 1] = 1 - shareOfRange(avgTaskHours[i], hoursRange);
    data[row * 3 + 2] = completedTasks[i];
  }
  return { rows: people.length, columns: 3, data };
}

/**
 * The given people in the order that stands for every order of theirs: ascending by the first feature, then the
 * second, then the third. People with equal features are told apart by their tasks and hours, so that what is left is
 * equal. O(people).
 */
export function inCanonicalOrder(summaries: Summaries, people: Uint32Array, hoursRange: Range): Uint32Array {
  const { totalTasks, avgTaskHours } = summaries;
  const { rows, data } = featureMatrix(summaries, people, hoursRange);
  const keys = new Float64Array(rows * 5);
  for (let row = 0; row < rows; row++) {
    keys[row * 5] = data[row * 3];
    keys[row * 5 + 1] = data[row * 3 + 1];
    keys[row * 5 + 2] = data[row * 3 + 2];
    keys[row * 5 + 3] = totalTasks[people[row]];
    keys[row * 5 + 4] = avgTaskHours[people[row]];
  }
  return rowOrder({ rows, columns: 5, data: keys }).map((row) => people[row]);
}
