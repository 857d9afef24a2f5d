import type { Import } from '../../../src/client/index.ts';

export const KINDS = ['task log', 'summaries', 'employees', 'sheets'] as const;
export type Kind = NonNullable<Import['kind']>;

const OF_TASKS = ['employee_id', 'name', 'department'] as const;

/** The fields that a file of a kind may have, those that it must have first. */
export const FIELDS = {
  'task log': [...OF_TASKS, 'task_id', 'status', 'hours', 'completed_at', 'started_at'],
  summaries: [...OF_TASKS, 'completed_tasks', 'total_tasks', 'avg_task_hours'],
  employees: ['number', 'name', 'department', 'position', 'manager', 'active_from', 'active_to', 'cost'],
  sheets: ['employee_id', 'name', 'position', 'appraiser', 'role', 'indicator', 'points'],
} as const satisfies Readonly<Record<Kind, readonly string[]>>;

export type Field = (typeof FIELDS)[Kind][number];

/** Attributes that are taken only from columns that are named, and never shown again. */
export const PROTECTED = 'protected:';

/** Whether a file needs to be told which period it is of. */
export function needsPeriod({ recognised, options }: Import): boolean {
  const kind = recognised?.kind ?? options.kind;
  if (kind === 'employees') return recognised?.mapping.cost !== undefined;
  return kind !== null && kind !== undefined;
}

/** What a file is, or was taken for where it is not clear which column says what; null where nobody knows. */
export function kindOf({ recognised, failure_said: said }: Import): Kind | null {
  if (recognised === null || recognised.kind !== null) return recognised?.kind ?? null;
  if (said?.code !== 'columns-unclear') return null;
  return said.values.kind === 'summary' ? 'summaries' : 'task log';
}

/** Whether all that is missing of a file that was not taken is its period. */
export function lacksPeriod({ state, failure_said: said }: Import): boolean {
  return state === 'failed' && said?.code === 'period-missing';
}
