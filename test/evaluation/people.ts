import fc from 'fast-check';
import type { ExtraColumn, Summaries } from '../../src/evaluation/records.ts';

export interface Person {
  readonly employee_id: string | number;
  readonly name?: string | null;
  readonly completed_tasks: number;
  readonly total_tasks: number;
  readonly avg_task_hours: number;
}

/** Columns of people for a test; nothing of them may change, so the arrays inside are frozen where they can be. */
export function summariesOf(people: readonly Person[], extras: readonly ExtraColumn[] = []): Summaries {
  return Object.freeze({
    ids: Object.freeze(people.map((p) => p.employee_id)),
    names: Object.freeze(people.map((p) => p.name ?? null)),
    completedTasks: Float64Array.from(people, (p) => p.completed_tasks),
    totalTasks: Float64Array.from(people, (p) => p.total_tasks),
    avgTaskHours: Float64Array.from(people, (p) => p.avg_task_hours),
    extras: Object.freeze([...extras]),
  });
}

/** A column-wise table as people. */
export function peopleOf(columns: Readonly<Record<string, readonly number[]>>): Person[] {
  return columns.employee_id.map((employee_id, i) => ({
    employee_id,
    completed_tasks: columns.completed_tasks[i],
    total_tasks: columns.total_tasks[i],
    avg_task_hours: columns.avg_task_hours[i],
  }));
}

/** Companies with duplicates, ties, people without tasks or hours, and constant columns. */
export const companies = fc
  .uniqueArray(
    fc.record({
      employee_id: fc.oneof(fc.integer({ min: 1, max: 10_000 }), fc.string({ minLength: 1, maxLength: 6 })),
      done: fc.integer({ min: 0, max: 12 }),
      open: fc.integer({ min: 0, max: 6 }),
      avg_task_hours: fc.oneof(
        fc.constantFrom(Number.NaN, 0, 2, 2.5),
        fc.double({ min: 0.01, max: 400, noNaN: true }),
      ),
    }),
    { selector: (p) => String(p.employee_id), minLength: 0, maxLength: 40 },
  )
  .map((people) =>
    people.map(
      ({ employee_id, done, open, avg_task_hours }): Person => ({
        employee_id,
        completed_tasks: done,
        total_tasks: done + open,
        avg_task_hours,
      }),
    ),
  );
