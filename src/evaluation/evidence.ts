import type { Summaries } from './records.ts';

/**
 * Why a person cannot be rated, or null where there is evidence enough. Want of evidence never counts as a zero:
 * no tasks, fewer than `minTasks`, or no hours (missing, or an average of 0, which is no measurement).
 */
export function unratedReason(summaries: Summaries, i: number, minTasks: number): string | null {
  const total = summaries.totalTasks[i];
  const completed = summaries.completedTasks[i];
  const hours = summaries.avgTaskHours[i];
  if (Number.isNaN(total)) return 'the number of tasks is missing';
  if (total === 0) return 'no tasks';
  if (total < minTasks) {
    return `${total} ${total === 1 ? 'task' : 'tasks'}, fewer than the ${minTasks} that a rating needs`;
  }
  if (Number.isNaN(completed)) return 'the number of completed tasks is missing';
  if (Number.isNaN(hours)) return completed === 0 ? 'no completed task, so no hours per task' : 'no hours';
  if (hours === 0) return 'no hours: an average of 0 hours a task';
  return null;
}

/** The indices of the people who can be rated, in the order of the summaries. */
export function ratedIndices(summaries: Summaries, minTasks: number): Uint32Array {
  const rated = new Uint32Array(summaries.completedTasks.length);
  let count = 0;
  for (let i = 0; i < rated.length; i++) {
    if (unratedReason(summaries, i, minTasks) === null) rated[count++] = i;
  }
  return rated.slice(0, count);
}
