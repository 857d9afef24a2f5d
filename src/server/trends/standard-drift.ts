import type { Kysely } from 'kysely';
import { atOneMoment, type StorePlace } from '../../data/store/open-store.ts';
import type { PeriodRow } from '../../data/store/periods.ts';
import type { Database } from '../../data/store/schema.ts';
import { numbersOf } from '../../evaluation/features.ts';
import { type Drift, driftFrom } from '../../evaluation/trends/drift.ts';
import { savedStandard } from '../evaluations/saved-standard.ts';
import { groupOf, standingIn } from './period-standing.ts';

/** A standard for tasks, and the period whose people are held against those it was fitted on. */
export interface StandardDriftTask {
  readonly place: StorePlace;
  readonly standardId: string;
  readonly period: PeriodRow;
}

/** Null where nobody in the period can be rated. */
export interface StandardDrift {
  readonly drift: Drift | null;
}

/** How far the people of a period have moved away from those of a standard. */
export async function* standardDrift(
  db: Kysely<Database>,
  { standardId, period }: StandardDriftTask,
): AsyncGenerator<StandardDrift> {
  yield await atOneMoment(db, async (moment) => {
    const standard = await savedStandard(moment, standardId);
    const { summaries, rated } = await standingIn(moment, await groupOf(moment, {}), period, standard);
    return { drift: rated.length === 0 ? null : driftFrom(standard.reference, numbersOf(summaries, rated)) };
  });
}
