import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearOrder } from '../../src/math/near-order.ts';
import { roughMatrix, seededMatrix } from '../support/rough-matrix.ts';

describe('nearOrder', () => {
  it('sorts a single column, negative numbers first', () => {
    const values = Float32Array.of(3, -1, 0.5, -200, 1e9);
    expect(Array.from(nearOrder(values, 5, 1))).toEqual([3, 1, 2, 0, 4]);
  });

  it('names every row once', () => {
    fc.assert(
      fc.property(roughMatrix({ columns: 40 }), ({ rows, columns, data }) => {
        const values = Float32Array.from(data, (value) =>
          Math.abs(value) > 1e38 ? Math.sign(value) : value,
        );
        const order = nearOrder(values, rows, columns);
        expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from(order.keys()));
      }),
    );
  });

  it('brings rows together that are near each other: eight in a row span a fifth of what any eight do', () => {
    const { rows, columns, data } = seededMatrix(20_000, 3);
    const values = Float32Array.from(data);
    const span = (row: (place: number) => number) => {
      let total = 0;
      for (let start = 0; start + 8 <= rows; start += 8) {
        for (let j = 0; j < columns; j++) {
          const eight = Array.from({ length: 8 }, (_, i) => values[row(start + i) * columns + j]);
          total += Math.max(...eight) - Math.min(...eight);
        }
      }
      return total;
    };
    const order = nearOrder(values, rows, columns);
    expect(span((place) => order[place])).toBeLessThan(0.2 * span((place) => place));
  });
});
