import type { Kysely } from 'kysely';
import { type PeriodRow, periodsOf, periodsWithin } from '../../data/store/periods.ts';
import type { Database } from '../../data/store/schema.ts';
import { activeStandard, findStandard, type StandardRow } from '../../data/store/standards.ts';
import {
  areAlike,
  comparablePeriods,
  type PeriodSeries,
} from '../../evaluation/trends/comparable-periods.ts';
import { ApiError } from '../api/problem.ts';

/** Which periods a trend is asked for over. */
export interface PeriodQuery {
  readonly periods?: readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly length?: string | undefined;
}

/** The standard that is named, else the active one for tasks. Throws ApiError where there is none, or nobody is held against it. */
export async function chooseStandard(db: Kysely<Database>, id: string | undefined): Promise<StandardRow> {
  if (id === undefined) {
    const active = await activeStandard(db, 'tasks');
    if (active !== undefined) return active;
    throw new ApiError('conflict', 'no standard for tasks is active: activate one, or name one as standard');
  }
  const standard = await findStandard(db, id);
  if (standard === undefined) throw wrong('standard', 'there is no such standard');
  if (standard.pipeline !== 'tasks') throw wrong('standard', 'it must be a standard for tasks');
  if (standard.state === 'retired') {
    throw new ApiError('conflict', 'the standard is retired: nobody is held against it any more');
  }
  return standard;
}

/**
 * Periods that can be compared: those that are named, all of which must fit together; else those of the most common
 * length, or of the wanted one, that lie between two days. `today` says which periods have ended. Null where there are none.
 */
export async function choosePeriods(
  db: Kysely<Database>,
  { periods: ids, from, to, length }: PeriodQuery,
  today: string,
): Promise<PeriodSeries<PeriodRow> | null> {
  if (ids === undefined)
    return comparablePeriods(await periodsWithin(db, { from, to: to ?? dayBefore(today) }), length);
  if (from !== undefined || to !== undefined || length !== undefined) {
    throw wrong('periods', 'name periods, or say from, to and length; not both');
  }
  const found = await periodsOf(db, ids);
  const known = new Set(found.map(({ id }) => id));
  if (!ids.every((id) => known.has(id))) throw wrong('periods', 'there is no such period among them');
  const series = comparablePeriods(found);
  const [other] = series?.others ?? [];
  if (other !== undefined) throw wrong('periods', `${other.period.name} cannot be compared: ${other.reason}`);
  return series;
}

/** Two periods between which people may have moved, the earlier one first. */
export async function choosePair(
  db: Kysely<Database>,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<{ readonly from: PeriodRow; readonly to: PeriodRow }> {
  const found = await periodsOf(db, [from, to]);
  const [before, after] = [from, to].map((id) => found.find((period) => period.id === id));
  if (before === undefined) throw wrong('from', 'there is no such period');
  if (after === undefined) throw wrong('to', 'there is no such period');
  if (after.starts_on <= before.ends_on)
    throw wrong('to', 'it must begin after the earlier period has ended');
  if (!areAlike(before, after)) throw wrong('to', 'the two periods are of different lengths');
  return { from: before, to: after };
}

function wrong(field: string, reason: string): ApiError {
  return new ApiError('unprocessable', `query/${field}: ${reason}`, [
    { in: 'query', pointer: `/${field}`, reason },
  ]);
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}
