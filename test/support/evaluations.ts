import type { Evaluation } from '../../src/evaluation/pipeline.ts';
import { type Explanation, type PersonResult, RESERVED_FIELDS } from '../../src/evaluation/results.ts';

export const EXPLANATION: Explanation = {
  score_parts: { completion_rate: 36.5, task_efficiency: 20.25, throughput: 15.5 },
  tier: {
    distance: 0.5,
    next: 'High',
    next_is_better: true,
    distance_to_next: 1.25,
    smallest_change: { feature: 'completed_tasks', from: 36, to: 41 },
  },
  anomaly: null,
};

/** A rated person in the middle, but for what is given. */
export function person(differs: Partial<PersonResult> = {}): PersonResult {
  return {
    employee_id: 'E1',
    name: 'Ada Lovelace',
    performance_score: 72.25,
    performance_cluster: 'Medium',
    is_anomaly: false,
    completion_rate: 0.9,
    avg_task_hours: 5.125,
    completed_tasks: 36,
    total_tasks: 40,
    anomaly_score: 0.45,
    explanation: EXPLANATION,
    unrated_reason: null,
    ...differs,
  };
}

export function unratedPerson(differs: Partial<PersonResult> = {}): PersonResult {
  return person({
    employee_id: 'E9',
    name: 'Nobody Yet',
    performance_score: null,
    performance_cluster: null,
    is_anomaly: null,
    completion_rate: null,
    avg_task_hours: null,
    completed_tasks: 0,
    total_tasks: 0,
    anomaly_score: null,
    explanation: null,
    unrated_reason: 'no tasks',
    ...differs,
  });
}

export function anomalousPerson(differs: Partial<PersonResult> = {}): PersonResult {
  return person({
    employee_id: 'E7',
    name: 'Grace Hopper',
    is_anomaly: true,
    anomaly_score: 0.7,
    explanation: {
      ...EXPLANATION,
      anomaly: [
        { feature: 'avg_task_hours', direction: 'high', value: 40.2, typical: 6.1, contribution: 0.2 },
        { feature: 'completion_rate', direction: 'low', value: 0.3, typical: 0.925, contribution: 0.1 },
      ],
    },
    ...differs,
  });
}

/** An evaluation that says just what it is given. */
export function evaluationOf(people: readonly PersonResult[], notes: readonly string[] = []): Evaluation {
  const rated = people.filter(({ unrated_reason }) => unrated_reason === null).length;
  return {
    length: people.length,
    extras: Object.keys(people[0] ?? {}).filter((name) => !RESERVED_FIELDS.has(name)),
    at(i) {
      const found = people[i];
      if (!found) throw new RangeError(`there is no person ${i}`);
      return found;
    },
    summary: {
      people: people.length,
      rated,
      unrated: people.length - rated,
      anomalies: people.filter(({ is_anomaly }) => is_anomaly).length,
      tiers:
        rated === 0
          ? []
          : [
              {
                name: 'Medium',
                people: rated,
                centre: { completion_rate: 0.9, avg_task_hours: 5, completed_tasks: 36.4 },
              },
            ],
      score:
        rated === 0
          ? null
          : { minimum: 0, lower_quartile: 30.5, median: 50, upper_quartile: 70.25, maximum: 100 },
      silhouette: rated === 0 ? null : { value: 0.512, sampled_from: null },
    },
    standard: null,
    notes,
    summaries: {
      ids: people.map(({ employee_id }) => employee_id),
      names: people.map(({ name }) => name),
      completedTasks: Float64Array.from(people, (p) => p.completed_tasks ?? Number.NaN),
      totalTasks: Float64Array.from(people, (p) => p.total_tasks ?? Number.NaN),
      avgTaskHours: Float64Array.from(people, (p) => p.avg_task_hours ?? Number.NaN),
      extras: [],
    },
    rating: null,
    rowOf: new Int32Array(people.length).fill(-1),
    reasons: null,
  };
}

/** Names that have broken spreadsheets, terminals and parsers. */
export const HOSTILE_NAMES: readonly string[] = [
  '=HYPERLINK("http://evil.example","click")',
  "+cmd|' /C calc'!A0",
  '-2+3',
  '@SUM(1+1)',
  '\t=1+1',
  '\r\n=1+1',
  '  =1+1',
  '＝1+1',
  '"quoted", and comma',
  'line\nbreak',
  'carriage\rreturn',
  '\u001b[31mred\u001b[0m \u001b]0;title\u0007',
  'bell\u0007 nul\u0000 c1\u009b31m',
  '\u202eesrever\u202c',
  'שלום עולם',
  '李小龍',
  '👩‍👩‍👧 family',
  '<script>alert(1)</script> & "x"',
  "Robert'); DROP TABLE people;--",
  '_x0041_ is not A',
  ' leading and trailing ',
  'é combining e\u0301',
  '\ufeffmark',
];
