import { UsageError } from '../../errors.ts';
import { normalQuantile } from '../../math/normal.ts';
import { median, sortedMedian } from '../../math/statistics.ts';
import { type Present, presentIn, type Series } from './series.ts';

/** Up to so many values the interval comes from the exact distribution, beyond from the normal one, which is as good there. */
const MOST_EXACT = 40;

/** The straight line through a series that outliers move least. */
export interface Trend {
  /** Change of the value from one period to the next. */
  readonly slope: number;
  /** Where the line stands in the first period of the series. */
  readonly start: number;
  /** Where the true slope lies with at least the given confidence; null where there are too few values to say (below 5 for 0.95). */
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly level: number;
  /** Rising or falling where the whole interval is, none where it holds 0; null without an interval. */
  readonly direction: 'rising' | 'falling' | 'none' | null;
  /** How many values there were. */
  readonly values: number;
}

/**
 * The Theil-Sen slope of a series: the median of the slopes between all pairs of values, which stays where it is while
 * less than 29 % of the values are wrong (Theil 1950; Sen 1968). The line has as many values above as below (Conover
 * 1980). Missing periods are left out and keep their place in time. Null for fewer than two values.
 *
 * The interval is Sen's: the pairs' slopes in order, less as many at either end as Kendall's tau allows; it assumes that
 * values are independent given the line. For up to 40 values the distribution is exact, so that too few values give no
 * interval rather than a bold one; equal values make it wider than it need be, never narrower. Throws UsageError unless
 * `level` is between 0 and 1 (default 0.95). O(values^2 log values).
 */
export function theilSen(series: Series, { level = 0.95 }: { readonly level?: number } = {}): Trend | null {
  if (!(level > 0 && level < 1)) throw new UsageError(`the level must be between 0 and 1, not ${level}`);
  const present = presentIn(series);
  if (present.values.length < 2) return null;
  const slopes = pairSlopes(present).sort();
  const { slope, start } = lineOf(present, sortedMedian(slopes));
  const interval = intervalOf(slopes, present.values.length, level);
  return { slope, start, interval, level, direction: directionOf(interval), values: present.values.length };
}

/** The line alone, for who needs no interval; at least two values. */
export function theilSenLine(present: Present): { readonly slope: number; readonly start: number } {
  return lineOf(present, median(pairSlopes(present)));
}

function lineOf({ times, values }: Present, slope: number): { slope: number; start: number } {
  return { slope: slope + 0, start: median(values.map((value, i) => value - slope * times[i])) };
}

function pairSlopes({ times, values }: Present): Float64Array {
  const count = values.length;
  const slopes = new Float64Array((count * (count - 1)) / 2);
  for (let j = 1, at = 0; j < count; j++) {
    for (let i = 0; i < j; i++) slopes[at++] = (values[j] - values[i]) / (times[j] - times[i]);
  }
  return slopes;
}

function intervalOf(slopes: Float64Array, count: number, level: number): Trend['interval'] {
  const left = (count <= MOST_EXACT ? exactlyLeftOut : aboutLeftOut)(count, (1 - level) / 2);
  return left < 0 ? null : { low: slopes[left] + 0, high: slopes[slopes.length - 1 - left] + 0 };
}

/**
 * How many slopes may be left out at either end: the largest number of discordant pairs that independent values reach or
 * stay below with at most the given probability; -1 where even none are likelier. The numbers of permutations with so
 * many inversions, as shares, one value added after the other.
 */
function exactlyLeftOut(count: number, probability: number): number {
  let shares = [1];
  for (let values = 2; values <= count; values++) {
    const next = new Array<number>(shares.length + values - 1).fill(0);
    for (const [inversions, share] of shares.entries()) {
      for (let more = 0; more < values; more++) next[inversions + more] += share / values;
    }
    shares = next;
  }
  let below = 0;
  return (
    shares.findIndex((share) => {
      below += share;
      return below > probability;
    }) - 1
  );
}

function aboutLeftOut(count: number, probability: number): number {
  const pairs = (count * (count - 1)) / 2;
  const deviation = Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18);
  return Math.floor((pairs + normalQuantile(probability) * deviation) / 2) - 1;
}

function directionOf(interval: Trend['interval']): Trend['direction'] {
  if (interval === null) return null;
  if (interval.low > 0) return 'rising';
  return interval.high < 0 ? 'falling' : 'none';
}
