import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RankedNumbers } from '../../src/math/ranked-numbers.ts';
import { median } from '../../src/math/statistics.ts';

describe('ranked numbers', () => {
  it('are where sorting would put them', () => {
    const ranked = new RankedNumbers(Float64Array.of(3, -1, 2, 2, 10));
    expect([0, 1, 2, 3, 4].map((place) => ranked.at(place))).toEqual([-1, 2, 2, 3, 10]);
    expect([-1, 2, 3, 10].map((limit) => ranked.countUpTo(limit))).toEqual([1, 3, 4, 5]);
    expect(ranked.median()).toBe(2);
  });

  it('are so for any numbers, however they lie', () => {
    const value = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom(0, -0, 1, 1e-320, 5e-324, Number.MAX_VALUE, -Number.MAX_VALUE),
    );
    const few = fc.array(value, { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(few, fc.constantFrom(1, 7, 50, 400), fc.nat(), (values, times, start) => {
        const numbers = Float64Array.from({ length: values.length * times }, (_, i) => {
          return values[(start + i * 7) % values.length] * (times === 7 ? (i % 5) / 5 : 1);
        });
        const given = numbers.slice();
        const sorted = numbers.slice().sort();
        const ranked = new RankedNumbers(numbers);
        for (const place of [0, sorted.length >> 2, sorted.length >> 1, sorted.length - 1]) {
          expect(ranked.at(place)).toBe(sorted[place]);
          const upTo = sorted.findLastIndex((number) => number <= sorted[place]) + 1;
          expect(ranked.countUpTo(sorted[place])).toBe(upTo);
        }
        expect(ranked.median()).toBe(median(numbers));
        expect(numbers).toEqual(given);
      }),
      { numRuns: 2000 },
    );
  });
});
