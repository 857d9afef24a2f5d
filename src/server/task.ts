import { type AnalysisAnswer, type AnalysisTask, analyze } from './analysis.ts';
import type { AppraisalTask } from './appraisal.ts';

/** What a client asks to be evaluated. */
export type Task = AnalysisTask | AppraisalTask;

/** The answer to a task; what only appraisals need is loaded with the first of them. */
export async function answer(task: Task): Promise<AnalysisAnswer> {
  if (!('pipeline' in task)) return analyze(task);
  const { appraise } = await import('./appraisal.ts');
  return appraise(task);
}
