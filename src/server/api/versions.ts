import { ApiError } from './problem.ts';

/** The thing, where it is there. Throws ApiError not-found else: `what` completes "there is no ...". */
export function requireFound<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new ApiError('not-found', `there is no such ${what}`);
  return found;
}

/** Throws ApiError `changed` where the sender believed to change another version than the one that is there. */
export function requireVersion(expected: number | undefined, actual: number): void {
  if (expected !== undefined && expected !== actual) {
    throw new ApiError(
      'changed',
      `it has been changed since it was read: this is version ${actual}, If-Match asked for ${expected}; read it again`,
    );
  }
}
