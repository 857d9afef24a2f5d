import type { Summaries } from './records.ts';
import type { Standard } from './standard.ts';

/** Something about a person's numbers that is more likely a mistake in the data than a fact. */
export interface LikelyDataError {
  readonly rule: 'more_hours_than_the_period' | 'tasks_of_less_than_a_minute' | 'far_more_tasks_than_others';
  readonly value: number;
  readonly limit: number;
  /** One sentence that names both. */
  readonly message: string;
}

const MINUTE = 1 / 60;

/**
 * Counts of tasks spread widely, but even where their logarithms have a standard deviation of 1.5, which is a company where
 * one in six has four times the tasks of the median, 200 times the median is 3.5 deviations away.
 */
const MOST_TIMES_THE_MEDIAN = 200;

/** A median of fewer people says too little. */
const FEWEST_FOR_A_MEDIAN = 10;

/**
 * What is likely wrong with person i's numbers, rated or not:
 *
 * - more hours of completed tasks than the days of the period have, at 24 a day: nobody can have worked them. (Hours that
 *   count waiting time, of tasks that ran side by side, can add up to more: then the hours are not what they are taken for.)
 * - completed tasks that took less than a minute on average: ticked off in bulk, or hours entered in another unit.
 * - more than 200 times the completed tasks of the median person the standard was fitted on, of at least ten: an account
 *   that several people or a machine use, or a count of something else.
 *
 * `days` is the length of the period; null where it is not known, and then the first rule says nothing.
 */
export function likelyDataErrors(
  { completedTasks, avgTaskHours }: Summaries,
  i: number,
  standard: Standard | null,
  days: number | null,
): LikelyDataError[] {
  const completed = completedTasks[i];
  const hours = avgTaskHours[i];
  const errors: LikelyDataError[] = [];
  if (!(completed > 0)) return errors;
  const spent = completed * hours;
  if (days !== null && spent > 24 * days * (1 + 1e-9)) {
    errors.push({
      rule: 'more_hours_than_the_period',
      value: spent,
      limit: 24 * days,
      message: `${readable(completed)} completed tasks of ${readable(hours)} hours are ${readable(spent)} hours, more than the ${readable(24 * days)} that ${readable(days)} days have: nobody can have worked them.`,
    });
  }
  if (hours > 0 && hours < MINUTE) {
    errors.push({
      rule: 'tasks_of_less_than_a_minute',
      value: hours,
      limit: MINUTE,
      message: `A completed task took ${readable(hours * 3600)} seconds on average, less than a minute: ticked off in bulk, or hours in another unit.`,
    });
  }
  const median =
    standard && standard.fittedOn.people >= FEWEST_FOR_A_MEDIAN ? standard.typical.completed_tasks : 0;
  if (median > 0 && completed > MOST_TIMES_THE_MEDIAN * median) {
    errors.push({
      rule: 'far_more_tasks_than_others',
      value: completed,
      limit: MOST_TIMES_THE_MEDIAN * median,
      message: `${readable(completed)} completed tasks are ${readable(completed / median)} times the median of ${readable(median)}, more than ${MOST_TIMES_THE_MEDIAN} times: hardly the work of one person.`,
    });
  }
  return errors;
}

/** A number as a sentence shows it: whole from 1,000 on, three digits below. */
function readable(value: number): string {
  return String(value >= 1000 ? Math.round(value) : Number(value.toPrecision(3)));
}
