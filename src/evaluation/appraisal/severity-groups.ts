import type { EmployeeId } from '../records.ts';
import { grouped } from './ratings.ts';
import type { Rubric } from './rubric.ts';
import type { GivenShares } from './severity-model.ts';
import type { AppraisalSheet, Ratings } from './sheet.ts';

/** The indices of ids in the order of the ids as text. */
export function byText(ids: readonly EmployeeId[]): Uint32Array {
  const texts = ids.map(String);
  return Uint32Array.from(texts.keys()).sort((a, b) =>
    texts[a] < texts[b] ? -1 : texts[a] > texts[b] ? 1 : 0,
  );
}

/**
 * All ratings as shares of the maximum, sorted by person, appraiser and indicator, people and appraisers numbered in
 * the order of their ids as text. An indicator is another one in another position.
 */
export function canonicalShares(
  sheet: AppraisalSheet,
  ratings: Ratings,
  appraisers: Uint32Array,
  maximum: (person: number, indicator: number) => number,
  rubric: Rubric,
): GivenShares {
  const { employee, points } = ratings;
  const width = sheet.points.columns;
  const personRank = inverse(byText(sheet.ids));
  const appraiserRank = inverse(appraisers);
  const positions = new Map(rubric.positions.map(({ key }, i) => [key, i]));
  const person = employee.map((i) => personRank[i]);
  const appraiser = ratings.appraiser.map((i) => appraiserRank[i]);
  const indicator = employee.map(
    (i, rating) => (positions.get(sheet.positions[i]) ?? 0) * width + ratings.indicator[rating],
  );
  const indicators = rubric.positions.length * width;
  const byIndicator = grouped(indicator, indicators).order;
  const byAppraiser = sortedBy(byIndicator, appraiser, appraisers.length);
  const order = sortedBy(byAppraiser, person, sheet.ids.length);
  return {
    people: sheet.ids.length,
    appraisers: appraisers.length,
    indicators,
    person: order.map((i) => person[i]),
    appraiser: order.map((i) => appraiser[i]),
    indicator: order.map((i) => indicator[i]),
    share: Float64Array.from(order, (i) => points[i] / maximum(employee[i], ratings.indicator[i])),
  };
}

/** Appraisers who appraised the same person are in one group; groups are numbered by their first appraiser. */
export function connectedGroups({ person, appraiser, appraisers }: GivenShares): {
  groupOf: Uint32Array;
  count: number;
} {
  const parent = Uint32Array.from({ length: appraisers }, (_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  };
  for (let i = 1; i < person.length; i++) {
    if (person[i] !== person[i - 1]) continue;
    const a = root(appraiser[i]);
    const b = root(appraiser[i - 1]);
    parent[Math.max(a, b)] = Math.min(a, b);
  }
  const groupOf = new Uint32Array(appraisers);
  let count = 0;
  for (let i = 0; i < appraisers; i++) groupOf[i] = root(i) === i ? count++ : groupOf[root(i)];
  return { groupOf, count };
}

/** The ratings of each group by themselves, everybody and everything in them numbered from 0, with the group's appraisers. */
export function splitByGroup(
  given: GivenShares,
  groupOf: Uint32Array,
  count: number,
): { members: Uint32Array; shares: GivenShares }[] {
  const members = grouped(groupOf, count);
  const ratings = grouped(
    given.appraiser.map((i) => groupOf[i]),
    count,
  );
  const place = new Uint32Array(given.appraisers);
  const indicatorPlace = new Map<number, number>();
  return Array.from({ length: count }, (_, group) => {
    const own = members.order.subarray(members.starts[group], members.starts[group + 1]);
    own.forEach((appraiser, i) => {
      place[appraiser] = i;
    });
    indicatorPlace.clear();
    const order = ratings.order.subarray(ratings.starts[group], ratings.starts[group + 1]);
    const person = new Uint32Array(order.length);
    for (let i = 1; i < order.length; i++) {
      person[i] = person[i - 1] + (given.person[order[i]] === given.person[order[i - 1]] ? 0 : 1);
    }
    const indicator = order.map((i) => {
      const found = indicatorPlace.get(given.indicator[i]) ?? indicatorPlace.size;
      indicatorPlace.set(given.indicator[i], found);
      return found;
    });
    const shares: GivenShares = {
      people: order.length > 0 ? person[person.length - 1] + 1 : 0,
      appraisers: own.length,
      indicators: indicatorPlace.size,
      person,
      appraiser: order.map((i) => place[given.appraiser[i]]),
      indicator,
      share: Float64Array.from(order, (i) => given.share[i]),
    };
    return { members: own, shares };
  });
}

/** For each appraiser, how many people were appraised and how many points given. */
export function workOf({ person, appraiser, appraisers }: GivenShares): {
  people: Uint32Array;
  ratings: Uint32Array;
} {
  const people = new Uint32Array(appraisers);
  const ratings = new Uint32Array(appraisers);
  for (let i = 0; i < person.length; i++) {
    ratings[appraiser[i]]++;
    if (i === 0 || person[i] !== person[i - 1] || appraiser[i] !== appraiser[i - 1]) people[appraiser[i]]++;
  }
  return { people, ratings };
}

function sortedBy(order: Uint32Array, keys: Uint32Array, end: number): Uint32Array {
  const places = grouped(
    order.map((i) => keys[i]),
    end,
  ).order;
  return places.map((place) => order[place]);
}

function inverse(order: Uint32Array): Uint32Array {
  const ranks = new Uint32Array(order.length);
  order.forEach((index, rank) => {
    ranks[index] = rank;
  });
  return ranks;
}
