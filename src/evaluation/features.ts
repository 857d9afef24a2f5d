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

/** 1 for the fewest hours a task of the range, 0 for the most. */
export function taskEfficiency(hours: number, hoursRange: Range): number {
  return 1 - shareOfRange(hours, hoursRange);
}

/** The value at a share of a range: the inverse of shareOfRange. */
export function valueAtShare(share: number, { minimum, maximum }: Range): number {
  return minimum + share * (maximum - minimum);
}

/** The numbers of people who can be rated, in the order in which they are worked on. */
export type Numbers = Pick<Summaries, 'completedTasks' | 'totalTasks' | 'avgTaskHours'>;

/** The numbers of the given people, in their order. */
export function numbersOf(summaries: Numbers, people: Uint32Array): Numbers {
  return {
    completedTasks: pick(summaries.completedTasks, people),
    totalTasks: pick(summaries.totalTasks, people),
    avgTaskHours: pick(summaries.avgTaskHours, people),
  };
}

function pick(column: Float64Array, people: Uint32Array): Float64Array {
  const picked = new Float64Array(people.length);
  for (let i = 0; i < picked.length; i++) picked[i] = column[people[i]];
  return picked;
}

/**
 * One row for each person: completion rate, task efficiency, throughput = tasks completed;
 * and room for further columns.
 */
export function featureMatrix(numbers: Numbers, hoursRange: Range, columns = 3): Matrix {
  const { completedTasks, totalTasks, avgTaskHours } = numbers;
  const rows = completedTasks.length;
  const data = new Float64Array(rows * columns);
  for (let row = 0, at = 0; row < rows; row++, at += columns) {
    data[at] = completedTasks[row] / totalTasks[row];
    data[at + 1] = taskEfficiency(avgTaskHours[row], hoursRange);
    data[at + 2] = completedTasks[row];
  }
  return { rows, columns, data };
}

/**
 * People with these numbers in the order that stands for every order of theirs: ascending by the first feature, then the
 * second, then the third. People with equal features are told apart by their tasks and hours, so that what is left is
 * equal. O(people).
 */
export function inCanonicalOrder(people: Uint32Array, numbers: Numbers, hoursRange: Range): Uint32Array {
  const keys = featureMatrix(numbers, hoursRange, 5);
  for (let row = 0; row < keys.rows; row++) {
    keys.data[row * 5 + 3] = numbers.totalTasks[row];
    keys.data[row * 5 + 4] = numbers.avgTaskHours[row];
  }
  const order = rowOrder(keys);
  for (let at = 0; at < order.length; at++) order[at] = people[order[at]];
  return order;
}
