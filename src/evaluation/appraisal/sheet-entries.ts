import type { Problem } from '../../errors.ts';
import { clip } from '../clip.ts';
import type { EmployeeId } from '../records.ts';
import type { NumberList } from './number-list.ts';
import { averageRatings, grouped, roleWeights } from './ratings.ts';
import type { Rubric } from './rubric.ts';
import type { AppraisalSheet, Ratings } from './sheet.ts';
import type { SheetPeople } from './sheet-people.ts';

/** The rows of a sheet that are right in themselves, one entry for each. */
export interface SheetEntries {
  readonly person: NumberList;
  readonly appraiser: NumberList;
  readonly role: NumberList;
  /** Of a row of a long sheet, the index of the indicator in the position; 0 of a wide one. */
  readonly indicator: NumberList;
  /** The row as a person counts it. */
  readonly row: NumberList;
  /** `width` numbers for each entry: one for each indicator from the first on; NaN where missing. */
  readonly points: NumberList;
  readonly width: number;
}

export interface SheetWords {
  readonly rubric: Rubric;
  /** Names of the columns that travel along. */
  readonly extras: readonly string[];
  /** Null where the sheet does not say who gave the points. */
  readonly appraisers: readonly EmployeeId[] | null;
  readonly roles: readonly string[];
  readonly file: string | undefined;
  /** The header of the column of employees. */
  readonly column: string;
}

/** The sheet that rows make together, without those that contradict each other. */
export function sheetFrom(
  entries: SheetEntries,
  people: SheetPeople,
  words: SheetWords,
): { sheet: AppraisalSheet; rejected: Problem[] } {
  const person = entries.person.values();
  const { kept, rejected } = withoutContradictions(entries, people, words);
  const number = new Int32Array(people.ids.length).fill(-1);
  const members: number[] = [];
  for (let i = 0; i < person.length; i++) {
    if (kept[i] === 1 && number[person[i]] < 0) number[person[i]] = members.push(person[i]) - 1;
  }
  const ratings = ratingsOf(entries, kept, number, words);
  const { roles, appraisers, rubric, extras } = words;
  const most = Math.max(...rubric.positions.map(({ indicators }) => indicators.length));
  return {
    sheet: {
      ids: members.map((i) => people.ids[i]),
      names: members.map((i) => people.names[i]),
      positions: members.map((i) => people.positions[i].key),
      points: averageRatings(ratings, members.length, most, roleWeights(rubric)),
      ratings: appraisers ? { ...ratings, appraisers, roles } : null,
      extras: extras.map((name, place) => ({ name, values: members.map((i) => people.extras[place][i]) })),
    },
    rejected,
  };
}

/** Marks the entries to keep: not those of people with two positions, nor any of several that say the same thing. */
function withoutContradictions(
  entries: SheetEntries,
  people: SheetPeople,
  words: SheetWords,
): { kept: Uint8Array; rejected: Problem[] } {
  const { file, column } = words;
  const person = entries.person.values();
  const row = entries.row.values();
  const kept = new Uint8Array(person.length).fill(1);
  const rejected: Problem[] = [];
  const reject = (entry: number, reason: string): void => {
    kept[entry] = 0;
    const value = clip(people.ids[person[entry]]);
    rejected.push({ ...(file !== undefined && { file }), row: row[entry], column, value, reason });
  };

  const { order, starts } = grouped(person, people.ids.length);
  for (let i = 0; i < people.ids.length; i++) {
    const own = order.subarray(starts[i], starts[i + 1]);
    const other = people.torn.get(i);
    if (other) {
      const positions = [people.positions[i].key, other.key].sort();
      const reason = `one employee with two positions: ${positions.join(' and ')}`;
      for (const entry of own) reject(entry, reason);
    } else if (own.length > 1) {
      const { indicators } = people.positions[i];
      rejectTwins(own, entries, words, (index) => indicators[index].key, reject);
    }
  }
  return { kept, rejected };
}

function rejectTwins(
  own: Uint32Array,
  entries: SheetEntries,
  { appraisers }: SheetWords,
  indicatorKey: (index: number) => string,
  reject: (entry: number, reason: string) => void,
): void {
  const appraiser = entries.appraiser.values();
  const indicator = entries.indicator.values();
  const row = entries.row.values();
  own.sort((a, b) => appraiser[a] - appraiser[b] || indicator[a] - indicator[b] || row[a] - row[b]);
  const same = (a: number, b: number): boolean =>
    appraiser[a] === appraiser[b] && indicator[a] === indicator[b];
  for (let start = 0; start < own.length; ) {
    let end = start + 1;
    while (end < own.length && same(own[start], own[end])) end++;
    if (end - start > 1) {
      const by = appraisers ? ` by ${clip(String(appraisers[appraiser[own[start]]]))}` : '';
      const on = entries.width === 1 ? ` on ${indicatorKey(indicator[own[start]])}` : '';
      for (let i = start; i < end; i++) {
        const other = row[own[i === start ? start + 1 : start]];
        reject(own[i], `two rows of points of one employee${by}${on}: row ${other} says it, too`);
      }
    }
    start = end;
  }
}

/** Single points of the kept entries, people numbered anew. */
function ratingsOf(
  entries: SheetEntries,
  kept: Uint8Array,
  number: Int32Array,
  { roles }: SheetWords,
): Ratings {
  const person = entries.person.values();
  const appraisers = entries.appraiser.values();
  const role = entries.role.values();
  const first = entries.indicator.values();
  const points = entries.points.values();
  const { width } = entries;
  const given = Uint32Array.from(points.keys()).filter(
    (at) => kept[Math.floor(at / width)] === 1 && !Number.isNaN(points[at]),
  );
  return {
    appraisers: [],
    roles,
    employee: given.map((at) => number[person[Math.floor(at / width)]]),
    appraiser: given.map((at) => appraisers[Math.floor(at / width)]),
    role: Uint8Array.from(given, (at) => role[Math.floor(at / width)]),
    indicator: Uint16Array.from(given, (at) => first[Math.floor(at / width)] + (at % width)),
    points: Float64Array.from(given, (at) => points[at]),
  };
}
