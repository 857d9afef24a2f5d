import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { theilSen } from '../../../src/evaluation/trends/theil-sen.ts';
import { noise } from './noise.ts';

describe('theilSen', () => {
  it('is the median of the slopes between all pairs, by hand', () => {
    // 1, 1.5, 2, 7/3, 3, 4
    const trend = theilSen([1, 2, 4, 8]);
    expect(trend?.slope).toBeCloseTo((2 + 7 / 3) / 2, 12);
    // values less the line: 1, 2 - 13/6, 4 - 13/3, 8 - 13/2
    expect(trend?.start).toBeCloseTo((1 + (2 - 13 / 6)) / 2, 12);
    expect(trend?.values).toBe(4);
  });

  it('needs two values for a slope and five for an interval of 95 %', () => {
    expect(theilSen([])).toBeNull();
    expect(theilSen([null, 3, null])).toBeNull();
    expect(theilSen([3, null, 7])).toMatchObject({ slope: 2, start: 3, interval: null, direction: null });
    expect(theilSen([1, 2, 3, 4])?.interval).toBeNull();
    expect(theilSen([1, 2, 3, 5, 4])?.interval).toEqual({ low: -1, high: 2 });
    expect(theilSen([1, 2, 3, 4], { level: 0.9 })?.interval).toEqual({ low: 1, high: 1 });
  });

  it('leaves out as many slopes at either end as the exact distribution allows', () => {
    // Of the 720 orders of six values, 1 has no inversion and 5 have one: 6 of 720 is less than 2.5 %, 20 of 720 is not.
    const trend = theilSen([0, 1, 4, 9, 16, 25]);
    const slopes = [1, 2, 3, 3, 4, 4, 5, 5, 5, 6, 6, 7, 7, 8, 9];
    expect(trend?.interval).toEqual({ low: slopes[1], high: slopes[13] });
    expect(trend?.slope).toBe(slopes[7]);
    expect(trend?.direction).toBe('rising');
  });

  it('keeps missing periods their place in time', () => {
    expect(theilSen([0, null, null, 3, 4, null, 6])?.slope).toBe(1);
  });

  it('says of a series that never changes that it does not', () => {
    expect(theilSen([5, 5, 5, 5, 5, 5])).toEqual({
      slope: 0,
      start: 5,
      interval: { low: 0, high: 0 },
      level: 0.95,
      direction: 'none',
      values: 6,
    });
  });

  it('hardly minds a wrong value', () => {
    const clean = Array.from({ length: 12 }, (_, i) => 10 + 2 * i);
    expect(theilSen(clean.with(5, 1e9).with(9, -1e9))?.slope).toBe(2);
  });

  it('turns with the sign and grows with the unit of the values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 45 }),
        (series) => {
          const trend = theilSen(series);
          const turned = theilSen(series.map((value) => -4 * value));
          expect(turned?.slope).toBeCloseTo(-4 * (trend?.slope ?? 0), 9);
          if (trend?.interval) {
            expect(turned?.interval?.low).toBeCloseTo(-4 * trend.interval.high, 9);
            expect(trend.interval.low).toBeLessThanOrEqual(trend.slope);
            expect(trend.interval.high).toBeGreaterThanOrEqual(trend.slope);
          }
        },
      ),
    );
  });

  it.each([6, 12, 40, 41])(
    'holds the true slope in its interval as often as it says, with %d values',
    (length) => {
      const next = noise(length);
      let held = 0;
      for (let run = 0; run < 1000; run++) {
        const interval = theilSen(Array.from({ length }, (_, t) => 0.3 * t + next()))?.interval;
        if (interval && interval.low <= 0.3 && interval.high >= 0.3) held++;
      }
      expect(held).toBeGreaterThan(930);
    },
  );

  it('refuses a level that is none', () => {
    expect(() => theilSen([1, 2], { level: 95 })).toThrow(/between 0 and 1, not 95/);
  });
});
