import type { Services } from '../api/services.ts';
import { evaluationJob, evaluationRemovalJob } from '../evaluations/job.ts';
import { importJob } from '../imports/job.ts';
import type { JobKind } from './jobs.ts';

/** What jobs work with. */
export type JobContext = Pick<Services, 'config' | 'store' | 'evaluator' | 'calculator'>;

/** Everything that is done as a job. */
export function jobKinds(context: JobContext): JobKind[] {
  return [evaluationJob(context), evaluationRemovalJob(context), importJob(context)];
}
