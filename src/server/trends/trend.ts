import type { Kysely } from 'kysely';
import type { EmployeeFilter } from '../../data/store/employees.ts';
import { atOneMoment, type StorePlace } from '../../data/store/open-store.ts';
import type { PeriodRow } from '../../data/store/periods.ts';
import type { Database } from '../../data/store/schema.ts';
import type { Standard } from '../../evaluation/standard.ts';
import { type Outlook, outlook } from '../../evaluation/trends/outlook.ts';
import { savedStandard } from '../evaluations/saved-standard.ts';
import { type GroupPoint, groupPoint } from './group-point.ts';
import { groupOf, type PeriodStanding, standingIn } from './period-standing.ts';
import { type PersonPoint, personPoint } from './person-point.ts';

/** Over which periods, and by which standard. */
export interface TrendTask {
  readonly place: StorePlace;
  readonly standardId: string;
  /** Null for a gap. */
  readonly periods: readonly (PeriodRow | null)[];
  /** How many periods a year has, where there are seasons. */
  readonly season: number | null;
}

export interface PersonTrendTask extends TrendTask {
  readonly employeeId: string;
}

export interface GroupTrendTask extends TrendTask {
  readonly people: EmployeeFilter;
  /** People below which a group's numbers are withheld. */
  readonly smallGroup: number;
}

/** One point for each period that there is, in their order, and what they say together. */
export interface TrendAnswer<Point> {
  readonly points: readonly Point[];
  readonly outlook: Outlook;
}

/** How one person does from period to period. */
export async function* personTrend(
  db: Kysely<Database>,
  task: PersonTrendTask,
): AsyncGenerator<TrendAnswer<PersonPoint>> {
  yield await trend(db, task, { ids: [task.employeeId] }, personPoint, ({ score }) => score);
}

/** How a group does from period to period: its median. */
export async function* groupTrend(
  db: Kysely<Database>,
  task: GroupTrendTask,
): AsyncGenerator<TrendAnswer<GroupPoint>> {
  const pointOf = (stand: PeriodStanding, standard: Standard) => groupPoint(stand, standard, task.smallGroup);
  yield await trend(db, task, task.people, pointOf, ({ score }) => score?.median ?? null);
}

/** Holds the numbers of each period, as they are now, against one standard; nothing is kept. */
async function trend<Point>(
  db: Kysely<Database>,
  { standardId, periods, season }: TrendTask,
  filter: EmployeeFilter,
  pointOf: (stand: PeriodStanding, standard: Standard) => Point,
  scoreOf: (point: Point) => number | null,
): Promise<TrendAnswer<Point>> {
  return atOneMoment(db, async (moment) => {
    const standard = await savedStandard(moment, standardId);
    const group = await groupOf(moment, filter);
    const points: Point[] = [];
    const series: (number | null)[] = [];
    for (const period of periods) {
      if (period === null) {
        series.push(null);
        continue;
      }
      const point = pointOf(await standingIn(moment, group, period, standard), standard);
      points.push(point);
      series.push(scoreOf(point));
    }
    return { points, outlook: outlook(series, season) };
  });
}
