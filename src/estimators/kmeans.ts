import { InputError } from '../errors.ts';
import { centeredPoints, columnsOf, inColumns, type Points } from '../math/columns.ts';
import { distinctRowCount } from '../math/distinct-row-count.ts';
import { distinctRows, withRepeats } from '../math/distinct-rows.ts';
import { type Matrix, requireFinite, requireShape, rowsOf, takeRows } from '../math/matrix.ts';
import { NearestCenter } from '../math/nearest-center.ts';
import { RandomState, requireSeed } from '../math/random.ts';
import { Seeds } from '../math/seeds.ts';
import { Workspace } from '../math/workspace.ts';
import { type Estimator, learnedBy, requireColumns, requireWhole, type SavedEstimator } from './contract.ts';
import { DEFAULT_MIN_PTS, seedsAmong } from './density-seeding.ts';
import { kMeansPlusPlus, TOO_CLOSE } from './k-means-plus-plus.ts';
import { type Clustering, lloyd, type Stopped } from './lloyd.ts';
import { lloydRuns } from './lloyd-few.ts';
import { openSaved, type SavedFields, save } from './saved.ts';
import { thoroughCenters } from './thorough-centers.ts';

/**
 * Where the centers start: drawn, the best of many draws on samples (`thoroughCenters`), found in dense places without
 * luck (`densitySeeds`), given as a matrix of centers, or given as the indices of rows (from 0).
 */
export type KMeansInit = 'k-means++' | 'thorough' | 'density' | Matrix | readonly number[];

export interface KMeansOptions {
  readonly clusters: number;
  readonly init?: KMeansInit;
  /** How many times centers are drawn; the clustering of the smallest inertia is kept. Centers that are not drawn run once. */
  readonly nInit?: number;
  /** For init 'density': by how many nearest other rows a row's density is measured. */
  readonly minPts?: number;
  readonly maxIterations?: number;
  /** As a share of the columns' mean variance: the centers' squared movement at which the iterations end. */
  readonly tolerance?: number;
  readonly randomState?: number;
}

interface Learned {
  readonly clusterCenters: Matrix;
  readonly labels: Int32Array | null;
  readonly inertia: number;
  readonly iterations: number;
  readonly stopped: Stopped;
}

/** So few numbers that plain loops go over them as often as it takes before a kernel has started. */
const FEWEST_NUMBERS = { ready: 256, cold: 1024 };

/**
 * K-means clustering by Lloyd's algorithm, with scikit-learn's numbers down to the random draws.
 *
 * Defaults: init 'k-means++', nInit 10, minPts 10, maxIterations 300, tolerance 1e-4, randomState 42.
 *
 * With init 'density' nothing is random and the rows are clustered in lexicographic order: whatever order they come
 * in, each gets the same label, and everything that is learned is the same to the last bit.
 *
 * Init 'thorough' gives as good a clustering many times faster where there are many rows: all draws are followed on
 * samples, and only the winner on all rows, to where no row changes its cluster, whatever the tolerance.
 */
export class KMeans implements Estimator {
  readonly clusters: number;
  readonly init: KMeansInit;
  readonly nInit: number;
  readonly minPts: number;
  readonly maxIterations: number;
  readonly tolerance: number;
  readonly randomState: number;
  #learned: Learned | null = null;

  constructor({
    clusters,
    init = 'k-means++',
    nInit = 10,
    minPts = DEFAULT_MIN_PTS,
    maxIterations = 300,
    tolerance = 1e-4,
    randomState = 42,
  }: KMeansOptions) {
    this.clusters = clusters;
    this.init = init;
    this.nInit = nInit;
    this.minPts = minPts;
    this.maxIterations = maxIterations;
    this.tolerance = tolerance;
    this.randomState = randomState;
  }

  /** A row per cluster. */
  get clusterCenters(): Matrix {
    return this.#fitted().clusterCenters;
  }

  /** The cluster (from 0) of each row that was fitted. */
  get labels(): Int32Array {
    const { labels } = this.#fitted();
    if (labels === null) throw new InputError('this KMeans was saved without labels: use predict');
    return labels;
  }

  /** The sum of the rows' squared distances to their centers. */
  get inertia(): number {
    return this.#fitted().inertia;
  }

  /** How many iterations the run that was kept took. */
  get iterations(): number {
    return this.#fitted().iterations;
  }

  /** Why that run ended. */
  get stopped(): Stopped {
    return this.#fitted().stopped;
  }

  /**
   * Throws InputError where a parameter is out of its range, a number is not finite, or X has fewer distinct rows
   * than there are clusters. O(nInit x iterations x rows x columns x clusters); memory twice X's own.
   */
  fit(X: Matrix): this {
    this.#requireParameters();
    // Means that are finite show that all numbers are.
    requireShape(X);
    requireDistinctRows(X, this.clusters);
    if (this.init === 'density') {
      requireFinite(X);
      const distinct = distinctRows(X);
      const { centers } = seedsAmong(distinct, this.clusters, this.minPts);
      const learned = this.#learn(withRepeats(distinct), centers);
      this.#learned = { ...learned, labels: inOriginalOrder(learned.labels, distinct.order) };
    } else {
      this.#learned = this.#learn(X, this.#givenCenters(X));
    }
    return this;
  }

  /**
   * The nearest cluster of each row; of equally near ones the first. Throws InputError where the columns are not those
   * of fit or a number is not finite or too large to measure distances with. O(rows x columns x clusters).
   */
  predict(X: Matrix): Int32Array {
    const { clusterCenters } = this.#fitted();
    requireColumns(X, clusterCenters.columns, 'KMeans');
    return Workspace.use(
      X,
      (workspace) => {
        const nearest = new NearestCenter(columnsOf(X, new Float64Array(X.columns), workspace));
        nearest.assign(clusterCenters);
        return nearest.labels;
      },
      FEWEST_NUMBERS,
    );
  }

  toJSON(): SavedEstimator {
    const { clusters, init, nInit, minPts, maxIterations, tolerance, randomState } = this;
    const learned = this.#learned;
    return save(
      'KMeans',
      { clusters, init: savedInit(init), nInit, minPts, maxIterations, tolerance, randomState },
      learned && {
        clusterCenters: rowsOf(learned.clusterCenters),
        inertia: learned.inertia,
        iterations: learned.iterations,
        stopped: learned.stopped,
        ...(learned.labels && { labels: Array.from(learned.labels) }),
      },
    );
  }

  /** Reads what toJSON wrote, with or without the labels; throws InputError where it is damaged. */
  static fromJSON(document: unknown): KMeans {
    const { parameters, learned } = openSaved(document, 'KMeans');
    const kmeans = new KMeans({
      clusters: parameters.whole('clusters', 1),
      init: readInit(parameters),
      nInit: parameters.whole('nInit', 1),
      minPts: parameters.whole('minPts', 1),
      maxIterations: parameters.whole('maxIterations', 1),
      tolerance: parameters.number('tolerance'),
      randomState: parameters.whole('randomState'),
    });
    kmeans.#requireParameters();
    if (learned !== null) kmeans.#learned = readLearned(learned, kmeans.clusters);
    return kmeans;
  }

  #learn(X: Matrix, given: Matrix | null): Learned & { readonly labels: Int32Array } {
    return Workspace.use(
      X,
      (workspace) => {
        const { points, means, variances } = centeredPoints(X, workspace);
        const variance = mean(variances);
        if (variance === 0 && this.clusters > 1) {
          throw new InputError(
            'the rows are too close to each other to be told apart: scale the columns first',
            {
              code: TOO_CLOSE,
            },
          );
        }
        const { centers, ...best } = this.#bestRun(points, means, given, this.tolerance * variance);
        return { clusterCenters: shifted(centers, means, 1), ...best };
      },
      FEWEST_NUMBERS,
    );
  }

  #bestRun(points: Points, means: Float64Array, given: Matrix | null, tolerance: number): Labelled {
    if (given !== null) {
      const nearest = new NearestCenter(points);
      return labelled(nearest, lloyd(nearest, shifted(given, means, -1), this.maxIterations, tolerance));
    }
    const random = new RandomState(this.randomState);
    if (this.init === 'thorough') {
      const nearest = new NearestCenter(points);
      const centers = thoroughCenters(nearest, this.clusters, this.nInit, random);
      return labelled(nearest, lloyd(nearest, centers, this.maxIterations, 0));
    }
    const draw = () => this.#drawnCenters(points, random);
    // Before rows are put in order, which takes the same memory.
    const starts = points.workspace?.temporarily(draw) ?? draw();
    const nearest = new NearestCenter(points);
    let best: Labelled | null = null;
    for (const run of lloydRuns(nearest, starts, this.maxIterations, tolerance)) {
      if (best !== null && run.inertia >= best.inertia) continue;
      const candidate = { ...run, labels: run.labels() };
      // Another rounding of the same clustering is no better.
      if (best === null || !isSamePartition(candidate.labels, best.labels)) best = candidate;
    }
    return learnedBy('KMeans', best);
  }

  #drawnCenters(points: Points, random: RandomState): Matrix[] {
    const seeds = new Seeds(inColumns(points));
    const starts: Matrix[] = [];
    while (starts.length < this.nInit) starts.push(kMeansPlusPlus(seeds, this.clusters, random));
    return starts;
  }

  /** The centers that `init` gives; null where they are to be drawn. */
  #givenCenters(X: Matrix): Matrix | null {
    return typeof this.init === 'string' ? null : givenCenters(this.init, X);
  }

  #requireParameters(): void {
    requireWhole('clusters', this.clusters, 1);
    requireInit(this.init, this.clusters);
    requireWhole('nInit', this.nInit, 1);
    requireWhole('minPts', this.minPts, 1);
    requireWhole('maxIterations', this.maxIterations, 1);
    requireSeed(this.randomState, 'randomState');
    if (!Number.isFinite(this.tolerance) || this.tolerance < 0) {
      throw new InputError(`tolerance must be a number of at least 0, not ${this.tolerance}`);
    }
  }

  #fitted(): Learned {
    return learnedBy('KMeans', this.#learned);
  }
}

interface Labelled extends Clustering {
  readonly labels: Int32Array;
}

function labelled({ labels }: NearestCenter, clustering: Clustering): Labelled {
  return { ...clustering, labels };
}

function isSamePartition(a: Int32Array, b: Int32Array): boolean {
  const names: number[] = [];
  for (let i = 0; i < a.length; i++) {
    names[a[i]] ??= b[i];
    if (names[a[i]] !== b[i]) return false;
  }
  return true;
}

/** Throws InputError unless `init` is one of its words or gives as many centers or rows as there are clusters. */
function requireInit(init: KMeansInit, clusters: number): void {
  if (init === 'k-means++' || init === 'thorough' || init === 'density') return;
  const given = typeof init === 'object' && 'data' in init ? init.rows : Array.isArray(init) && init.length;
  if (given === false) {
    throw new InputError(`init must be 'k-means++', 'thorough', 'density', centers or rows, not ${init}`);
  }
  if (given !== clusters) {
    throw new InputError(`${clusters} clusters need ${clusters} starting centers or rows, not ${given}`);
  }
}

function givenCenters(init: Matrix | readonly number[], X: Matrix): Matrix {
  if ('data' in init) {
    requireFinite(init, 'the starting centers');
    if (init.columns !== X.columns) {
      throw new InputError(`the starting centers have ${init.columns} columns, the data ${X.columns}`);
    }
    return init;
  }
  for (const row of init) {
    if (!Number.isInteger(row) || row < 0 || row >= X.rows) {
      throw new InputError(`starting row ${row} does not exist: rows are counted from 0 to ${X.rows - 1}`);
    }
  }
  return takeRows(X, init);
}

function shifted({ rows, columns, data }: Matrix, means: Float64Array, sign: 1 | -1): Matrix {
  const moved = new Float64Array(data.length);
  for (let i = 0; i < moved.length; i++) moved[i] = data[i] + sign * means[i % columns];
  return { rows, columns, data: moved };
}

function inOriginalOrder(labels: Int32Array, order: Uint32Array): Int32Array {
  const original = new Int32Array(labels.length);
  for (let i = 0; i < labels.length; i++) original[order[i]] = labels[i];
  return original;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function requireDistinctRows(X: Matrix, clusters: number): void {
  const distinct = distinctRowCount(X, clusters);
  if (distinct < clusters) {
    requireFinite(X);
    throw new InputError(
      `${clusters} clusters need at least ${clusters} different rows; the data have ${distinct}`,
    );
  }
}

function savedInit(init: KMeansInit): unknown {
  if (typeof init === 'string') return init;
  return 'data' in init ? rowsOf(init) : Array.from(init);
}

function readInit(parameters: SavedFields): KMeansInit {
  const init = parameters.value('init');
  if (init === 'k-means++' || init === 'thorough' || init === 'density') return init;
  if (Array.isArray(init) && Array.isArray(init[0])) return parameters.matrix('init');
  return Array.from(parameters.wholes('init', 0, 0x7fffffff));
}

function readLearned(learned: SavedFields, clusters: number): Learned {
  const clusterCenters = learned.matrix('clusterCenters');
  if (clusterCenters.rows !== clusters) {
    throw learned.damaged('clusterCenters', `must have ${clusters} rows`, clusterCenters.rows);
  }
  const stopped = learned.text('stopped');
  if (stopped !== 'labels-unchanged' && stopped !== 'tolerance' && stopped !== 'iterations-used-up') {
    throw learned.damaged('stopped', 'must be the reason why the iterations ended', stopped);
  }
  return {
    clusterCenters,
    labels: learned.has('labels') ? learned.wholes('labels', 0, clusters - 1) : null,
    inertia: learned.number('inertia'),
    iterations: learned.whole('iterations', 1),
    stopped,
  };
}
