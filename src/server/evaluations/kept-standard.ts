import type { NewStandard } from '../../data/store/standards.ts';
import { type AppraisalStandard, appraisalStandardToText } from '../../evaluation/appraisal/standard.ts';
import {
  appraisalStandardContent,
  sharedAppraisalContent,
} from '../../evaluation/appraisal/standard-content.ts';
import type { Evaluation } from '../../evaluation/pipeline.ts';
import { resampledTiers } from '../../evaluation/stability.ts';
import { type Standard, standardToText } from '../../evaluation/standard.ts';
import { sharedTaskContent, taskStandardContent } from '../../evaluation/standard-content.ts';

/** A standard as the store keeps it, without what it is called. */
export type KeptStandard = Omit<NewStandard, 'name' | 'evaluationId'>;

/** The standard that was fitted, with the draws of colleagues that the stability of people to come is measured by. */
export function withDraws(evaluation: Evaluation): Standard | null {
  return evaluation.standard && { ...evaluation.standard, resampled: resampledTiers(evaluation) };
}

export function keptTaskStandard(standard: Standard): KeptStandard {
  const content = taskStandardContent(standard);
  return {
    pipeline: 'tasks',
    document: standardToText(standard),
    content,
    shared: sharedTaskContent(content),
    fingerprint: standard.fittedOn.fingerprint,
  };
}

export function keptAppraisalStandard(standard: AppraisalStandard): KeptStandard {
  const content = appraisalStandardContent(standard);
  return {
    pipeline: 'appraisal',
    document: appraisalStandardToText(standard),
    content,
    shared: sharedAppraisalContent(content),
    fingerprint: content.positions.map(({ fitted_on }) => fitted_on.fingerprint).join(' '),
  };
}
