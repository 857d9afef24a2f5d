/** Columns that a list of people may have; the first ones are shown unless the reader chose others. */
export const PEOPLE_COLUMNS = [
  'name',
  'number',
  'tier',
  'score',
  'department',
  'position',
  'completed_tasks',
  'total_tasks',
  'avg_task_hours',
  'stability',
  'signs',
] as const;
export type PeopleColumn = (typeof PEOPLE_COLUMNS)[number];

/** What the server can sort by. */
export const SORTS = ['score', 'name', 'number', 'stability', 'completed_tasks', 'total_tasks'] as const;
export type PeopleSort = (typeof SORTS)[number];

/** What a list of people shows, as its address says it: whoever gets the address sees the same. */
export interface PeopleView {
  readonly search?: string | undefined;
  readonly tier?: string | undefined;
  readonly department?: string | undefined;
  readonly position?: string | undefined;
  readonly sign?: 'unusual' | 'borderline' | 'data_error' | 'unrated' | undefined;
  readonly sort?: PeopleSort | undefined;
  readonly order?: 'asc' | 'desc' | undefined;
  /** Columns that are not shown, with commas between. */
  readonly hide?: string | undefined;
}

/** The view that an address describes; what it does not know is left out. */
export function readPeopleView(search: Record<string, unknown>): PeopleView {
  const text = (name: string) => {
    const value = search[name];
    return typeof value === 'string' || typeof value === 'number' ? { [name]: String(value) } : {};
  };
  const oneOf = <const T extends string>(name: string, values: readonly T[]) => {
    const found = values.find((value) => value === search[name]);
    return found === undefined ? {} : { [name]: found };
  };
  return {
    ...text('search'),
    ...text('tier'),
    ...text('department'),
    ...text('position'),
    ...text('hide'),
    ...oneOf('sign', ['unusual', 'borderline', 'data_error', 'unrated']),
    ...oneOf('sort', SORTS),
    ...oneOf('order', ['asc', 'desc']),
  };
}
