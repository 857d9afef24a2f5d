import { distinctRows } from '../../math/distinct-rows.ts';
import { type Matrix, takeRows } from '../../math/matrix.ts';
import { RandomState } from '../../math/random.ts';
import { colleagues, RESAMPLES, repeatedIndices } from '../resampling.ts';
import { centresFrom, nearestRanks } from './grading.ts';
import { ResampledSeeds } from './resampled-seeds.ts';

/**
 * The grades' centres as they would be with other colleagues: as many people as there are (at most 5,000) are drawn
 * from them with replacement, 200 times, and the whole method, seeding included, is run on each draw. Null stands for
 * a draw with fewer different rows than grades. Everybody is held against the same 200 sets of centres, drawn or not,
 * so they can be saved with a standard and applied to people who were not there.
 *
 * The draws run over the rows in lexicographic order: the same seed gives the same centres whatever order they come in.
 */
export function resampledCentres(
  features: Matrix,
  grades: number,
  minPts: number,
  randomState: number,
): (Matrix | null)[] {
  const random = new RandomState(randomState);
  const pool = colleagues(features, random);
  const { matrix, counts } = distinctRows(pool);
  const owners = repeatedIndices(counts, pool.rows);
  const seeding = new ResampledSeeds(matrix, minPts);
  return Array.from({ length: RESAMPLES }, () => {
    const drawn = new Uint32Array(matrix.rows);
    for (let i = 0; i < owners.length; i++) drawn[owners[random.randomInteger(owners.length)]]++;
    const seeds = seeding.seeds(drawn, grades);
    if (!seeds) return null;
    return centresFrom(takeRows(matrix, repeatedIndices(drawn, owners.length)), grades, seeds, minPts);
  });
}

/** How often each row gets each grade by resampled centres: a row of the answer per row, a column per rank. */
export function rankCounts(
  features: Matrix,
  resampled: readonly (Matrix | null)[],
  grades: number,
): Uint32Array {
  const counts = new Uint32Array(features.rows * grades);
  const ranks = new Uint8Array(features.rows);
  for (const centres of resampled) {
    if (!centres) continue;
    nearestRanks(features, centres, ranks);
    for (let i = 0; i < ranks.length; i++) counts[i * grades + ranks[i]]++;
  }
  return counts;
}
