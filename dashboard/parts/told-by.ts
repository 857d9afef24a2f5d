import { ProblemError } from '../api/client.ts';
import type { Messages } from '../messages/en.ts';

/** What an error says, in the reader's language where there are words for it. */
export function toldBy(error: unknown, { said }: Messages): string {
  if (error instanceof ProblemError) return said(error.message, error.problem?.detail_said);
  return error instanceof Error ? error.message : String(error);
}
