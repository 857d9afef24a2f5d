import type { Problem } from '../errors.ts';
import type { Evaluation } from '../evaluation/pipeline.ts';
import type { EvaluationSummary } from '../evaluation/results.ts';
import { answerProblem, notesOf, type ReadingReport } from './answer.ts';
import { peopleTable } from './people-table.ts';
import { type Cell, type ResultTable, tableOf } from './table.ts';

/** Everything an evaluation says, as the sheets of a workbook: people, summary, rejected rows, notes. */
export function evaluationTables(
  evaluation: Evaluation,
  reading: ReadingReport,
): readonly [ResultTable, ...ResultTable[]] {
  return [
    peopleTable(evaluation),
    summaryTable(evaluation),
    rejectedTable(reading.rejected ?? []),
    tableOf(
      'Notes',
      [{ key: 'note', label: 'Note', kind: 'text' }],
      notesOf(evaluation, reading).map((note) => [note]),
    ),
  ];
}

/** The tiers, best first: how many people, and the centre in natural units. */
export function tierTable({ tiers }: EvaluationSummary): ResultTable {
  return tableOf(
    'Tiers',
    [
      { key: 'tier', label: 'Tier', kind: 'text' },
      { key: 'people', label: 'People', kind: 'integer' },
      { key: 'completion_rate', label: 'Rate', kind: 'percent', digits: 1 },
      { key: 'avg_task_hours', label: 'h/task', kind: 'number', digits: 2 },
      { key: 'completed_tasks', label: 'Tasks done', kind: 'number', digits: 1 },
    ],
    tiers.map(({ name, people, centre }) => [
      name,
      people,
      centre.completion_rate,
      centre.avg_task_hours,
      centre.completed_tasks,
    ]),
  );
}

/** The rejected rows, each with its place, value and reason. */
export function rejectedTable(rejected: readonly Problem[]): ResultTable {
  return {
    title: 'Rejected',
    columns: [
      { key: 'file', label: 'File', kind: 'text' },
      { key: 'row', label: 'Row', kind: 'integer' },
      { key: 'field', label: 'Field', kind: 'text' },
      { key: 'value', label: 'Value', kind: 'mixed' },
      { key: 'reason', label: 'Reason', kind: 'text' },
    ],
    length: rejected.length,
    row(index) {
      const { file, row, field, value, reason } = answerProblem(rejected[index]);
      return [file ?? null, row, field, value, reason];
    },
  };
}

function summaryTable({ summary, standard }: Evaluation): ResultTable {
  const rows: [string, Cell][] = [
    ['People', summary.people],
    ['Rated', summary.rated],
    ['Unrated', summary.unrated],
    ['Anomalies', summary.anomalies],
  ];
  if (summary.score) {
    const { minimum, lower_quartile, median, upper_quartile, maximum } = summary.score;
    rows.push(
      ['Score: lowest', minimum],
      ['Score: lower quartile', lower_quartile],
      ['Score: median', median],
      ['Score: upper quartile', upper_quartile],
      ['Score: highest', maximum],
    );
  }
  if (summary.silhouette) rows.push(['Silhouette of the tiers (-1 to 1)', summary.silhouette.value]);
  for (const { name, people, centre } of summary.tiers) {
    rows.push(
      [`${name}: people`, people],
      [`${name}: completion rate at the centre`, centre.completion_rate],
      [`${name}: hours per task at the centre`, centre.avg_task_hours],
      [`${name}: tasks done at the centre`, centre.completed_tasks],
    );
  }
  if (standard) {
    const { weights, contamination, randomState, minTasks, seeding } = standard.options;
    rows.push(
      ['Weight of the completion rate', weights.completionRate],
      ['Weight of the task efficiency', weights.taskEfficiency],
      ['Weight of the throughput', weights.throughput],
      ['Contamination', contamination],
      ['Random state', randomState],
      ['Tasks needed for a rating', minTasks],
      ['Seeding', seeding],
      ['People the standard was fitted on', standard.fittedOn.people],
      ['Fingerprint of their data', standard.fittedOn.fingerprint],
    );
  }
  return tableOf(
    'Summary',
    [
      { key: 'measure', label: 'Measure', kind: 'text' },
      { key: 'value', label: 'Value', kind: 'mixed' },
    ],
    rows,
  );
}
