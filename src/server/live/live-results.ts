import { setTimeout as wait } from 'node:timers/promises';
import { StoreError, storeError } from '../../data/store/errors.ts';
import { eventsAfter } from '../../data/store/events.ts';
import { removeLiveResults, writeLiveResults } from '../../data/store/live-results.ts';
import { activeStandard, standardDocument } from '../../data/store/standards.ts';
import type { Change, Store } from '../../data/store/store.ts';
import { parseStandard } from '../../evaluation/standard.ts';
import { type KnownStandard, standNow } from './stand-now.ts';

/** Milliseconds for which changes are gathered, so that a burst of tasks is computed once. */
const GATHER = 400;
/** Milliseconds after which a database that was away or full is asked again. */
const RETRY = 1000;
/** People computed at once: some milliseconds' work. */
const SLICE = 200;
/** Events looked at together. */
const BATCH = 500;
/** The counter that says up to which event this has been done. */
const DONE = 'live';

/**
 * Follows what changes, and keeps where people stand in the periods that it touches, by the active standard. What was
 * done is kept with how far it came, so that nothing is left out when the server ends in between.
 */
export class LiveResults {
  readonly #store: Store;
  readonly #failed: (error: unknown) => void;
  #standard: KnownStandard | null = null;
  #following: Promise<void> | null = null;
  #again = false;
  #closed = false;
  #stop: () => void = () => {};

  constructor(store: Store, failed: (error: unknown) => void) {
    this.#store = store;
    this.#failed = failed;
  }

  start(): void {
    this.#stop = this.#store.onEvents(() => this.#wake());
    this.#wake();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stop();
    await this.#following;
  }

  #wake(): void {
    this.#again = true;
    this.#following ??= this.#follow()
      .catch(this.#failed)
      .finally(() => {
        this.#following = null;
      });
  }

  async #follow(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      await wait(GATHER);
      try {
        while (!this.#closed && (await this.#batch()));
      } catch (error) {
        if (!(storeError(error) instanceof StoreError)) throw error;
        this.#failed(error);
        // Nothing may happen that would wake it again.
        this.#again = true;
        await wait(RETRY);
      }
    }
  }

  /** Does what the next events ask for; false where there are none. */
  async #batch(): Promise<boolean> {
    const { read } = this.#store;
    const from = await this.#done();
    const events = await eventsAfter(read, from, BATCH);
    const last = events.at(-1);
    if (last === undefined) return false;

    const touched = new Map<string, Set<string>>();
    const touch = (periodId: string, employeeIds: readonly string[]) => {
      const people = touched.get(periodId) ?? new Set();
      touched.set(periodId, people);
      for (const id of employeeIds) people.add(id);
    };
    for (const { type, subject, data } of events) {
      const [, id] = subject.split('/');
      if (type === 'tasks.reported') touch(id, JSON.parse(data).employee_ids);
      if (type === 'import.committed' || type === 'import.undone') {
        for (const [period, people] of await this.#peopleOfImport(id)) touch(period, people);
      }
      if (type === 'standard.activated' || type === 'standard.retired') {
        for (const [period, people] of await this.#peopleStanding()) touch(period, people);
      }
    }
    const standard = await this.#activeStandard();
    const isIdle = standard === null && (await this.#peopleStanding()).size === 0;
    for (const [periodId, people] of isIdle ? [] : touched)
      await this.#update(periodId, [...people], standard);
    // Events that this server tells itself need no look of their own.
    await this.#store.change('system', (change) => this.#keepDone(change, last.sequence));
    return events.length === BATCH;
  }

  async #update(
    periodId: string,
    employeeIds: readonly string[],
    standard: KnownStandard | null,
  ): Promise<void> {
    for (let from = 0; from < employeeIds.length && !this.#closed; from += SLICE) {
      const ids = employeeIds.slice(from, from + SLICE);
      await this.#store.change('system', async (change) => {
        const results = standard ? await standNow(change.db, periodId, ids, standard) : [];
        await removeLiveResults(change, periodId, ids);
        await writeLiveResults(change, results);
        await change.tell({
          type: 'live.updated',
          subject: `periods/${periodId}`,
          data: { employee_ids: ids },
        });
      });
    }
  }

  /** Whom an import is about, in the periods that have not ended. */
  async #peopleOfImport(importId: string): Promise<ReadonlyMap<string, string[]>> {
    const rows = await this.#store.read
      .selectFrom('task_summaries')
      .innerJoin('periods', 'periods.id', 'task_summaries.period_id')
      .select(['period_id', 'employee_id'])
      .where('import_id', '=', importId)
      .where('ends_on', '>=', new Date().toISOString().slice(0, 10))
      .orderBy('employee_id')
      .execute();
    return byPeriod(rows);
  }

  /** Everybody who stands somewhere: the periods that are followed. */
  async #peopleStanding(): Promise<ReadonlyMap<string, string[]>> {
    const rows = await this.#store.read
      .selectFrom('live_results')
      .select(['period_id', 'employee_id'])
      .orderBy('employee_id')
      .execute();
    return byPeriod(rows);
  }

  async #activeStandard(): Promise<KnownStandard | null> {
    const row = await activeStandard(this.#store.read, 'tasks');
    if (row === undefined) return null;
    if (this.#standard?.id !== row.id) {
      const document = await standardDocument(this.#store.read, row.id);
      this.#standard = document === undefined ? null : { id: row.id, standard: parseStandard(document) };
    }
    return this.#standard;
  }

  async #done(): Promise<number> {
    const row = await this.#store.read
      .selectFrom('counters')
      .select('value')
      .where('name', '=', DONE)
      .executeTakeFirst();
    return row?.value ?? 0;
  }

  async #keepDone({ db }: Change, value: number): Promise<void> {
    await db
      .insertInto('counters')
      .values({ name: DONE, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute();
  }
}

function byPeriod(
  rows: readonly { period_id: string; employee_id: string }[],
): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { period_id, employee_id } of rows) {
    const people = found.get(period_id) ?? [];
    found.set(period_id, people);
    people.push(employee_id);
  }
  return found;
}
