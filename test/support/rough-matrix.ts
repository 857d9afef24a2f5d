import fc from 'fast-check';
import type { Matrix } from '../../src/math/matrix.ts';

/** Matrices of the kinds on which two ways of computing the same thing part: repeats, ties, constant columns, extreme sizes. */
export function roughMatrix({ rows = 60, columns = 9 } = {}): fc.Arbitrary<Matrix> {
  const whole = fc.integer({ min: -3, max: 12 });
  const anything = fc.double({ min: -1e3, max: 1e3, noNaN: true });
  const extreme = fc.constantFrom(0, -0, 1e-300, -1e-160, 1e150, -1e150, 5e-324, 1, 1 + 2 ** -52);
  return fc
    .tuple(fc.integer({ min: 1, max: rows }), fc.integer({ min: 1, max: columns }), fc.boolean())
    .chain(([n, d, constant]) =>
      fc
        .oneof(
          ...[whole, anything, extreme].map((value) =>
            fc.array(value, { minLength: n * d, maxLength: n * d }),
          ),
        )
        .map((values) => {
          const data = Float64Array.from(values);
          if (constant) for (let at = 0; at < data.length; at += d) data[at] = 7.25;
          return { rows: n, columns: d, data };
        }),
    );
}

/** Numbers that look random and are the same everywhere, from -1 to 1. */
export function seededMatrix(rows: number, columns: number, seed = 1): Matrix {
  const data = new Float64Array(rows * columns);
  let state = seed;
  for (let at = 0; at < data.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    data[at] = state / 2 ** 31;
  }
  return { rows, columns, data };
}
