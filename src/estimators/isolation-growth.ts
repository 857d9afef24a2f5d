import type { Matrix } from '../math/matrix.ts';
import { isStartOfPermutation, RandomState, XorShift } from '../math/random.ts';
import { Workspace } from '../math/workspace.ts';
import { averagePathLength, type Forest, joinTrees } from './isolation-scoring.ts';
import { growTree, type Tree } from './isolation-tree.ts';

/** What a forest is grown on: `samples` rows of X for each tree, and what starts each tree's draws. */
export interface Growth {
  readonly X: Matrix;
  readonly samples: number;
  /** Starts the draws of the rows' targets. */
  readonly randomState: number;
  readonly seeds: Uint32Array;
}

/** So few numbers of samples that plain loops have grown the trees before a kernel has started. */
const FEWEST_NUMBERS = 4096;
/** Of more samples a kernel's numbers would outgrow the cache and its lists the memory. */
const MOST_SAMPLES = 4096;
/** As in kernels/sampled-rows.ts, kernels/mersenne-twister.ts and kernels/isolation-tree.ts. */
const TREES_AT_ONCE = 4;
const GENERATOR_BYTES = 2 * 624 * 4 + 16;
const PENDING_BYTES = 32;

/** Grows trees on rows drawn as scikit-learn draws them; all numbers of X must be 32-bit. O(trees x samples x depth). */
export function growTrees(
  X: Matrix,
  { estimators, samples, randomState }: { estimators: number; samples: number; randomState: number },
): Forest {
  const forSeeds = new RandomState(randomState);
  const seeds = new Uint32Array(estimators);
  for (let tree = 0; tree < estimators; tree++) seeds[tree] = forSeeds.randomInteger(XorShift.largest);
  const growth = { X, samples, randomState, seeds };
  const inAll = { rows: estimators * samples, columns: X.columns };
  const grow = (workspace: Workspace | null) =>
    workspace && samples <= MOST_SAMPLES
      ? growTreesByKernel(growth, workspace)
      : joinTrees(growTreesPlainly(growth));
  return Workspace.use(inAll, grow, { ready: FEWEST_NUMBERS, cold: FEWEST_NUMBERS });
}

/** The plain twin of growTreesByKernel, whose trees are yet to be joined. */
export function growTreesPlainly({ X, samples, randomState, seeds }: Growth): Tree[] {
  const areFew = seeds.length * samples < X.rows;
  const drawn = areFew ? Array.from(seeds, (seed) => drawRows(seed, X.rows, samples)) : null;
  const targets = drawTargets(randomState, X.rows, drawn);
  return Array.from(seeds, (seed, tree) => {
    const rows = drawn?.[tree] ?? drawRows(seed, X.rows, samples);
    const treeSeed = new RandomState(seed).randomInteger(XorShift.largest);
    const drawSeed = new RandomState(treeSeed).randomInteger(XorShift.largest);
    const sample = { rows: samples, columns: X.columns, ...gathered(X, targets, rows) };
    return growTree(sample, levels(samples), drawSeed);
  });
}

/** The same trees by kernels (kernels/sampled-rows.ts, kernels/isolation-tree.ts), joined. */
export function growTreesByKernel(growth: Growth, workspace: Workspace): Forest {
  const { X, samples, seeds } = growth;
  const { columns } = X;
  const trees = seeds.length;
  const { values, targets, drawn, treeSeeds } = drawnByKernel(growth, workspace);
  const counts = workspace.ints(2 * trees);
  const places = 2 * trees * samples;
  const made = [...nodeArrays(places, workspace), counts] as const;
  const lengths = workspace.floats(samples + 1);
  for (let rows = 0; rows <= samples; rows++) lengths[rows] = averagePathLength(rows);
  const maxDepth = levels(samples);
  const roomBytes = sixteens(
    samples * (16 + 4 * columns) + 8 * columns + PENDING_BYTES * (maxDepth + 2) + 64,
  );
  const rooms = workspace.rooms(roomBytes);
  const drawing = [values, targets, columns, drawn, samples, trees, treeSeeds] as const;
  const blocks = Math.ceil(trees / TREES_AT_ONCE);
  workspace.runTogether('growTrees', blocks, ...drawing, maxDepth, lengths, rooms, roomBytes, ...made);

  const roots = workspace.ints(trees);
  let nodes = 0;
  let depth = 0;
  for (let tree = 0; tree < trees; tree++) {
    roots[tree] = nodes;
    nodes += counts[2 * tree];
    depth = Math.max(depth, counts[2 * tree + 1]);
  }
  const joined = nodeArrays(nodes, workspace);
  workspace.runTogether('joinTrees', blocks, samples, trees, ...made, roots, ...joined);
  const [feature, threshold, right, reached, path] = joined;
  return {
    roots: roots.slice(),
    feature: feature.slice(),
    threshold: threshold.slice(),
    right: right.slice(),
    samples: reached.slice(),
    path: path.slice(),
    depth,
  };
}

/** Memory for so many nodes: their features, thresholds, right children, rows that reached them, and paths. */
function nodeArrays(nodes: number, workspace: Workspace) {
  return [
    workspace.ints(nodes),
    workspace.floats(nodes),
    workspace.ints(nodes),
    workspace.ints(nodes),
    workspace.floats(nodes),
  ] as const;
}

/** The splits from the root to the deepest leaf, at most. */
function levels(samples: number): number {
  return Math.ceil(Math.log2(Math.max(samples, 2)));
}

/** The next multiple of 16. */
function sixteens(bytes: number): number {
  return Math.ceil(bytes / 16) * 16;
}

function drawnByKernel({ X, samples, randomState, seeds }: Growth, workspace: Workspace) {
  const { rows, columns } = X;
  const inAll = seeds.length * samples;
  const drawn = workspace.ints(inAll);
  const treeSeeds = workspace.ints(seeds.length);
  const given = workspace.ints(seeds.length);
  given.set(seeds);
  const draw = (to: Int32Array | 0) => {
    const generators = TREES_AT_ONCE * GENERATOR_BYTES;
    const roomBytes = to === 0 ? generators : sixteens(generators + rows * 4 + rows / 8 + 64);
    const room = [workspace.rooms(roomBytes), roomBytes] as const;
    const blocks = Math.ceil(seeds.length / TREES_AT_ONCE);
    workspace.runTogether('sampleRows', blocks, given, seeds.length, rows, samples, ...room, to, treeSeeds);
  };
  if (isStartOfPermutation(rows, samples)) {
    const values = workspace.float32s(rows * columns);
    for (let at = 0; at < values.length; at++) values[at] = X.data[at];
    const targets = workspace.floats(rows);
    targets.set(drawTargets(randomState, rows, null));
    draw(drawn);
    return { values, targets, drawn, treeSeeds };
  }
  draw(0);
  const values = workspace.float32s(inAll * columns);
  const targets = workspace.floats(inAll);
  const own = Array.from(seeds, (seed) => drawRows(seed, rows, samples));
  const ofRows = drawTargets(randomState, rows, own);
  own.forEach((sample, tree) => {
    const taken = gathered(X, ofRows, sample);
    values.set(taken.values, tree * samples * columns);
    targets.set(taken.targets, tree * samples);
  });
  for (let i = 0; i < inAll; i++) drawn[i] = i;
  return { values, targets, drawn, treeSeeds };
}

function drawRows(seed: number, rows: number, samples: number): Uint32Array {
  return new RandomState(seed).sampleWithoutReplacement(rows, samples).sort();
}

/** A random target for each row; 0 for those that are in none of the samples drawn, where these are given. */
function drawTargets(seed: number, rows: number, drawn: readonly Uint32Array[] | null): Float64Array {
  const random = new RandomState(seed);
  const isNeeded = new Uint8Array(rows);
  if (drawn === null) isNeeded.fill(1);
  else for (const sample of drawn) for (let i = 0; i < sample.length; i++) isNeeded[sample[i]] = 1;
  const targets = new Float64Array(rows);
  let passed = 0;
  for (let row = 0; row < rows; row++) {
    if (isNeeded[row] === 0) {
      passed++;
      continue;
    }
    random.skip(2 * passed);
    passed = 0;
    targets[row] = random.randomSample();
  }
  return targets;
}

/** The rows' values and targets, one row after another; 0 for -0, which is the same to a tree. */
function gathered({ columns, data }: Matrix, targets: Float64Array, rows: Uint32Array) {
  const values = new Float32Array(rows.length * columns);
  const ofRows = new Float64Array(rows.length);
  for (let i = 0, at = 0; i < rows.length; i++) {
    const from = rows[i] * columns;
    for (let j = 0; j < columns; j++) values[at++] = data[from + j] + 0;
    ofRows[i] = targets[rows[i]];
  }
  return { values, targets: ofRows };
}
