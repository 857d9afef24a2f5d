import { InputError } from '../errors.ts';
import type { Matrix } from '../math/matrix.ts';
import type { RandomState } from '../math/random.ts';
import type { Seeds } from '../math/seeds.ts';

/**
 * Draws starting centers by greedy k-means++ (Arthur and Vassilvitskii 2007): the first is any row; for each further
 * one, 2 + ln(clusters) rows are drawn with a chance proportional to their squared distance to the nearest center so
 * far, and the one that leaves the smallest sum of squared distances is taken. The same draws as scikit-learn's.
 *
 * Needs at least as many distinct rows as clusters; throws InputError where they are too close to be told apart.
 * O(rows x columns x clusters x log clusters).
 */
export function kMeansPlusPlus(seeds: Seeds, clusters: number, random: RandomState): Matrix {
  const { rows, columns, data } = seeds.points;
  const trials = 2 + Math.floor(Math.log(clusters));
  const centers = new Float64Array(clusters * columns);
  let potential = Number.NaN;
  seeds.restart();
  for (let c = 0; c < clusters; c++) {
    const candidates =
      c === 0 ? [random.randomInteger(rows)] : drawCandidates(seeds, potential, trials, random);
    const taken = seeds.takeBest(candidates);
    potential = taken.potential;
    for (let j = 0; j < columns; j++) centers[c * columns + j] = data[j * rows + taken.row];
  }
  return { rows: clusters, columns, data: centers };
}

function drawCandidates(seeds: Seeds, potential: number, trials: number, random: RandomState): number[] {
  if (!(potential > 0)) {
    throw new InputError('the rows are too close to each other to be told apart: scale the columns first');
  }
  const parts = Array.from({ length: trials }, () => random.randomSample() * potential);
  return parts.map((part) => seeds.rowAt(part));
}
