import type { EmployeeId, PassedThrough } from '../evaluation/records.ts';
import { type PersonResult, RESERVED_FIELDS } from '../evaluation/results.ts';
import type { Cell, ResultTable, TableColumn } from './table.ts';
import { anomalyInWords, nextTierInWords, remark } from './words.ts';

/** Results of people, each made when it is asked for. */
export interface People {
  readonly length: number;
  at(i: number): PersonResult;
}

/** Everything that is known about everybody, in the order of the evaluation: what CSV, XLSX and Parquet hold. */
export function peopleTable(people: People): ResultTable {
  const extras = extraNames(people);
  const taken = new Set(FULL_COLUMNS.map(({ column }) => column.key));
  const columns = [
    ...FULL_COLUMNS.slice(0, IDENTITY).map(({ column }) => column),
    ...extras.map((name) => extraColumn(name, taken)),
    ...FULL_COLUMNS.slice(IDENTITY).map(({ column }) => column),
  ];
  return {
    title: 'People',
    columns,
    length: people.length,
    row(index) {
      const person = people.at(index);
      const cells: Cell[] = [];
      for (let j = 0; j < IDENTITY; j++) cells.push(FULL_COLUMNS[j]?.cell(person) ?? null);
      for (const name of extras) cells.push(extraCell(person, name));
      for (let j = IDENTITY; j < FULL_COLUMNS.length; j++) cells.push(FULL_COLUMNS[j]?.cell(person) ?? null);
      return cells;
    },
  };
}

/** What a person reads in a terminal: the best score first, equal scores by id, the unrated last. */
export function readableTable(people: People): ResultTable {
  const extras = extraNames(people);
  const { order, named } = bestFirst(people);
  const identity: readonly TableColumn[] = [
    { key: 'performance_score', label: 'Score', kind: 'number', digits: 1 },
    { key: 'performance_cluster', label: 'Tier', kind: 'text' },
    { key: 'employee_id', label: 'ID', kind: 'mixed' },
    ...(named ? [{ key: 'name', label: 'Name', kind: 'text', expendable: 1 } as const] : []),
  ];
  return {
    title: 'Performance',
    columns: [
      ...identity,
      ...extras.map((name, i) => ({ key: name, label: name, kind: 'mixed', expendable: 10 + i }) as const),
      { key: 'completed_tasks', label: 'Done', kind: 'integer', expendable: 3 },
      { key: 'total_tasks', label: 'Of', kind: 'integer', expendable: 4 },
      { key: 'completion_rate', label: 'Rate', kind: 'percent', digits: 1, expendable: 2 },
      { key: 'avg_task_hours', label: 'h/task', kind: 'number', digits: 2 },
      { key: 'remark', label: '', kind: 'text' },
    ],
    length: people.length,
    row(index) {
      const person = people.at(order[index]);
      return [
        person.performance_score,
        person.performance_cluster,
        person.employee_id,
        ...(named ? [person.name] : []),
        ...extras.map((name) => extraCell(person, name)),
        person.completed_tasks,
        person.total_tasks,
        person.completion_rate,
        person.avg_task_hours,
        remark(person),
      ];
    },
    tone: (row) => (row[0] === null ? 'muted' : row.at(-1) === null ? null : 'unusual'),
  };
}

const IDENTITY = 2;

const FULL_COLUMNS: readonly { readonly column: TableColumn; cell(person: PersonResult): Cell }[] = [
  { column: { key: 'employee_id', label: 'Employee ID', kind: 'mixed' }, cell: (p) => p.employee_id },
  { column: { key: 'name', label: 'Name', kind: 'text' }, cell: (p) => p.name },
  {
    column: { key: 'performance_score', label: 'Score', kind: 'number', digits: 1 },
    cell: (p) => p.performance_score,
  },
  { column: { key: 'performance_cluster', label: 'Tier', kind: 'text' }, cell: (p) => p.performance_cluster },
  { column: { key: 'is_anomaly', label: 'Anomaly', kind: 'boolean' }, cell: (p) => p.is_anomaly },
  {
    column: { key: 'completion_rate', label: 'Completion rate', kind: 'percent', digits: 1 },
    cell: (p) => p.completion_rate,
  },
  {
    column: { key: 'avg_task_hours', label: 'Hours per task', kind: 'number', digits: 2 },
    cell: (p) => p.avg_task_hours,
  },
  {
    column: { key: 'completed_tasks', label: 'Tasks done', kind: 'integer' },
    cell: (p) => p.completed_tasks,
  },
  { column: { key: 'total_tasks', label: 'Tasks given', kind: 'integer' }, cell: (p) => p.total_tasks },
  {
    column: { key: 'anomaly_score', label: 'Anomaly score', kind: 'number', digits: 3 },
    cell: (p) => p.anomaly_score,
  },
  {
    column: { key: 'score_from_completion_rate', label: 'Points: completion', kind: 'number', digits: 1 },
    cell: (p) => p.explanation?.score_parts.completion_rate ?? null,
  },
  {
    column: { key: 'score_from_task_efficiency', label: 'Points: efficiency', kind: 'number', digits: 1 },
    cell: (p) => p.explanation?.score_parts.task_efficiency ?? null,
  },
  {
    column: { key: 'score_from_throughput', label: 'Points: throughput', kind: 'number', digits: 1 },
    cell: (p) => p.explanation?.score_parts.throughput ?? null,
  },
  {
    column: { key: 'tier_distance', label: 'Distance to tier', kind: 'number', digits: 3 },
    cell: (p) => p.explanation?.tier.distance ?? null,
  },
  {
    column: { key: 'next_tier', label: 'Next tier', kind: 'text' },
    cell: (p) => p.explanation?.tier.next ?? null,
  },
  {
    column: { key: 'next_tier_distance', label: 'Distance to next tier', kind: 'number', digits: 3 },
    cell: (p) => p.explanation?.tier.distance_to_next ?? null,
  },
  {
    column: { key: 'next_tier_change', label: 'What would move to the next tier', kind: 'text' },
    cell: (p) => p.explanation && nextTierInWords(p.explanation),
  },
  {
    column: { key: 'anomaly_reasons', label: 'Why unusual', kind: 'text' },
    cell: (p) => (p.explanation?.anomaly ? anomalyInWords(p.explanation.anomaly) : null),
  },
  { column: { key: 'unrated_reason', label: 'Why unrated', kind: 'text' }, cell: (p) => p.unrated_reason },
];

/** The columns that travel along, as the first person has them: everybody has the same. */
function extraNames(people: People): readonly string[] {
  if (people.length === 0) return [];
  return Object.keys(people.at(0)).filter((key) => !RESERVED_FIELDS.has(key));
}

/** A column that travels along; where its name is taken by a result, `input_` goes before it. */
export function extraColumn(name: string, taken: Set<string>): TableColumn {
  let key = name;
  while (taken.has(key)) key = `input_${key}`;
  taken.add(key);
  return { key, label: name, kind: 'mixed' };
}

function extraCell(person: PersonResult, name: string): PassedThrough {
  const value = person[name];
  return typeof value === 'object' || value === undefined ? null : value;
}

function bestFirst(people: People): { readonly order: Uint32Array; readonly named: boolean } {
  const scores = new Float64Array(people.length);
  const ids: EmployeeId[] = [];
  let named = false;
  for (let i = 0; i < people.length; i++) {
    const { employee_id, name, performance_score } = people.at(i);
    scores[i] = performance_score ?? Number.NEGATIVE_INFINITY;
    ids.push(employee_id);
    named ||= name !== null;
  }
  const order = Uint32Array.from(scores, (_, i) => i);
  order.sort((a, b) => (scores[a] === scores[b] ? compareIds(ids[a], ids[b]) : scores[b] - scores[a]));
  return { order, named };
}

/** Numbers by size and before text, text by its characters. */
export function compareIds(a: EmployeeId = '', b: EmployeeId = ''): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
