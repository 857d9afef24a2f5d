import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../src/math/columns.ts';
import { fusedMultiplyAdd, fusedPotential, squaredNorm } from '../../src/math/fused.ts';
import { matrixFrom } from '../../src/math/matrix.ts';

describe('fusedMultiplyAdd', () => {
  it('keeps what rounding the product would lose', () => {
    const third = 1 / 3;
    expect(third * 3 - 1).toBe(0);
    expect(fusedMultiplyAdd(third, 3, -1)).toBe(-(2 ** -54));
    expect(fusedMultiplyAdd(1 + 2 ** -52, 1 - 2 ** -52, -1)).toBe(-(2 ** -104));
    expect(fusedMultiplyAdd(2, 3, 4)).toBe(10);
    expect(fusedMultiplyAdd(0, 5, 0.1)).toBe(0.1);
  });

  it('is the exact result, rounded once', () => {
    const number = fc.oneof(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-60),
      fc.integer({ min: -50, max: 50 }).map((whole) => whole / 7 - 11 / 3),
    );
    fc.assert(
      fc.property(number, number, number, fc.boolean(), (a, b, c, cancels) => {
        const added = cancels ? -a * b : c;
        expect(fusedMultiplyAdd(a, b, added) + 0).toBe(exactly(a, b, added) + 0);
      }),
      { numRuns: 20_000 },
    );
  });
});

it('squaredNorm adds the squares of numbers a stride apart', () => {
  const values = Float64Array.from({ length: 40 }, (_, i) => i);
  for (let count = 0; count <= 20; count++) {
    const expected = Array.from({ length: count }, (_, i) => (1 + 2 * i) ** 2).reduce((a, b) => a + b, 0);
    expect(squaredNorm(values, 1, 2, count)).toBe(expected);
  }
});

it('fusedPotential sums the squared distances to the nearest of the given rows', () => {
  const points = columnsOf(
    matrixFrom([
      [0, 0],
      [3, 4],
      [6, 8],
      [6, 9],
    ]),
    new Float64Array(2),
  );
  expect(fusedPotential(points, [0])).toBe(0 + 25 + 100 + 117);
  expect(fusedPotential(points, [0, 2])).toBe(0 + 25 + 0 + 1);
});

/** a * b + c in whole numbers of any length, rounded at the end. */
function exactly(a: number, b: number, c: number): number {
  const [ma, ea] = parts(a);
  const [mb, eb] = parts(b);
  const [mc, ec] = parts(c);
  const lowest = Math.min(ea + eb, ec);
  const sum = ma * mb * 2n ** BigInt(ea + eb - lowest) + mc * 2n ** BigInt(ec - lowest);
  // Number() rounds a whole number correctly; the power of 2 is then exact.
  return Number(sum) * 2 ** lowest;
}

/** The number as a whole number times a power of 2. */
function parts(value: number): [bigint, number] {
  if (value === 0) return [0n, 0];
  const exponent = Math.floor(Math.log2(Math.abs(value))) - 54;
  const scaled = value * 2 ** -exponent;
  return [BigInt(scaled), exponent];
}
