import type { NewStandard } from '../../data/store/standards.ts';
import { InputError } from '../../errors.ts';
import { appraisalStandardToText, parseAppraisalStandard } from '../../evaluation/appraisal/standard.ts';
import {
  appraisalStandardContent,
  sharedAppraisalContent,
} from '../../evaluation/appraisal/standard-content.ts';
import { parseStandard, standardToText } from '../../evaluation/standard.ts';
import { sharedTaskContent, taskStandardContent } from '../../evaluation/standard-content.ts';
import { isStorableJson } from '../api/shapes.ts';

/** A standard's file as it is to be kept. Throws InputError where it is none, or its checksum does not match. */
export function openedStandard(
  document: Readonly<Record<string, unknown>>,
): Omit<NewStandard, 'name' | 'evaluationId'> {
  const text = JSON.stringify(document);
  if (!isStorableJson(text)) throw new InputError('the standard has characters that are none');
  if (document.pipeline === 'appraisal') {
    const standard = parseAppraisalStandard(text);
    const content = appraisalStandardContent(standard);
    return {
      pipeline: 'appraisal',
      document: appraisalStandardToText(standard),
      content,
      shared: sharedAppraisalContent(content),
      fingerprint: content.positions.map(({ fitted_on }) => fitted_on.fingerprint).join(' '),
    };
  }
  const standard = parseStandard(text);
  const content = taskStandardContent(standard);
  return {
    pipeline: 'tasks',
    document: standardToText(standard),
    content,
    shared: sharedTaskContent(content),
    fingerprint: standard.fittedOn.fingerprint,
  };
}
