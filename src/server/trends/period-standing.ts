import type { Kysely } from 'kysely';
import type { EmployeeFilter } from '../../data/store/employees.ts';
import { type PeriodSummary, periodSummaries } from '../../data/store/period-summaries.ts';
import type { PeriodRow } from '../../data/store/periods.ts';
import { type DatedPerson, peopleEver } from '../../data/store/population.ts';
import type { Database } from '../../data/store/schema.ts';
import type { Summaries } from '../../evaluation/records.ts';
import type { Standard } from '../../evaluation/standard.ts';
import { standing } from '../../evaluation/trends/standing.ts';

/** What a rank says of who has none. */
export const UNRATED = -1;
export const ABSENT = -2;

/** Where people stand in a period: one entry for each. */
export interface PeriodStanding {
  /** 0 for the best tier, or UNRATED or ABSENT. */
  readonly ranks: Int32Array;
  /** 0 to 100; without meaning where the rank is none. */
  readonly scores: Float64Array;
  /** The numbers of those who have any, and who of them is rated. */
  readonly summaries: Summaries;
  readonly rated: Uint32Array;
}

/** People whose standing is looked for, and where each stands among them. */
export interface Group {
  readonly people: readonly DatedPerson[];
  readonly placeOf: ReadonlyMap<string, number>;
}

export async function groupOf(db: Kysely<Database>, filter: EmployeeFilter): Promise<Group> {
  const people = await peopleEver(db, filter);
  return { people, placeOf: new Map(people.map(({ id }, i) => [id, i])) };
}

/**
 * Holds people against a standard on what is known of a period now. Somebody is there who was active on a day of it; of
 * those whose first and last day nobody said, only who has tasks.
 */
export async function standingIn(
  db: Kysely<Database>,
  { people, placeOf }: Group,
  period: PeriodRow,
  standard: Standard,
): Promise<PeriodStanding> {
  const ids = people.length <= FEW ? people.map(({ id }) => id) : undefined;
  const ranks = Int32Array.from(people, (person) =>
    hasDates(person) && isActive(person, period) ? UNRATED : ABSENT,
  );
  const places: number[] = [];
  const known: PeriodSummary[] = [];
  for (const summary of await periodSummaries(db, period.id, ids)) {
    const place = placeOf.get(summary.employee_id);
    if (place === undefined || !isActive(people[place], period)) continue;
    ranks[place] = UNRATED;
    places.push(place);
    known.push(summary);
  }
  const summaries: Summaries = {
    ids: known.map(({ employee_id }) => employee_id),
    names: [],
    completedTasks: Float64Array.from(known, ({ completed_tasks }) => completed_tasks),
    totalTasks: Float64Array.from(known, ({ total_tasks }) => total_tasks),
    avgTaskHours: Float64Array.from(known, ({ avg_task_hours }) => avg_task_hours ?? Number.NaN),
    extras: [],
  };
  const stand = standing(summaries, standard);
  const scores = new Float64Array(people.length);
  for (const [row, person] of stand.people.entries()) {
    ranks[places[person]] = stand.ranks[row];
    scores[places[person]] = stand.scores[row];
  }
  return { ranks, scores, summaries, rated: stand.people };
}

/** So many people are asked for by name; of more, everybody's numbers are read. */
const FEW = 500;

function hasDates({ active_from, active_to }: DatedPerson): boolean {
  return active_from !== null || active_to !== null;
}

function isActive({ active_from, active_to }: DatedPerson, { starts_on, ends_on }: PeriodRow): boolean {
  return (active_from === null || active_from <= ends_on) && (active_to === null || active_to >= starts_on);
}
