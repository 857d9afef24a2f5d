import { InputError } from '../errors.ts';
import { type Matrix, requireFinite } from '../math/matrix.ts';
import { requireSeed } from '../math/random.ts';
import { percentile } from '../math/statistics.ts';
import { type Estimator, learnedBy, requireColumns, requireWhole, type SavedEstimator } from './contract.ts';
import { growTrees } from './isolation-growth.ts';
import { averagePathLength, type Forest, joinTrees, scoreRows, treesOf } from './isolation-scoring.ts';
import type { Tree } from './isolation-tree.ts';
import { openSaved, type SavedFields, save } from './saved.ts';

const LARGEST_32_BIT = 3.4028234663852886e38;

export interface IsolationForestOptions {
  /** How many trees. */
  readonly estimators?: number;
  /** How many rows each tree is grown on, at most all: a whole number, a share below 1, or 'auto' for 256. */
  readonly maxSamples?: number | 'auto';
  /** The share of the fitted rows to flag, above 0 and at most 0.5; 'auto' flags scores below -0.5. */
  readonly contamination?: number | 'auto';
  readonly randomState?: number;
}

interface Learned {
  readonly columns: number;
  readonly samplesPerTree: number;
  readonly offset: number;
  readonly forest: Forest;
}

/**
 * Finds rows that few random splits isolate (Liu, Ting and Zhou 2008), with scikit-learn's numbers down to the random
 * draws. Values are compared as 32-bit numbers, as there.
 *
 * Defaults: estimators 100, maxSamples 'auto', contamination 'auto', randomState 42.
 */
export class IsolationForest implements Estimator {
  readonly estimators: number;
  readonly maxSamples: number | 'auto';
  readonly contamination: number | 'auto';
  readonly randomState: number;
  #learned: Learned | null = null;

  constructor({
    estimators = 100,
    maxSamples = 'auto',
    contamination = 'auto',
    randomState = 42,
  }: IsolationForestOptions = {}) {
    this.estimators = estimators;
    this.maxSamples = maxSamples;
    this.contamination = contamination;
    this.randomState = randomState;
  }

  /** The score below which a row is an anomaly. */
  get offset(): number {
    return this.#fitted().offset;
  }

  /** How many rows each tree was grown on. */
  get samplesPerTree(): number {
    return this.#fitted().samplesPerTree;
  }

  /** The trees, for whoever wants to see how a row was isolated. */
  get trees(): readonly Tree[] {
    return treesOf(this.#fitted().forest);
  }

  /**
   * Throws InputError where a parameter is out of its range or a number is not finite or exceeds 32 bits.
   * O(estimators x (samples + rows) x depth), the rows only where `contamination` is a number.
   */
  fit(X: Matrix): this {
    if (this.contamination === 'auto') this.#learned = this.#grow(X);
    else this.fitScoreSamples(X);
    return this;
  }

  /** fit, then scoreSamples of the same rows, which are scored once only. */
  fitScoreSamples(X: Matrix): Float64Array {
    const grown = this.#grow(X);
    const ofRows = scores(grown, X);
    const { contamination } = this;
    this.#learned =
      contamination === 'auto' ? grown : { ...grown, offset: percentile(ofRows, 100 * contamination) };
    return ofRows;
  }

  /**
   * The opposite of the anomaly score of the paper: from -1 to 0, the lower the more unusual.
   * Throws InputError where the columns are not those of fit. O(rows x estimators x depth).
   */
  scoreSamples(X: Matrix): Float64Array {
    const learned = this.#fitted();
    requireColumns(X, learned.columns, 'IsolationForest');
    requireFloat32(X);
    return scores(learned, X);
  }

  /** scoreSamples minus the offset: negative for anomalies. */
  decisionFunction(X: Matrix): Float64Array {
    const { offset } = this.#fitted();
    return this.scoreSamples(X).map((score) => score - offset);
  }

  /** -1 for anomalies, 1 for others. */
  predict(X: Matrix): Int8Array {
    const decisions = this.decisionFunction(X);
    const flags = new Int8Array(decisions.length);
    for (let i = 0; i < flags.length; i++) flags[i] = decisions[i] < 0 ? -1 : 1;
    return flags;
  }

  toJSON(): SavedEstimator {
    const { estimators, maxSamples, contamination, randomState } = this;
    const learned = this.#learned;
    return save(
      'IsolationForest',
      { estimators, maxSamples, contamination, randomState },
      learned && {
        columns: learned.columns,
        samplesPerTree: learned.samplesPerTree,
        offset: learned.offset,
        trees: treesOf(learned.forest).map((tree) => ({
          feature: Array.from(tree.feature),
          threshold: Array.from(tree.threshold),
          right: Array.from(tree.right),
          samples: Array.from(tree.samples),
        })),
      },
    );
  }

  /** Reads what toJSON wrote; throws InputError where it is damaged. */
  static fromJSON(document: unknown): IsolationForest {
    const { parameters, learned } = openSaved(document, 'IsolationForest');
    const isAuto = (name: string) => parameters.value(name) === 'auto';
    const forest = new IsolationForest({
      estimators: parameters.whole('estimators', 1),
      maxSamples: isAuto('maxSamples') ? 'auto' : parameters.number('maxSamples'),
      contamination: isAuto('contamination') ? 'auto' : parameters.number('contamination'),
      randomState: parameters.whole('randomState'),
    });
    forest.#requireParameters();
    if (learned !== null) forest.#learned = readLearned(learned, forest.estimators);
    return forest;
  }

  #grow(X: Matrix): Learned {
    this.#requireParameters();
    requireFinite(X);
    requireFloat32(X);
    const samples = sampleSize(this.maxSamples, X.rows);
    const { estimators, randomState } = this;
    const forest = growTrees(X, { estimators, samples, randomState });
    return { columns: X.columns, samplesPerTree: samples, forest, offset: -0.5 };
  }

  #requireParameters(): void {
    const { contamination, maxSamples } = this;
    requireWhole('estimators', this.estimators, 1);
    requireSeed(this.randomState, 'randomState');
    if (contamination !== 'auto' && !(contamination > 0 && contamination <= 0.5)) {
      throw new InputError(
        `contamination must be 'auto' or a share above 0 and at most 0.5, not ${contamination}`,
      );
    }
    if (maxSamples !== 'auto' && !(maxSamples > 0 && (maxSamples < 1 || Number.isSafeInteger(maxSamples)))) {
      throw new InputError(
        `maxSamples must be 'auto', a whole number of at least 1, or a share below 1, not ${maxSamples}`,
      );
    }
  }

  #fitted(): Learned {
    return learnedBy('IsolationForest', this.#learned);
  }
}

function sampleSize(maxSamples: number | 'auto', rows: number): number {
  if (maxSamples === 'auto') return Math.min(256, rows);
  if (maxSamples >= 1) return Math.min(maxSamples, rows);
  const size = Math.floor(maxSamples * rows);
  if (size === 0) {
    throw new InputError(
      `maxSamples ${maxSamples} of ${rows} rows is less than one row: give a larger share`,
    );
  }
  return size;
}

function scores({ forest, samplesPerTree }: Omit<Learned, 'offset'>, X: Matrix): Float64Array {
  const expected = forest.roots.length * averagePathLength(samplesPerTree);
  return expected === 0 ? new Float64Array(X.rows).fill(-0.5) : scoreRows(forest, X, expected);
}

function requireFloat32({ columns, data }: Matrix): void {
  for (let at = 0; at < data.length; at++) {
    if (Math.abs(data[at]) <= LARGEST_32_BIT) continue;
    throw new InputError(
      `row ${Math.floor(at / columns) + 1}, column ${(at % columns) + 1} is ${data[at]}: an isolation forest takes numbers up to 3.4e38`,
    );
  }
}

function readLearned(learned: SavedFields, estimators: number): Learned {
  const columns = learned.whole('columns', 1);
  const trees = learned.list('trees').map((fields) => readTree(fields, columns));
  if (trees.length !== estimators) throw learned.damaged('trees', `must be ${estimators}`, trees.length);
  return {
    columns,
    samplesPerTree: learned.whole('samplesPerTree', 1),
    offset: learned.number('offset'),
    forest: joinTrees(trees),
  };
}

function readTree(fields: SavedFields, columns: number): Tree {
  const feature = fields.wholes('feature', -1, columns - 1);
  const nodes = feature.length;
  const tree = {
    feature,
    threshold: fields.numbers('threshold', nodes),
    right: fields.wholes('right', -1, nodes - 1, nodes),
    samples: fields.wholes('samples', 1, 0x7fffffff, nodes),
  };
  if (!isDepthFirst(tree))
    throw fields.damaged('right', 'must lead through every node once', 'what it holds');
  return tree;
}

/** Whether following the children from the root, left before right, meets the nodes in the order they stand in. */
function isDepthFirst({ feature, right }: Tree): boolean {
  const pending = [0];
  let expected = 0;
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node !== expected++ || node >= feature.length) return false;
    if (feature[node] === -1) continue;
    pending.push(right[node], node + 1);
  }
  return expected === feature.length;
}
