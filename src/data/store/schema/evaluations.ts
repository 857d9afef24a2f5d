import type { Versioned } from './organisation.ts';

/** What people are held against, and what came out. */
export interface EvaluationTables {
  rubrics: {
    id: string;
    name: string;
    version: number;
    document: string;
    hash: string;
    created_by: string;
    created_at: string;
  };
  standards: StandardTable;
  evaluations: EvaluationTable;
  results: ResultTable;
  result_details: ResultDetailTable;
  comments: CommentTable;
  decisions: DecisionTable;
}

interface StandardTable {
  id: string;
  name: string;
  version: number;
  /** tasks or appraisal. */
  pipeline: string;
  /** draft, approved, active or retired. */
  state: string;
  /** The standard file, as it is written to disk. */
  document: string;
  /** What people read of it, as JSON. */
  content: string;
  /** What managers and employees read of it: how it works, and nothing of the people whom it was fitted on, as JSON. */
  shared: string;
  fingerprint: string;
  evaluation_id: string | null;
  created_by: string;
  created_at: string;
  approved_by: string | null;
  approved_at: string | null;
  activated_by: string | null;
  activated_at: string | null;
  retired_by: string | null;
  retired_at: string | null;
}

interface EvaluationTable extends Versioned {
  id: string;
  name: string;
  /** tasks or appraisal. */
  pipeline: string;
  period_id: string;
  /** Departments and positions it is of, as JSON; empty lists mean all. */
  scope: string;
  options: string;
  /** The standard that is applied, or the one that was fitted. */
  standard_id: string | null;
  /** 1 where the standard was fitted on these people. */
  fitted: number;
  /** waiting, running, done, failed or cancelled; removed while its results are being deleted. */
  state: string;
  job_id: string | null;
  failure: string | null;
  people: number;
  /** Results that are kept: fewer than people, once somebody was erased. */
  results: number;
  /** The names of its tiers or grades, best first, as JSON; null until it is done. */
  tiers: string | null;
  summary: string | null;
  notes: string | null;
  drift: string | null;
  created_by: string;
  finished_at: string | null;
  /** When its results were released to managers and employees, and by whom; null where they are not. */
  released_at: string | null;
  released_by: string | null;
  /** What the human who looked them through says of them. */
  review: string | null;
}

interface ResultTable {
  evaluation_id: string;
  employee_id: string;
  department_id: string | null;
  position_id: string | null;
  manager_id: string | null;
  /** 0 is the best tier or grade; null where the person is unrated. */
  tier_rank: number | null;
  tier: string | null;
  score: number | null;
  /** 1 where the person is among the most unusual share. */
  unusual: number | null;
  /** 1 where the anomaly score is beyond the absolute limit. */
  beyond: number | null;
  anomaly_score: number | null;
  /** better, worse or mixed: which way somebody unusual is unusual. */
  direction: string | null;
  /** 1 where something in the person's numbers is likely a mistake. */
  data_error: number;
  /** Share of resamples in which the tier stays, 0 to 1. */
  stability: number | null;
  borderline: number | null;
  completed_tasks: number | null;
  total_tasks: number | null;
  avg_task_hours: number | null;
  unrated_reason: string | null;
  /** Of appraisals: the key of the position in the rubric; null where there is no sheet. */
  appraised_as: string | null;
  /** Of appraisals: the grade that the total of points alone gives. */
  scoring_grade: string | null;
}

/** Apart from the results, so that these stay narrow and quick to go through. */
interface ResultDetailTable {
  evaluation_id: string;
  employee_id: string;
  /** All that the evaluation says of the person beside the columns of the result, as JSON. */
  detail: string;
}

/** What somebody decided about a person, who it was, and on what grounds: never an evaluation by itself. */
interface DecisionTable {
  id: string;
  evaluation_id: string;
  employee_id: string;
  /** pay, promotion, training, improvement, employment or none. */
  kind: string;
  text: string;
  decided_by: string;
  decided_at: string;
}

interface CommentTable {
  id: string;
  evaluation_id: string;
  employee_id: string;
  /** comment or contest. */
  kind: string;
  text: string;
  /** open or answered; noted where it is a comment, which needs no answer. */
  state: string;
  answer: string | null;
  /** Day by which a contest is to be answered. */
  answer_by: string | null;
  created_by: string;
  created_at: string;
  answered_by: string | null;
  answered_at: string | null;
}
