import type { AppraisalSummary, Evaluation } from '../../../src/client/index.ts';

/** What an evaluation of appraisals says of everybody together; null where nobody could be graded. */
export function appraisalSummary({ summary }: Evaluation): AppraisalSummary | null {
  return summary !== null && 'positions' in summary ? (summary as unknown as AppraisalSummary) : null;
}
