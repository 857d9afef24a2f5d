import { type Matrix, requireFinite } from '../math/matrix.ts';
import { sortedColumn, sortedMedian, sortedPercentile } from '../math/statistics.ts';
import { type Estimator, learnedBy, requireColumns, type SavedEstimator } from './contract.ts';
import { openSaved, save } from './saved.ts';
import { shiftAndScale, unshiftAndUnscale, usableSpreads } from './scaling.ts';

interface Learned {
  readonly center: Float64Array;
  readonly scale: Float64Array;
}

/**
 * Scales each column to median 0 and interquartile range 1, as scikit-learn's RobustScaler does, so that a few
 * outliers move nobody else. A column whose middle half is constant is only shifted.
 */
export class RobustScaler implements Estimator {
  #learned: Learned | null = null;

  /** Each column's median. */
  get center(): Float64Array {
    return this.#fitted().center;
  }

  /** Each column's interquartile range; 1 where that is 0. */
  get scale(): Float64Array {
    return this.#fitted().scale;
  }

  /** Throws InputError where a number is not finite or a column's range would not be. O(columns x rows log rows). */
  fit(X: Matrix): this {
    requireFinite(X);
    const center = new Float64Array(X.columns);
    const spreads = new Float64Array(X.columns);
    for (let j = 0; j < X.columns; j++) {
      const sorted = sortedColumn(X, j);
      center[j] = sortedMedian(sorted);
      spreads[j] = sortedPercentile(sorted, 75) - sortedPercentile(sorted, 25);
    }
    this.#learned = { center, scale: usableSpreads(spreads) };
    return this;
  }

  /** (x - median) / range. Throws InputError where the columns are not those of fit. */
  transform(X: Matrix): Matrix {
    const { center, scale } = this.#fitted();
    requireColumns(X, center.length, 'RobustScaler');
    return shiftAndScale(X, center, scale);
  }

  /** x * range + median: what transform made of it, undone. */
  inverseTransform(X: Matrix): Matrix {
    const { center, scale } = this.#fitted();
    requireColumns(X, center.length, 'RobustScaler');
    return unshiftAndUnscale(X, center, scale);
  }

  toJSON(): SavedEstimator {
    const learned = this.#learned;
    return save(
      'RobustScaler',
      {},
      learned && { center: Array.from(learned.center), scale: Array.from(learned.scale) },
    );
  }

  /** Reads what toJSON wrote; throws InputError where it is damaged. */
  static fromJSON(document: unknown): RobustScaler {
    const { learned } = openSaved(document, 'RobustScaler');
    const scaler = new RobustScaler();
    if (learned !== null) {
      const center = learned.numbers('center');
      scaler.#learned = { center, scale: learned.scales('scale', center.length) };
    }
    return scaler;
  }

  #fitted(): Learned {
    return learnedBy('RobustScaler', this.#learned);
  }
}
