import type { Database } from './schema.ts';

/** Every table that holds records, those first that others refer to. */
export const TABLES: readonly (keyof Database)[] = [
  'settings',
  'departments',
  'positions',
  'periods',
  'employees',
  'employee_costs',
  'protected_attributes',
  'imports',
  'import_rejections',
  'import_people',
  'import_protected',
  'import_periods',
  'import_tiers',
  'import_templates',
  'task_summaries',
  'tasks',
  'rubrics',
  'standards',
  'sheets',
  'evaluations',
  'results',
  'result_details',
  'comments',
  'live_results',
  'decisions',
  'accounts',
  'sessions',
  'invitations',
  'api_keys',
  'openid_logins',
  'audit',
  'events',
  'jobs',
  'idempotency_keys',
  'counters',
];

/** Columns by which rows of a table refer to others of the same: they are filled in when all rows are there. */
export const SELF_REFERENCES: ReadonlyMap<keyof Database, string> = new Map([
  ['departments', 'parent_id'],
  ['employees', 'manager_id'],
]);
