import type { Problem } from '../errors.ts';
import type { Evaluation } from '../evaluation/pipeline.ts';
import type { EmployeeId } from '../evaluation/records.ts';
import type { EvaluationSummary, PersonResult } from '../evaluation/results.ts';
import type { Standard } from '../evaluation/standard.ts';
import { type StandardOptions, standardOptions } from '../evaluation/standard-content.ts';
import type { Workspace } from '../math/workspace.ts';
import { type JsonBytes, jsonPieces } from './json-bytes.ts';
import { peoplePieces } from './people-json.ts';

/** What the command and HTTP answer alike to an evaluation, as JSON. */
export interface Answer {
  readonly status: 'success';
  /** Everybody, the unrated too, in the order of the input. */
  readonly data: readonly PersonResult[];
  readonly message: string;
  readonly summary: EvaluationSummary;
  readonly unrated: readonly UnratedPerson[];
  readonly rejected: readonly AnswerProblem[];
  readonly notes: readonly string[];
  /** What was applied; null where nobody could be rated. */
  readonly standard: AnswerStandard | null;
}

export interface UnratedPerson {
  readonly employee_id: EmployeeId;
  readonly name: string | null;
  readonly reason: string;
}

/** What the results of all methods have in common. */
export interface RatedOrNot {
  readonly employee_id: EmployeeId;
  readonly name: string | null;
  readonly unrated_reason: string | null;
}

/** A rejected row or a mistake in a request; null where a place is not known. */
export interface AnswerProblem {
  readonly file?: string;
  readonly row: number | null;
  readonly field: string | null;
  readonly value: string | number | boolean | null;
  readonly reason: string;
}

export interface AnswerStandard {
  readonly fingerprint: string;
  /** People it was fitted on. */
  readonly people: number;
  readonly options: StandardOptions;
}

/** What is answered where there is no evaluation. */
export interface ErrorAnswer {
  readonly status: 'error';
  readonly message: string;
  readonly errors: readonly AnswerProblem[];
}

/** What reading the input found, besides the people. */
export interface ReadingReport {
  readonly rejected?: readonly Problem[];
  readonly notes?: readonly string[];
}

/** The answer as one object, for whoever holds everybody in memory anyway. */
export function answerOf(evaluation: Evaluation, reading: ReadingReport = {}): Answer {
  const data = Array.from({ length: evaluation.length }, (_, i) => evaluation.at(i));
  return { status: 'success', data, message: MESSAGE, ...remainder(evaluation, reading, data) };
}

/** The JSON text of an Answer in pieces of UTF-8, a person on each line, so that a million people never make one text. */
export function* answerChunks(
  evaluation: Evaluation,
  reading: ReadingReport = {},
): Iterable<Uint8Array<ArrayBuffer>> {
  for (const piece of answerParts(evaluation, reading))
    yield piece instanceof Uint8Array ? piece : joined(piece);
}

/**
 * The same, the people as lists of pieces that lie where they were written: a list lasts only until the list after the next
 * is asked for. So nothing is copied: hundreds of megabytes of new memory would have the engine look through the whole heap
 * again and again.
 */
export function answerParts(
  evaluation: Evaluation,
  reading: ReadingReport = {},
): Iterable<Uint8Array<ArrayBuffer> | readonly Uint8Array[]> {
  return successPieces(
    evaluation.length * NUMBERS_EACH,
    MESSAGE,
    function* (json, workspace) {
      yield* json.rest();
      return yield* peoplePieces(evaluation, workspace);
    },
    (unrated) => remainder(evaluation, reading, unrated),
  );
}

/** The same for the results of any method; `rest` makes what comes after the people, given the unrated ones. */
export function successChunks<P extends RatedOrNot>(
  results: { readonly length: number; at(i: number): P },
  message: string,
  rest: (unrated: readonly P[]) => object,
): Iterable<Uint8Array<ArrayBuffer>> {
  const people = function* (json: JsonBytes) {
    const unrated: P[] = [];
    for (let i = 0; i < results.length; i++) {
      const person = results.at(i);
      if (person.unrated_reason !== null) unrated.push(person);
      json.mark(i === 0 ? '\n' : ',\n');
      json.value(person);
      yield* json.taken();
    }
    return unrated;
  };
  return successPieces(results.length * NUMBERS_EACH, message, people, rest);
}

/** `people` writes everybody and returns the unrated ones. */
function successPieces<P, T = never>(
  numbers: number,
  message: string,
  people: (json: JsonBytes, workspace: Workspace | null) => Generator<Uint8Array<ArrayBuffer> | T, P[]>,
  rest: (unrated: readonly P[]) => object,
): Iterable<Uint8Array<ArrayBuffer> | T> {
  return jsonPieces(numbers, function* (json, workspace) {
    json.mark('{"status":"success","data":[');
    const unrated = yield* people(json, workspace);
    json.mark('\n],"message":');
    json.value(message);
    for (const [name, value] of Object.entries(rest(unrated))) {
      json.mark(',');
      json.value(name);
      json.mark(':');
      if (Array.isArray(value)) yield* listPieces(json, value);
      else json.value(value);
      yield* json.taken();
    }
    json.mark('}\n');
    yield* json.rest();
  });
}

/** The pieces as one, in memory of its own. */
function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** The unrated among people, as an answer lists them. */
export function unratedAmong(people: readonly RatedOrNot[]): UnratedPerson[] {
  return people.flatMap(({ employee_id, name, unrated_reason: reason }) =>
    reason === null ? [] : [{ employee_id, name, reason }],
  );
}

/** The answer to an error, for JSON.stringify. */
export function errorAnswer(message: string, problems: readonly Problem[] = []): ErrorAnswer {
  return { status: 'error', message, errors: problems.map(answerProblem) };
}

/** A problem as the answer has it: whatever the value was, it is safe in JSON and not long. */
export function answerProblem({ file, row, line, column, value, reason }: Problem): AnswerProblem {
  return {
    ...(file === undefined ? {} : { file }),
    row: row ?? line ?? null,
    field: column ?? null,
    value: jsonValue(value),
    reason,
  };
}

/** What a reader of the results should know, of the input first and of the evaluation then. */
export function notesOf(
  evaluation: { readonly notes: readonly string[] },
  reading: ReadingReport,
): readonly string[] {
  return [...(reading.notes ?? []), ...evaluation.notes];
}

const MESSAGE = 'Analysis completed successfully';
/** About as many numbers stand in a person's result. */
const NUMBERS_EACH = 10;
const LONGEST_VALUE = 200;

/** What comes after the people; `people` holds at least the unrated ones. */
function remainder(
  evaluation: Evaluation,
  reading: ReadingReport,
  people: readonly PersonResult[],
): Omit<Answer, 'status' | 'data' | 'message'> {
  return {
    summary: evaluation.summary,
    unrated: unratedAmong(people),
    rejected: (reading.rejected ?? []).map(answerProblem),
    notes: notesOf(evaluation, reading),
    standard: evaluation.standard && answerStandard(evaluation.standard),
  };
}

function* listPieces(json: JsonBytes, items: readonly unknown[]): Iterable<Uint8Array<ArrayBuffer>> {
  json.mark('[');
  for (let i = 0; i < items.length; i++) {
    if (i > 0) json.mark(',');
    json.value(items[i]);
    yield* json.taken();
  }
  json.mark(']');
}

/** JSON has no undefined, NaN, Infinity or bigint; objects and long text are cut to a readable length. */
function jsonValue(value: unknown): string | number | boolean | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  const text = typeof value === 'object' ? objectText(value) : String(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function objectText(value: object): string {
  if (value instanceof Date && Number.isFinite(value.getTime())) return value.toISOString();
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Array.isArray(value) ? 'a list' : 'an object';
  }
}

function answerStandard(standard: Standard): AnswerStandard {
  const { fingerprint, people } = standard.fittedOn;
  return { fingerprint, people, options: standardOptions(standard) };
}
