import { type Matrix, requireFinite } from '../math/matrix.ts';
import { type Estimator, learnedBy, requireColumns, type SavedEstimator } from './contract.ts';
import { openSaved, save } from './saved.ts';
import { checked, usableSpreads } from './scaling.ts';

interface Learned {
  readonly dataMinimum: Float64Array;
  readonly dataMaximum: Float64Array;
  readonly scale: Float64Array;
  readonly offset: Float64Array;
}

/** Scales each column to the range 0 to 1, as scikit-learn's MinMaxScaler does. A constant column becomes 0. */
export class MinMaxScaler implements Estimator {
  #learned: Learned | null = null;

  get dataMinimum(): Float64Array {
    return this.#fitted().dataMinimum;
  }

  get dataMaximum(): Float64Array {
    return this.#fitted().dataMaximum;
  }

  /** What each column is multiplied by: 1 / (maximum - minimum), or 1 for a constant column. */
  get scale(): Float64Array {
    return this.#fitted().scale;
  }

  /** What is then added: -minimum * scale. */
  get offset(): Float64Array {
    return this.#fitted().offset;
  }

  /** Throws InputError where a number is not finite or a column's range would not be. */
  fit(X: Matrix): this {
    requireFinite(X);
    const { columns, data } = X;
    const dataMinimum = data.slice(0, columns);
    const dataMaximum = data.slice(0, columns);
    for (let j = 0; j < columns; j++) {
      let minimum = data[j];
      let maximum = data[j];
      for (let at = j; at < data.length; at += columns) {
        const value = data[at];
        if (value < minimum) minimum = value;
        if (value > maximum) maximum = value;
      }
      dataMinimum[j] = minimum;
      dataMaximum[j] = maximum;
    }
    const scale = usableSpreads(dataMaximum.map((maximum, j) => maximum - dataMinimum[j])).map(
      (range) => 1 / range,
    );
    const offset = dataMinimum.map((minimum, j) => 0 - minimum * scale[j]);
    this.#learned = { dataMinimum, dataMaximum, scale, offset };
    return this;
  }

  /** x * scale + offset; outside 0 to 1 for numbers outside the range that was fitted. */
  transform(X: Matrix): Matrix {
    const { scale, offset } = this.#fitted();
    requireColumns(X, scale.length, 'MinMaxScaler');
    const { columns, data } = X;
    return checked(
      X,
      data.map((value, i) => value * scale[i % columns] + offset[i % columns]),
    );
  }

  /** (x - offset) / scale: what transform made of it, undone. */
  inverseTransform(X: Matrix): Matrix {
    const { scale, offset } = this.#fitted();
    requireColumns(X, scale.length, 'MinMaxScaler');
    const { columns, data } = X;
    return checked(
      X,
      data.map((value, i) => (value - offset[i % columns]) / scale[i % columns]),
    );
  }

  toJSON(): SavedEstimator {
    const learned = this.#learned;
    return save(
      'MinMaxScaler',
      {},
      learned && {
        dataMinimum: Array.from(learned.dataMinimum),
        dataMaximum: Array.from(learned.dataMaximum),
        scale: Array.from(learned.scale),
        offset: Array.from(learned.offset),
      },
    );
  }

  /** Reads what toJSON wrote; throws InputError where it is damaged. */
  static fromJSON(document: unknown): MinMaxScaler {
    const { learned } = openSaved(document, 'MinMaxScaler');
    const scaler = new MinMaxScaler();
    if (learned !== null) {
      const dataMinimum = learned.numbers('dataMinimum');
      const columns = dataMinimum.length;
      scaler.#learned = {
        dataMinimum,
        dataMaximum: learned.numbers('dataMaximum', columns),
        scale: learned.scales('scale', columns),
        offset: learned.numbers('offset', columns),
      };
    }
    return scaler;
  }

  #fitted(): Learned {
    return learnedBy('MinMaxScaler', this.#learned);
  }
}
