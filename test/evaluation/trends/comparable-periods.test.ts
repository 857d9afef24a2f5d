import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparablePeriods } from '../../../src/evaluation/trends/comparable-periods.ts';

const period = (id: string, starts_on: string, ends_on: string) => ({
  id,
  name: `P${id}`,
  starts_on,
  ends_on,
});

const Q1 = period('1', '2023-01-01', '2023-03-31');
const Q2 = period('2', '2023-04-01', '2023-06-30');
const Q4 = period('4', '2023-10-01', '2023-12-31');
const YEAR = period('5', '2023-01-01', '2023-12-31');

describe('periods that can be compared', () => {
  it('are those of the most common length, with a place for each that is missing', () => {
    const series = comparablePeriods([YEAR, Q4, Q1, Q2]);
    expect(series).toMatchObject({ length: 'quarter', season: 4, periods: [Q1, Q2, null, Q4] });
    expect(series?.others).toEqual([{ period: YEAR, reason: 'it is no quarter, as the others are' }]);
    expect(series?.daysAt(2)).toEqual({ starts_on: '2023-07-01', ends_on: '2023-09-30' });
    expect(series?.daysAt(4)).toEqual({ starts_on: '2024-01-01', ends_on: '2024-03-31' });
  });

  it('are those of the length that is asked for', () => {
    expect(comparablePeriods([YEAR, Q1, Q2], 'year')).toMatchObject({
      length: 'year',
      season: null,
      periods: [YEAR],
    });
    expect(comparablePeriods([YEAR, Q1, Q2], 'month')).toBeNull();
    expect(comparablePeriods([])).toBeNull();
  });

  it('of equally common lengths are those that go on longest', () => {
    const january = period('6', '2024-01-01', '2024-01-31');
    expect(comparablePeriods([Q1, january])?.length).toBe('month');
    expect(comparablePeriods([january, period('7', '2024-01-01', '2024-03-31')])?.length).toBe('month');
  });

  it('join on to each other: quarters from February are others than quarters from January', () => {
    const other = period('8', '2023-02-01', '2023-04-30');
    const series = comparablePeriods([other, Q1, Q2]);
    expect(series?.periods).toEqual([Q1, Q2]);
    expect(series?.others[0].reason).toContain('does not join on');
  });

  it('stand once for the same days', () => {
    const again = period('9', Q1.starts_on, Q1.ends_on);
    const series = comparablePeriods([again, Q2, Q1]);
    expect(series?.periods).toEqual([Q1, Q2]);
    expect(series?.others).toEqual([{ period: again, reason: 'it has the same days as P1' }]);
  });

  it('may be months that begin on the 15th, weeks, or any number of days', () => {
    const fifteenth = [
      period('1', '2023-12-15', '2024-01-14'),
      period('2', '2024-01-15', '2024-02-14'),
      period('3', '2024-02-15', '2024-03-14'),
    ];
    expect(comparablePeriods(fifteenth)).toMatchObject({ length: 'month', periods: fifteenth });
    const weeks = [period('1', '2023-12-25', '2023-12-31'), period('2', '2024-01-08', '2024-01-14')];
    const series = comparablePeriods(weeks);
    expect(series).toMatchObject({ length: 'week', season: null, periods: [weeks[0], null, weeks[1]] });
    expect(series?.daysAt(3)).toEqual({ starts_on: '2024-01-15', ends_on: '2024-01-21' });
    const four = [
      period('1', '2023-01-04', '2023-01-31'),
      period('2', '2023-02-01', '2023-02-28'),
      period('3', '2023-03-01', '2023-03-28'),
    ];
    expect(comparablePeriods(four)).toMatchObject({ length: '28 days', periods: four });
  });

  it('live through leap years, and the ends of the calendar', () => {
    const years = ['2023', '2024', '2025'].map((year) => period(year, `${year}-01-01`, `${year}-12-31`));
    expect(comparablePeriods(years)).toMatchObject({ length: 'year', periods: years });
    const first = comparablePeriods([period('1', '0000-01-01', '0000-12-31')]);
    expect(first?.daysAt(0)).toEqual({ starts_on: '0000-01-01', ends_on: '0000-12-31' });
    const last = comparablePeriods([period('1', '9999-10-01', '9999-12-31')]);
    expect(last?.daysAt(1).starts_on).toBe('+010000-01-01');
  });

  it('are not looked for where a series would be endless', () => {
    const days = [period('1', '2000-01-01', '2000-01-01'), period('2', '2024-01-01', '2024-01-01')];
    expect(() => comparablePeriods(days)).toThrow(
      'from P1 to P2 there is room for 8767 periods, more than the 600 that a series may have: ask for fewer',
    );
  });

  it('cover, with the others, every period once, in any order of the periods', () => {
    const day = fc
      .integer({ min: 0, max: 590 })
      .map((n) => new Date(1.6e12 + n * 864e5).toISOString().slice(0, 10));
    const days = fc.tuple(day, day).map((pair) => pair.sort());
    fc.assert(
      fc.property(
        fc.array(days, { minLength: 1, maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        (spans, luck) => {
          const periods = spans.map(([from, to], i) => period(String(i).padStart(2, '0'), from, to));
          const series = comparablePeriods(periods);
          const taken = series?.periods.filter((found) => found !== null) ?? [];
          const all = [...taken, ...(series?.others ?? []).map((other) => other.period)];
          expect(all.map(({ id }) => id).sort()).toEqual(periods.map(({ id }) => id));
          for (const [i, found] of series?.periods.entries() ?? []) {
            if (found)
              expect(series?.daysAt(i)).toEqual({ starts_on: found.starts_on, ends_on: found.ends_on });
          }
          const shuffled = periods
            .map((p) => ({ p, at: luck.next().value }))
            .sort((a, b) => a.at - b.at)
            .map(({ p }) => p);
          expect(comparablePeriods(shuffled)?.periods).toEqual(series?.periods);
          expect(comparablePeriods(shuffled)?.others).toEqual(series?.others);
        },
      ),
    );
  });
});
