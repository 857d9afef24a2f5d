import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecast } from '../../../src/evaluation/trends/forecast.ts';
import { noise } from './noise.ts';

describe('forecast', () => {
  it('goes on with a straight line, once that has proved best', () => {
    const found = forecast([0, 2, 4, 6, 8, 10, 12, 14, 16]);
    // The first of five forecasts is by the last value, which is 2 off; then the line is known to be better.
    expect(found).toEqual({
      value: 18,
      interval: { low: 18 - 2, high: 18 + 2, level: 0.8 },
      method: 'line',
      backtest: { forecasts: 5, error: 2 / 5, error_of_last: 2 },
    });
  });

  it('says of what never changes that it will not change', () => {
    expect(forecast([7, 7, 7, 7, 7, 7, 7, 7])).toEqual({
      value: 7,
      interval: { low: 7, high: 7, level: 0.8 },
      method: 'last',
      backtest: { forecasts: 4, error: 0, error_of_last: 0 },
    });
  });

  it('sees the quarters of a year from the third year on', () => {
    const year = [10, 20, 40, 5];
    const series = [...year, ...year, ...year, ...year];
    expect(forecast(series, { season: 4 })).toMatchObject({ value: 10, method: 'seasonal' });
    expect(forecast(series.slice(0, 12), { season: 4 })).toMatchObject({ value: 10, method: 'seasonal' });
    expect(forecast(series.slice(0, 11), { season: 4 })?.method).not.toBe('seasonal');
    expect(forecast(series)?.method).not.toBe('seasonal');
  });

  it('says nothing where it would be guessing', () => {
    expect(forecast([])).toBeNull();
    expect(forecast([1, 2, 3, 4, 5, 6, 7])).toBeNull();
    expect(forecast([1, 2, 3, 4, 5, 6, 7, 8, null])).toBeNull();
    expect(forecast([1, 2, 3, 4, 5, 6, 7, 8], { level: 0.9 })).toBeNull();
    expect(
      forecast(
        Array.from({ length: 13 }, (_, t) => t),
        { level: 0.9 },
      ),
    ).not.toBeNull();
  });

  it('stays within what the value can be', () => {
    const series = Array.from({ length: 12 }, (_, t) => 100 - 9 * t);
    const found = forecast(series, { bounds: { minimum: 0, maximum: 100 } });
    expect(found?.value).toBe(0);
    expect(found?.interval.low).toBe(0);
    expect(found?.interval.high).toBeLessThanOrEqual(100);
  });

  it.each([8, 12, 24])(
    'holds the next value in its interval about as often as it says, after %d periods',
    (length) => {
      const next = noise(length);
      let held = 0;
      for (let run = 0; run < 500; run++) {
        const series = Array.from({ length: length + 1 }, (_, t) => 0.2 * t + next());
        const interval = forecast(series.slice(0, length))?.interval;
        if (interval && series[length] >= interval.low && series[length] <= interval.high) held++;
      }
      expect(held / 500).toBeGreaterThan(0.75);
      expect(held / 500).toBeLessThan(0.92);
    },
  );

  it('tells an error that is not flattered by the choice of the method', () => {
    const next = noise(3);
    let told = 0;
    let real = 0;
    for (let run = 0; run < 500; run++) {
      const series = Array.from({ length: 17 }, next);
      const found = forecast(series.slice(0, 16));
      told += found?.backtest.error ?? 0;
      real += Math.abs((found?.value ?? 0) - series[16]);
    }
    expect(real).toBeLessThan(1.05 * told);
  });

  it('never answers with anything but numbers, and inside its own interval', () => {
    const value = fc.oneof(fc.constant(null), fc.double({ min: -1e9, max: 1e9, noNaN: true }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 30 }), fc.constantFrom(undefined, 4), (series, season) => {
        const found = forecast(series, { ...(season && { season }) });
        if (found === null) return;
        const { low, high } = found.interval;
        expect([found.value, low, high, found.backtest.error].every(Number.isFinite)).toBe(true);
        expect(low <= found.value && found.value <= high).toBe(true);
      }),
    );
  });

  it('refuses what makes no sense', () => {
    expect(() => forecast([], { level: 0.99 })).toThrow(/from 0.5 to 0.95, not 0.99/);
    expect(() => forecast([], { season: 1 })).toThrow(/at least 2 periods, not 1/);
    expect(() => forecast([], { bounds: { minimum: 2, maximum: 1 } })).toThrow(/must not end \(1\) before/);
  });
});
