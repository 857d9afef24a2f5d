import { InputError } from '../errors.ts';
import type { Matrix } from '../math/matrix.ts';
import type { RandomState } from '../math/random.ts';
import type { Seeds } from '../math/seeds.ts';

/** The code of the error for rows that only rounding tells apart. */
export const TOO_CLOSE = 'too_close';

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
    if (c > 0 && !(potential > 0)) throw tooClose(clusters);
    const candidates =
      c === 0 ? [random.randomInteger(rows)] : drawCandidates(seeds, potential, trials, random);
    const taken = seeds.takeBest(candidates);
    potential = taken.potential;
    for (let j = 0; j < columns; j++) centers[c * columns + j] = data[j * rows + taken.row];
    if (isRepeated(centers, c, columns)) throw tooClose(clusters);
  }
  return { rows: clusters, columns, data: centers };
}

function drawCandidates(seeds: Seeds, potential: number, trials: number, random: RandomState): number[] {
  const candidates: number[] = [];
  while (candidates.length < trials) candidates.push(seeds.rowAt(random.randomSample() * potential));
  return candidates;
}

/** Whether a center equals an earlier one, as happens where rounding alone keeps rows apart. */
function isRepeated(centers: Float64Array, c: number, columns: number): boolean {
  for (let earlier = 0; earlier < c; earlier++) {
    let j = 0;
    while (j < columns && centers[earlier * columns + j] === centers[c * columns + j]) j++;
    if (j === columns) return true;
  }
  return false;
}

function tooClose(clusters: number): InputError {
  return new InputError(
    `the rows are too close to each other to be told apart as ${clusters} clusters: scale the columns, or ask for fewer`,
    { code: TOO_CLOSE },
  );
}
