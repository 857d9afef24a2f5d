import { v7 as newId } from 'uuid';
import { insertAll } from '../../data/store/insert-all.ts';
import type { Change, Store } from '../../data/store/store.ts';
import type { StagingOf } from './stage.ts';

/** The periods that an import says something of: those that are there, and those that it needs. */
export interface StagedPeriods {
  /** The id of the period that begins on a day, or of the import's only period. */
  idOf(firstDay: string | null): Promise<string>;
  /** Counts a row of a period. */
  count(id: string): void;
  write(change: Change): Promise<void>;
}

interface Period {
  readonly id: string;
  readonly name: string;
  readonly starts_on: string;
  readonly ends_on: string;
  readonly isNew: boolean;
}

export function stagedPeriods(store: Store, { importId, periodId, split }: StagingOf): StagedPeriods {
  const found = new Map<string | null, Promise<Period>>();
  const rows = new Map<string, number>();

  const find = async (firstDay: string | null): Promise<Period> => {
    const periods = store.read.selectFrom('periods').select(['id', 'name', 'starts_on', 'ends_on']);
    if (firstDay === null || split === null) {
      const period = await periods.where('id', '=', periodId ?? '').executeTakeFirstOrThrow();
      return { ...period, isNew: false };
    }
    const lastDay = lastDayOf(firstDay, split);
    const period = await periods
      .where('starts_on', '=', firstDay)
      .where('ends_on', '=', lastDay)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (period !== undefined) return { ...period, isNew: false };
    const name = periodName(firstDay, split);
    return { id: newId(), name, starts_on: firstDay, ends_on: lastDay, isNew: true };
  };
  const periodOf = (firstDay: string | null): Promise<Period> => {
    const known = found.get(firstDay) ?? find(firstDay);
    found.set(firstDay, known);
    return known;
  };

  return {
    idOf: async (firstDay) => (await periodOf(firstDay)).id,
    count: (id) => {
      rows.set(id, (rows.get(id) ?? 0) + 1);
    },
    async write({ db }) {
      const periods = await Promise.all(found.values());
      await insertAll(
        db,
        'import_periods',
        periods.map(({ id, name, starts_on, ends_on, isNew }) => ({
          import_id: importId,
          period_id: id,
          name,
          starts_on,
          ends_on,
          is_new: isNew ? 1 : 0,
          people: rows.get(id) ?? 0,
          committed_id: null,
        })),
      );
    },
  };
}

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** The last day of the month, quarter or year that begins on a day. */
export function lastDayOf(firstDay: string, length: keyof typeof MONTHS): string {
  const [year, month] = firstDay.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + MONTHS[length], 0)).toISOString().slice(0, 10);
}

/** 2024-03, 2024-Q1 or 2024. */
export function periodName(firstDay: string, length: keyof typeof MONTHS): string {
  const [year, month] = firstDay.split('-');
  if (length === 'year') return year;
  return length === 'month' ? `${year}-${month}` : `${year}-Q${Math.ceil(Number(month) / 3)}`;
}
