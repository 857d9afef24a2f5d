import type { Problem } from '../errors.ts';
import type { Evaluation } from '../evaluation/pipeline.ts';
import type { EvaluationSummary, PersonResult } from '../evaluation/results.ts';
import { answerProblem } from './answer.ts';
import { shortened } from './display-text.ts';
import { tierTable } from './evaluation-tables.ts';
import { harmless } from './harmless.ts';
import { type People, readableTable } from './people-table.ts';
import { type TerminalOptions, terminalTable } from './terminal-table.ts';
import { anomalyInWords, count, grouped } from './words.ts';

/** An evaluation for a person at a terminal: everybody, best first, then the company at a glance and the anomalies. */
export function* terminalReport(evaluation: Evaluation, options: TerminalOptions): Iterable<string> {
  const { summary } = evaluation;
  yield* terminalTable(readableTable(evaluation), options);
  yield '\n';
  yield* glance(summary, options);
  if (summary.anomalies > 0) {
    yield '\n';
    yield* anomalies(evaluation, summary.anomalies, options);
  }
}

/** A rejected row or a mistake, on one line: "tasks.csv row 7, hours "abc": not a number". */
export function problemText(problem: Problem): string {
  const { file, row, field, value, reason } = answerProblem(problem);
  const unit = problem.line === undefined ? 'row' : 'line';
  const place = [file, row === null ? null : `${unit} ${row}`].filter(Boolean).join(' ');
  const shown = value === null || value === '' ? '' : ` "${value}"`;
  const what = harmless([place, field].filter(Boolean).join(', ') + shown);
  return what === '' ? harmless(reason) : `${shortened(what, WIDEST_PLACE)}: ${harmless(reason)}`;
}

const MOST_LISTED = 20;
const WIDEST_PLACE = 120;

function* glance(summary: EvaluationSummary, options: TerminalOptions): Iterable<string> {
  const { score, silhouette } = summary;
  const parts = [
    `${grouped(summary.rated)} rated`,
    `${grouped(summary.unrated)} unrated`,
    count(summary.anomalies, 'anomaly', 'anomalies'),
  ];
  yield `${options.paint.bold(count(summary.people, 'person', 'people'))}: ${parts.join(', ')}\n`;
  if (summary.tiers.length > 0) {
    yield '\n';
    yield* terminalTable(tierTable(summary), options);
    yield '\n';
  }
  if (score) {
    const [lowest, lower, median, upper, highest] = [
      score.minimum,
      score.lower_quartile,
      score.median,
      score.upper_quartile,
      score.maximum,
    ].map((value) => value.toFixed(1));
    yield `Scores: ${lowest} to ${highest}, median ${median}, the middle half from ${lower} to ${upper}\n`;
  }
  if (silhouette) {
    const sampled = silhouette.sampled_from === null ? '' : ', from a sample';
    yield `Silhouette of the tiers: ${silhouette.value.toFixed(2)} (1: far apart, 0: they touch${sampled})\n`;
  }
}

function* anomalies(people: People, found: number, { paint }: TerminalOptions): Iterable<string> {
  yield `${paint.bold('Anomalies')}, the most unusual first\n`;
  for (const person of mostUnusual(people, MOST_LISTED)) {
    const who = [String(person.employee_id), person.name].filter((part) => part !== null).join(' ');
    yield `  ${shortened(harmless(who), 40)}: ${anomalyInWords(person.explanation?.anomaly ?? [])}\n`;
  }
  if (found > MOST_LISTED) {
    yield paint.dim(`  and ${grouped(found - MOST_LISTED)} more: every other format lists all\n`);
  }
}

/** The flagged people of the highest anomaly score, equal ones in the order of their ids. */
function mostUnusual(people: People, most: number): PersonResult[] {
  const found: PersonResult[] = [];
  for (let i = 0; i < people.length; i++) {
    const person = people.at(i);
    if (person.is_anomaly) found.push(person);
  }
  const byScore = (a: PersonResult, b: PersonResult): number =>
    (b.anomaly_score ?? 0) - (a.anomaly_score ?? 0) ||
    (String(a.employee_id) < String(b.employee_id) ? -1 : 1);
  return found.sort(byScore).slice(0, most);
}
