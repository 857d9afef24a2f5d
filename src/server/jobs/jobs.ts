import { setTimeout as wait } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { v7 as newId } from 'uuid';
import { StoreError, storeError } from '../../data/store/errors.ts';
import type { Database } from '../../data/store/schema.ts';
import type { Change, Store } from '../../data/store/store.ts';
import { InputError } from '../../errors.ts';

/** What jobs of one kind do. */
export interface JobKind {
  readonly kind: string;
  /** May be run again from the start after a crash: it must not matter how far it came. */
  run(job: RunningJob): Promise<void>;
  /** The job has failed or was cancelled, and will not run again: whatever waits for it is told. */
  ended(
    job: { readonly subject: string; readonly payload: unknown },
    change: Change,
    end: JobEnd,
  ): Promise<void>;
}

export interface RunningJob {
  readonly id: string;
  readonly subject: string;
  readonly payload: unknown;
  readonly actor: string;
  /** Aborted when the job is cancelled or the server stops. */
  readonly signal: AbortSignal;
  /** 0 to 1. Kept and told at most a few times a second. */
  progress(fraction: number): Promise<void>;
}

export interface JobEnd {
  readonly state: 'failed' | 'cancelled';
  readonly failure: string | null;
}

/** A job to be put in the line. */
export interface NewJob {
  readonly kind: string;
  /** What it is about: `evaluations/0190...` */
  readonly subject: string;
  readonly payload: unknown;
}

/** Times that a job is begun before it is given up: a job that takes the process down should not do so for ever. */
const MAX_ATTEMPTS = 3;
const HEARTBEAT = 5000;
/** Milliseconds without a heartbeat after which a job's server is taken for dead. */
const STALE = 30_000;
const PROGRESS_EVERY = 300;
/** Milliseconds after which a database that was away is asked again. */
const RETRY = 500;

/**
 * Work that takes longer than a request. A job is kept with the change that asks for it, so that none is forgotten: it
 * is done, failed with its reason, or cancelled, and after a crash it is begun again.
 */
export class Jobs {
  readonly #store: Store;
  readonly #kinds: ReadonlyMap<string, JobKind>;
  readonly #runner = newId();
  readonly #concurrency: number;
  readonly #running = new Map<string, { readonly abort: AbortController; readonly done: Promise<void> }>();
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  readonly #failed: (error: unknown) => void;

  /** `failed` hears of errors that are nobody's input, for the log. */
  constructor(
    store: Store,
    kinds: readonly JobKind[],
    concurrency: number,
    failed: (error: unknown) => void,
  ) {
    this.#store = store;
    this.#kinds = new Map(kinds.map((kind) => [kind.kind, kind]));
    this.#concurrency = concurrency;
    this.#failed = failed;
  }

  /** Takes up what an earlier process left, and looks for work from now on. */
  start(): void {
    this.#timer = setInterval(() => this.wake(), HEARTBEAT).unref();
    this.wake();
  }

  /** Puts a job in the line, within the change that needs it; call `wake` when the change is made. */
  async add({ db, at, actor, tell }: Change, { kind, subject, payload }: NewJob): Promise<string> {
    const id = newId();
    await db
      .insertInto('jobs')
      .values({
        id,
        kind,
        subject,
        payload: JSON.stringify(payload),
        state: 'waiting',
        progress: 0,
        failure: null,
        attempts: 0,
        runner: null,
        heartbeat_at: null,
        cancel_asked: 0,
        created_by: actor,
        created_at: at,
        started_at: null,
        finished_at: null,
      })
      .execute();
    await tell({ type: 'job.added', subject: `jobs/${id}`, data: { kind, subject } });
    return id;
  }

  /** Looks for work at once. */
  wake(): void {
    if (this.#stopping.signal.aborted) return;
    this.#looking = this.#looking.then(() => this.#look()).catch(this.#failed);
  }

  /** Asks that a job end; false where it has ended already. It ends soon, wherever it runs. */
  async cancel(actor: string, id: string): Promise<boolean> {
    const asked = await this.#store.change(actor, (change) => this.askToEnd(change, id));
    this.stop(id);
    return asked;
  }

  /** The same within a change; call `stop` when the change is made. */
  async askToEnd({ db, audit }: Change, id: string): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable('jobs')
      .set({ cancel_asked: 1 })
      .where('id', '=', id)
      .where('state', 'in', ['waiting', 'running'])
      .executeTakeFirst();
    if (numUpdatedRows > 0n) await audit({ action: 'job.cancelled', subject: `jobs/${id}` });
    return numUpdatedRows > 0n;
  }

  /** Stops at once a job that was asked to end, where it runs here. */
  stop(id: string): void {
    this.#running.get(id)?.abort.abort(new Cancelled());
    this.wake();
  }

  /** Lets go of what runs, to be taken up at the next start, and ends. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort(new Stopped());
    for (const { abort } of this.#running.values()) abort.abort(new Stopped());
    await this.#looking;
    await Promise.all(Array.from(this.#running.values(), ({ done }) => done));
  }

  async #look(): Promise<void> {
    await this.#keepAlive();
    while (this.#running.size < this.#concurrency && !this.#stopping.signal.aborted) {
      const job = await this.#claim();
      if (job === undefined) return;
      const abort = new AbortController();
      const done = this.#run(job, abort)
        .catch(this.#failed)
        .finally(() => {
          this.#running.delete(job.id);
          this.wake();
        });
      this.#running.set(job.id, { abort, done });
    }
  }

  /** Says of the jobs in hand that they are, and hears which were cancelled from another server. */
  async #keepAlive(): Promise<void> {
    const ids = [...this.#running.keys()];
    if (ids.length === 0) return;
    const cancelled = await this.#store.change('system', async ({ db, at }) => {
      await db.updateTable('jobs').set({ heartbeat_at: at }).where('id', 'in', ids).execute();
      return db
        .selectFrom('jobs')
        .select('id')
        .where('id', 'in', ids)
        .where('cancel_asked', '=', 1)
        .execute();
    });
    for (const { id } of cancelled) this.#running.get(id)?.abort.abort(new Cancelled());
  }

  /** The oldest job that waits or whose server is gone, made this server's; cancelled and hopeless ones are ended on the way. */
  async #claim(): Promise<ClaimedJob | undefined> {
    if ((await this.#next(this.#store.read)) === undefined) return undefined;
    return this.#store.change('system', async (change) => {
      for (;;) {
        const row = await this.#next(change.db);
        if (row === undefined) return undefined;
        const job = { ...row, payload: JSON.parse(row.payload) as unknown };
        if (row.cancel_asked === 1) await this.#end(change, job, { state: 'cancelled', failure: null });
        else if (row.attempts >= MAX_ATTEMPTS)
          await this.#end(change, job, { state: 'failed', failure: GIVEN_UP });
        else {
          await change.db
            .updateTable('jobs')
            .set({
              state: 'running',
              runner: this.#runner,
              heartbeat_at: change.at,
              attempts: row.attempts + 1,
              started_at: row.started_at ?? change.at,
            })
            .where('id', '=', row.id)
            .execute();
          await change.tell({
            type: 'job.started',
            subject: `jobs/${row.id}`,
            data: { subject: row.subject },
          });
          return job;
        }
      }
    });
  }

  #next(db: Kysely<Database>): Promise<Database['jobs'] | undefined> {
    // Nobody else can have the folder of a SQLite store: what runs there and is not ours was left behind.
    const stale = new Date(Date.now() + (this.#store.kind === 'sqlite' ? STALE : -STALE)).toISOString();
    return db
      .selectFrom('jobs')
      .selectAll()
      .where('kind', 'in', [...this.#kinds.keys(), ''])
      .where((is) =>
        is.or([
          is('state', '=', 'waiting'),
          is.and([
            is('state', '=', 'running'),
            is('runner', '!=', this.#runner),
            is('heartbeat_at', '<', stale),
          ]),
        ]),
      )
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
  }

  async #run(job: ClaimedJob, abort: AbortController): Promise<void> {
    const { id, subject, payload } = job;
    const { signal } = abort;
    let toldAt = 0;
    try {
      await this.#kindOf(job).run({
        id,
        subject,
        payload,
        signal,
        actor: job.created_by,
        progress: async (fraction) => {
          signal.throwIfAborted();
          if (Date.now() - toldAt < PROGRESS_EVERY) return;
          toldAt = Date.now();
          await this.#store.change('system', async ({ db, tell }) => {
            await db.updateTable('jobs').set({ progress: fraction }).where('id', '=', id).execute();
            await tell({
              type: 'job.progress',
              subject: `jobs/${id}`,
              data: { subject, progress: fraction },
            });
          });
        },
      });
      await this.#store.change('system', async ({ db, at, tell }) => {
        await db
          .updateTable('jobs')
          .set({ state: 'done', progress: 1, finished_at: at })
          .where('id', '=', id)
          .execute();
        await tell({ type: 'job.done', subject: `jobs/${id}`, data: { subject } });
      });
    } catch (error) {
      await this.#stopped(job, signal, error);
    }
  }

  async #stopped(job: ClaimedJob, signal: AbortSignal, error: unknown): Promise<void> {
    const reason: unknown = signal.aborted ? signal.reason : error;
    // The next server, or this one when the database is back, begins again; this attempt was nobody's fault.
    if (reason instanceof Stopped || storeError(error) instanceof StoreError) {
      await this.#note(({ db }) =>
        db
          .updateTable('jobs')
          .set({ state: 'waiting', runner: null, attempts: job.attempts })
          .where('id', '=', job.id)
          .execute(),
      );
      return;
    }
    const known = error instanceof InputError;
    if (!known && !(reason instanceof Cancelled)) this.#failed(error);
    const failure = known ? error.message : 'something went wrong in the server; its log says more';
    await this.#note((change) =>
      this.#end(
        change,
        job,
        reason instanceof Cancelled ? { state: 'cancelled', failure: null } : { state: 'failed', failure },
      ),
    );
  }

  /** Makes a change without which the job would be forgotten: again and again while the database is away or full. */
  async #note(work: (change: Change) => Promise<unknown>): Promise<void> {
    for (;;) {
      try {
        await this.#store.change('system', work);
        return;
      } catch (error) {
        if (!(error instanceof StoreError) || this.#stopping.signal.aborted) throw error;
        await wait(RETRY);
      }
    }
  }

  async #end(change: Change, job: ClaimedJob, end: JobEnd): Promise<void> {
    await change.db
      .updateTable('jobs')
      .set({ ...end, finished_at: change.at })
      .where('id', '=', job.id)
      .execute();
    await this.#kindOf(job).ended(job, change, end);
    await change.tell({
      type: `job.${end.state}`,
      subject: `jobs/${job.id}`,
      data: { subject: job.subject },
    });
  }

  #kindOf({ kind }: ClaimedJob): JobKind {
    const found = this.#kinds.get(kind);
    if (found === undefined) throw new Error(`no kind of job is called ${kind}`);
    return found;
  }
}

type ClaimedJob = Omit<Database['jobs'], 'payload'> & { readonly payload: unknown };

const GIVEN_UP = `the server ended ${MAX_ATTEMPTS} times while it did this; it is not tried again`;

class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/** The reason of a job's signal where the server stops: the job begins again at the next start. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}
