import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearOrder } from '../../src/math/near-order.ts';
import { dismissHelpers, useThreads } from '../../src/math/parallel.ts';
import { roughMatrix, seededMatrix } from '../support/rough-matrix.ts';
import { useWorkspace } from '../support/use-workspace.ts';

describe('nearOrder', () => {
  it('sorts a single column, negative numbers first', () => {
    const values = Float32Array.of(3, -1, 0.5, -200, 1e9);
    expect(Array.from(orderOf(values, 5, 1))).toEqual([3, 1, 2, 0, 4]);
  });

  it('names every row once', () => {
    fc.assert(
      fc.property(roughMatrix({ columns: 40 }), ({ rows, columns, data }) => {
        const values = Float32Array.from(data, (value) =>
          Math.abs(value) > 1e38 ? Math.sign(value) : value,
        );
        const order = orderOf(values, rows, columns);
        expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from(order.keys()));
      }),
    );
  });

  it('puts equal rows next to each other where columns have few values', () => {
    const { rows, columns, data } = seededMatrix(200_000, 7);
    const values = Float32Array.from(data, (value) => Math.round(6 * value ** 3) + 0);
    const order = orderOf(values, rows, columns);
    const texts = Array.from(order, (row) => values.subarray(row * columns, (row + 1) * columns).join());
    const changes = texts.filter((text, i) => i === 0 || text !== texts[i - 1]).length;
    expect(changes).toBe(new Set(texts).size);
  });

  it('is the same for every number of threads', () => {
    const { rows, columns, data } = seededMatrix(300_000, 3);
    const values = Float32Array.from(data);
    useThreads(1);
    const alone = orderOf(values, rows, columns);
    useThreads(3);
    for (let time = 0; time < 3; time++) expect(orderOf(values, rows, columns)).toEqual(alone);
    dismissHelpers();
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
    const order = orderOf(values, rows, columns);
    expect(span((place) => order[place])).toBeLessThan(0.2 * span((place) => place));
  });
});

function orderOf(values: Float32Array, rows: number, columns: number): Int32Array {
  let order = new Int32Array();
  useWorkspace((workspace) => {
    const shared = workspace.float32s(values.length);
    shared.set(values);
    order = nearOrder(shared, rows, columns, workspace).slice();
  });
  return order;
}
