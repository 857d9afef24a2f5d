import type { Job } from '../../../src/client/index.ts';

export const JOB_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;

/** What the address of the page of jobs says. */
export interface JobsView {
  readonly state?: Job['state'] | undefined;
}

/** What an address says, and nothing that it may not. */
export function readJobsView({ state }: Readonly<Record<string, unknown>>): JobsView {
  return { state: JOB_STATES.find((one) => one === state) };
}
