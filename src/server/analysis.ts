import { InputError, type Problem } from '../errors.ts';
import type { EvaluateOptions } from '../evaluation/options.ts';
import { applyStandard, type Evaluation, evaluate } from '../evaluation/pipeline.ts';
import { parseStandard } from '../evaluation/standard.ts';
import { summariesFromRecords } from '../evaluation/summaries.ts';
import { answerParts, errorAnswer, type ReadingReport } from '../reports/answer.ts';
import { MAX_VALUES, parseJson } from './json.ts';
import { plainRecords } from './plain-records.ts';
import { statusOf } from './status.ts';

/** One request for an analysis, as it came. */
export interface AnalysisTask {
  /** JSON: an array of summaries, or an object with `records` and, where one is to be applied, a saved `standard`. */
  readonly body: Uint8Array;
  readonly options: EvaluateOptions;
  /** Most records in one request. */
  readonly maxPeople: number;
}

/** What is sent back: JSON bytes that nobody else holds. */
export interface AnalysisAnswer {
  readonly status: number;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** About as many bytes an answer has, for each person and for all together: memory that is not written to costs nothing. */
const BYTES_EACH = 768;
const BYTES_BESIDE = 1 << 16;

/** Bytes in, bytes out: reads, checks and evaluates a request. Whatever the body, there is an answer for the client. */
export function analyze({ body, options, maxPeople }: AnalysisTask): AnalysisAnswer {
  try {
    const plain = plainRecords(body, maxPeople, MAX_VALUES);
    if (plain !== null) return evaluated(evaluate(plain, options));
    const { records, standard } = requestFrom(parseJson(body));
    requireAtMost(maxPeople, records);
    const { summaries, rejected, notes } = summariesFromRecords(records);
    if (summaries.ids.length === 0) throw nothingUsable(records.length, rejected);
    let evaluation: Evaluation;
    if (standard === undefined) evaluation = evaluate(summaries, options);
    else evaluation = applyStandard(summaries, standardFor(standard, options));
    return evaluated(evaluation, { rejected, notes });
  } catch (error) {
    return failed(error);
  }
}

function evaluated(evaluation: Evaluation, reading?: ReadingReport): AnalysisAnswer {
  return succeeded(answerParts(evaluation, reading), evaluation.length);
}

/** `people`: how many the answer is about. */
export function succeeded(
  parts: Iterable<Uint8Array<ArrayBuffer> | readonly Uint8Array[]>,
  people: number,
): AnalysisAnswer {
  return { status: 200, body: joined(parts, people * BYTES_EACH + BYTES_BESIDE) };
}

/** The answer to an error of the input; throws any other error again. */
export function failed(error: unknown): AnalysisAnswer {
  if (!(error instanceof InputError)) throw error;
  const answer = errorAnswer(error.message, error.problems);
  return { status: statusOf(error), body: new TextEncoder().encode(JSON.stringify(answer)) };
}

/** Throws InputError where there are more records than may be sent at once. */
export function requireAtMost(maxPeople: number, records: readonly unknown[]): void {
  if (records.length <= maxPeople) return;
  throw new InputError(
    `the request has ${records.length} records; at most ${maxPeople} are taken at once (EVENHAND_MAX_PEOPLE)`,
    { code: 'too_large' },
  );
}

interface Request {
  readonly records: readonly unknown[];
  readonly standard?: unknown;
}

function requestFrom(body: unknown): Request {
  if (Array.isArray(body)) return { records: body };
  if (typeof body !== 'object' || body === null || !('records' in body)) throw notRecords(body);
  const { records, ...rest } = body;
  if (!Array.isArray(records)) throw new InputError('"records" must be an array of summaries');
  const unknown = Object.keys(rest).filter((key) => key !== 'standard');
  if (unknown.length > 0) {
    throw new InputError('beside "records" the body may hold a "standard", nothing else', {
      problems: unknown.map((column) => ({ column, reason: 'is not known here' })),
    });
  }
  return { records, ...rest };
}

function notRecords(body: unknown): InputError {
  const found =
    body === null ? 'null' : typeof body === 'object' ? 'an object without "records"' : `a ${typeof body}`;
  return new InputError(
    `the body must be a JSON array of summaries, such as [{"employee_id": 101, "name": "John Doe", "completed_tasks": 42, "total_tasks": 50, "avg_task_hours": 3.2}]; it is ${found}`,
    { code: 'not_records' },
  );
}

function standardFor(standard: unknown, options: EvaluateOptions) {
  if (Object.keys(options).length > 0) {
    throw new InputError(
      'a standard brings its own options: leave the query parameters out, or the standard',
    );
  }
  return parseStandard(JSON.stringify(standard), '"standard"');
}

export function nothingUsable(records: number, rejected: readonly Problem[]): InputError {
  const message =
    records === 0
      ? 'there are no records to evaluate'
      : `none of the ${records} records can be used; the errors say why`;
  return new InputError(message, { code: 'nothing_usable', problems: rejected });
}

/** The parts as one, copied as they come, before what they lie in is used again. */
function joined(
  parts: Iterable<Uint8Array<ArrayBuffer> | readonly Uint8Array[]>,
  expected: number,
): Uint8Array<ArrayBuffer> {
  let bytes = new Uint8Array(expected);
  let length = 0;
  const append = (piece: Uint8Array) => {
    if (length + piece.length > bytes.length) {
      const larger = new Uint8Array(2 * (length + piece.length));
      larger.set(bytes.subarray(0, length));
      bytes = larger;
    }
    bytes.set(piece, length);
    length += piece.length;
  };
  for (const part of parts) {
    if (part instanceof Uint8Array) append(part);
    else part.forEach(append);
  }
  return bytes.subarray(0, length);
}
