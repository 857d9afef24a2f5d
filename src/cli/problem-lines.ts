import type { Problem } from '../errors.ts';
import { problemText } from '../reports/terminal-report.ts';
import { grouped } from '../reports/words.ts';

const MOST_LISTED = 20;

/** The first problems, a line each, and how many more there are; `hint` says how to see them all. */
export function problemLines(problems: readonly Problem[], hint: string): string {
  const lines = problems.slice(0, MOST_LISTED).map((problem) => `  ${problemText(problem)}\n`);
  const more = problems.length - lines.length;
  if (more > 0) lines.push(`  and ${grouped(more)} more${hint}\n`);
  return lines.join('');
}
