import { inColumns, pointsOf } from '../math/columns.ts';
import type { Matrix } from '../math/matrix.ts';
import { NearestCenter } from '../math/nearest-center.ts';
import type { RandomState } from '../math/random.ts';
import { Seeds } from '../math/seeds.ts';
import { Workspace } from '../math/workspace.ts';
import { descend } from './accelerated-lloyd.ts';
import { kMeansPlusPlus } from './k-means-plus-plus.ts';
import { lloyd } from './lloyd.ts';

/** Draws by which the places are looked for where K-means comes to rest. */
const TRIALS = 20;
/** Of these places, so many compete. */
const MOST_COMPETITORS = 6;
/** Places whose inertia differs by less, as a share, are taken for the same. */
const SAME = 1e-4;
/** Far more than any run needs to come to rest. */
const MOST_ITERATIONS = 10_000;

/**
 * The centers where K-means comes to rest on these rows from 20 k-means++ draws, those of the smallest inertia first, at
 * most 6: what competes to be the answer on rows much like these. X must have as many different rows as there are clusters.
 */
export function competingCenters(X: Matrix, clusters: number, random: RandomState): Matrix[] {
  return withPoints(X, (nearest, seeds) => {
    const found = Array.from({ length: TRIALS }, () =>
      descend(nearest, kMeansPlusPlus(seeds, clusters, random)),
    );
    found.sort((a, b) => a.inertia - b.inertia);
    const distinct = found.filter(({ inertia }, i) => i === 0 || inertia > found[i - 1].inertia * (1 + SAME));
    return distinct.slice(0, MOST_COMPETITORS).map(({ centers }) => centers);
  });
}

/**
 * The centers of the smallest inertia that K-means comes to from the given starts and from `draws` k-means++ draws on X
 * itself, followed to where nothing moves.
 */
export function bestOfCompeting(
  X: Matrix,
  starts: readonly Matrix[],
  draws: number,
  random: RandomState,
): Matrix {
  return withPoints(X, (nearest, seeds) => {
    const clusters = starts[0].rows;
    const drawn = Array.from({ length: draws }, () => kMeansPlusPlus(seeds, clusters, random));
    const [best] = [...starts, ...drawn]
      .map((start) => descend(nearest, start))
      .sort((a, b) => a.inertia - b.inertia);
    return lloyd(nearest, best.centers, MOST_ITERATIONS, 0).centers;
  });
}

/** Works on the rows in a workspace whatever their number, since so many runs on them are to come. */
function withPoints<T>(X: Matrix, work: (nearest: NearestCenter, seeds: Seeds) => T): T {
  const workspace = Workspace.open();
  try {
    const points = pointsOf(X, new Float64Array(X.columns), workspace);
    return work(new NearestCenter(points), new Seeds(inColumns(points)));
  } finally {
    workspace?.close();
  }
}
