import type { Matrix } from '../../math/matrix.ts';
import type { Rubric } from './rubric.ts';
import type { Ratings } from './sheet.ts';

/** The roles of appraisers that count equally where a rubric names none. */
export const USUAL_ROLES: readonly string[] = ['self', 'peer', 'manager', 'subordinate'];

/** How much each role counts: as the rubric says, else all the same. */
export function roleWeights({ roles }: Pick<Rubric, 'roles'>): ReadonlyMap<string, number> {
  return roles ?? new Map(USUAL_ROLES.map((role) => [role, 1]));
}

/**
 * The points of each person on each indicator, NaN where nobody gave any: the mean over the appraisers of each role,
 * then the mean of these over the roles that appraised, by the roles' weights. Roles without weight do not count.
 * Sums run over the points in ascending order, so that the order of the ratings never matters.
 */
export function averageRatings(
  ratings: Ratings,
  people: number,
  indicators: number,
  weights: ReadonlyMap<string, number>,
): Matrix {
  const { role, points } = ratings;
  const data = new Float64Array(people * indicators).fill(Number.NaN);
  const weightOf = Float64Array.from(ratings.roles, (name) => weights.get(name) ?? 0);
  const { order, starts } = byCell(ratings, people * indicators, indicators);
  for (let cell = 0; cell < data.length; cell++) {
    const given = order.subarray(starts[cell], starts[cell + 1]);
    if (given.length === 0) continue;
    if (given.length > 1) given.sort((a, b) => role[a] - role[b] || points[a] - points[b]);
    data[cell] = ratings.roles.length === 0 ? meanOf(points, given) : weightedMean(ratings, given, weightOf);
  }
  return { rows: people, columns: indicators, data };
}

/** How many different appraisers each person has. */
export function appraisersOf({ employee, appraiser }: Ratings, people: number): Uint32Array {
  const counts = new Uint32Array(people);
  const { order, starts } = grouped(employee, people);
  const seen = new Map<number, number>();
  for (let person = 0; person < people; person++) {
    for (let at = starts[person]; at < starts[person + 1]; at++) {
      const who = appraiser[order[at]];
      if (seen.get(who) === person) continue;
      seen.set(who, person);
      counts[person]++;
    }
  }
  return counts;
}

/** The indices of `keys` sorted by key, equal keys in the order they came, and where each key's begin. O(n + end). */
export function grouped(keys: ArrayLike<number>, end: number): { order: Uint32Array; starts: Uint32Array } {
  const starts = new Uint32Array(end + 1);
  for (let i = 0; i < keys.length; i++) starts[keys[i] + 1]++;
  for (let key = 0; key < end; key++) starts[key + 1] += starts[key];
  const next = starts.slice();
  const order = new Uint32Array(keys.length);
  for (let i = 0; i < keys.length; i++) order[next[keys[i]]++] = i;
  return { order, starts };
}

function byCell({ employee, indicator }: Ratings, cells: number, indicators: number) {
  const keys = new Float64Array(employee.length);
  for (let i = 0; i < keys.length; i++) keys[i] = employee[i] * indicators + indicator[i];
  return grouped(keys, cells);
}

function meanOf(points: Float64Array, given: Uint32Array): number {
  let sum = 0;
  for (const rating of given) sum += points[rating];
  return sum / given.length;
}

/** `given` is sorted by role. NaN where no role that counts gave points. */
function weightedMean({ role, points }: Ratings, given: Uint32Array, weightOf: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let start = 0; start < given.length; ) {
    let end = start;
    while (end < given.length && role[given[end]] === role[given[start]]) end++;
    const weight = weightOf[role[given[start]]];
    sum += weight * meanOf(points, given.subarray(start, end));
    total += weight;
    start = end;
  }
  return total > 0 ? sum / total : Number.NaN;
}
