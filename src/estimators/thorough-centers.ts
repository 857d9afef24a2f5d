import { inColumns, pointsOf } from '../math/columns.ts';
import { distinctRowCount } from '../math/distinct-row-count.ts';
import type { Matrix } from '../math/matrix.ts';
import { NearestCenter } from '../math/nearest-center.ts';
import type { RandomState } from '../math/random.ts';
import { Seeds } from '../math/seeds.ts';
import { descend } from './accelerated-lloyd.ts';
import { kMeansPlusPlus } from './k-means-plus-plus.ts';

/** How many rows the rounds look at, and how many of the clusterings found so far go on to them. */
const FIRST_ROUND = { rows: 8192 };
const SECOND_ROUND = { rows: 65_536, entrants: 8 };
const LAST_ROUND = { entrants: 2 };
/** Restarts for each one asked for: the best on a sample need not be the best on all rows. */
const RESTARTS = 2;
/** On samples, by what share of the squared extent inertia must fall for another step. */
const SMALL_GAIN = 1e-5;
/** Clusterings of a sample whose inertia differs by less, as a share, are taken for the same. */
const SAME = 1e-4;
/** Clusterings whose inertia on the larger sample is greater by more, as a share, are not the best on all rows. */
const BEHIND = 0.02;

interface Attempt {
  readonly centers: Matrix;
  readonly inertia: number;
}

/**
 * Centers that are hard to better: twice `restarts` k-means++ draws, each followed on a sample to where little changes; the
 * best of these on a larger sample; and of these the best on all rows, and the next where it is close. A sample is one row of each of as many equal
 * pieces of the data; where the rows are no more, or a sample has too few different ones, all rows are taken.
 */
export function thoroughCenters(
  nearest: NearestCenter,
  clusters: number,
  restarts: number,
  random: RandomState,
): Matrix {
  const follow = (rows: NearestCenter, centers: Matrix) =>
    rows === nearest ? descend(rows, centers) : descend(rows, centers, SMALL_GAIN);
  const small = sampleOf(nearest, FIRST_ROUND.rows, clusters, random);
  const seeds = new Seeds(inColumns(small.points));
  let attempts = Array.from({ length: RESTARTS * restarts }, () =>
    follow(small, kMeansPlusPlus(seeds, clusters, random)),
  );
  const large = sampleOf(nearest, SECOND_ROUND.rows, clusters, random);
  if (large !== small) {
    attempts = best(attempts, SECOND_ROUND.entrants).map(({ centers }) => follow(large, centers));
  }
  if (nearest !== large) {
    const [first, ...others] = best(attempts, LAST_ROUND.entrants);
    const close = others.filter(({ inertia }) => inertia <= first.inertia * (1 + BEHIND));
    attempts = [first, ...close].map(({ centers }) => follow(nearest, centers));
  }
  return best(attempts, 1)[0].centers;
}

/** The best attempts, at most `count`; of those that end the same only one. */
function best(attempts: readonly Attempt[], count: number): Attempt[] {
  const kept: Attempt[] = [];
  for (const attempt of attempts.toSorted((a, b) => a.inertia - b.inertia)) {
    const last = kept.at(-1);
    if (last === undefined || attempt.inertia > last.inertia * (1 + SAME)) kept.push(attempt);
  }
  return kept.slice(0, count);
}

function sampleOf(
  nearest: NearestCenter,
  size: number,
  clusters: number,
  random: RandomState,
): NearestCenter {
  const { rows, columns, workspace } = nearest.points;
  if (rows <= size) return nearest;
  const drawn = new Uint32Array(size);
  for (let i = 0; i < size; i++) {
    const first = Math.floor((i * rows) / size);
    drawn[i] = first + random.randomInteger(Math.floor(((i + 1) * rows) / size) - first);
  }
  const sample = nearest.take(drawn);
  if (distinctRowCount(sample, clusters) < clusters) return nearest;
  return new NearestCenter(pointsOf(sample, new Float64Array(columns), workspace));
}
