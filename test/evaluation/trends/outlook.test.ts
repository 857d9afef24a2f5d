import { describe, expect, it } from 'vitest';
import { outlook } from '../../../src/evaluation/trends/outlook.ts';

describe('the outlook of a series', () => {
  it('gives a reason for everything that it cannot say', () => {
    expect(outlook([], null)).toEqual({
      trend: null,
      changes: null,
      forecast: null,
      reasons: {
        trend: 'a slope needs 2 periods with a score, there are 0',
        interval: 'an interval needs 5 periods with a score, there are 0',
        changes: 'a search for changes needs 10 periods with a score, there are 0',
        forecast: 'a forecast needs 8 periods with a score, there are 0',
      },
    });
    expect(outlook([null, 50], 4).reasons.trend).toBe('a slope needs 2 periods with a score, there is 1');
  });

  it('forecasts from the last period only, and never leaves the scores', () => {
    const rising = Array.from({ length: 12 }, (_, i) => 45 + 5 * i);
    const { trend, forecast, reasons } = outlook(rising, null);
    expect(trend).toMatchObject({ slope: 5, direction: 'rising' });
    expect(forecast?.value).toBe(100);
    expect(forecast?.interval.high).toBe(100);
    expect(reasons).toEqual({ trend: null, interval: null, changes: null, forecast: null });
    expect(outlook([...rising, null], null)).toMatchObject({
      forecast: null,
      reasons: { forecast: 'the last period has no score to go on from' },
    });
  });
});
