import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp2 } from '../../src/math/exp2.ts';

describe('exp2', () => {
  it('gives whole powers exactly', () => {
    expect([0, -0, 1, -1, 10, -10, 1023, -1022, -1074].map(exp2)).toEqual([
      1,
      1,
      2,
      0.5,
      1024,
      1 / 1024,
      8.98846567431158e307,
      2.2250738585072014e-308,
      5e-324,
    ]);
  });

  it('gives nothing but zero and infinity where a double ends', () => {
    expect([-1076, -1e9, Number.NEGATIVE_INFINITY].map(exp2)).toEqual([0, 0, 0]);
    expect([1024, 1e9, Number.POSITIVE_INFINITY].map(exp2)).toEqual(Array(3).fill(Number.POSITIVE_INFINITY));
    expect(exp2(Number.NaN)).toBeNaN();
  });

  it('lies within two units in the last place of the true power', () => {
    expect(Math.abs(exp2(-0.5) - Math.SQRT1_2)).toBeLessThan(2.3e-16);
    expect(Math.abs(exp2(0.5) - Math.SQRT2)).toBeLessThan(4.5e-16);
    const normal = fc.double({ min: -1021, max: 1023, noNaN: true });
    fc.assert(fc.property(normal, (x) => Math.abs(exp2(x) / 2 ** x - 1) < 6e-16));
  });

  it('gives the same bits on every machine and version of Node', () => {
    let mixed = 0n;
    for (let i = 0; i < 10_000; i++) {
      const bits = new BigUint64Array(Float64Array.of(exp2(-i * 0.000_765_4)).buffer)[0];
      mixed = (mixed * 31n + bits) & 0xffff_ffff_ffff_ffffn;
    }
    expect(mixed.toString(16)).toBe('3be3ebf2722b7a2f');
  });
});
