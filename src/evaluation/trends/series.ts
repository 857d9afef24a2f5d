/** One value for each period, in the order of time and equally far apart; null where there is none. */
export type Series = readonly (number | null)[];

/** The values that are there, and which period (from 0) each belongs to. */
export interface Present {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

export function presentIn(series: Series): Present {
  const times: number[] = [];
  const values: number[] = [];
  for (const [time, value] of series.entries()) {
    if (value === null || !Number.isFinite(value)) continue;
    times.push(time);
    values.push(value);
  }
  return { times: Float64Array.from(times), values: Float64Array.from(values) };
}
