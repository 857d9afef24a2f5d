import { type Matrix, requireFinite } from '../math/matrix.ts';
import { columnAverages, columnMeans } from '../math/statistics.ts';
import { type Estimator, learnedBy, requireColumns, type SavedEstimator } from './contract.ts';
import { openSaved, save } from './saved.ts';
import { shiftAndScale, unshiftAndUnscale } from './scaling.ts';

interface Learned {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  readonly scale: Float64Array;
}

/** Scales each column to mean 0 and variance 1, as scikit-learn's StandardScaler does. A constant column becomes 0. */
export class StandardScaler implements Estimator {
  #learned: Learned | null = null;

  /** Each column's mean. */
  get mean(): Float64Array {
    return this.#fitted().mean;
  }

  /** Each column's population variance. */
  get variance(): Float64Array {
    return this.#fitted().variance;
  }

  /** Each column's standard deviation; 1 where rounding alone explains the variance. */
  get scale(): Float64Array {
    return this.#fitted().scale;
  }

  /** Throws InputError where a number is not finite or a column's mean or variance would not be. */
  fit(X: Matrix): this {
    requireFinite(X);
    const mean = columnMeans(X);
    const variance = correctedVariances(X, mean);
    const scale = variance.map((spread, j) => (isConstant(spread, mean[j], X.rows) ? 1 : Math.sqrt(spread)));
    this.#learned = { mean, variance, scale };
    return this;
  }

  /** (x - mean) / scale. Throws InputError where the columns are not those of fit. */
  transform(X: Matrix): Matrix {
    const { mean, scale } = this.#fitted();
    requireColumns(X, mean.length, 'StandardScaler');
    return shiftAndScale(X, mean, scale);
  }

  /** x * scale + mean: what transform made of it, undone. */
  inverseTransform(X: Matrix): Matrix {
    const { mean, scale } = this.#fitted();
    requireColumns(X, mean.length, 'StandardScaler');
    return unshiftAndUnscale(X, mean, scale);
  }

  toJSON(): SavedEstimator {
    const learned = this.#learned;
    return save(
      'StandardScaler',
      {},
      learned && {
        mean: Array.from(learned.mean),
        variance: Array.from(learned.variance),
        scale: Array.from(learned.scale),
      },
    );
  }

  /** Reads what toJSON wrote; throws InputError where it is damaged. */
  static fromJSON(document: unknown): StandardScaler {
    const { learned } = openSaved(document, 'StandardScaler');
    const scaler = new StandardScaler();
    if (learned !== null) {
      const mean = learned.numbers('mean');
      const variance = learned.numbers('variance', mean.length);
      scaler.#learned = { mean, variance, scale: learned.scales('scale', mean.length) };
    }
    return scaler;
  }

  #fitted(): Learned {
    return learnedBy('StandardScaler', this.#learned);
  }
}

/** The corrected two-pass variance: what rounding left in the mean is taken out again (Chan, Golub and LeVeque 1983). */
function correctedVariances(X: Matrix, means: Float64Array): Float64Array {
  const residuals = columnAverages(X, means, 1);
  return columnAverages(X, means, 2).map((square, j) => square - residuals[j] * residuals[j]);
}

/** Whether the variance is no more than what rounding can make of a constant column (same source). */
function isConstant(variance: number, mean: number, rows: number): boolean {
  const rounding = rows * mean * Number.EPSILON;
  return variance <= rows * Number.EPSILON * variance + rounding * rounding;
}
