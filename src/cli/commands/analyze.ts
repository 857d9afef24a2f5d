import { type ReadOptions, readTasks } from '../../data/files/read-tasks.ts';
import { UsageError } from '../../errors.ts';
import { evaluationOptions } from '../../evaluation/options.ts';
import { applyStandard, type Evaluation, evaluate } from '../../evaluation/pipeline.ts';
import { answerParts, notesOf, type ReadingReport } from '../../reports/answer.ts';
import { count } from '../../reports/words.ts';
import type { CommandTable } from '../arguments.ts';
import { command } from '../command.ts';
import type { Console } from '../console.ts';
import { evaluateOptionsFrom, methodOptions, requireNoMethodOptions } from '../evaluate-options.ts';
import { formatFor, type Views } from '../formats.ts';
import type { Values } from '../options.ts';
import { requireDifferentFiles } from '../output.ts';
import { Session } from '../session.ts';
import { readingOptions, standardOptions, taskLogOptions, writingOptions } from '../shared-options.ts';
import { readStandard, requireOneStandard, saveStandard } from '../standard-files.ts';
import { writeResult } from '../writing.ts';

const options = {
  ...readingOptions,
  ...taskLogOptions,
  ...methodOptions,
  ...standardOptions,
  ...writingOptions,
};

const table: CommandTable<typeof options> = {
  name: 'analyze',
  summary: 'tiers, scores and anomalies from a task log or from summaries',
  about:
    "Reads a task log (a row per task) or summaries (a row per employee), and gives everybody a tier, a score from 0 to 100 and a flag where the work is unlike the others', each with its reasons. People without enough evidence are listed as unrated, rows that cannot be right as rejected.",
  operands: [{ name: 'FILE', says: 'CSV, TSV, JSON, NDJSON, XLSX or Parquet; - reads standard input' }],
  options,
  groups: [
    { title: 'Reading', options: readingOptions },
    { title: 'Task logs', options: taskLogOptions },
    { title: 'Method', options: methodOptions },
    { title: 'Standards', options: standardOptions },
    { title: 'Writing', options: writingOptions },
  ],
  examples: [
    { line: 'evenhand analyze tasks.csv', says: 'a table in the terminal' },
    { line: 'evenhand analyze tasks.csv --out report.xlsx', says: 'a workbook, to hand on' },
    {
      line: 'evenhand analyze log.csv --map employee_id=Worker,hours="Time spent" --done Closed --exclude Dropped',
      says: 'a task log with headers and statuses of its own',
    },
    {
      line: 'evenhand analyze q1.csv --save-standard q1.json && evenhand analyze q2.csv --standard q1.json',
      says: 'the second quarter, measured by the first',
    },
    { line: 'curl -s https://erp.example/tasks | evenhand analyze - --format json', says: 'in a pipe' },
  ],
};

/** `evenhand analyze`: reads, evaluates, writes. */
export const analyze = command(table, async ({ operands: [file], values }, console) => {
  if (file === undefined) throw new UsageError('give the FILE to analyze, or - for standard input');
  const format = formatFor(values.format, values.out, console.stdout);
  const method = evaluateOptionsFrom(values);
  evaluationOptions(method);
  if (values.standard !== undefined) requireNoMethodOptions(values);
  requireOneStandard(values.standard, values['save-standard']);
  await requireDifferentFiles({
    FILE: file,
    '--standard': values.standard,
    '--out': values.out,
    '--save-standard': values['save-standard'],
    '--rejected': values.rejected,
  });

  const session = new Session(console, values);
  try {
    const standard = values.standard === undefined ? null : await readStandard(values.standard);
    session.stage(`Reading ${file}`);
    const reading = await readTasks(file, readOptionsFrom(values, file, console));
    const people = reading.summaries.completedTasks.length;
    await session.accept(file, reading, people);

    session.stage(`Evaluating ${count(people, 'person', 'people')}`, people);
    const evaluation = standard
      ? applyStandard(reading.summaries, standard)
      : evaluate(reading.summaries, method);
    if (values['save-standard'] !== undefined) await saveStandard(evaluation, values['save-standard']);

    session.stage(`Writing ${count(people, 'person', 'people')}`, people);
    await writeResult(viewsOf(evaluation, reading), format, values.out, console, session);
    await session.conclude(notesOf(evaluation, reading), reading);
  } finally {
    session.end();
  }
});

function readOptionsFrom(values: Values<typeof options>, file: string, console: Console): ReadOptions {
  const { map, sheet, decimal, done, exclude, from, to, 'date-format': dateFormat } = values;
  return {
    ...(map && { map: Object.fromEntries(map) }),
    ...(sheet && { sheet }),
    ...(decimal && { decimal }),
    ...(done && { done }),
    ...(exclude && { exclude }),
    ...(from && { from }),
    ...(to && { to }),
    ...(dateFormat && { dateFormat }),
    // only to ask for it would open it
    ...(file === '-' && { stdin: console.stdin }),
  };
}

function viewsOf(evaluation: Evaluation, reading: ReadingReport): Views {
  return {
    async table(layout) {
      const { terminalReport } = await import('../../reports/terminal-report.ts');
      return terminalReport(evaluation, layout);
    },
    async json() {
      return answerParts(evaluation, reading);
    },
    async tables() {
      const { evaluationTables } = await import('../../reports/evaluation-tables.ts');
      return evaluationTables(evaluation, reading);
    },
  };
}
