/** Columns that a list of people may have; all are shown unless the reader chose others. */
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
export const SORTS = [
  'score',
  'name',
  'number',
  'stability',
  'anomaly_score',
  'completed_tasks',
  'total_tasks',
] as const;
export type PeopleSort = (typeof SORTS)[number];

/** What people may be marked with: the kinds of anomalies, borders, likely mistakes, and no rating. */
export const SIGNS = ['unusual', 'better', 'worse', 'beyond', 'borderline', 'data_error', 'unrated'] as const;
export type PeopleSign = (typeof SIGNS)[number];

/** What a list of people shows, as its address says it: whoever gets the address sees the same. */
export interface PeopleView {
  readonly search?: string | undefined;
  readonly tier?: string | undefined;
  readonly department?: string | undefined;
  readonly position?: string | undefined;
  /** Only people who report to this one, directly or not. */
  readonly manager?: string | undefined;
  /** Signs that people must all have, with commas between. */
  readonly sign?: string | undefined;
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
  const signs = signsIn(typeof search.sign === 'string' ? search.sign : undefined);
  return {
    ...text('search'),
    ...text('tier'),
    ...text('department'),
    ...text('position'),
    ...text('manager'),
    ...text('hide'),
    ...(signs.length > 0 && { sign: signs.join(',') }),
    ...oneOf('sort', SORTS),
    ...oneOf('order', ['asc', 'desc']),
  };
}

/** The signs that are asked for. */
export function signsIn(sign: string | undefined): readonly PeopleSign[] {
  const wanted = new Set(sign?.split(','));
  return SIGNS.filter((one) => wanted.has(one));
}

/** A view in the words of the API: which results, in which order. */
export function resultQueryOf(view: PeopleView) {
  const { search, tier, department, position, manager, sign, sort = 'score', order = 'desc' } = view;
  const signs = new Set(signsIn(sign));
  const direction = signs.has('better') ? 'better' : signs.has('worse') ? 'worse' : undefined;
  return {
    sort,
    order,
    ...(search && { search }),
    ...(tier && { tier: [tier] }),
    ...(department && { department: [department] }),
    ...(position && { position: [position] }),
    ...(manager && { manager }),
    ...(signs.has('unusual') && { unusual: 'true' as const }),
    ...(direction && ({ direction } as const)),
    ...(signs.has('beyond') && { beyond: 'true' as const }),
    ...(signs.has('borderline') && { borderline: 'true' as const }),
    ...(signs.has('data_error') && { data_error: 'true' as const }),
    ...(signs.has('unrated') && { rated: 'false' as const }),
  };
}
