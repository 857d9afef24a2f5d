export const LENGTHS = ['month', 'quarter', 'half-year', 'year'] as const;
export const MOVES = ['rose', 'fell', 'added', 'gone'] as const;

/** What of time is looked at, as the address says it. */
export interface TrendsView {
  readonly standard?: string | undefined;
  readonly length?: (typeof LENGTHS)[number] | undefined;
  /** Nobody's but this department's people. */
  readonly department?: string | undefined;
  /** Between which periods people moved. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Whose list is shown. */
  readonly move?: (typeof MOVES)[number] | undefined;
}

/** The view that an address describes; what it does not know is left out. */
export function readTrendsView(search: Record<string, unknown>): TrendsView {
  const id = (name: string) => {
    const value = search[name];
    return typeof value === 'string' && /^[\da-f-]{36}$/.test(value) ? { [name]: value } : {};
  };
  const length = LENGTHS.find((one) => one === search.length);
  const move = MOVES.find((one) => one === search.move);
  return {
    ...id('standard'),
    ...id('department'),
    ...id('from'),
    ...id('to'),
    ...(length && { length }),
    ...(move && { move }),
  };
}
