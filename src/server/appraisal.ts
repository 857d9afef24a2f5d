import { bundledRubric } from '../data/rubrics.ts';
import { InputError } from '../errors.ts';
import { applyAppraisalStandard, appraise as grade } from '../evaluation/appraisal/appraise.ts';
import { parseRubric } from '../evaluation/appraisal/check-rubric.ts';
import { HINTS_IN_CODE, type Hints } from '../evaluation/appraisal/recognise-sheet.ts';
import type { Rubric } from '../evaluation/appraisal/rubric.ts';
import { sheetFromRecords } from '../evaluation/appraisal/sheet-records.ts';
import { type AppraisalStandard, parseAppraisalStandard } from '../evaluation/appraisal/standard.ts';
import { appraisalAnswerChunks } from '../reports/appraisal-answer.ts';
import { type AnalysisAnswer, failed, nothingUsable, requireAtMost, succeeded } from './analysis.ts';
import type { AppraisalRequestOptions } from './appraise-query.ts';
import { parseJson } from './json.ts';

/** One request for an appraisal, as it came. */
export interface AppraisalTask {
  readonly pipeline: 'appraisal';
  /** JSON: an array of records, or an object with `records` and, where need be, `rubric`, `map` and `standard`. */
  readonly body: Uint8Array;
  readonly options: AppraisalRequestOptions;
  /** Most records in one request. */
  readonly maxPeople: number;
}

/** Bytes in, bytes out: reads, checks and grades a request. Whatever the body, there is an answer for the client. */
export async function appraise({ body, options, maxPeople }: AppraisalTask): Promise<AnalysisAnswer> {
  try {
    const request = requestFrom(parseJson(body));
    requireAtMost(maxPeople, request.records);
    const standard = standardFor(request, options);
    const rubric = standard?.rubric ?? (await rubricFor(request, options));
    const { sheet, rejected, notes } = sheetFromRecords(request.records, rubric, {
      map: request.map,
      hints: HINTS,
      ...(options.position !== undefined && { position: options.position }),
    });
    if (sheet.ids.length === 0) throw nothingUsable(request.records.length, rejected);
    const evaluation = standard
      ? applyAppraisalStandard(sheet, standard)
      : grade(sheet, rubric, options.method);
    const chunks = appraisalAnswerChunks(evaluation, { rejected, notes }, { compare: options.compare });
    return succeeded(chunks, evaluation.length);
  } catch (error) {
    return failed(error);
  }
}

/** The map goes with the records, the position into the query. */
const HINTS: Hints = { ...HINTS_IN_CODE, position: (key) => `?position=${encodeURIComponent(key)}` };

interface Request {
  readonly records: readonly unknown[];
  readonly map: ReadonlyMap<string, string>;
  readonly rubric?: unknown;
  readonly standard?: unknown;
}

const KNOWN = ['records', 'rubric', 'map', 'standard'];

function requestFrom(body: unknown): Request {
  if (Array.isArray(body)) return { records: body, map: new Map() };
  if (typeof body !== 'object' || body === null || !('records' in body) || !Array.isArray(body.records)) {
    throw new InputError(
      'the body must be a JSON array of records, such as [{"employee_id": 7, "team_spirit": 8, ...}], or an object with such an array as "records"',
      { code: 'not_records' },
    );
  }
  const unknown = Object.keys(body).filter((key) => !KNOWN.includes(key));
  if (unknown.length > 0) {
    throw new InputError(`the body may hold ${KNOWN.map((key) => `"${key}"`).join(', ')}, nothing else`, {
      problems: unknown.map((column) => ({ column, reason: 'is not known here' })),
    });
  }
  const { records, ...rest } = body;
  return { ...rest, records, map: mapFrom('map' in body ? body.map : undefined) };
}

function mapFrom(value: unknown): Map<string, string> {
  if (value === undefined) return new Map();
  const entries =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : null;
  if (entries?.every((entry): entry is [string, string] => typeof entry[1] === 'string'))
    return new Map(entries);
  throw new InputError(
    '"map" must be an object that names the field of the records for each key: {"employee_id": "Number"}',
  );
}

function standardFor(
  { standard, rubric }: Request,
  options: AppraisalRequestOptions,
): AppraisalStandard | null {
  if (standard === undefined) return null;
  if (rubric !== undefined || options.rubric !== undefined || Object.keys(options.method).length > 0) {
    throw new InputError('a standard brings its rubric and options: leave them out, or the standard');
  }
  return parseAppraisalStandard(JSON.stringify(standard), '"standard"');
}

/** Rubrics of Evenhand go by their names, all others come with the request: no name ever leads to a file of the server. */
async function rubricFor({ rubric }: Request, options: AppraisalRequestOptions): Promise<Rubric> {
  if (rubric !== undefined && options.rubric !== undefined) {
    throw new InputError('the request has a rubric in its body and one in its query: leave one of them out');
  }
  const given = rubric ?? options.rubric;
  if (given === undefined) {
    throw new InputError(
      'say what the records are held against: ?rubric=fan2022, or a rubric as "rubric" beside "records"',
    );
  }
  return typeof given === 'string' ? bundledRubric(given) : parseRubric(given);
}
