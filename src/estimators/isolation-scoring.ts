import { exp2 } from '../math/exp2.ts';
import type { Matrix } from '../math/matrix.ts';
import { Workspace } from '../math/workspace.ts';
import { scoreRowsByKernel } from './isolation-kernel.ts';
import type { Tree } from './isolation-tree.ts';

/** Trees joined in flat arrays for scoring; `right` counts nodes over all trees, and is -1 for leaves. */
export interface Forest {
  /** The root of each tree. */
  readonly roots: Int32Array;
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly right: Int32Array;
  /** How many of the rows a tree was grown on reached the node. */
  readonly samples: Int32Array;
  /** For each leaf, the splits on the way to it and those that its rows would still need on average; 0 for other nodes. */
  readonly path: Float64Array;
  /** The splits from a root to the leaf that is farthest from one. */
  readonly depth: number;
}

/** Rows are scored in blocks that fit the processor's cache, each block by all trees in turn. */
const SCORED_ROWS = 2048;

/** So few numbers that filling the trees up for the kernel takes as long as scoring rows of them by plain loops. */
const FEWEST_NUMBERS = 128;

const EULER_GAMMA = 0.5772156649015329;

/** The trees as one forest. */
export function joinTrees(trees: readonly Tree[]): Forest {
  const nodes = trees.reduce((sum, tree) => sum + tree.feature.length, 0);
  const roots = new Int32Array(trees.length);
  const feature = new Int32Array(nodes);
  const threshold = new Float64Array(nodes);
  const right = new Int32Array(nodes);
  const samples = new Int32Array(nodes);
  const path = new Float64Array(nodes);
  const depths = new Int32Array(nodes);
  const expected = new Map<number, number>();
  let start = 0;
  let deepest = 0;
  for (let t = 0; t < trees.length; t++) {
    const tree = trees[t];
    roots[t] = start;
    feature.set(tree.feature, start);
    threshold.set(tree.threshold, start);
    samples.set(tree.samples, start);
    for (let i = 0, node = start; i < tree.feature.length; i++, node++) {
      right[node] = tree.right[i] < 0 ? -1 : tree.right[i] + start;
      const depth = depths[node];
      if (feature[node] >= 0) {
        depths[node + 1] = depth + 1;
        depths[right[node]] = depth + 1;
      } else {
        path[node] = depth + 1 + averagePathLengthOf(tree.samples[i], expected) - 1;
        if (depth > deepest) deepest = depth;
      }
    }
    start += tree.feature.length;
  }
  return { roots, feature, threshold, right, samples, path, depth: deepest };
}

/** The trees of a forest, which share its arrays. */
export function treesOf({ roots, feature, threshold, right, samples }: Forest): Tree[] {
  return Array.from(roots, (root, tree) => {
    const end = roots[tree + 1] ?? feature.length;
    return {
      feature: feature.subarray(root, end),
      threshold: threshold.subarray(root, end),
      right: right.subarray(root, end).map((child) => (child < 0 ? -1 : child - root)),
      samples: samples.subarray(root, end),
    };
  });
}

/**
 * For each row, the opposite of its anomaly score: -(2 ** -(paths / expected)), where paths are the lengths of those that
 * isolate it, added up over the trees, and expected is their usual sum. Values are compared as 32-bit numbers.
 * O(rows x trees x depth).
 */
export function scoreRows(forest: Forest, X: Matrix, expected: number): Float64Array {
  const score = (workspace: Workspace | null): Float64Array => {
    const scores = workspace && scoreRowsByKernel(forest, X, expected, workspace);
    return scores ?? scoreRowsPlainly(forest, X, expected);
  };
  return Workspace.use(X, score, { ready: FEWEST_NUMBERS });
}

/** The plain twin of scoreRowsByKernel. */
export function scoreRowsPlainly(forest: Forest, X: Matrix, expected: number): Float64Array {
  const scores = sumPaths(forest, X);
  for (let i = 0; i < scores.length; i++) scores[i] = -exp2(-(scores[i] / expected));
  return scores;
}

function sumPaths({ roots, feature, threshold, right, path }: Forest, { rows, columns, data }: Matrix) {
  const sums = new Float64Array(rows);
  const block = new Float32Array(Math.min(rows, SCORED_ROWS) * columns);
  for (let start = 0; start < rows; start += SCORED_ROWS) {
    const end = Math.min(start + SCORED_ROWS, rows);
    block.set(data.subarray(start * columns, end * columns));
    for (let t = 0; t < roots.length; t++) {
      const root = roots[t];
      for (let i = start, row = 0; i < end; i++, row += columns) {
        let node = root;
        let column = feature[node];
        while (column >= 0) {
          node = block[row + column] <= threshold[node] ? node + 1 : right[node];
          column = feature[node];
        }
        sums[i] += path[node];
      }
    }
  }
  return sums;
}

/** The mean length of an unsuccessful search among `rows` keys: Liu, Ting and Zhou 2008, equation 1. */
export function averagePathLength(rows: number): number {
  if (rows <= 1) return 0;
  if (rows === 2) return 1;
  return 2 * (Math.log(rows - 1) + EULER_GAMMA) - (2 * (rows - 1)) / rows;
}

function averagePathLengthOf(rows: number, known: Map<number, number>): number {
  if (rows <= 2) return averagePathLength(rows);
  let length = known.get(rows);
  if (length === undefined) {
    length = averagePathLength(rows);
    known.set(rows, length);
  }
  return length;
}
