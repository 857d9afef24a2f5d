import type { Client } from './client.ts';
import type { Evaluation, Import } from './operations.ts';
import { ProblemError } from './problem.ts';

/** How far the example company is: being read, being evaluated (so many of so many quarters). */
export type ExampleStep =
  | { readonly step: 'reading' }
  | { readonly step: 'evaluating'; readonly done: number; readonly of: number };

/** What was made of the example company, to be looked at and to be taken back. */
export interface Example {
  readonly importId: string;
  /** In the order of the quarters. */
  readonly evaluationIds: readonly string[];
}

/** Milliseconds between two looks at what is being done. */
const LOOK = 200;

/**
 * Imports the example company, quarter by quarter, and evaluates each: the first on a new standard, the others on the same one, so that
 * they can be compared. Throws ProblemError where the server refuses, and Error where the file or a quarter fails.
 */
export async function bringExample(
  client: Client,
  tell: (step: ExampleStep) => void = () => {},
): Promise<Example> {
  tell({ step: 'reading' });
  const file = new File([await (await client.downloadExample({})).blob()], 'example-company.csv');
  const { id } = await client.createImport({ body: { file, split: 'quarter' } });
  const params = { id };
  const read = await settled(
    () => client.getImport({ params }),
    ({ state }) => state !== 'reading',
  );
  if (read.failure !== null) throw new Error(read.failure);
  const { periods } = await client.commitImport({ params });
  const quarters = periods.toSorted((a, b) => (a.starts_on < b.starts_on ? -1 : 1));
  const evaluationIds: string[] = [];
  tell({ step: 'evaluating', done: 0, of: quarters.length });
  let standard: string | null = null;
  for (const { id: period_id } of quarters) {
    const held: { fit: object } | { standard_id: string } =
      standard === null ? { fit: {} } : { standard_id: standard };
    const asked = await client.createEvaluation({ body: { pipeline: 'tasks', period_id, ...held } });
    evaluationIds.push(asked.id);
    // The others wait for the first one's standard, and then in one line.
    standard ??= (await evaluated(client, asked.id)).standard_id;
  }
  for (const [done, evaluation] of evaluationIds.entries()) {
    tell({ step: 'evaluating', done, of: quarters.length });
    await evaluated(client, evaluation);
  }
  return { importId: id, evaluationIds };
}

/**
 * Takes an import back and, before it, evaluations of its periods: people who are in an evaluation would stay. Standards that these
 * fitted go with them, but for those that were approved or used by others.
 */
export async function takeBack(client: Client, { importId, evaluationIds }: Example): Promise<Import> {
  const drafts: string[] = [];
  for (const id of evaluationIds) {
    const { fitted, standard_id } = await client.getEvaluation({ params: { id } });
    if (fitted && standard_id !== null) drafts.push(standard_id);
    await client.deleteEvaluation({ params: { id } });
    await settled(
      () =>
        client.listJobs({ query: { subject: `evaluations/${id}`, kind: 'evaluation-removal', limit: 1 } }),
      ({ items: [job] }) => job === undefined || job.finished_at !== null,
    );
  }
  for (const id of drafts) {
    try {
      await client.deleteStandard({ params: { id } });
    } catch (error) {
      if (!(error instanceof ProblemError && error.kind === 'conflict')) throw error;
    }
  }
  return client.undoImport({ params: { id: importId } });
}

async function evaluated(client: Client, id: string): Promise<Evaluation> {
  const done = await settled(
    () => client.getEvaluation({ params: { id } }),
    ({ state }) => state !== 'waiting' && state !== 'running',
  );
  if (done.state !== 'done') throw new Error(done.failure ?? done.state);
  return done;
}

async function settled<T>(look: () => Promise<T>, isSettled: (seen: T) => boolean): Promise<T> {
  for (;;) {
    const seen = await look();
    if (isSettled(seen)) return seen;
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
}
