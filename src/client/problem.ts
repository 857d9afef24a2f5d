import type { ProblemDetails } from './operations.ts';

/** What the server said when it refused a request. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  /** What kind of problem it is: `not-found`, `changed`; null where the answer does not say. */
  readonly kind: string | null;
  /** The answer whole; null where it is no problem details. */
  readonly problem: ProblemDetails | null;

  constructor(status: number, message: string, problem: ProblemDetails | null) {
    super(message);
    this.status = status;
    this.kind = problem?.type.replace('/problems/', '') ?? null;
    this.problem = problem;
  }
}

/** The answer of a refused request as an error. */
export async function problemOf(answer: Response): Promise<ProblemError> {
  const { status, statusText, headers } = answer;
  const type = headers.get('content-type') ?? '';
  const body: unknown = /json/.test(type) ? await answer.json().catch(() => null) : null;
  if (type.startsWith('application/problem+json') && isProblem(body)) {
    return new ProblemError(status, body.detail, body);
  }
  const message = typeof body === 'object' && body !== null ? Reflect.get(body, 'message') : undefined;
  return new ProblemError(
    status,
    typeof message === 'string' ? message : `${status} ${statusText}`.trim(),
    null,
  );
}

function isProblem(body: unknown): body is ProblemDetails {
  return (
    typeof body === 'object' &&
    body !== null &&
    'type' in body &&
    typeof body.type === 'string' &&
    'detail' in body &&
    typeof body.detail === 'string'
  );
}
