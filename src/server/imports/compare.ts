import { periodsOfImport } from '../../data/store/imports.ts';
import { insertAll } from '../../data/store/insert-all.ts';
import type { StorePlace } from '../../data/store/open-store.ts';
import type { Calculator } from '../evaluations/calculator.ts';
import type { Staging } from './stage.ts';

/** How what is known of people's tasks would change, and what their tiers would do. */
export interface Compared {
  readonly summaries_added: number;
  readonly summaries_changed: number;
  readonly summaries_unchanged: number;
  /** People whose tier or being rated changes, of those of whom something was known before. */
  readonly tiers_changed: number;
  readonly tiers_by: 'standard' | 'fit' | null;
}

/** Compares each period that an import says something of, as it is with as it would be, and keeps whose tier would change. */
export async function compare(
  staging: Staging,
  calculator: Calculator,
  place: StorePlace,
  signal: AbortSignal,
): Promise<Compared> {
  const { store, of } = staging;
  let total: Compared = {
    summaries_added: 0,
    summaries_changed: 0,
    summaries_unchanged: 0,
    tiers_changed: 0,
    tiers_by: null,
  };
  for (const { period_id } of await periodsOfImport(store.read, of.importId)) {
    const task = { place, importId: of.importId, periodId: period_id };
    for await (const part of calculator.run('compareImport', task, signal)) {
      signal.throwIfAborted();
      if (part.kind === 'moves') {
        const rows = part.moves.map(([employee_id, from_tier, to_tier]) => ({
          import_id: of.importId,
          period_id,
          employee_id,
          from_tier,
          to_tier,
        }));
        await staging.write(({ db }) => insertAll(db, 'import_tiers', rows));
      } else {
        const { added, changed, unchanged, moves, by } = part.compared;
        total = {
          summaries_added: total.summaries_added + added,
          summaries_changed: total.summaries_changed + changed,
          summaries_unchanged: total.summaries_unchanged + unchanged,
          tiers_changed: total.tiers_changed + moves,
          tiers_by: by ?? total.tiers_by,
        };
      }
    }
  }
  return total;
}
