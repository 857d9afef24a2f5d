import { UsageError } from '../../errors.ts';
import { RandomState } from '../../math/random.ts';
import { median } from '../../math/statistics.ts';
import { type Present, presentIn, type Series } from './series.ts';
import { theilSenLine } from './theil-sen.ts';

/** With fewer values even the clearest change could be chance at the usual level. */
export const FEWEST_VALUES = 10;

/** A level that held for fewer periods is not told from an outlier. */
const FEWEST_ON_A_SIDE = 3;

/** How often the values are put in random order; the smallest p that can come out is one more, inverted. */
const PERMUTATIONS = 999;

/** Far more than changes ever take to settle. */
const MOST_ROUNDS = 100;

/** A place where a series went from one level to another and stayed there. */
export interface ChangePoint {
  /** The first period (from 0) of the new level. */
  readonly at: number;
  /** The median of the values between the change before and this one. */
  readonly before: number;
  /** The median of the values from here to the next change. */
  readonly after: number;
  /** How often values without any change would look as changed as these, at most. */
  readonly p: number;
}

/** What was looked for, and what was found; no changes is a finding, too. */
export interface ChangePoints {
  /** In the order of time. */
  readonly changes: readonly ChangePoint[];
  readonly level: number;
  /** How many values there were. */
  readonly values: number;
}

/**
 * The periods in which a series changed its level for good. Null for fewer than 10 values, too few to tell.
 *
 * Pettitt's test (1979) on the values' ranks finds the likeliest place: it asks nothing of the values' distribution, and
 * an outlier counts no more than the largest rank. Its p is measured on 999 seeded permutations, so that it holds for
 * short series and equal values, too. What is found splits the series, and both parts are looked at in the same way
 * (binary segmentation, Vostrikova 1981); then every change moves to where the levels on both sides fit best, since on a
 * staircase the first split may lie between two steps. As the parts are looked at only after a first change, a series of independent
 * values without any is given one with a probability of at most `level` (0.01 unless told otherwise).
 *
 * A series that rises or falls steadily differs between its halves, too: changes are told only where levels describe the
 * values better than one straight line (Theil-Sen) does, by Schwarz's criterion (1978) with absolute differences. A slow
 * rise that noise nearly hides may still pass for a change, and values that depend on the one before look more changed
 * than they are.
 */
export function changePoints(
  series: Series,
  { level = 0.01, randomState = 42 }: { readonly level?: number; readonly randomState?: number } = {},
): ChangePoints | null {
  if (!(level > 0 && level < 1)) throw new UsageError(`the level must be between 0 and 1, not ${level}`);
  const present = presentIn(series);
  const { values, times } = present;
  if (values.length < FEWEST_VALUES) return null;
  const splits = settled(values, splitsOf(present, level, new RandomState(randomState)));
  const borders = [0, ...splits.map(({ at }) => at), values.length];
  const medians = borders.slice(1).map((end, i) => median(values.subarray(borders[i], end)));
  const changes = splits.map(({ at, p }, i) => ({
    at: times[at],
    before: medians[i],
    after: medians[i + 1],
    p,
  }));
  return { changes, level, values: values.length };
}

interface Split {
  /** The first value of the right part. */
  at: number;
  readonly p: number;
}

/** The splits of a part of the series, whose first value is the `from`-th of all. */
function splitsOf(present: Present, level: number, random: RandomState, from = 0): Split[] {
  const { values } = present;
  const split = splitOf(values, level, random);
  if (split === null) return [];
  const { at, p } = split;
  const splits = [
    ...splitsOf(part(present, 0, at), level, random, from),
    { at: from + at, p },
    ...splitsOf(part(present, at, values.length), level, random, from + at),
  ];
  const places = splits.map((found) => found.at - from);
  return costOfLevels(values, places) < costOfLine(present) ? splits : [];
}

function part({ times, values }: Present, start: number, end: number): Present {
  return { times: times.subarray(start, end), values: values.subarray(start, end) };
}

function splitOf(values: Float64Array, level: number, random: RandomState): Split | null {
  if (values.length < FEWEST_VALUES) return null;
  const ranks = centredRanks(values);
  const { at, size } = likeliestSplit(ranks);
  const p = shareAsLarge(ranks, size, level, random);
  return p <= level ? { at, p } : null;
}

/** Each split where the values between its neighbours differ least from their levels; in several rounds, until none moves. */
function settled(values: Float64Array, splits: readonly Split[]): Split[] {
  const found = splits.map((split) => ({ ...split }));
  for (let moved = true, round = 0; moved && round < MOST_ROUNDS; round++) {
    moved = false;
    for (const [i, split] of found.entries()) {
      const from = found[i - 1]?.at ?? 0;
      const end = found[i + 1]?.at ?? values.length;
      const differences = (at: number) =>
        fromMedian(values.subarray(from, at)) + fromMedian(values.subarray(at, end));
      for (let at = from + FEWEST_ON_A_SIDE; at <= end - FEWEST_ON_A_SIDE; at++) {
        if (differences(at) >= differences(split.at)) continue;
        split.at = at;
        moved = true;
      }
    }
  }
  return found;
}

/** Ranks, equal values sharing their mean, less the mean rank; doubled, so that they are whole. */
function centredRanks(values: Float64Array): Float64Array {
  return values.map((value) => {
    let rank = 0;
    for (const other of values) rank += Math.sign(value - other);
    return rank;
  });
}

/** Where the ranks on the left differ most from those on the right, and how much: Pettitt's K. */
function likeliestSplit(ranks: Float64Array): { readonly at: number; readonly size: number } {
  let at = FEWEST_ON_A_SIDE;
  let size = -1;
  let sum = 0;
  for (let end = 1; end <= ranks.length - FEWEST_ON_A_SIDE; end++) {
    sum += ranks[end - 1];
    if (end < FEWEST_ON_A_SIDE || Math.abs(sum) <= size) continue;
    size = Math.abs(sum);
    at = end;
  }
  return { at, size };
}

/** The share of random orders whose split is as large; ends, with 1, as soon as it is sure to be above the level (Besag and Clifford 1991). */
function shareAsLarge(ranks: Float64Array, size: number, level: number, random: RandomState): number {
  const shuffled = ranks.slice();
  let asLarge = 1;
  for (let permutation = 0; permutation < PERMUTATIONS; permutation++) {
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = random.randomInteger(i + 1);
      [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
    }
    if (likeliestSplit(shuffled).size >= size) asLarge++;
    if (asLarge > level * (PERMUTATIONS + 1)) return 1;
  }
  return asLarge / (PERMUTATIONS + 1);
}

function costOfLevels(values: Float64Array, splits: readonly number[]): number {
  let differences = 0;
  [0, ...splits].forEach((start, i) => {
    differences += fromMedian(values.subarray(start, splits[i]));
  });
  return cost(differences, values.length, 2 * splits.length + 1);
}

function costOfLine(present: Present): number {
  const { times, values } = present;
  const { slope, start } = theilSenLine(present);
  let differences = 0;
  for (const [i, value] of values.entries()) differences += Math.abs(value - start - slope * times[i]);
  return cost(differences, values.length, 2);
}

/** The sum of the values' absolute differences from their median. */
function fromMedian(values: Float64Array): number {
  const middle = median(values);
  return values.reduce((sum, value) => sum + Math.abs(value - middle), 0);
}

/** Schwarz's criterion under Laplace's distribution, of which absolute differences are the likelihood. */
function cost(differences: number, values: number, parameters: number): number {
  return 2 * values * Math.log(differences) + parameters * Math.log(values);
}
