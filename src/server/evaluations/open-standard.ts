import { InputError } from '../../errors.ts';
import { parseAppraisalStandard } from '../../evaluation/appraisal/standard.ts';
import { parseStandard } from '../../evaluation/standard.ts';
import { isStorableJson } from '../api/shapes.ts';
import { type KeptStandard, keptAppraisalStandard, keptTaskStandard } from './kept-standard.ts';

/** A standard's file as it is to be kept. Throws InputError where it is none, or its checksum does not match. */
export function openedStandard(document: Readonly<Record<string, unknown>>): KeptStandard {
  const text = JSON.stringify(document);
  if (!isStorableJson(text)) throw new InputError('the standard has characters that are none');
  return document.pipeline === 'appraisal'
    ? keptAppraisalStandard(parseAppraisalStandard(text))
    : keptTaskStandard(parseStandard(text));
}
