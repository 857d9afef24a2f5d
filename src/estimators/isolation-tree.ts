import { XorShift } from '../math/random.ts';
import { RandomSplitter } from './random-split.ts';
import { splitImpurity, totalImpurity } from './target-impurity.ts';

/** One tree in flat arrays, an entry per node. Nodes stand in depth-first order: a left child follows its parent. */
export interface Tree {
  /** The column that a node compares; -1 for a leaf. */
  readonly feature: Int32Array;
  /** Values of at most the threshold go left; 0 for a leaf. */
  readonly threshold: Float64Array;
  /** The right child; -1 for a leaf. */
  readonly right: Int32Array;
  /** How many of the rows the tree was grown on reached the node. */
  readonly samples: Int32Array;
}

/** What a tree is grown on: 32-bit values row by row, and a random target for each row. */
export interface TreeSample {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
  readonly targets: Float64Array;
}

/**
 * Grows a random isolation tree (Liu, Ting and Zhou 2008, algorithm 2) of at most `maxDepth` levels of splits;
 * `seed` starts the tree's own generator. O(rows x depth) for few columns.
 *
 * Draws what scikit-learn draws, whose isolation trees are regression trees on random targets. The targets choose no
 * split, but a node whose targets hardly differ becomes a leaf and so moves every later draw; that is why their
 * variance is followed through the tree.
 */
export function growTree(sample: TreeSample, maxDepth: number, seed: number): Tree {
  const nodes = 2 * sample.rows - 1;
  const feature = new Int32Array(nodes).fill(-1);
  const threshold = new Float64Array(nodes);
  const right = new Int32Array(nodes).fill(-1);
  const samples = new Int32Array(nodes);
  const splitter = new RandomSplitter(sample, new XorShift(seed));
  const { order } = splitter;
  const pending: Pending[] = [
    {
      start: 0,
      end: sample.rows,
      depth: 0,
      rightOf: -1,
      impurity: totalImpurity(sample.targets),
      constants: 0,
    },
  ];
  let count = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { start, end, depth, rightOf, impurity } = next;
    const node = count++;
    samples[node] = end - start;
    if (rightOf !== -1) right[rightOf] = node;
    if (depth >= maxDepth || end - start < 2 || impurity <= Number.EPSILON) continue;
    const split = splitter.split(start, end, next.constants);
    if (split === null) continue;
    const { middle, constants } = split;
    const [left, rest, improvement] = splitImpurity(sample.targets, order, start, middle, end, impurity);
    if (improvement + Number.EPSILON < 0) continue;
    feature[node] = split.feature;
    threshold[node] = split.threshold;
    pending.push({ start: middle, end, depth: depth + 1, rightOf: node, impurity: rest, constants });
    pending.push({ start, end: middle, depth: depth + 1, rightOf: -1, impurity: left, constants });
  }
  return {
    feature: feature.slice(0, count),
    threshold: threshold.slice(0, count),
    right: right.slice(0, count),
    samples: samples.slice(0, count),
  };
}

/** A node to be grown from rows `start` to `end - 1` of the splitter's order. */
interface Pending {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  /** The parent of a right child, -1 for a left one. */
  readonly rightOf: number;
  readonly impurity: number;
  /** How many columns are known to be constant here. */
  readonly constants: number;
}
