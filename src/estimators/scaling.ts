import { InputError } from '../errors.ts';
import type { Matrix } from '../math/matrix.ts';

/** (x - shift) / scale of each column. Throws InputError where a result would not be finite. */
export function shiftAndScale(X: Matrix, shift: Float64Array, scale: Float64Array): Matrix {
  const { columns, data } = X;
  const scaled = new Float64Array(data.length);
  for (let j = 0; j < columns; j++) {
    const origin = shift[j];
    const unit = scale[j];
    for (let at = j; at < data.length; at += columns) scaled[at] = (data[at] - origin) / unit;
  }
  return checked(X, scaled);
}

/** x * scale + shift of each column: undoes shiftAndScale. */
export function unshiftAndUnscale(X: Matrix, shift: Float64Array, scale: Float64Array): Matrix {
  const { columns, data } = X;
  const scaled = new Float64Array(data.length);
  for (let j = 0; j < columns; j++) {
    const origin = shift[j];
    const unit = scale[j];
    for (let at = j; at < data.length; at += columns) scaled[at] = data[at] * unit + origin;
  }
  return checked(X, scaled);
}

/** The scaled numbers as a matrix; throws InputError naming the first that is not finite. */
export function checked({ rows, columns, data }: Matrix, scaled: Float64Array): Matrix {
  for (let i = 0; i < scaled.length; i++) {
    if (!Number.isFinite(scaled[i])) {
      const row = Math.floor(i / columns) + 1;
      throw new InputError(
        `row ${row}, column ${(i % columns) + 1} cannot be scaled: ${data[i]} lies too far from the data that were fitted`,
      );
    }
  }
  return { rows, columns, data: scaled };
}

/** The spreads, with 1 for those too small to divide by (below 10 rounding errors of 1), as scikit-learn has it since 1.0. */
export function usableSpreads(spreads: Float64Array): Float64Array {
  return spreads.map((spread, j) => {
    if (!Number.isFinite(spread)) {
      throw new InputError(`column ${j + 1} holds numbers too far apart: their difference is not finite`);
    }
    return spread < 10 * Number.EPSILON ? 1 : spread;
  });
}
