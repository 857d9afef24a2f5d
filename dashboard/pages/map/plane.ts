import type { PeopleMap } from '../../../src/client/index.ts';
import { MAP_FEATURES, type MapView, type Range } from './map-view.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle of the plane. */
export interface Box {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

/** Everybody's place in a plane, and the tiers' parts of it. */
export interface Plane {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** What holds everybody. */
  readonly box: Box;
  readonly centres: readonly (Point & { readonly rank: number })[];
  /** The part of a box that belongs to each tier, for people who are average in what the plane does not show. */
  areasIn(box: Box): readonly { readonly rank: number; readonly corners: readonly Point[] }[];
}

/** A direction of the plane: where a value lies in it, what a step is worth, and where a point of scaled features lies. */
interface Direction {
  readonly values: Float64Array;
  readonly origin: number;
  /** Null where everybody counts as alike. */
  readonly unit: number | null;
  along(scaled: readonly number[]): number;
}

/** The plane of two features in natural units, or of the two principal components. */
export function planeOf(map: PeopleMap, view: Pick<MapView, 'x' | 'y'>): Plane {
  const { x, y } = view;
  const [across, up] =
    x && y ? [featureOf(map, x), featureOf(map, y)] : [componentOf(map, 0), componentOf(map, 1)];
  const isFlat = across.unit === null || up.unit === null;
  // What the plane does not show: how far a centre lies off it, at the average of the people or of the standard.
  const middle = x && y ? map.features.map(() => 0) : map.means;
  const placed = (isFlat ? [] : (map.centres ?? [])).map(({ tier_rank: rank, at }) => {
    const [u, v] = [across.along(at), up.along(at)];
    const distance = at.reduce((sum, value, j) => sum + (value - middle[j]) ** 2, 0);
    return { rank, u, v, off: Math.max(0, distance - u * u - v * v) };
  });
  const [unitX, unitY] = [across.unit ?? 1, up.unit ?? 1];
  return {
    x: across.values,
    y: up.values,
    box: boxOf(across.values, up.values),
    centres: placed.map(({ rank, u, v }) => ({
      rank,
      x: across.origin + u * unitX,
      y: up.origin + v * unitY,
    })),
    areasIn: ({ x0, x1, y0, y1 }) => {
      const corner = (px: number, py: number) => ({
        x: (px - across.origin) / unitX,
        y: (py - up.origin) / unitY,
      });
      const whole = [corner(x0, y0), corner(x1, y0), corner(x1, y1), corner(x0, y1)];
      return placed.map((own) => ({
        rank: own.rank,
        corners: placed
          .reduce<readonly Point[]>(
            (corners, other) => (other === own ? corners : nearerTo(own, other, corners)),
            whole,
          )
          .map((at) => ({ x: across.origin + at.x * unitX, y: up.origin + at.y * unitY })),
      }));
    },
  };
}

function featureOf({ features, people }: PeopleMap, name: (typeof MAP_FEATURES)[number]): Direction {
  const j = MAP_FEATURES.indexOf(name);
  const { origin, unit } = features[j];
  return { values: Float64Array.from(people.values[j]), origin, unit, along: (scaled) => scaled[j] };
}

function componentOf({ features, people, means, components }: PeopleMap, which: number): Direction {
  const values = new Float64Array(people.score.length);
  const component = components[which];
  if (component === undefined) return { values, origin: 0, unit: null, along: () => 0 };
  const { loadings } = component;
  features.forEach(({ origin, unit }, j) => {
    const column = people.values[j];
    const factor = unit === null ? 0 : 1 / unit;
    for (let i = 0; i < values.length; i++) {
      values[i] += loadings[j] * ((column[i] - origin) * factor - means[j]);
    }
  });
  const along = (scaled: readonly number[]) =>
    scaled.reduce((sum, value, j) => sum + loadings[j] * (value - means[j]), 0);
  return { values, origin: 0, unit: 1, along };
}

interface Placed {
  readonly u: number;
  readonly v: number;
  readonly off: number;
}

/** The part of a convex shape that is nearer to one centre than to the other (Sutherland and Hodgman 1974). */
function nearerTo(own: Placed, other: Placed, corners: readonly Point[]): Point[] {
  const [a, b] = [2 * (other.u - own.u), 2 * (other.v - own.v)];
  const limit = other.u ** 2 + other.v ** 2 + other.off - own.u ** 2 - own.v ** 2 - own.off;
  const beyond = ({ x, y }: Point) => a * x + b * y - limit;
  return corners.flatMap((from, i) => {
    const to = corners[(i + 1) % corners.length];
    const [here, there] = [beyond(from), beyond(to)];
    const kept = here <= 0 ? [from] : [];
    if (here <= 0 === there <= 0) return kept;
    const share = here / (here - there);
    return [...kept, { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) }];
  });
}

function boxOf(x: Float64Array, y: Float64Array): Box {
  const [x0, x1] = endsOf(x);
  const [y0, y1] = endsOf(y);
  return { x0, x1, y0, y1 };
}

/** Smallest and largest value with some room around; one unit where there is one value or none. */
function endsOf(values: Float64Array): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(low <= high)) return [0, 1];
  const room = high > low ? (high - low) * 0.05 : 0.5;
  return [low - room, high + room];
}

/** The person nearest to a place, at most so far away along each axis; -1 where there is nobody. */
export function nearestTo({ x, y }: Plane, at: Point, reach: Point): number {
  let nearest = -1;
  let least = 1;
  for (let i = 0; i < x.length; i++) {
    const across = (x[i] - at.x) / reach.x;
    if (across > 1 || across < -1) continue;
    const up = (y[i] - at.y) / reach.y;
    const distance = across * across + up * up;
    if (distance < least) {
      least = distance;
      nearest = i;
    }
  }
  return nearest;
}

/** The people within a shape whose corners one has drawn: those from which a line to the right crosses its edge an odd number of times. */
export function peopleWithin({ x, y }: Plane, corners: readonly Point[]): number[] {
  const found: number[] = [];
  const low = Math.min(...corners.map((corner) => corner.y));
  const high = Math.max(...corners.map((corner) => corner.y));
  for (let i = 0; i < x.length; i++) {
    if (y[i] < low || y[i] > high) continue;
    let isIn = false;
    for (let a = 0, b = corners.length - 1; a < corners.length; b = a++) {
      const [p, q] = [corners[a], corners[b]];
      if (p.y > y[i] !== q.y > y[i] && x[i] < p.x + ((y[i] - p.y) / (q.y - p.y)) * (q.x - p.x)) isIn = !isIn;
    }
    if (isIn) found.push(i);
  }
  return found;
}

/** The people whose numbers lie between from and to. */
export function peopleBetween({ x, y }: Plane, [fromX, toX, fromY, toY]: Range): number[] {
  const found: number[] = [];
  for (let i = 0; i < x.length; i++) {
    if (fromX !== null && x[i] < fromX) continue;
    if (toX !== null && x[i] > toX) continue;
    if (fromY !== null && y[i] < fromY) continue;
    if (toY !== null && y[i] > toY) continue;
    found.push(i);
  }
  return found;
}

/** The people whose name or number has all these words in it, in any case. */
export function peopleCalled({ people: { name, number } }: PeopleMap, text: string): number[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found: number[] = [];
  for (let i = 0; i < number.length; i++) {
    const called = `${name[i] ?? ''} ${number[i]}`.toLowerCase();
    if (words.every((word) => called.includes(word))) found.push(i);
  }
  return found;
}
