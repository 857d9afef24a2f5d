import { columnsOf } from '../math/columns.ts';
import { distinctRowCount } from '../math/distinct-row-count.ts';
import type { Matrix } from '../math/matrix.ts';
import { NearestCenter } from '../math/nearest-center.ts';
import type { RandomState } from '../math/random.ts';
import { Seeds } from '../math/seeds.ts';
import { descend } from './accelerated-lloyd.ts';
import { kMeansPlusPlus } from './k-means-plus-plus.ts';

/** Rows that all restarts run on, and those that the best of them are told apart by. */
const SMALL_SAMPLE = 8192;
const LARGE_SAMPLE = 65_536;
/** How many clusterings of the small sample go on to the large one. */
const FINALISTS = 5;
/** Clusterings whose inertia differs by less, as a share, are taken for the same. */
const SAME = 1e-3;
/** Restarts on the sample for each one asked for: the best on a sample need not be the best on all rows. */
const RESTARTS = 2;

interface Attempt {
  readonly centers: Matrix;
  readonly inertia: number;
}

/**
 * Starting centers that are hard to better: the best of twice `restarts` k-means++ draws, each followed to its end on a
 * sample, the best of these on a larger sample. Both samples are drawn without replacement; where the rows are no more,
 * or the sample has too few different ones, all rows are taken. O(restarts x sample + large sample), however many rows.
 */
export function thoroughStart(
  nearest: NearestCenter,
  clusters: number,
  restarts: number,
  random: RandomState,
): Matrix {
  const small = sampleOf(nearest, SMALL_SAMPLE, clusters, random);
  const seeds = new Seeds(small.points);
  const attempts = Array.from({ length: RESTARTS * restarts }, () =>
    descend(small, kMeansPlusPlus(seeds, clusters, random)),
  );
  const large = sampleOf(nearest, LARGE_SAMPLE, clusters, random);
  const finalists = best(attempts);
  const polished = large === small ? finalists : finalists.map(({ centers }) => descend(large, centers));
  return polished.sort(byInertia)[0].centers;
}

function byInertia(a: Attempt, b: Attempt): number {
  return a.inertia - b.inertia;
}

/** The best attempts, of those that end nearly the same only the better one. */
function best(attempts: readonly Attempt[]): Attempt[] {
  const kept: Attempt[] = [];
  for (const attempt of attempts.toSorted(byInertia)) {
    const last = kept.at(-1);
    if (last === undefined || attempt.inertia > last.inertia * (1 + SAME)) kept.push(attempt);
  }
  return kept.slice(0, FINALISTS);
}

function sampleOf(
  nearest: NearestCenter,
  size: number,
  clusters: number,
  random: RandomState,
): NearestCenter {
  const { rows, columns, data, workspace } = nearest.points;
  if (rows <= size) return nearest;
  const chosen = random.sampleWithoutReplacement(rows, size).sort();
  const sample = { rows: size, columns, data: new Float64Array(size * columns) };
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < size; i++) sample.data[i * columns + j] = data[j * rows + chosen[i]];
  }
  if (distinctRowCount(sample, clusters) < clusters) return nearest;
  return new NearestCenter(columnsOf(sample, new Float64Array(columns), workspace));
}
