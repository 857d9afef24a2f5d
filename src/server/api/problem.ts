import { type Said, saidBy } from './sentences.ts';

/** What the API answers where something is wrong: problem details (RFC 9457). */
export interface ProblemDetails {
  /** What kind of problem it is, for programs: `/problems/not-found`. */
  readonly type: string;
  /** The same for every problem of the type. */
  readonly title: string;
  readonly status: number;
  /** What is wrong here, and what to do. */
  readonly detail: string;
  /** The same for programs, where there is a code for it. */
  readonly detail_said?: Said;
  /** Where in the request, each with its reason. */
  readonly errors?: readonly ShownFieldProblem[];
}

export interface FieldProblem {
  /** body, query, path or header. */
  readonly in: string;
  /** A JSON pointer into it: `/weights/throughput`. */
  readonly pointer: string;
  readonly reason: string;
}

/** A problem with a field as it is answered. */
interface ShownFieldProblem extends FieldProblem {
  readonly reason_said?: Said;
}

/** A request that cannot be done, for a reason that its sender may know. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly kind: ProblemKind;
  readonly errors: readonly FieldProblem[];
  /** Seconds after which it is worth asking again. */
  readonly retryAfter: number | undefined;

  constructor(kind: ProblemKind, detail: string, errors: readonly FieldProblem[] = [], retryAfter?: number) {
    super(detail);
    this.kind = kind;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }
}

export type ProblemKind = keyof typeof PROBLEMS;

export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request does not have the shape that it should have' },
  'not-signed-in': { status: 401, title: 'Nobody has said who asks' },
  'not-allowed': { status: 403, title: 'This is not allowed' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'method-not-allowed': { status: 405, title: 'This cannot be done here' },
  conflict: { status: 409, title: 'What is there does not allow it' },
  changed: { status: 412, title: 'Somebody changed it in the meantime' },
  'too-large': { status: 413, title: 'The request is too large' },
  'unsupported-media': { status: 415, title: 'The body is of a type that is not understood' },
  unprocessable: { status: 422, title: 'The request cannot be carried out' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  failed: { status: 500, title: 'Something went wrong in the server' },
  provider: { status: 502, title: 'The identity provider does not answer as it should' },
  busy: { status: 503, title: 'The server is busy' },
  unavailable: { status: 503, title: 'The database does not answer' },
  full: { status: 507, title: 'There is no room left' },
} as const;

export function problemDetails({ kind, message, errors }: ApiError): ProblemDetails {
  const { status, title } = PROBLEMS[kind];
  const said = saidBy(message);
  return {
    type: `/problems/${kind}`,
    title,
    status,
    detail: message,
    ...(said && { detail_said: said }),
    ...(errors.length > 0 && { errors: errors.map(shownField) }),
  };
}

function shownField(error: FieldProblem): ShownFieldProblem {
  const said = saidBy(error.reason);
  return said ? { ...error, reason_said: said } : error;
}
