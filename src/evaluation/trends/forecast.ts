import { UsageError } from '../../errors.ts';
import { median } from '../../math/statistics.ts';
import { presentIn, type Series } from './series.ts';
import { theilSenLine } from './theil-sen.ts';

/** A method needs so many values before it may forecast. */
const FEWEST_TO_LEARN = 4;

/** So many forecasts of the past are needed to say how good those of the future will be. */
const FEWEST_TO_JUDGE = 4;

/** So there is no forecast of fewer values. */
export const FEWEST_TO_FORECAST = FEWEST_TO_LEARN + FEWEST_TO_JUDGE;

export type ForecastMethod = 'last' | 'median' | 'line' | 'damped' | 'seasonal';

/** What the next period will probably bring, and how good such forecasts were so far. */
export interface Forecast {
  readonly value: number;
  /** Where the value will lie with about the given probability. */
  readonly interval: { readonly low: number; readonly high: number; readonly level: number };
  readonly method: ForecastMethod;
  readonly backtest: {
    /** Periods that were forecast from those before them alone. */
    readonly forecasts: number;
    /** The mean absolute error of these forecasts, the method chosen anew before each. */
    readonly error: number;
    /** The mean absolute error of saying that nothing changes. */
    readonly error_of_last: number;
  };
}

export interface ForecastOptions {
  /** Probability of the interval, 0.5 to 0.95; default 0.8. */
  readonly level?: number;
  /** Periods of a year: 4 for quarters, 12 for months. Seasons are looked at from the third year on; without it never. */
  readonly season?: number;
  /** What the value can be: forecasts and intervals stay inside. */
  readonly bounds?: { readonly minimum: number; readonly maximum: number };
}

/**
 * Forecasts the period after the last one of a series. Null where that would be guessing: the last period has no value, or
 * there are too few (8; for a level of 0.9 at least 13, for 0.95 at least 23) to try forecasts on.
 *
 * Five simple methods compete: the last value; the median of the last four; the Theil-Sen line through the last 24; a
 * trend that fades (Gardner and McKenzie 1985, smoothing 0.5 of the level and 0.2 of the trend, damping 0.8: fixed, so
 * that nothing is fitted to luck); with seasons, the value of the same period a year ago. Each past period from the
 * fifth on (with seasons, the third year on) is forecast from those before it, and the method with the smallest
 * absolute errors so far is taken (rolling origin, Tashman 2000), the first of equally good ones.
 *
 * The error beside it is that of this whole procedure, choice included: each past forecast is by the method that would
 * have been taken then. The interval reaches as far as the smallest share of those errors that holds `level` of them with
 * the next one counted in (split conformal prediction, Lei et al. 2018), which is right where the errors to come are like
 * those that were. O(periods^2).
 */
export function forecast(series: Series, options: ForecastOptions = {}): Forecast | null {
  const { level = 0.8, season = 0, bounds } = checked(options);
  if (!isValue(series.at(-1))) return null;
  const clip = (value: number) =>
    bounds ? Math.min(bounds.maximum, Math.max(bounds.minimum, value)) : value;
  const seasonal = season > 0 && rest(series, 2 * season) >= FEWEST_TO_JUDGE;
  const total = new Map<ForecastMethod, number>(PLAIN_METHODS.map((method) => [method, 0]));
  if (seasonal) total.set('seasonal', 0);

  const errors: number[] = [];
  for (let period = seasonal ? 2 * season : 1; period < series.length; period++) {
    const actual = series[period];
    const past = series.slice(0, period);
    if (!isValue(actual) || presentIn(past).values.length < FEWEST_TO_LEARN) continue;
    const best = bestOf(total);
    for (const [method, sum] of total) {
      const error = Math.abs(actual - clip(METHODS[method](past, season)));
      total.set(method, sum + error);
      if (method === best) errors.push(error);
    }
  }
  const place = Math.ceil((errors.length + 1) * level - 1e-9);
  if (errors.length < FEWEST_TO_JUDGE || place > errors.length) return null;

  const method = bestOf(total);
  const value = clip(METHODS[method](series, season));
  const reach = Float64Array.from(errors).sort()[place - 1];
  return {
    value,
    interval: { low: clip(value - reach), high: clip(value + reach), level },
    method,
    backtest: {
      forecasts: errors.length,
      error: errors.reduce((sum, error) => sum + error, 0) / errors.length,
      error_of_last: (total.get('last') ?? 0) / errors.length,
    },
  };
}

function checked(options: ForecastOptions): ForecastOptions {
  const { level = 0.8, season, bounds } = options;
  if (!(level >= 0.5 && level <= 0.95)) {
    throw new UsageError(`the level of a forecast must be from 0.5 to 0.95, not ${level}`);
  }
  if (season !== undefined && !(Number.isInteger(season) && season >= 2)) {
    throw new UsageError(`a season must be a whole number of at least 2 periods, not ${season}`);
  }
  if (bounds && !(bounds.minimum <= bounds.maximum)) {
    throw new UsageError(
      `the bounds of a forecast must not end (${bounds.maximum}) before they begin (${bounds.minimum})`,
    );
  }
  return options;
}

function isValue(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** How many values there are from a period on. */
function rest(series: Series, from: number): number {
  return series.slice(from).filter(isValue).length;
}

/** The method with the smallest sum of errors, of equal ones the first. */
function bestOf(total: ReadonlyMap<ForecastMethod, number>): ForecastMethod {
  let best: ForecastMethod = 'last';
  for (const [method, sum] of total) {
    if (sum < (total.get(best) ?? 0)) best = method;
  }
  return best;
}

/** The simplest first. */
const PLAIN_METHODS: readonly ForecastMethod[] = ['last', 'median', 'line', 'damped'];

/** The line follows so many of the last values: long enough to outlast an odd year, short enough to forget an old one. */
const LINE_THROUGH = 24;

/** Each says what comes after a series with at least four values. */
const METHODS: Readonly<Record<ForecastMethod, (past: Series, season: number) => number>> = {
  last: (past) => lastValue(past),
  median: (past) => median(presentIn(past).values.slice(-4)),
  line: (past) => {
    const { times, values } = presentIn(past);
    const recent = { times: times.slice(-LINE_THROUGH), values: values.slice(-LINE_THROUGH) };
    const { slope, start } = theilSenLine(recent);
    return start + slope * past.length;
  },
  damped: fadingTrend,
  seasonal: (past, season) => {
    for (let at = past.length - season; at >= 0; at -= season) {
      const value = past[at];
      if (isValue(value)) return value;
    }
    return lastValue(past);
  },
};

function lastValue(past: Series): number {
  return past.findLast(isValue) ?? 0;
}

const SMOOTHING = 0.5;
const TREND_SMOOTHING = 0.2;
const DAMPING = 0.8;

function fadingTrend(past: Series): number {
  let level: number | null = null;
  let trend = 0;
  for (const value of past) {
    if (level === null) {
      level = value;
      continue;
    }
    const expected: number = level + DAMPING * trend;
    const next: number = isValue(value) ? expected + SMOOTHING * (value - expected) : expected;
    trend = TREND_SMOOTHING * (next - level) + (1 - TREND_SMOOTHING) * DAMPING * trend;
    level = next;
  }
  return (level ?? 0) + DAMPING * trend;
}
