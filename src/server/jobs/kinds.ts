import type { Services } from '../api/services.ts';
import type { JobKind } from './jobs.ts';

/** What jobs work with. */
export type JobContext = Pick<Services, 'config' | 'store' | 'evaluator'>;

/** Everything that is done as a job. */
export function jobKinds(_context: JobContext): JobKind[] {
  return [];
}
