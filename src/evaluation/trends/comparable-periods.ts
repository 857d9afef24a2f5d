import { InputError } from '../../errors.ts';

/** Ten years of weeks, and more than anybody looks at. */
const MOST_PERIODS = 600;

/** First and last day, such as 2024-01-01 and 2024-03-31. */
export interface Days {
  readonly starts_on: string;
  readonly ends_on: string;
}

export interface NamedPeriod extends Days {
  readonly id: string;
  readonly name: string;
}

/** Periods of one length, in the order of time and equally far apart. */
export interface PeriodSeries<P extends NamedPeriod = NamedPeriod> {
  /** day, week, month, quarter, half-year, year, or so many days or months. */
  readonly length: string;
  /** How many of them a year has, where seasons can be told by them; null else. */
  readonly season: number | null;
  /** Null where there is none: a gap. */
  readonly periods: readonly (P | null)[];
  /** The days of the i-th place, with 0 for the first period; the one behind the last is the period to come. */
  daysAt(i: number): Days;
  /** What does not belong to it, and why. */
  readonly others: readonly { readonly period: P; readonly reason: string }[];
}

/**
 * Those of the given periods that can be compared with each other: the most common length (of equally common ones, that
 * whose last period begins last), with every period beginning a whole number of lengths after the first. Whole months
 * are a length, whatever their days; so are days. Of periods with the same days the first by id is taken. Null where
 * there is none (of the wanted length). The order of the periods does not matter. Throws InputError where more than 600
 * lie between the first and the last.
 */
export function comparablePeriods<P extends NamedPeriod>(
  periods: readonly P[],
  wanted?: string,
): PeriodSeries<P> | null {
  const grids = new Map<string, Grid<P>>();
  for (const period of periods) {
    for (const { length, at, phase } of placesOf(period)) {
      const name = nameOf(length);
      if (wanted !== undefined && wanted !== name) continue;
      const key = `${name} ${phase}`;
      const grid = grids.get(key) ?? { length, name, phase, first: at, last: at, at: new Map() };
      grids.set(key, grid);
      grid.first = Math.min(grid.first, at);
      grid.last = Math.max(grid.last, at);
      const there = grid.at.get(at);
      if (there === undefined || period.id < there.id) grid.at.set(at, period);
    }
  }
  const [grid] = [...grids.values()].sort(byFitness);
  if (grid === undefined) return null;

  const { first, last } = grid;
  const count = last - first + 1;
  if (count > MOST_PERIODS) {
    throw new InputError(
      `from ${grid.at.get(first)?.name} to ${grid.at.get(last)?.name} there is room for ${count} periods, more than the ${MOST_PERIODS} that a series may have: ask for fewer`,
    );
  }
  const taken = new Set(grid.at.values());
  const others = periods.filter((period) => !taken.has(period)).map((period) => reasonFor(grid, period));
  return {
    length: grid.name,
    season: SEASONS.get(grid.name) ?? null,
    periods: Array.from({ length: count }, (_, i) => grid.at.get(first + i) ?? null),
    daysAt: (i) => daysAt(grid, first + i),
    others: others.sort((a, b) => (a.period.id < b.period.id ? -1 : 1)),
  };
}

/** Whether two periods are of one length, wherever they lie. */
export function areAlike(one: Days, two: Days): boolean {
  const lengths = new Set(placesOf(one).map(({ length }) => nameOf(length)));
  return placesOf(two).some(({ length }) => lengths.has(nameOf(length)));
}

interface Length {
  readonly unit: 'days' | 'months';
  readonly count: number;
}

/** Periods of one length that join on to each other, by their place. */
interface Grid<P> {
  readonly length: Length;
  readonly name: string;
  readonly phase: number;
  first: number;
  last: number;
  readonly at: Map<number, P>;
}

const NAMES = new Map([
  ['1 days', 'day'],
  ['7 days', 'week'],
  ['1 months', 'month'],
  ['3 months', 'quarter'],
  ['6 months', 'half-year'],
  ['12 months', 'year'],
]);

const SEASONS = new Map([
  ['month', 12],
  ['quarter', 4],
  ['half-year', 2],
]);

function nameOf({ unit, count }: Length): string {
  const name = `${count} ${unit}`;
  return NAMES.get(name) ?? name;
}

/** Where a period stands among those of its length: in whole months where it is made of them, and in days. */
function placesOf({ starts_on, ends_on }: Days): { length: Length; at: number; phase: number }[] {
  const [from, next] = [dayNumber(starts_on), dayNumber(ends_on) + 1];
  const [first, after] = [monthOf(from), monthOf(next)];
  const months = after.month - first.month;
  const place = (length: Length, start: number, part: number) => ({
    length,
    at: Math.floor(start / length.count),
    phase: (start - length.count * Math.floor(start / length.count)) * 32 + part,
  });
  const inDays = place({ unit: 'days', count: next - from }, from, 0);
  if (months < 1 || first.day !== after.day || first.day > 28) return [inDays];
  return [place({ unit: 'months', count: months }, first.month, first.day), inDays];
}

function daysAt({ length, phase }: Grid<unknown>, at: number): Days {
  const start = (place: number) => {
    const units = place * length.count + Math.floor(phase / 32);
    return length.unit === 'days' ? units : dayIn(units, phase % 32);
  };
  return { starts_on: dayText(start(at)), ends_on: dayText(start(at + 1) - 1) };
}

/** The most periods first; then the last one that begins last, then whole months, then the first one that was found. */
function byFitness(a: Grid<NamedPeriod>, b: Grid<NamedPeriod>): number {
  const lastStart = ({ at, last }: Grid<NamedPeriod>) => at.get(last)?.starts_on ?? '';
  if (a.at.size !== b.at.size) return b.at.size - a.at.size;
  const [one, two] = [lastStart(a), lastStart(b)];
  if (one !== two) return one < two ? 1 : -1;
  if (a.length.unit !== b.length.unit) return a.length.unit === 'months' ? -1 : 1;
  return a.name < b.name ? -1 : 1;
}

function reasonFor<P extends NamedPeriod>({ name, phase, at }: Grid<P>, period: P) {
  const same = placesOf(period).find((place) => nameOf(place.length) === name);
  if (same === undefined) return { period, reason: `it is no ${name}, as the others are` };
  if (same.phase !== phase)
    return { period, reason: `it does not join on to the others: it begins between them` };
  return { period, reason: `it has the same days as ${at.get(same.at)?.name}` };
}

/** Days since 1970-01-01. */
function dayNumber(day: string): number {
  return Date.parse(day) / 86_400_000;
}

/** Months since the year 0, and the day of the month. */
function monthOf(dayNumber: number): { readonly month: number; readonly day: number } {
  const date = new Date(dayNumber * 86_400_000);
  return { month: date.getUTCFullYear() * 12 + date.getUTCMonth(), day: date.getUTCDate() };
}

function dayIn(month: number, day: number): number {
  return new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, day) / 86_400_000;
}

function dayText(dayNumber: number): string {
  return new Date(dayNumber * 86_400_000).toISOString().slice(0, -14);
}
