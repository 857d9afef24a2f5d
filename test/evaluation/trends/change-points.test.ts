import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changePoints } from '../../../src/evaluation/trends/change-points.ts';
import { noise } from './noise.ts';

const STEP = [3, 1, 2, 3, 1, 2, 13, 11, 12, 13, 11, 12];

describe('changePoints', () => {
  it('finds the period in which the level changed, and both levels', () => {
    const found = changePoints(STEP);
    expect(found).toMatchObject({ changes: [{ at: 6, before: 2, after: 12 }], level: 0.01, values: 12 });
    expect(found?.changes[0].p).toBeLessThanOrEqual(0.01);
  });

  it('counts missing periods as periods', () => {
    expect(changePoints([null, ...STEP.slice(0, 6), null, ...STEP.slice(6)])?.changes[0].at).toBe(8);
  });

  it('finds two changes in a row', () => {
    const next = noise(5);
    const series = Array.from({ length: 36 }, (_, t) => (t < 12 ? 0 : t < 24 ? 8 : 20) + next());
    expect(changePoints(series)?.changes.map(({ at }) => at)).toEqual([12, 24]);
  });

  it('does not judge fewer than ten values', () => {
    expect(changePoints([0, 0, 0, 0, 9, 9, 9, 9, 9])).toBeNull();
    expect(changePoints([])).toBeNull();
  });

  it('takes neither a constant, nor an outlier, nor a steady rise for a change', () => {
    expect(changePoints(new Array(20).fill(4))?.changes).toEqual([]);
    expect(changePoints([...new Array(19).fill(4), 400])?.changes).toEqual([]);
    expect(changePoints(Array.from({ length: 30 }, (_, t) => t))?.changes).toEqual([]);
  });

  it.each([10, 20, 40])(
    'finds something in noise of %d values no more often than its level says',
    (length) => {
      const next = noise(length);
      let found = 0;
      for (let run = 0; run < 1000; run++) {
        const changes = changePoints(Array.from({ length }, next), { level: 0.05 })?.changes ?? [];
        if (changes.length > 0) found++;
      }
      expect(found).toBeLessThan(70);
    },
  );

  it('finds a jump of three standard deviations nearly always, next to where it was', () => {
    const next = noise(7);
    let near = 0;
    for (let run = 0; run < 200; run++) {
      const changes = changePoints(Array.from({ length: 20 }, (_, t) => (t < 10 ? 0 : 3) + next()))?.changes;
      if (changes?.some(({ at }) => Math.abs(at - 10) <= 1)) near++;
    }
    expect(near).toBeGreaterThan(180);
  });

  it('depends on the ranks alone, so that another unit changes nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 30 }), (series) => {
        const places = (values: readonly number[]) =>
          changePoints(values, { level: 0.2 })?.changes.map(({ at }) => at);
        expect(places(series.map((value) => 100 - 8 * value))).toEqual(places(series));
      }),
    );
  });
});
