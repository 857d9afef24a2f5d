import { z } from 'zod';
import type { AppraiseOptions } from '../evaluation/appraisal/options.ts';
import { parsedQuery, whole } from './query.ts';

/** The query parameters of an appraisal; each description completes the sentence "it must be ...". */
export const AppraiseQuery = z.strictObject({
  rubric: z
    .string()
    .min(1)
    .optional()
    .describe('the name of a rubric that comes with Evenhand, such as fan2022 or fan2022-floors'),
  position: z
    .string()
    .min(1)
    .optional()
    .describe('a position of the rubric: the one that everybody has, or the only one to appraise'),
  min_pts: whole(1, 100)
    .optional()
    .describe('a whole number from 1 to 100: by how many nearest others density is measured'),
  adjust_severity: truth()
    .optional()
    .describe('true or false: whether points are adjusted for how strict each appraiser is'),
  random_state: whole(0, 0xffffffff)
    .optional()
    .describe('a whole number from 0 to 4294967295: the seed of the draws that stability is measured by'),
  compare: truth().optional().describe('true or false: whether the answer compares both methods'),
});

/** What a request's query asks of an appraisal. */
export interface AppraisalRequestOptions {
  readonly rubric?: string;
  readonly position?: string;
  readonly compare: boolean;
  readonly method: AppraiseOptions;
}

/** The options that a request's query asks for. Throws InputError that names each wrong parameter. */
export function appraisalOptionsFrom(query: unknown): AppraisalRequestOptions {
  const { rubric, position, compare, min_pts, adjust_severity, random_state } = parsedQuery(
    AppraiseQuery,
    query,
  );
  return {
    ...(rubric !== undefined && { rubric }),
    ...(position !== undefined && { position }),
    compare: compare ?? false,
    method: {
      ...(min_pts !== undefined && { minPts: min_pts }),
      ...(adjust_severity !== undefined && { adjustSeverity: adjust_severity }),
      ...(random_state !== undefined && { randomState: random_state }),
    },
  };
}

function truth() {
  return z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .pipe(z.boolean());
}
