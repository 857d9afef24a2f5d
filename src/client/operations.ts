// Made from the API document by scripts/client.js: `npm run client` makes it anew.
import type { ReadOptions, Wire, WriteOptions } from './client.ts';

export interface SummaryRecord {
  /** Text or a number, and answered as it came. */
  readonly employee_id: string | number;
  readonly name?: string | number | boolean | null | undefined;
  /** Tasks done; at most total_tasks. */
  readonly completed_tasks?: number | string | null | undefined;
  /** Tasks given, done or not. */
  readonly total_tasks?: number | string | null | undefined;
  /** Mean hours of a completed task. */
  readonly avg_task_hours?: number | string | null | undefined;
  readonly [name: string]: unknown;
}

export type AnalyzeBody = readonly SummaryRecord[] | {
  readonly records: readonly SummaryRecord[];
  /** A saved standard, as "evenhand analyze --save-standard" writes it; it is applied instead of fitting a new one. */
  readonly standard?: {
    readonly format: "evenhand-standard";
    readonly [name: string]: unknown;
  } | undefined;
};

export interface Explanation {
  /** The points of the score that each part adds; they sum to performance_score. */
  readonly score_parts: {
    readonly completion_rate: number;
    readonly task_efficiency: number;
    readonly throughput: number;
  };
  readonly tier: {
    /** Distance to the own tier's centre, in scaled features. */
    readonly distance: number;
    /** The next better tier; for the best tier the next lower. */
    readonly next: string | null;
    /** False for the best tier, from which one can only fall. */
    readonly next_is_better: boolean | null;
    readonly distance_to_next: number | null;
    /** The smallest change of one feature, the other two held, that would move the person to the next tier. A changed number of completed tasks keeps the completion rate. */
    readonly smallest_change: {
      readonly feature: "completion_rate" | "avg_task_hours" | "completed_tasks";
      readonly from: number;
      readonly to: number;
    } | null;
  };
  /** For an anomaly, the features that isolate it, strongest first. */
  readonly anomaly: readonly ({
    readonly feature: "completion_rate" | "avg_task_hours" | "completed_tasks";
    readonly direction: "high" | "low";
    readonly value: number;
    readonly typical: number;
    readonly contribution: number;
  })[] | null;
}

export interface Person {
  /** Text or a number, and answered as it came. */
  readonly employee_id: string | number;
  readonly name: string | null;
  readonly performance_score: number | null;
  /** The tier. */
  readonly performance_cluster: string | null;
  readonly is_anomaly: boolean | null;
  readonly completion_rate: number | null;
  readonly avg_task_hours: number | null;
  readonly completed_tasks: number | null;
  readonly total_tasks: number | null;
  /** Higher is more unusual. */
  readonly anomaly_score: number | null;
  readonly explanation: Explanation | null;
  /** Why there is no rating; null for a rated person. */
  readonly unrated_reason: string | null;
  readonly [name: string]: unknown;
}

export interface Problem {
  /** The record, counted from 1. */
  readonly row: number | null;
  readonly field: string | null;
  readonly value: string | number | boolean | null;
  readonly reason: string;
}

export interface Summary {
  readonly people: number;
  readonly rated: number;
  readonly unrated: number;
  readonly anomalies: number;
  /** Best tier first; centres in natural units. */
  readonly tiers: readonly ({
    readonly name: string;
    readonly people: number;
    readonly centre: {
      readonly completion_rate: number;
      readonly avg_task_hours: number;
      readonly completed_tasks: number;
    };
  })[];
  readonly score: {
    readonly minimum: number;
    readonly lower_quartile: number;
    readonly median: number;
    readonly upper_quartile: number;
    readonly maximum: number;
  } | null;
  readonly silhouette: {
    readonly value: number;
    readonly sampled_from: number | null;
  } | null;
}

export interface AppliedStandard {
  /** Of the numbers that the standard was fitted on. */
  readonly fingerprint: string;
  readonly people: number;
  readonly options: {
    readonly weights: {
      readonly completion_rate: number;
      readonly task_efficiency: number;
      readonly throughput: number;
    };
    readonly clusters: number;
    readonly tier_names: readonly string[];
    readonly contamination: number | "auto";
    readonly random_state: number;
    readonly min_tasks: number;
    readonly seeding: "k-means++" | "density";
  };
}

export interface AnalyzeAnswer {
  readonly status: "success";
  /** Everybody, the unrated too, in the order of the records. */
  readonly data: readonly Person[];
  readonly message: string;
  readonly summary: Summary;
  readonly unrated: readonly ({
    /** Text or a number, and answered as it came. */
    readonly employee_id: string | number;
    readonly name: string | null;
    readonly reason: string;
  })[];
  /** Records that could not be used; all others were. */
  readonly rejected: readonly Problem[];
  readonly notes: readonly string[];
  readonly standard: AppliedStandard | null;
}

export interface ErrorAnswer {
  readonly status: "error";
  readonly message: string;
  readonly errors: readonly Problem[];
}

export interface HealthAnswer {
  readonly status: "ok";
}

export interface AppraisalRecord {
  /** Text or a number, and answered as it came. */
  readonly employee_id?: string | number | undefined;
  readonly [name: string]: unknown;
}

/** The indicators of positions, the points each can reach, grades, thresholds and floors. */
export interface Rubric {
  /** A UUID. */
  readonly id: string;
  readonly name: string;
  /** Rises with each text of the name. */
  readonly version: number;
  /** The rubric as it was written. */
  readonly document: {
    readonly [name: string]: unknown;
  };
  readonly created_by: string;
  /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
  readonly created_at: string;
}

export type AppraiseBody = readonly AppraisalRecord[] | {
  readonly records: readonly AppraisalRecord[];
  /** The name of a rubric of Evenhand, or one of your own. */
  readonly rubric?: string | Rubric | undefined;
  /** The field of the records for a key: {"employee_id": "Number", "team_spirit": "Q1"}. */
  readonly map?: {
    readonly [name: string]: string;
  } | undefined;
  /** A saved standard, as "evenhand appraise --save-standard" writes it; it brings its rubric and is applied instead of fitting a new one. */
  readonly standard?: {
    readonly format: "evenhand-standard";
    readonly [name: string]: unknown;
  } | undefined;
};

export interface IndicatorComparison {
  readonly indicator: string;
  readonly share: number;
  /** The share at the centre of the own grade. */
  readonly own_centre: number | null;
  /** The share at the centre of the next better grade; null for the best. */
  readonly next_centre: number | null;
  /** Points above (or, below 0, short of) the next better grade's centre, or the own for the best. */
  readonly points: number;
}

export interface AppraisedPerson {
  /** Text or a number, and answered as it came. */
  readonly employee_id: string | number;
  readonly name: string | null;
  readonly position: string;
  /** By clustering, then lowered where floors hold. */
  readonly grade: string | null;
  /** By the total of points. */
  readonly scoring_grade: string | null;
  /** Whether the two grades are the same; null where the thresholds graded. */
  readonly agreement: boolean | null;
  /** Why the two grades are not the same, in words. */
  readonly difference: string | null;
  /** Before floors. */
  readonly clustered_grade: string | null;
  readonly total: number | null;
  readonly maximum: number;
  /** Points / maximum of each indicator. */
  readonly shares: {
    readonly [name: string]: number | null;
  };
  /** To each grade's centre. */
  readonly distances: {
    readonly [name: string]: number;
  } | null;
  /** The share of 200 draws of colleagues in which the grade stays. */
  readonly stability: number | null;
  /** Whether the stability is below 0.8. */
  readonly borderline: boolean | null;
  readonly strengths: readonly IndicatorComparison[];
  readonly training_needs: readonly IndicatorComparison[];
  /** The floors that lowered the grade. */
  readonly floors: readonly ({
    readonly indicator: string;
    readonly share: number;
    readonly at_or_below: number;
    readonly at_most: string;
  })[];
  readonly appraisers: number | null;
  /** Why there is no grade; null for a rated person. */
  readonly unrated_reason: string | null;
  readonly [name: string]: unknown;
}

export interface PositionSummary {
  readonly position: string;
  readonly label: string;
  readonly people: number;
  readonly rated: number;
  readonly unrated: number;
  /** The thresholds of the scoring method grade where fewer people differ than there are grades; null where nobody is rated. */
  readonly graded_by: "clustering" | "thresholds" | null;
  /** Best first. */
  readonly grades: readonly ({
    readonly name: string;
    readonly people: number;
    readonly scoring_people: number;
    readonly centre: {
      readonly [name: string]: number;
    } | null;
  })[];
  /** For each grade, how many of its people the scoring method gives each grade. */
  readonly confusion: {
    readonly [name: string]: {
      readonly [name: string]: number;
    };
  };
  readonly agreement: number | null;
  readonly borderline: number;
  readonly silhouette: {
    readonly value: number;
    readonly sampled_from: number | null;
  } | null;
}

export interface Severity {
  readonly appraisers: readonly ({
    /** Text or a number, and answered as it came. */
    readonly appraiser: string | number;
    readonly people: number;
    readonly ratings: number;
    readonly group: number;
    /** Share of the maximum points; above 0 is strict. */
    readonly severity: number | null;
    /** 95 %. */
    readonly interval: readonly [number, number] | null;
  })[];
  readonly groups: number;
  readonly applied: boolean;
}

export interface AppraisalSummary {
  readonly people: number;
  readonly rated: number;
  readonly unrated: number;
  readonly agreement: number | null;
  readonly borderline: number;
  readonly positions: readonly PositionSummary[];
  readonly severity: Severity | null;
}

export interface AppraiseAnswer {
  readonly status: "success";
  /** Everybody, the unrated too, in the order of the records. */
  readonly data: readonly AppraisedPerson[];
  readonly message: string;
  readonly summary: AppraisalSummary;
  /** Both methods side by side, with compare=true. */
  readonly comparison?: readonly ({
    readonly position: string;
    readonly grade: string;
    readonly scoring_grade: string;
    readonly people: number;
    readonly employee_ids: readonly (string | number)[];
  })[] | undefined;
  readonly unrated: readonly ({
    /** Text or a number, and answered as it came. */
    readonly employee_id: string | number;
    readonly name: string | null;
    readonly reason: string;
  })[];
  /** Records that could not be used; all others were. */
  readonly rejected: readonly Problem[];
  readonly notes: readonly string[];
  readonly standard: {
    readonly rubric: string;
    readonly rubric_version: string;
    readonly grades: readonly string[];
    readonly options: {
      readonly min_pts: number;
      readonly adjust_severity: boolean;
      readonly random_state: number;
    };
    readonly positions: readonly ({
      readonly position: string;
      readonly people: number;
      readonly fingerprint: string;
    })[];
  };
}

/** Somebody who may come in. */
export interface Account {
  /** A UUID. */
  readonly id: string;
  /** Also what the holder logs in with, in any case. */
  readonly email: string;
  readonly name: string;
  /** admin: everything; analyst: the data and the evaluations; manager: the people who report to them; employee: themselves; auditor: reads everything. */
  readonly role: "admin" | "analyst" | "manager" | "employee" | "auditor";
  /** Whose results are the own ones, and who stands at the top of what a manager sees. */
  readonly employee_id: string | null;
  readonly active: boolean;
  readonly has_password: boolean;
  /** Whether it is tied to somebody at the identity provider. */
  readonly has_openid: boolean;
  readonly last_login_at: string | null;
  readonly created_by: string;
  /** Rises with every change; the ETag. */
  readonly version: number;
  /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
  readonly created_at: string;
  /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
  readonly updated_at: string;
}

/** What lets another system in. */
export interface ApiKey {
  /** A UUID. */
  readonly id: string;
  /** What it is for: the system that has it. */
  readonly name: string;
  readonly role: "admin" | "analyst" | "manager" | "employee" | "auditor";
  /** The only operations it may ask for, by their operationId; null means all of its role. */
  readonly operations: readonly string[] | null;
  /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
  readonly expires_at: string;
  readonly created_by: string;
  /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
  readonly created_at: string;
  /** To the minute. */
  readonly last_used_at: string | null;
  readonly revoked_at: string | null;
}

/** What was done, by whom, to what. Its hash covers the entry before. */
export interface AuditEntry {
  readonly sequence: number;
  /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: {
    readonly [name: string]: unknown;
  };
  /** SHA-256, hexadecimal. */
  readonly previous_hash: string;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
}

/** What somebody says of a result. */
export interface Comment {
  /** A UUID. */
  readonly id: string;
  /** A UUID. */
  readonly evaluation_id: string;
  /** A UUID. */
  readonly employee_id: string;
  readonly kind: "comment" | "contest";
  readonly text: string;
  /** A contest is open until it is answered. */
  readonly state: "noted" | "open" | "answered";
  readonly answer: string | null;
  /** Day by which a contest is to be answered. */
  readonly answer_by: string | null;
  /** Whether the day has passed without an answer. */
  readonly is_late: boolean;
  readonly created_by: string;
  /** Null where the account is gone, or nobody has one. */
  readonly created_by_name: string | null;
  /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
  readonly created_at: string;
  readonly answered_by: string | null;
  readonly answered_by_name: string | null;
  readonly answered_at: string | null;
}

/** What somebody decided about a person. */
export interface Decision {
  /** A UUID. */
  readonly id: string;
  /** A UUID. */
  readonly evaluation_id: string;
  /** A UUID. */
  readonly employee_id: string;
  /** What it is about; none: that nothing follows from the result. */
  readonly kind: "pay" | "promotion" | "training" | "improvement" | "employment" | "none";
  /** What was decided, and on what grounds beside the result. */
  readonly text: string;
  readonly decided_by: string;
  /** Null where the account is gone. */
  readonly decided_by_name: string | null;
  /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
  readonly decided_at: string;
}

/** How far people have moved away from a standard. */
export interface Drift {
  /** Whom the standard was fitted on. */
  readonly people_then: number;
  readonly people_now: number;
  readonly features: readonly ({
    readonly feature: "completion_rate" | "avg_task_hours" | "completed_tasks";
    /** Population stability index. */
    readonly psi: number;
    /** What it is on average where nothing has moved. */
    readonly expected: number;
    /** What it exceeds by chance alone in 1 of 1,000 cases. */
    readonly limit: number;
    readonly drift: "none" | "some" | "large";
    readonly bins: readonly ({
      /** Null for the first: any lower value. */
      readonly from: number | null;
      /** Up to and with; null for the last. */
      readonly to: number | null;
      readonly share_then: number;
      readonly share_now: number;
    })[];
  })[];
  /** Whether a new standard is due: the drift of some feature is large. */
  readonly proposal: boolean;
}

/** Somebody whose work is evaluated. */
export interface Employee {
  /** A UUID. */
  readonly id: string;
  /** What files and other systems call the person; unique. */
  readonly number: string;
  readonly name: string | null;
  readonly department_id: string | null;
  readonly position_id: string | null;
  /** Who this person reports to. */
  readonly manager_id: string | null;
  /** First day here; null where it does not matter. */
  readonly active_from: string | null;
  /** Last day here; null for somebody who is still here. */
  readonly active_to: string | null;
  /** Rises with every change; the ETag. */
  readonly version: number;
  /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
  readonly created_at: string;
  /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
  readonly updated_at: string;
}

/** What a person costs in a period. */
export interface EmployeeCost {
  /** A UUID. */
  readonly period_id: string;
  /** Of the whole period. */
  readonly cost: number;
  readonly currency: string;
}

/** People held against one standard. */
export interface Evaluation {
  /** A UUID. */
  readonly id: string;
  readonly name: string;
  readonly pipeline: "tasks" | "appraisal";
  /** A UUID. */
  readonly period_id: string;
  readonly scope: {
    /** Only people of these departments and of those below them; none means all. */
    readonly department_ids: readonly string[];
    /** Only people of these positions; none means all. */
    readonly position_ids: readonly string[];
  };
  /** How a new standard was asked to be fitted. */
  readonly options: {
    readonly [name: string]: unknown;
  };
  /** The standard that was applied, or that was fitted. */
  readonly standard_id: string | null;
  /** Whether the standard was fitted on these people. */
  readonly fitted: boolean;
  readonly state: "waiting" | "running" | "done" | "failed" | "cancelled";
  readonly job_id: string | null;
  readonly failure: string | null;
  readonly failure_said: Said | null;
  /** People in it, rated or not; 0 until it is done. */
  readonly people: number;
  /** Results that are kept: fewer than people once somebody was erased. */
  readonly results: number;
  /** Its tiers or grades, best first; null until it is done. */
  readonly tiers: readonly string[] | null;
  readonly summary: {
    readonly [name: string]: unknown;
  } | null;
  /** What a reader of the results should know. */
  readonly notes: readonly string[] | null;
  /** The notes one by one, for programs. */
  readonly notes_said: readonly (Said | null)[] | null;
  readonly drift: {
    readonly [name: string]: unknown;
  } | null;
  readonly created_by: string;
  /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
  readonly created_at: string;
  /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
  readonly updated_at: string;
  readonly finished_at: string | null;
  /** Since when managers and employees see their results; null: they do not. */
  readonly released_at: string | null;
  readonly released_by: string | null;
  /** What whoever released the results says of having looked them through. */
  readonly review: string | null;
  readonly version: number;
}

/** Where groups of people stand. Null stands for counts of fewer people than the setting small_group, and for those by which such a count could be computed. */
export interface EvaluationGroups {
  readonly by: "department" | "position" | "all";
  /** Best first. */
  readonly tiers: readonly string[];
  /** The largest first. */
  readonly groups: readonly ({
    /** Of the department or position; null for people who had none, and for all. */
    readonly id: string | null;
    readonly name: string | null;
    /** Who is rated. */
    readonly people: number;
    /** People in each tier, best first. */
    readonly tiers: readonly (number | null)[];
    /** In whole points, so that none is anybody's own score. */
    readonly score: {
      readonly lower_quartile: number;
      readonly median: number;
      readonly upper_quartile: number;
    };
    /** People with a score from 0, 10, 20 and so on to 90 points; the last ones up to 100. */
    readonly deciles: readonly (number | null)[];
    /** The same for each tier by itself, best first; null where there are several groups. */
    readonly tier_deciles: readonly (readonly (number | null)[])[] | null;
    /** Share of the people who are among the most unusual. */
    readonly unusual: number | null;
  })[];
  /** People of groups that are too small to be told of, together. */
  readonly others: number;
  /** Why nothing is told; null where something is. */
  readonly withheld: string | null;
}

/** How a group does from period to period. Trend, changes and forecast are of its median score. */
export interface GroupTrend {
  readonly standard: {
    /** A UUID. */
    readonly id: string;
    readonly name: string;
    readonly version: number;
  };
  /** Of the periods: quarter, month, 10 days; null where there are none. */
  readonly length: string | null;
  readonly periods: readonly ({
    readonly period: {
      /** A UUID. */
      readonly id: string;
      readonly name: string;
      /** A day, such as 2024-03-31. */
      readonly starts_on: string;
      /** A day, such as 2024-03-31. */
      readonly ends_on: string;
    };
    /** Who was there. */
    readonly people: number | null;
    readonly rated: number | null;
    /** Share of the people who are rated. */
    readonly coverage: number | null;
    readonly score: {
      readonly lower_quartile: number;
      readonly median: number;
      readonly upper_quartile: number;
    } | null;
    /** Best first; null for tiers of few people, and for those by which these could be computed. */
    readonly tiers: readonly ({
      readonly tier: string;
      readonly people: number | null;
    })[] | null;
    /** Features that have moved away from the standard's data. */
    readonly drift: readonly ({
      readonly feature: "completion_rate" | "avg_task_hours" | "completed_tasks";
      /** Population stability index. */
      readonly psi: number;
      readonly drift: "some" | "large";
    })[];
    /** Why numbers are kept back; null where none are. */
    readonly withheld: string | null;
  })[];
  /** Where a period is missing between the others; it keeps its place in time. */
  readonly gaps: readonly ({
    /** A day, such as 2024-03-31. */
    readonly starts_on: string;
    /** A day, such as 2024-03-31. */
    readonly ends_on: string;
  })[];
  /** Periods that cannot be compared with the others. */
  readonly left_out: readonly ({
    /** A UUID. */
    readonly id: string;
    readonly name: string;
    /** A day, such as 2024-03-31. */
    readonly starts_on: string;
    /** A day, such as 2024-03-31. */
    readonly ends_on: string;
    readonly reason: string;
  })[];
  readonly trend: {
    /** Points from one period to the next: the median of the slopes of all pairs (Theil-Sen). */
    readonly slope: number;
    /** Where the line stands in the first place of the series. */
    readonly start: number;
    /** Where the true slope lies with the confidence `level`. */
    readonly interval: {
      readonly low: number;
      readonly high: number;
    } | null;
    readonly level: number;
    /** none where the interval holds 0; null without an interval. */
    readonly direction: "rising" | "falling" | "none" | null;
    /** Periods with a score. */
    readonly values: number;
  } | null;
  /** Periods in which the level changed for good; none is a finding, too. */
  readonly changes: {
    readonly changes: readonly ({
      /** The first one of the new level. */
      readonly period: {
        /** A UUID. */
        readonly id: string;
        readonly name: string;
        /** A day, such as 2024-03-31. */
        readonly starts_on: string;
        /** A day, such as 2024-03-31. */
        readonly ends_on: string;
      };
      readonly before: number;
      readonly after: number;
      /** How often values without any change would look as changed, at most. */
      readonly p: number;
    })[];
    readonly level: number;
    readonly values: number;
  } | null;
  readonly forecast: {
    /** First day of the period that is forecast. */
    readonly starts_on: string;
    readonly ends_on: string;
    readonly value: number;
    readonly interval: {
      readonly low: number;
      readonly high: number;
      readonly level: number;
    };
    readonly method: "last" | "median" | "line" | "damped" | "seasonal";
    /** How good such forecasts were so far. */
    readonly backtest: {
      /** Periods that were forecast from those before them alone. */
      readonly forecasts: number;
      /** The mean error of these forecasts, in points. */
      readonly error: number;
      /** The mean error of saying that nothing changes. */
      readonly error_of_last: number;
    };
  } | null;
  /** Why something is null. */
  readonly reasons: {
    readonly trend: string | null;
    readonly interval: string | null;
    readonly changes: string | null;
    readonly forecast: string | null;
  };
}

/** A file that was sent, and what came of it. */
export interface Import {
  /** A UUID. */
  readonly id: string;
  /** What the file is; null until it is known. */
  readonly kind: "employees" | "task log" | "summaries" | "sheets" | null;
  readonly file_name: string;
  readonly file_size: number;
  /** SHA-256 of the file, hexadecimal. */
  readonly file_hash: string;
  readonly state: "reading" | "ready" | "failed" | "committed" | "undone" | "dismissed";
  readonly mode: "replace" | "add";
  /** What was told of its columns. */
  readonly mapping: {
    readonly [name: string]: string;
  };
  /** What else was told of it. */
  readonly options: {
    readonly [name: string]: unknown;
  };
  /** The periods that it says something of. */
  readonly periods: readonly ({
    /** A UUID. */
    readonly id: string;
    readonly name: string;
    /** A day, such as 2024-03-31. */
    readonly starts_on: string;
    /** A day, such as 2024-03-31. */
    readonly ends_on: string;
    /** It is made when the import is committed. */
    readonly is_new: boolean;
    /** Summaries or sheets of it. */
    readonly rows: number;
  })[];
  /** What was seen of the file. */
  readonly recognised: {
    readonly format: string;
    readonly kind: "employees" | "task log" | "summaries" | "sheets" | null;
    /** The column that each field was found in. */
    readonly mapping: {
      readonly [name: string]: string;
    };
    readonly columns: readonly ({
      readonly name: string;
      readonly samples: readonly string[];
    })[];
  } | null;
  readonly counts: {
    readonly rows?: number | undefined;
    readonly rejected?: number | undefined;
    readonly people_added?: number | undefined;
    readonly people_changed?: number | undefined;
    readonly people_unchanged?: number | undefined;
    readonly summaries?: number | undefined;
    readonly sheets?: number | undefined;
    readonly summaries_added?: number | undefined;
    readonly summaries_changed?: number | undefined;
    readonly summaries_unchanged?: number | undefined;
    /** People whose tier or being rated changes, of those known before. */
    readonly tiers_changed?: number | undefined;
    readonly tiers_by?: "standard" | "fit" | null | undefined;
    readonly undone?: {
      readonly people_removed: number;
      readonly people_kept: number;
      readonly people_restored: number;
      readonly people_not_restored: number;
    } | undefined;
  } | null;
  readonly notes: readonly string[];
  /** The notes one by one, for programs. */
  readonly notes_said: readonly (Said | null)[];
  /** Why it could not be read, and what to do. */
  readonly failure: string | null;
  readonly failure_said: Said | null;
  readonly created_by: string;
  /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
  readonly created_at: string;
  readonly committed_at: string | null;
  readonly undone_at: string | null;
}

/** How files of one source are to be read, by a name. */
export interface ImportTemplate {
  /** A UUID. */
  readonly id: string;
  /** Unique among the templates. */
  readonly name: string;
  readonly kind: "employees" | "task log" | "summaries" | "sheets";
  /** The column of each field, where the headers do not say it: {"employee_id": "DeveloperID"}. Protected attributes of employees are read only where they are named here, as protected:sex. */
  readonly mapping: {
    readonly [name: string]: string;
  };
  readonly options: {
    /** Between the values of a text; default what fits. */
    readonly delimiter?: "," | ";" | "\t" | "|" | undefined;
    /** The sheet of a workbook, by name or counted from 1. */
    readonly sheet?: string | undefined;
    /** Default what the numbers of the file show. */
    readonly decimal?: "comma" | "point" | undefined;
    /** How dates are written, such as dd/MM/yyyy; default what the dates show. */
    readonly date_format?: string | undefined;
    /** Statuses of a task log that mean done. */
    readonly done?: readonly string[] | undefined;
    /** Statuses of a task log that do not count. */
    readonly exclude?: readonly string[] | undefined;
    /** A task log by periods of this length, by completion; periods that are missing are made. */
    readonly split?: "month" | "quarter" | "year" | undefined;
    /** The rubric that appraisal sheets are held against; its newest version. */
    readonly rubric?: string | undefined;
    /** The position of everybody in an appraisal sheet that has no column of it. */
    readonly position?: string | undefined;
    /** Of costs. */
    readonly currency?: string | undefined;
  };
  /** Rises with every change; the ETag. */
  readonly version: number;
  /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
  readonly created_at: string;
  /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
  readonly updated_at: string;
}

/** Lets its holder choose the password, once. */
export interface Invitation {
  /** Shown this once: it goes into the link /invitation#... to its holder. */
  readonly secret: string;
  /** To be given to the holder of the account, by a way that nobody else reads. */
  readonly link: string;
  /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
  readonly expires_at: string;
}

/** Something that takes longer than a request. */
export interface Job {
  /** A UUID. */
  readonly id: string;
  readonly kind: string;
  readonly state: "waiting" | "running" | "done" | "failed" | "cancelled";
  /** 0 to 1. */
  readonly progress: number;
  /** What it is about, such as evaluations/0190... */
  readonly subject: string;
  /** Why it failed. */
  readonly failure: string | null;
  readonly failure_said: Said | null;
  /** How often it was begun. */
  readonly attempts: number;
  readonly created_by: string;
  /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
  readonly created_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
}

/** Where somebody stood in two periods. */
export interface Mover {
  /** A UUID. */
  readonly employee_id: string;
  readonly number: string;
  readonly name: string | null;
  readonly move: "rose" | "stayed" | "fell" | "added" | "gone" | "newly_rated" | "no_longer_rated" | "unrated";
  readonly from: {
    readonly tier: string | null;
    readonly score: number | null;
  };
  readonly to: {
    readonly tier: string | null;
    readonly score: number | null;
  };
}

/** Moves between tiers from one period to another. */
export interface Moves {
  readonly standard: {
    /** A UUID. */
    readonly id: string;
    readonly name: string;
    readonly version: number;
  };
  readonly from: {
    /** A UUID. */
    readonly id: string;
    readonly name: string;
    /** A day, such as 2024-03-31. */
    readonly starts_on: string;
    /** A day, such as 2024-03-31. */
    readonly ends_on: string;
  };
  readonly to: {
    /** A UUID. */
    readonly id: string;
    readonly name: string;
    /** A day, such as 2024-03-31. */
    readonly starts_on: string;
    /** A day, such as 2024-03-31. */
    readonly ends_on: string;
  };
  /** Best first: the rows and the columns of the matrix. */
  readonly tiers: readonly string[];
  /** Everybody who is in one of the periods. */
  readonly people: number | null;
  /** How many went from the tier of the row to that of the column; null where they are few, or where few could be computed by it. */
  readonly matrix: readonly (readonly (number | null)[])[] | null;
  /** Everybody counted once; rose, stayed and fell make up the matrix. */
  readonly counts: {
    readonly [name: string]: number | null;
  } | null;
  /** Why numbers are kept back; null where they are not. */
  readonly withheld: string | null;
}

/** Somewhere the account is logged in. */
export interface OpenSession {
  /** A UUID. */
  readonly id: string;
  /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
  readonly created_at: string;
  /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
  readonly last_seen_at: string;
  /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
  readonly expires_at: string;
  readonly is_this: boolean;
}

/** A result, and the evaluation that it is of. */
export interface PastResult {
  /** A UUID. */
  readonly evaluation_id: string;
  /** A UUID. */
  readonly employee_id: string;
  readonly number: string;
  readonly name: string | null;
  /** When evaluated, as the next two. */
  readonly department_id: string | null;
  readonly position_id: string | null;
  readonly manager_id: string | null;
  readonly tier: string | null;
  /** 0 is the best tier; null where the person is unrated. */
  readonly tier_rank: number | null;
  /** 0 to 100. */
  readonly score: number | null;
  /** Among the most unusual share of the people, of whom there always are some. */
  readonly unusual: boolean | null;
  /** Anomaly score at or beyond the absolute limit. */
  readonly beyond: boolean | null;
  /** 0 to 1; higher is more unusual. */
  readonly anomaly_score: number | null;
  /** Which way somebody unusual is unusual. */
  readonly direction: "better" | "worse" | "mixed" | null;
  /** Something in the numbers is likely a mistake: look at that first. */
  readonly data_error: boolean;
  /** Share of 200 resamples of colleagues in which the tier stays. */
  readonly stability: number | null;
  readonly borderline: boolean | null;
  readonly completed_tasks: number | null;
  readonly total_tasks: number | null;
  readonly avg_task_hours: number | null;
  readonly unrated_reason: string | null;
  /** The same, for programs. */
  readonly unrated_said: Said | null;
  /** Of appraisals: the key of the position in the rubric; null where there is no sheet. */
  readonly appraised_as: string | null;
  /** Of appraisals: the grade that the total of points alone gives. */
  readonly scoring_grade: string | null;
  readonly evaluation_name: string;
  readonly pipeline: string;
  /** A UUID. */
  readonly period_id: string;
  readonly standard_id: string | null;
  readonly finished_at: string | null;
}

/** People as points of their features. */
export interface PeopleMap {
  /** A UUID. */
  readonly evaluation_id: string;
  /** Best first. */
  readonly tiers: readonly string[];
  /** How features are scaled: (value - origin) / unit. As the standard scales them; for those who do not see everybody, by what they see. */
  readonly features: readonly ({
    readonly name: "completion_rate" | "avg_task_hours" | "completed_tasks";
    readonly origin: number;
    /** Below 0 where less is better; null where everybody counts as alike. */
    readonly unit: number | null;
  })[];
  /** Everybody who is rated: entry i of each column is of one person. */
  readonly people: {
    readonly employee_id: readonly string[];
    readonly number: readonly string[];
    readonly name: readonly (string | null)[];
    readonly tier_rank: readonly number[];
    readonly score: readonly number[];
    readonly unusual: readonly number[];
    readonly borderline: readonly number[];
    /** A column for each feature, in natural units. */
    readonly values: readonly (readonly number[])[];
  };
  /** The tiers' centres, scaled: whoever is nearest to one is in its tier. Null for those who do not see everybody. */
  readonly centres: readonly ({
    readonly tier_rank: number;
    readonly at: readonly number[];
  })[] | null;
  /** Of the scaled features: where the components meet. */
  readonly means: readonly number[];
  /** The two directions in which the people differ most, in scaled features, and how much of it all each tells. None where all are alike. */
  readonly components: readonly ({
    readonly loadings: readonly number[];
    readonly share: number;
  })[];
}

/** What is known of a person's tasks in a period. */
export interface PeriodNumbers {
  /** A UUID. */
  readonly employee_id: string;
  readonly number: string;
  readonly name: string | null;
  readonly completed_tasks: number;
  readonly total_tasks: number;
  /** Mean hours of a completed task. */
  readonly avg_task_hours: number | null;
  /** Where the person stands by the active standard; null where there is none, or until it is computed. */
  readonly live: {
    /** A UUID. */
    readonly standard_id: string;
    readonly tier: string | null;
    readonly score: number | null;
    readonly is_anomaly: boolean | null;
    readonly unrated_reason: string | null;
  } | null;
}

/** How one person does from period to period. */
export interface PersonTrend {
  readonly standard: {
    /** A UUID. */
    readonly id: string;
    readonly name: string;
    readonly version: number;
  };
  /** Of the periods: quarter, month, 10 days; null where there are none. */
  readonly length: string | null;
  readonly periods: readonly ({
    readonly period: {
      /** A UUID. */
      readonly id: string;
      readonly name: string;
      /** A day, such as 2024-03-31. */
      readonly starts_on: string;
      /** A day, such as 2024-03-31. */
      readonly ends_on: string;
    };
    readonly presence: "rated" | "unrated" | "absent";
    readonly score: number | null;
    readonly tier: string | null;
    readonly completed_tasks: number | null;
    readonly total_tasks: number | null;
    readonly avg_task_hours: number | null;
    readonly unrated_reason: string | null;
  })[];
  /** Where a period is missing between the others; it keeps its place in time. */
  readonly gaps: readonly ({
    /** A day, such as 2024-03-31. */
    readonly starts_on: string;
    /** A day, such as 2024-03-31. */
    readonly ends_on: string;
  })[];
  /** Periods that cannot be compared with the others. */
  readonly left_out: readonly ({
    /** A UUID. */
    readonly id: string;
    readonly name: string;
    /** A day, such as 2024-03-31. */
    readonly starts_on: string;
    /** A day, such as 2024-03-31. */
    readonly ends_on: string;
    readonly reason: string;
  })[];
  readonly trend: {
    /** Points from one period to the next: the median of the slopes of all pairs (Theil-Sen). */
    readonly slope: number;
    /** Where the line stands in the first place of the series. */
    readonly start: number;
    /** Where the true slope lies with the confidence `level`. */
    readonly interval: {
      readonly low: number;
      readonly high: number;
    } | null;
    readonly level: number;
    /** none where the interval holds 0; null without an interval. */
    readonly direction: "rising" | "falling" | "none" | null;
    /** Periods with a score. */
    readonly values: number;
  } | null;
  /** Periods in which the level changed for good; none is a finding, too. */
  readonly changes: {
    readonly changes: readonly ({
      /** The first one of the new level. */
      readonly period: {
        /** A UUID. */
        readonly id: string;
        readonly name: string;
        /** A day, such as 2024-03-31. */
        readonly starts_on: string;
        /** A day, such as 2024-03-31. */
        readonly ends_on: string;
      };
      readonly before: number;
      readonly after: number;
      /** How often values without any change would look as changed, at most. */
      readonly p: number;
    })[];
    readonly level: number;
    readonly values: number;
  } | null;
  readonly forecast: {
    /** First day of the period that is forecast. */
    readonly starts_on: string;
    readonly ends_on: string;
    readonly value: number;
    readonly interval: {
      readonly low: number;
      readonly high: number;
      readonly level: number;
    };
    readonly method: "last" | "median" | "line" | "damped" | "seasonal";
    /** How good such forecasts were so far. */
    readonly backtest: {
      /** Periods that were forecast from those before them alone. */
      readonly forecasts: number;
      /** The mean error of these forecasts, in points. */
      readonly error: number;
      /** The mean error of saying that nothing changes. */
      readonly error_of_last: number;
    };
  } | null;
  /** Why something is null. */
  readonly reasons: {
    readonly trend: string | null;
    readonly interval: string | null;
    readonly changes: string | null;
    readonly forecast: string | null;
  };
}

/** What is wrong and what to do (RFC 9457). */
export interface ProblemDetails {
  readonly type: "/problems/invalid-request" | "/problems/not-signed-in" | "/problems/not-allowed" | "/problems/not-found" | "/problems/method-not-allowed" | "/problems/conflict" | "/problems/changed" | "/problems/too-large" | "/problems/unsupported-media" | "/problems/unprocessable" | "/problems/too-many-requests" | "/problems/failed" | "/problems/provider" | "/problems/busy" | "/problems/unavailable" | "/problems/full";
  /** The same for every problem of the type. */
  readonly title: string;
  readonly status: number;
  /** What is wrong here, and what to do. */
  readonly detail: string;
  readonly detail_said?: Said | undefined;
  /** The request's id in the server's log. */
  readonly request_id: string;
  readonly errors?: readonly ({
    /** body, query, path or header. */
    readonly in: string;
    /** A JSON pointer into it. */
    readonly pointer: string;
    readonly reason: string;
    readonly reason_said?: Said | undefined;
  })[] | undefined;
}

/** What an evaluation says of one person. */
export interface Result {
  /** A UUID. */
  readonly evaluation_id: string;
  /** A UUID. */
  readonly employee_id: string;
  readonly number: string;
  readonly name: string | null;
  /** When evaluated, as the next two. */
  readonly department_id: string | null;
  readonly position_id: string | null;
  readonly manager_id: string | null;
  readonly tier: string | null;
  /** 0 is the best tier; null where the person is unrated. */
  readonly tier_rank: number | null;
  /** 0 to 100. */
  readonly score: number | null;
  /** Among the most unusual share of the people, of whom there always are some. */
  readonly unusual: boolean | null;
  /** Anomaly score at or beyond the absolute limit. */
  readonly beyond: boolean | null;
  /** 0 to 1; higher is more unusual. */
  readonly anomaly_score: number | null;
  /** Which way somebody unusual is unusual. */
  readonly direction: "better" | "worse" | "mixed" | null;
  /** Something in the numbers is likely a mistake: look at that first. */
  readonly data_error: boolean;
  /** Share of 200 resamples of colleagues in which the tier stays. */
  readonly stability: number | null;
  readonly borderline: boolean | null;
  readonly completed_tasks: number | null;
  readonly total_tasks: number | null;
  readonly avg_task_hours: number | null;
  readonly unrated_reason: string | null;
  /** The same, for programs. */
  readonly unrated_said: Said | null;
  /** Of appraisals: the key of the position in the rubric; null where there is no sheet. */
  readonly appraised_as: string | null;
  /** Of appraisals: the grade that the total of points alone gives. */
  readonly scoring_grade: string | null;
}

/** What a person is owed who is evaluated (GDPR, articles 13 to 15 and 22). */
export interface ResultAccount {
  /** How the result came about, what alone would change it, how sure it is, and what is unusual. */
  readonly in_words: readonly string[];
  readonly used: {
    readonly evaluation: string;
    readonly period?: {
      /** A UUID. */
      readonly id: string;
      readonly name: string;
      /** A day, such as 2024-03-31. */
      readonly starts_on: string;
      /** A day, such as 2024-03-31. */
      readonly ends_on: string;
    } | undefined;
    readonly standard?: {
      /** A UUID. */
      readonly id: string;
      readonly name: string;
      readonly version: number;
      /** Weights, tiers and everything else that was decided. */
      readonly options: {
        readonly [name: string]: unknown;
      };
    } | undefined;
    /** Where the numbers came from, as of the evaluation. */
    readonly sources: readonly ({
      /** A file of summaries, a task log or sheets; or tasks, which another system reported. */
      readonly kind: string;
      /** Since when it counts; of reported tasks, when the last one came. */
      readonly at: string;
      /** How many were reported; null for files. */
      readonly tasks: number | null;
    })[];
  };
  /** Who looked the results through and released them, and what they say of it. */
  readonly released: {
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly at: string;
    readonly by_name: string | null;
    readonly review: string | null;
  } | null;
  /** What people decided on it: the first 100. */
  readonly decisions: readonly ({
    /** A UUID. */
    readonly id: string;
    readonly kind: string;
    readonly text: string;
    readonly decided_by_name: string | null;
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly decided_at: string;
  })[];
  readonly contest: {
    /** Days in which a contest that is made now is to be answered. */
    readonly days_to_answer: number;
    readonly made: readonly ({
      /** A UUID. */
      readonly id: string;
      readonly state: string;
      /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
      readonly made_at: string;
      readonly answer_by: string | null;
      readonly answer: string | null;
      readonly answered_by_name: string | null;
    })[];
  };
}

/** What a sentence says, for programs: to be said in another language, or acted upon. */
export interface Said {
  readonly code: "tasks-missing" | "no-tasks" | "too-few-tasks" | "completed-missing" | "none-completed" | "no-hours" | "no-sheet" | "no-usable-sheet" | "no-points" | "no-points-that-count" | "position-not-in-standard" | "too-few-points" | "fields-reserved" | "nobody-rated" | "fewer-tiers" | "scores-all-alike" | "scores-beyond" | "people-moved" | "nothing-to-grade" | "nobody-graded" | "graded-by-thresholds" | "appraisers-apart" | "position-left-out" | "indicators-without-column" | "points-like-shares" | "nested-left-out" | "field-reserved" | "columns-nameless" | "rows-empty" | "sheet-chosen" | "values-beyond-header" | "formulas-without-result" | "statuses-open" | "status-unused" | "several-of-one-person" | "rows-outside-days" | "rows-without-day" | "column-chosen" | "decimals-mixed" | "rejections-many" | "employee-empty" | "task-empty" | "appraiser-missing" | "formula-error" | "employee-twice" | "points-twice" | "position-twice" | "text-too-long" | "no-date" | "leaves-before-coming" | "cost-negative" | "no-number" | "number-too-large" | "number-unclear" | "number-other-decimal" | "number-is-time" | "count-negative" | "count-too-large" | "count-not-whole" | "more-completed" | "hours-negative" | "hours-too-many" | "quote-open" | "quote-misplaced" | "values-miscounted" | "record-broken" | "field-twice" | "points-negative" | "points-beyond" | "points-missing" | "position-missing" | "position-unknown" | "indicator-unknown" | "role-unknown" | "reports-to-itself" | "period-missing" | "rubric-missing" | "columns-unclear" | "kind-unclear" | "dates-mixed" | "dates-unclear" | "file-empty" | "file-without-rows" | "file-without-good-rows" | "file-encrypted" | "file-damaged" | "file-not-json" | "file-foreign" | "file-gone" | "file-too-slow" | "file-too-large" | "period-gone" | "position-nobodys" | "indicators-needed" | "server-failed" | "given-up" | "reading-cancelled" | "same-person-twice" | "rubric-unknown" | "rubric-gone" | "must-be-mapping" | "key-unknown" | "rubric-lacks" | "rubric-lacks-grades" | "rubric-lacks-threshold" | "rubric-lacks-thresholds" | "entries-missing" | "name-impossible" | "must-be-number" | "must-be-list" | "must-be-word" | "listed-twice" | "must-be-text" | "grades-count" | "roles-without-weight" | "too-many-indicators" | "too-few-indicators" | "at-least-zero" | "whole-at-least-zero" | "above-zero" | "must-be-share" | "not-among-rubrics" | "not-among-positions" | "threshold-beyond" | "thresholds-disordered" | "must-be-floors" | "grade-caps-nothing" | "must-be-grade" | "floor-without-indicator" | "missing-too-many" | "indicator-unused" | "word-taken" | "not-for-role" | "not-there" | "changed-meanwhile" | "server-busy" | "store-full" | "store-unavailable" | "upload-full" | "upload-too-large" | "requests-too-many" | "name-taken" | "number-taken" | "address-taken" | "in-use" | "person-in-use" | "person-not-this-number" | "circle-of-managers" | "circle-of-departments" | "ends-before-start" | "last-admin" | "account-inactive" | "password-wrong" | "own-decision" | "contest-answered" | "job-ended" | "evaluation-under-way" | "released-already" | "released-not" | "standard-state" | "standard-in-use" | "standard-retired" | "standard-needed" | "nobody-to-keep" | "import-state" | "import-twin" | "import-manager-gone" | "sheet-unfit";
  /** What the sentence is about. */
  readonly values: {
    readonly [name: string]: string | number;
  };
}

/** Who asks, as the server sees it. */
export interface Session {
  /** Null where nobody has logged in, or nobody has an account yet. */
  readonly account: {
    /** A UUID. */
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly employee_id: string | null;
  } | null;
  /** Null where nobody has logged in. */
  readonly role: "admin" | "analyst" | "manager" | "employee" | "auditor" | null;
  /** What is to be done first: the first account, or to log in. Null where neither. */
  readonly needs: "set_up" | "log_in" | null;
  /** Whether people can also log in at an identity provider: GET /login/openid. */
  readonly has_provider: boolean;
}

/** What the organisation decides about how it works. */
export interface Settings {
  /** Tasks in a period below which a new standard leaves a person unrated. */
  readonly min_tasks: number;
  /** Anomaly score from which a person is unusual however many others are. */
  readonly anomaly_limit: number;
  /** Share of resamples in which a tier must stay, lest it be borderline. */
  readonly borderline_below: number;
  /** Days in which a contest is to be answered. */
  readonly contest_days: number;
  /** People below which a group is not shown by itself. */
  readonly small_group: number;
  /** Days for which event streams can be taken up again. */
  readonly keep_events_days: number;
  /** Days for which files wait that were not committed. */
  readonly keep_uploads_days: number;
  /** Days for which the rejected rows of an import can be read. */
  readonly keep_rejections_days: number;
  /** Days for which jobs that have ended are listed. */
  readonly keep_jobs_days: number;
  /** Months after which an evaluation is removed with its results; null keeps them. */
  readonly keep_evaluations_months: number | null;
  /** Months after their last day after which people are erased; null keeps them. */
  readonly keep_leavers_months: number | null;
}

/** The points that one appraiser gives a person. */
export interface Sheet {
  readonly rubric: string;
  readonly rubric_version: number;
  /** The key of the rubric's position; null where no sheet says it. */
  readonly position: string | null;
  /** Null where the sheet does not say who gave the points. */
  readonly appraiser: string | null;
  readonly role: string | null;
  /** By the keys of the indicators. */
  readonly points: {
    readonly [name: string]: number;
  };
}

/** What people are held against: fitted once, applied again and again. */
export interface Standard {
  /** A UUID. */
  readonly id: string;
  readonly name: string;
  /** Rises with each standard of the name. */
  readonly version: number;
  readonly pipeline: "tasks" | "appraisal";
  readonly state: "draft" | "approved" | "active" | "retired";
  /** Of the numbers it was fitted on; empty for managers and employees, who could try numbers against it. */
  readonly fingerprint: string;
  /** The evaluation that fitted it; null where it was uploaded. */
  readonly evaluation_id: string | null;
  /** What people read of it: options, centres and ranges in natural units, whom it was fitted on; for managers and employees the options alone. */
  readonly content: {
    readonly [name: string]: unknown;
  };
  readonly created_by: string;
  /** Null where no account has done it, or it is gone. */
  readonly created_by_name: string | null;
  /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
  readonly created_at: string;
  readonly approved_by: string | null;
  /** Null where no account has done it, or it is gone. */
  readonly approved_by_name: string | null;
  readonly approved_at: string | null;
  readonly activated_by: string | null;
  /** Null where no account has done it, or it is gone. */
  readonly activated_by_name: string | null;
  readonly activated_at: string | null;
  readonly retired_by: string | null;
  /** Null where no account has done it, or it is gone. */
  readonly retired_by_name: string | null;
  readonly retired_at: string | null;
}

/** A task of a person, as it stands now. */
export interface Task {
  /** What your system calls the task. Reported again, it is what it was said to be last. */
  readonly task_key: string;
  /** Who has the task. People who are not known are added. */
  readonly employee_number: string;
  /** Kept for people who are not known yet. */
  readonly employee_name?: string | null | undefined;
  /** The day on which it counts, usually that of its completion: it belongs to every period with this day. */
  readonly day: string;
  readonly completed: boolean;
  /** Hours that it took; null where nobody knows. */
  readonly hours?: number | null | undefined;
}

/** Who would be rated differently under other options. */
export interface WhatIf {
  /** Of everybody, also where `changes` is cut off. */
  readonly summary: {
    readonly people: number;
    readonly rated_before: number;
    readonly rated_after: number;
    readonly tier_changed: number;
    /** Of these, whose tier would be better, where the tiers keep their names. */
    readonly rose: number;
    readonly fell: number;
    readonly anomaly_changed: number;
    readonly newly_rated: number;
    readonly no_longer_rated: number;
    readonly mean_score_move: number | null;
    readonly largest_score_move: number | null;
  };
  /** How many people are in each tier or have each grade, best first. */
  readonly tiers: {
    readonly before: readonly ({
      readonly name: string;
      readonly people: number;
    })[];
    readonly after: readonly ({
      readonly name: string;
      readonly people: number;
    })[];
  };
  /** How many people would change. */
  readonly changed: number;
  readonly changes: readonly ({
    /** A UUID. */
    readonly employee_id: string;
    readonly number: string;
    readonly name: string | null;
    readonly tier: {
      readonly from: string | null;
      readonly to: string | null;
    };
    readonly is_anomaly: {
      readonly from: boolean | null;
      readonly to: boolean | null;
    };
    readonly performance_score: {
      readonly from: number | null;
      readonly to: number | null;
      readonly move: number | null;
    };
  })[];
}

/** Whose grade would be another under other floors. */
export interface WhatIfFloors {
  readonly summary: {
    readonly people: number;
    readonly rated: number;
    readonly grade_changed: number;
    readonly rose: number;
    readonly fell: number;
  };
  /** How many people are in each tier or have each grade, best first. */
  readonly tiers: {
    readonly before: readonly ({
      readonly name: string;
      readonly people: number;
    })[];
    readonly after: readonly ({
      readonly name: string;
      readonly people: number;
    })[];
  };
  readonly changed: number;
  readonly changes: readonly ({
    /** A UUID. */
    readonly employee_id: string;
    readonly number: string;
    readonly name: string | null;
    readonly position: string;
    readonly grade: {
      readonly from: string | null;
      readonly to: string | null;
    };
  })[];
}

/** Every operation of the API. */
export interface Operations {
  /** Evaluate task summaries. Fits a standard on the people of the request and applies it to them, or applies the standard that the request holds. Each record that cannot be used is named under "rejected"; all others are evaluated. */
  analyze(request: {
    readonly query?: {
      /** Must be three numbers that sum to 1, such as 0.4,0.3,0.3: how much completion rate, task efficiency and throughput count. */
      readonly weights?: readonly number[] | undefined;
      /** Must be a whole number from 2 to 6: the number of tiers. */
      readonly k?: number | undefined;
      /** Must be as many names as there are tiers, best first, such as High,Medium,Low. */
      readonly tier_names?: readonly string[] | undefined;
      /** Must be a number above 0 and at most 0.5, the share of people flagged as anomalies, or auto. */
      readonly contamination?: "auto" | number | undefined;
      /** Must be a whole number from 0 to 4294967295: the seed. */
      readonly random_state?: number | undefined;
      /** Must be a whole number of at least 1: the tasks below which a person is unrated. */
      readonly min_tasks?: number | undefined;
      /** Must be k-means++ or density: how the first centres are found. */
      readonly seeding?: "k-means++" | "density" | undefined;
    };
    readonly body: AnalyzeBody;
  } & WriteOptions): Promise<AnalyzeAnswer>;

  /** Evaluate task summaries. Fits a standard on the people of the request and applies it to them, or applies the standard that the request holds. Each record that cannot be used is named under "rejected"; all others are evaluated. */
  apiAnalyze(request: {
    readonly query?: {
      /** Must be three numbers that sum to 1, such as 0.4,0.3,0.3: how much completion rate, task efficiency and throughput count. */
      readonly weights?: readonly number[] | undefined;
      /** Must be a whole number from 2 to 6: the number of tiers. */
      readonly k?: number | undefined;
      /** Must be as many names as there are tiers, best first, such as High,Medium,Low. */
      readonly tier_names?: readonly string[] | undefined;
      /** Must be a number above 0 and at most 0.5, the share of people flagged as anomalies, or auto. */
      readonly contamination?: "auto" | number | undefined;
      /** Must be a whole number from 0 to 4294967295: the seed. */
      readonly random_state?: number | undefined;
      /** Must be a whole number of at least 1: the tasks below which a person is unrated. */
      readonly min_tasks?: number | undefined;
      /** Must be k-means++ or density: how the first centres are found. */
      readonly seeding?: "k-means++" | "density" | undefined;
    };
    readonly body: AnalyzeBody;
  } & WriteOptions): Promise<AnalyzeAnswer>;

  /** Evaluate task summaries. Fits a standard on the people of the request and applies it to them, or applies the standard that the request holds. Each record that cannot be used is named under "rejected"; all others are evaluated. */
  apiV1Analyze(request: {
    readonly query?: {
      /** Must be three numbers that sum to 1, such as 0.4,0.3,0.3: how much completion rate, task efficiency and throughput count. */
      readonly weights?: readonly number[] | undefined;
      /** Must be a whole number from 2 to 6: the number of tiers. */
      readonly k?: number | undefined;
      /** Must be as many names as there are tiers, best first, such as High,Medium,Low. */
      readonly tier_names?: readonly string[] | undefined;
      /** Must be a number above 0 and at most 0.5, the share of people flagged as anomalies, or auto. */
      readonly contamination?: "auto" | number | undefined;
      /** Must be a whole number from 0 to 4294967295: the seed. */
      readonly random_state?: number | undefined;
      /** Must be a whole number of at least 1: the tasks below which a person is unrated. */
      readonly min_tasks?: number | undefined;
      /** Must be k-means++ or density: how the first centres are found. */
      readonly seeding?: "k-means++" | "density" | undefined;
    };
    readonly body: AnalyzeBody;
  } & WriteOptions): Promise<AnalyzeAnswer>;

  /** Grade appraisal sheets. Fits grades on the people of the request, each position by itself, by clustering beside the scoring method; or applies the standard that the request holds. Each record that cannot be used is named under "rejected"; all others are graded. */
  apiV1Appraise(request: {
    readonly query?: {
      /** Must be the name of a rubric that comes with Evenhand, such as fan2022 or fan2022-floors. */
      readonly rubric?: string | undefined;
      /** Must be a position of the rubric: the one that everybody has, or the only one to appraise. */
      readonly position?: string | undefined;
      /** Must be a whole number from 1 to 100: by how many nearest others density is measured. */
      readonly min_pts?: number | undefined;
      /** Must be true or false: whether points are adjusted for how strict each appraiser is. */
      readonly adjust_severity?: boolean | undefined;
      /** Must be a whole number from 0 to 4294967295: the seed of the draws that stability is measured by. */
      readonly random_state?: number | undefined;
      /** Must be true or false: whether the answer compares both methods. */
      readonly compare?: boolean | undefined;
    };
    readonly body: AppraiseBody;
  } & WriteOptions): Promise<AppraiseAnswer>;

  /** All departments */
  listDepartments(request?: {
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly ({
      /** A UUID. */
      readonly id: string;
      /** Unique among the departments. */
      readonly name: string;
      /** The department that this one is part of. */
      readonly parent_id: string | null;
      /** Rises with every change; the ETag. */
      readonly version: number;
      /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
      readonly created_at: string;
      /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
      readonly updated_at: string;
    })[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
  }>;

  /** Make a department */
  createDepartment(request: {
    readonly body: {
      /** Unique among the departments. */
      readonly name: string;
      /** The department that this one is part of. */
      readonly parent_id?: string | null | undefined;
    };
  } & WriteOptions): Promise<{
    /** A UUID. */
    readonly id: string;
    /** Unique among the departments. */
    readonly name: string;
    /** The department that this one is part of. */
    readonly parent_id: string | null;
    /** Rises with every change; the ETag. */
    readonly version: number;
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly created_at: string;
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly updated_at: string;
  }>;

  /** One department */
  getDepartment(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & ReadOptions): Promise<{
    /** A UUID. */
    readonly id: string;
    /** Unique among the departments. */
    readonly name: string;
    /** The department that this one is part of. */
    readonly parent_id: string | null;
    /** Rises with every change; the ETag. */
    readonly version: number;
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly created_at: string;
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly updated_at: string;
  }>;

  /** Change a department. Fields that are not given stay as they are. */
  updateDepartment(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly body: {
      /** Unique among the departments. */
      readonly name?: string | undefined;
      readonly parent_id?: string | null | undefined;
    };
  } & WriteOptions): Promise<{
    /** A UUID. */
    readonly id: string;
    /** Unique among the departments. */
    readonly name: string;
    /** The department that this one is part of. */
    readonly parent_id: string | null;
    /** Rises with every change; the ETag. */
    readonly version: number;
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly created_at: string;
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly updated_at: string;
  }>;

  /** Remove a department. A department that something else refers to stays. */
  deleteDepartment(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & WriteOptions): Promise<void>;

  /** All positions */
  listPositions(request?: {
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly ({
      /** A UUID. */
      readonly id: string;
      /** Unique among the positions. */
      readonly name: string;
      /** The rubric that appraisals of it are held against. */
      readonly rubric_name: string | null;
      /** Rises with every change; the ETag. */
      readonly version: number;
      /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
      readonly created_at: string;
      /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
      readonly updated_at: string;
    })[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
  }>;

  /** Make a position */
  createPosition(request: {
    readonly body: {
      /** Unique among the positions. */
      readonly name: string;
      /** The rubric that appraisals of it are held against. */
      readonly rubric_name?: string | null | undefined;
    };
  } & WriteOptions): Promise<{
    /** A UUID. */
    readonly id: string;
    /** Unique among the positions. */
    readonly name: string;
    /** The rubric that appraisals of it are held against. */
    readonly rubric_name: string | null;
    /** Rises with every change; the ETag. */
    readonly version: number;
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly created_at: string;
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly updated_at: string;
  }>;

  /** One position */
  getPosition(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & ReadOptions): Promise<{
    /** A UUID. */
    readonly id: string;
    /** Unique among the positions. */
    readonly name: string;
    /** The rubric that appraisals of it are held against. */
    readonly rubric_name: string | null;
    /** Rises with every change; the ETag. */
    readonly version: number;
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly created_at: string;
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly updated_at: string;
  }>;

  /** Change a position. Fields that are not given stay as they are. */
  updatePosition(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly body: {
      /** Unique among the positions. */
      readonly name?: string | undefined;
      readonly rubric_name?: string | null | undefined;
    };
  } & WriteOptions): Promise<{
    /** A UUID. */
    readonly id: string;
    /** Unique among the positions. */
    readonly name: string;
    /** The rubric that appraisals of it are held against. */
    readonly rubric_name: string | null;
    /** Rises with every change; the ETag. */
    readonly version: number;
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly created_at: string;
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly updated_at: string;
  }>;

  /** Remove a position. A position that something else refers to stays. */
  deletePosition(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & WriteOptions): Promise<void>;

  /** All periods */
  listPeriods(request?: {
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly ({
      /** A UUID. */
      readonly id: string;
      /** Unique among the periods, such as 2024-Q1. */
      readonly name: string;
      /** A day, such as 2024-03-31. */
      readonly starts_on: string;
      /** Its last day. */
      readonly ends_on: string;
      /** Rises with every change; the ETag. */
      readonly version: number;
      /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
      readonly created_at: string;
      /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
      readonly updated_at: string;
    })[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
  }>;

  /** Make a period */
  createPeriod(request: {
    readonly body: {
      /** Unique among the periods, such as 2024-Q1. */
      readonly name: string;
      /** A day, such as 2024-03-31. */
      readonly starts_on: string;
      /** Its last day. */
      readonly ends_on: string;
    };
  } & WriteOptions): Promise<{
    /** A UUID. */
    readonly id: string;
    /** Unique among the periods, such as 2024-Q1. */
    readonly name: string;
    /** A day, such as 2024-03-31. */
    readonly starts_on: string;
    /** Its last day. */
    readonly ends_on: string;
    /** Rises with every change; the ETag. */
    readonly version: number;
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly created_at: string;
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly updated_at: string;
  }>;

  /** One period */
  getPeriod(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & ReadOptions): Promise<{
    /** A UUID. */
    readonly id: string;
    /** Unique among the periods, such as 2024-Q1. */
    readonly name: string;
    /** A day, such as 2024-03-31. */
    readonly starts_on: string;
    /** Its last day. */
    readonly ends_on: string;
    /** Rises with every change; the ETag. */
    readonly version: number;
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly created_at: string;
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly updated_at: string;
  }>;

  /** Change a period. Fields that are not given stay as they are. */
  updatePeriod(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly body: {
      /** Unique among the periods, such as 2024-Q1. */
      readonly name?: string | undefined;
      /** A day, such as 2024-03-31. */
      readonly starts_on?: string | undefined;
      /** Its last day. */
      readonly ends_on?: string | undefined;
    };
  } & WriteOptions): Promise<{
    /** A UUID. */
    readonly id: string;
    /** Unique among the periods, such as 2024-Q1. */
    readonly name: string;
    /** A day, such as 2024-03-31. */
    readonly starts_on: string;
    /** Its last day. */
    readonly ends_on: string;
    /** Rises with every change; the ETag. */
    readonly version: number;
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly created_at: string;
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly updated_at: string;
  }>;

  /** Remove a period. A period that something else refers to stays. */
  deletePeriod(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & WriteOptions): Promise<void>;

  /** People, filtered */
  listEmployees(request?: {
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
      /** Parts of names or numbers, all of which must be found. */
      readonly search?: string | undefined;
      /** Departments, those below them included; ids with commas between. */
      readonly department?: readonly string[] | undefined;
      /** Positions; ids with commas between. */
      readonly position?: readonly string[] | undefined;
      /** Only people who report to this one, directly or not. */
      readonly manager?: string | undefined;
      /** Only people who are here on this day. */
      readonly active_on?: string | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly Employee[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
    /** People on all pages together. */
    readonly total: number;
  }>;

  /** Add a person */
  createEmployee(request: {
    readonly body: {
      /** What files and other systems call the person; unique. */
      readonly number: string;
      readonly name?: string | null | undefined;
      readonly department_id?: string | null | undefined;
      readonly position_id?: string | null | undefined;
      /** Who this person reports to. */
      readonly manager_id?: string | null | undefined;
      /** First day here; null where it does not matter. */
      readonly active_from?: string | null | undefined;
      /** Last day here; null for somebody who is still here. */
      readonly active_to?: string | null | undefined;
    };
  } & WriteOptions): Promise<Employee>;

  /** One person */
  getEmployee(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & ReadOptions): Promise<Employee>;

  /** Change a person. Fields that are not given stay as they are. */
  updateEmployee(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly body: {
      /** What files and other systems call the person; unique. */
      readonly number?: string | undefined;
      readonly name?: string | null | undefined;
      readonly department_id?: string | null | undefined;
      readonly position_id?: string | null | undefined;
      readonly manager_id?: string | null | undefined;
      readonly active_from?: string | null | undefined;
      readonly active_to?: string | null | undefined;
    };
  } & WriteOptions): Promise<Employee>;

  /** Remove a person who was added by mistake. Only somebody of whom there is nothing yet: no numbers, sheets, results or imports, and nobody who reports to them. Whoever else is to go is erased. */
  deleteEmployee(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & WriteOptions): Promise<void>;

  /** Erase a person. Takes the person and everything that is said of them out of the records, the files that wait to be imported and the copies made before upgrades. It cannot be undone. Counts and averages of evaluations that are done stay; who reported to the person reports to nobody. Imports that are being read, have failed or tell of the person are dismissed. */
  eraseEmployee(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly body: {
      /** The number of the person, again: nobody is erased by a slip. */
      readonly number: string;
    };
  } & WriteOptions): Promise<void>;

  /** What a person costs, by period */
  listEmployeeCosts(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly EmployeeCost[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
  }>;

  /** Say what a person costs in a period */
  setEmployeeCost(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
      /** A UUID. */
      readonly period_id: string;
    };
    readonly body: {
      /** Of the whole period. */
      readonly cost: number;
      readonly currency?: string | undefined;
    };
  } & WriteOptions): Promise<EmployeeCost>;

  /** Take away what a person costs in a period */
  deleteEmployeeCost(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
      /** A UUID. */
      readonly period_id: string;
    };
  } & WriteOptions): Promise<void>;

  /** Set what nobody is to be judged by. Sex, age band and the like, to see whether an evaluation is fair. They are never part of one, and cannot be read back here. null takes one away; those that are not named stay. */
  setProtectedAttributes(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly body: {
      readonly [name: string]: string | null;
    };
  } & WriteOptions): Promise<void>;

  /** Everybody's task numbers in a period, as they stand now */
  listPeriodNumbers(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
      /** Only these people; ids with commas between. */
      readonly employee?: readonly string[] | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly PeriodNumbers[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
  }>;

  /** Report tasks as they happen. One task or up to 1,000. They count at once, beside what imports brought; an import that replaces what was there before, committed later, replaces these tasks, too. */
  reportTasks(request: {
    readonly body: Task | readonly Task[];
  } & WriteOptions): Promise<{
    /** Tasks kept. */
    readonly tasks: number;
    readonly people_added: number;
    /** Periods whose numbers change. None: no period has these days yet. */
    readonly period_ids: readonly string[];
  }>;

  /** Send a file. CSV, TSV, XLSX, JSON, NDJSON or Parquet, as the field "file" of a form (multipart/form-data); mapping, done and exclude are JSON in it. It is read in the background; nothing counts before the import is committed. A file that was committed before and not undone is answered with that import, unless again is true. */
  createImport(request: {
    readonly body: {
      /** Default what the columns show. */
      readonly kind?: "employees" | "task log" | "summaries" | "sheets" | undefined;
      /** The period that the numbers are of. Of a task log with dates, what lies outside is left out. */
      readonly period?: string | undefined;
      /** replace: what the file says of a person and period stands alone; add: it is added to what is there. */
      readonly mode?: "replace" | "add" | undefined;
      /** Import the same file once more, although it was committed before. */
      readonly again?: boolean | undefined;
      /** A named template whose mapping and options are taken where none are given. */
      readonly template?: string | undefined;
      /** The column of each field, where the headers do not say it: {"employee_id": "DeveloperID"}. Protected attributes of employees are read only where they are named here, as protected:sex. */
      readonly mapping?: {
        readonly [name: string]: string;
      } | undefined;
      /** Between the values of a text; default what fits. */
      readonly delimiter?: "," | ";" | "\t" | "|" | undefined;
      /** The sheet of a workbook, by name or counted from 1. */
      readonly sheet?: string | undefined;
      /** Default what the numbers of the file show. */
      readonly decimal?: "comma" | "point" | undefined;
      /** How dates are written, such as dd/MM/yyyy; default what the dates show. */
      readonly date_format?: string | undefined;
      /** Statuses of a task log that mean done. */
      readonly done?: readonly string[] | undefined;
      /** Statuses of a task log that do not count. */
      readonly exclude?: readonly string[] | undefined;
      /** A task log by periods of this length, by completion; periods that are missing are made. */
      readonly split?: "month" | "quarter" | "year" | undefined;
      /** The rubric that appraisal sheets are held against; its newest version. */
      readonly rubric?: string | undefined;
      /** The position of everybody in an appraisal sheet that has no column of it. */
      readonly position?: string | undefined;
      /** Of costs. */
      readonly currency?: string | undefined;
      readonly file: Blob;
    };
  } & WriteOptions): Promise<Import>;

  /** Imports, newest first */
  listImports(request?: {
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
      /** Default all but dismissed ones. */
      readonly state?: "reading" | "ready" | "failed" | "committed" | "undone" | "dismissed" | undefined;
      readonly kind?: "employees" | "task log" | "summaries" | "sheets" | undefined;
      /** Only imports that say something of this period. */
      readonly period?: string | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly Import[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
  }>;

  /** One import: what was recognised, and what it would do */
  getImport(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & ReadOptions): Promise<Import>;

  /** Say how the file is to be read, and have it read again. What is left out stays as it is; null takes it back. */
  updateImport(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly body: {
      readonly kind?: "employees" | "task log" | "summaries" | "sheets" | null | undefined;
      readonly period?: string | null | undefined;
      readonly mode?: "replace" | "add" | undefined;
      readonly again?: boolean | undefined;
      /** Takes the mapping and the options of a named template. */
      readonly template?: string | undefined;
      /** The column of each field, where the headers do not say it: {"employee_id": "DeveloperID"}. Protected attributes of employees are read only where they are named here, as protected:sex. */
      readonly mapping?: {
        readonly [name: string]: string;
      } | undefined;
      readonly delimiter?: "," | ";" | "\t" | "|" | null | undefined;
      readonly sheet?: string | null | undefined;
      readonly decimal?: "comma" | "point" | null | undefined;
      readonly date_format?: string | null | undefined;
      readonly done?: readonly string[] | null | undefined;
      readonly exclude?: readonly string[] | null | undefined;
      readonly split?: "month" | "quarter" | "year" | null | undefined;
      readonly rubric?: string | null | undefined;
      readonly position?: string | null | undefined;
      readonly currency?: string | undefined;
    };
  } & WriteOptions): Promise<Import>;

  /** Let go of an import that is not committed */
  dismissImport(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & WriteOptions): Promise<void>;

  /** Make it count. All of it, or nothing. An import that is committed already is answered as it is. */
  commitImport(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & WriteOptions): Promise<Import>;

  /** Take it back. What it replaced counts again. People that it added are removed where nothing else holds them; people that it changed get their former fields back where nobody changed them since. */
  undoImport(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & WriteOptions): Promise<Import>;

  /** The rows that cannot be used, each with its reason */
  listImportRejections(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly ({
      /** As a spreadsheet counts: the header is row 1. */
      readonly row: number | null;
      readonly column: string | null;
      readonly value: string | null;
      readonly reason: string;
      readonly reason_said: Said | null;
    })[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
  }>;

  /** The rows that cannot be used, as CSV */
  downloadImportRejections(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & ReadOptions): Promise<Response>;

  /** The people that it adds or changes */
  listImportChanges(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
      readonly change?: "added" | "changed" | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly ({
      /** A UUID. */
      readonly employee_id: string;
      readonly number: string;
      readonly change: "added" | "changed";
      /** The fields that change, as they were. */
      readonly before: {
        readonly [name: string]: string | number | null;
      } | null;
      /** And as they become. */
      readonly after: {
        readonly [name: string]: string | number | null;
      };
      /** Names of the protected attributes that it sets. */
      readonly protected: readonly string[];
      /** Of an import that was undone: the fields that somebody had changed since. */
      readonly not_undone: readonly string[];
    })[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
  }>;

  /** The people whose tier it changes. Judged by the standard in force, or by one fitted to what was there when the file was read. People of whom nothing was known before are not among them. */
  listImportTierMoves(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly ({
      /** A UUID. */
      readonly period_id: string;
      /** A UUID. */
      readonly employee_id: string;
      readonly number: string | null;
      readonly name: string | null;
      /** Null where the person is not rated. */
      readonly from_tier: string | null;
      readonly to_tier: string | null;
    })[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
  }>;

  /** Templates, oldest first */
  listImportTemplates(request?: {
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly ImportTemplate[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
  }>;

  /** Keep a mapping by a name */
  createImportTemplate(request: {
    readonly body: {
      /** Unique among the templates. */
      readonly name: string;
      readonly kind: "employees" | "task log" | "summaries" | "sheets";
      /** The column of each field, where the headers do not say it: {"employee_id": "DeveloperID"}. Protected attributes of employees are read only where they are named here, as protected:sex. */
      readonly mapping?: {
        readonly [name: string]: string;
      } | undefined;
      readonly options?: {
        /** Between the values of a text; default what fits. */
        readonly delimiter?: "," | ";" | "\t" | "|" | undefined;
        /** The sheet of a workbook, by name or counted from 1. */
        readonly sheet?: string | undefined;
        /** Default what the numbers of the file show. */
        readonly decimal?: "comma" | "point" | undefined;
        /** How dates are written, such as dd/MM/yyyy; default what the dates show. */
        readonly date_format?: string | undefined;
        /** Statuses of a task log that mean done. */
        readonly done?: readonly string[] | undefined;
        /** Statuses of a task log that do not count. */
        readonly exclude?: readonly string[] | undefined;
        /** A task log by periods of this length, by completion; periods that are missing are made. */
        readonly split?: "month" | "quarter" | "year" | undefined;
        /** The rubric that appraisal sheets are held against; its newest version. */
        readonly rubric?: string | undefined;
        /** The position of everybody in an appraisal sheet that has no column of it. */
        readonly position?: string | undefined;
        /** Of costs. */
        readonly currency?: string | undefined;
      } | undefined;
    };
  } & WriteOptions): Promise<ImportTemplate>;

  /** One template */
  getImportTemplate(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & ReadOptions): Promise<ImportTemplate>;

  /** Change a template */
  replaceImportTemplate(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly body: {
      /** Unique among the templates. */
      readonly name: string;
      readonly kind: "employees" | "task log" | "summaries" | "sheets";
      /** The column of each field, where the headers do not say it: {"employee_id": "DeveloperID"}. Protected attributes of employees are read only where they are named here, as protected:sex. */
      readonly mapping?: {
        readonly [name: string]: string;
      } | undefined;
      readonly options?: {
        /** Between the values of a text; default what fits. */
        readonly delimiter?: "," | ";" | "\t" | "|" | undefined;
        /** The sheet of a workbook, by name or counted from 1. */
        readonly sheet?: string | undefined;
        /** Default what the numbers of the file show. */
        readonly decimal?: "comma" | "point" | undefined;
        /** How dates are written, such as dd/MM/yyyy; default what the dates show. */
        readonly date_format?: string | undefined;
        /** Statuses of a task log that mean done. */
        readonly done?: readonly string[] | undefined;
        /** Statuses of a task log that do not count. */
        readonly exclude?: readonly string[] | undefined;
        /** A task log by periods of this length, by completion; periods that are missing are made. */
        readonly split?: "month" | "quarter" | "year" | undefined;
        /** The rubric that appraisal sheets are held against; its newest version. */
        readonly rubric?: string | undefined;
        /** The position of everybody in an appraisal sheet that has no column of it. */
        readonly position?: string | undefined;
        /** Of costs. */
        readonly currency?: string | undefined;
      } | undefined;
    };
  } & WriteOptions): Promise<ImportTemplate>;

  /** Remove a template */
  deleteImportTemplate(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & WriteOptions): Promise<void>;

  /** The task log of an invented company, to try out an import. Sixty people and six quarters, with what real logs have of oddities. It is imported as any file, and undone as any import. */
  downloadExample(request?: ReadOptions): Promise<Response>;

  /** Evaluate people. Everybody who is active on a day of the period and in the scope is held against one standard: the one that is named; else a new one, where there is `fit`; else the active one of the pipeline; else a new one with the default options. The work is a job; results are there when the evaluation is `done`. */
  createEvaluation(request: {
    readonly body: {
      readonly pipeline: "tasks";
      /** Default: the period's name. */
      readonly name?: string | undefined;
      /** A UUID. */
      readonly period_id: string;
      readonly scope?: {
        /** Only people of these departments and of those below them; none means all. */
        readonly department_ids?: readonly string[] | undefined;
        /** Only people of these positions; none means all. */
        readonly position_ids?: readonly string[] | undefined;
      } | undefined;
      /** The standard to apply. It brings its own options. */
      readonly standard_id?: string | undefined;
      /** What a new standard is called: it becomes the name's next version. Default: the evaluation's name. */
      readonly standard_name?: string | undefined;
      /** Fits a new standard on these people, with these options. */
      readonly fit?: {
        /** How much each part counts in the score; they sum to 1. Default 0.4, 0.3, 0.3. */
        readonly weights?: {
          readonly completion_rate: number;
          readonly task_efficiency: number;
          readonly throughput: number;
        } | undefined;
        /** Number of tiers. Default 3. */
        readonly clusters?: number | undefined;
        /** Names of the tiers, best first. */
        readonly tier_names?: readonly string[] | undefined;
        /** Share of people to call unusual, or auto. Default 0.05. */
        readonly contamination?: number | "auto" | undefined;
        /** Tasks below which a person is unrated. Default: the setting min_tasks, which is 5 at first. */
        readonly min_tasks?: number | undefined;
        /** How first centres are found. */
        readonly seeding?: "k-means++" | "density" | undefined;
        /** Seed. Default 42. */
        readonly random_state?: number | undefined;
      } | undefined;
    } | {
      readonly pipeline: "appraisal";
      /** Default: the period's name. */
      readonly name?: string | undefined;
      /** A UUID. */
      readonly period_id: string;
      readonly scope?: {
        /** Only people of these departments and of those below them; none means all. */
        readonly department_ids?: readonly string[] | undefined;
        /** Only people of these positions; none means all. */
        readonly position_ids?: readonly string[] | undefined;
      } | undefined;
      /** The standard to apply. It brings its own options. */
      readonly standard_id?: string | undefined;
      /** What a new standard is called: it becomes the name's next version. Default: the evaluation's name. */
      readonly standard_name?: string | undefined;
      /** Fits a new standard on these people, with these options. */
      readonly fit?: {
        /** Name of a rubric, whose newest version is taken. */
        readonly rubric: string;
        /** Neighbours that density is measured by. */
        readonly min_pts?: number | undefined;
        /** Whether points are adjusted for the appraisers' severity. Default false. */
        readonly adjust_severity?: boolean | undefined;
        /** Seed. Default 42. */
        readonly random_state?: number | undefined;
      } | undefined;
    };
  } & WriteOptions): Promise<Evaluation>;

  /** Evaluations, filtered */
  listEvaluations(request?: {
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
      /** A UUID. */
      readonly period?: string | undefined;
      readonly pipeline?: "tasks" | "appraisal" | undefined;
      readonly state?: "waiting" | "running" | "done" | "failed" | "cancelled" | undefined;
      /** Only those in which people were held against this standard. */
      readonly standard?: string | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly Evaluation[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
  }>;

  /** One evaluation */
  getEvaluation(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & ReadOptions): Promise<Evaluation>;

  /** Remove an evaluation. With its results and what was said of them. The standard that it fitted stays. */
  deleteEvaluation(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & WriteOptions): Promise<void>;

  /** Cancel an evaluation. It ends soon after, without results. */
  cancelEvaluation(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & WriteOptions): Promise<Evaluation>;

  /** Release results. Before it nobody but analysts, admins and auditors sees them. Whoever releases says that they have looked the results through, and is named. */
  releaseEvaluation(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly body: {
      /** What was looked at: anomalies, likely data errors, people on a border. */
      readonly review: string;
    };
  } & WriteOptions): Promise<Evaluation>;

  /** Withdraw released results. Managers and employees see them no longer. What was said and decided stays on record. */
  withdrawEvaluation(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & WriteOptions): Promise<Evaluation>;

  /** Results of an evaluation, filtered and sorted */
  listResults(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
      /** Names of tiers or grades, with commas between. */
      readonly tier?: readonly string[] | undefined;
      /** Of appraisals: grades that the total of points alone gives, with commas between. */
      readonly scoring_grade?: readonly string[] | undefined;
      /** Of appraisals: the key of a position of the rubric. */
      readonly appraised_as?: string | undefined;
      /** Departments that people were in when they were evaluated, those below them included. */
      readonly department?: readonly string[] | undefined;
      /** Positions that people had when they were evaluated. */
      readonly position?: readonly string[] | undefined;
      /** Only people who report to this one now, directly or not. */
      readonly manager?: string | undefined;
      /** With manager: only people who report to this one directly. */
      readonly directly?: unknown | undefined;
      /** Whether the person is among the most unusual share. */
      readonly unusual?: unknown | undefined;
      /** Whether the anomaly score is beyond the absolute limit. */
      readonly beyond?: unknown | undefined;
      /** Only who is unusual this way: among the most unusual share, or beyond the absolute limit. */
      readonly direction?: "better" | "worse" | "mixed" | undefined;
      /** Whether something in the numbers is likely a mistake. */
      readonly data_error?: unknown | undefined;
      /** Whether the tier often changes with other colleagues. */
      readonly borderline?: unknown | undefined;
      readonly rated?: unknown | undefined;
      readonly score_from?: number | undefined;
      readonly score_to?: number | undefined;
      /** Parts of names or numbers, all of which must be found. */
      readonly search?: string | undefined;
      /** Ties by employee id; who has no value comes last. */
      readonly sort?: "score" | "name" | "number" | "stability" | "anomaly_score" | "completed_tasks" | "total_tasks" | undefined;
      readonly order?: "asc" | "desc" | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly Result[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
    /** Results on all pages together. */
    readonly total: number;
  }>;

  /** Results as a file. With what they are made of. Text that a spreadsheet would run as a formula is made harmless. */
  exportResults(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly query?: {
      /** Names of tiers or grades, with commas between. */
      readonly tier?: readonly string[] | undefined;
      /** Of appraisals: grades that the total of points alone gives, with commas between. */
      readonly scoring_grade?: readonly string[] | undefined;
      /** Of appraisals: the key of a position of the rubric. */
      readonly appraised_as?: string | undefined;
      /** Departments that people were in when they were evaluated, those below them included. */
      readonly department?: readonly string[] | undefined;
      /** Positions that people had when they were evaluated. */
      readonly position?: readonly string[] | undefined;
      /** Only people who report to this one now, directly or not. */
      readonly manager?: string | undefined;
      /** With manager: only people who report to this one directly. */
      readonly directly?: unknown | undefined;
      /** Whether the person is among the most unusual share. */
      readonly unusual?: unknown | undefined;
      /** Whether the anomaly score is beyond the absolute limit. */
      readonly beyond?: unknown | undefined;
      /** Only who is unusual this way: among the most unusual share, or beyond the absolute limit. */
      readonly direction?: "better" | "worse" | "mixed" | undefined;
      /** Whether something in the numbers is likely a mistake. */
      readonly data_error?: unknown | undefined;
      /** Whether the tier often changes with other colleagues. */
      readonly borderline?: unknown | undefined;
      readonly rated?: unknown | undefined;
      readonly score_from?: number | undefined;
      readonly score_to?: number | undefined;
      /** Parts of names or numbers, all of which must be found. */
      readonly search?: string | undefined;
      /** Ties by employee id; who has no value comes last. */
      readonly sort?: "score" | "name" | "number" | "stability" | "anomaly_score" | "completed_tasks" | "total_tasks" | undefined;
      readonly order?: "asc" | "desc" | undefined;
      readonly format?: "csv" | "xlsx" | "parquet" | "json" | undefined;
    };
  } & ReadOptions): Promise<Response>;

  /** One person’s result with its explanation */
  getResult(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
      /** A UUID. */
      readonly employee_id: string;
    };
  } & ReadOptions): Promise<{
    /** A UUID. */
    readonly evaluation_id: string;
    /** A UUID. */
    readonly employee_id: string;
    readonly number: string;
    readonly name: string | null;
    /** When evaluated, as the next two. */
    readonly department_id: string | null;
    readonly position_id: string | null;
    readonly manager_id: string | null;
    readonly tier: string | null;
    /** 0 is the best tier; null where the person is unrated. */
    readonly tier_rank: number | null;
    /** 0 to 100. */
    readonly score: number | null;
    /** Among the most unusual share of the people, of whom there always are some. */
    readonly unusual: boolean | null;
    /** Anomaly score at or beyond the absolute limit. */
    readonly beyond: boolean | null;
    /** 0 to 1; higher is more unusual. */
    readonly anomaly_score: number | null;
    /** Which way somebody unusual is unusual. */
    readonly direction: "better" | "worse" | "mixed" | null;
    /** Something in the numbers is likely a mistake: look at that first. */
    readonly data_error: boolean;
    /** Share of 200 resamples of colleagues in which the tier stays. */
    readonly stability: number | null;
    readonly borderline: boolean | null;
    readonly completed_tasks: number | null;
    readonly total_tasks: number | null;
    readonly avg_task_hours: number | null;
    readonly unrated_reason: string | null;
    /** The same, for programs. */
    readonly unrated_said: Said | null;
    /** Of appraisals: the key of the position in the rubric; null where there is no sheet. */
    readonly appraised_as: string | null;
    /** Of appraisals: the grade that the total of points alone gives. */
    readonly scoring_grade: string | null;
    /** What it is made of, and why. */
    readonly detail: {
      readonly [name: string]: unknown;
    };
    readonly account: ResultAccount;
  }>;

  /** Who comes before and behind somebody in a list of results. The list that the same filter and order give; the person needs not be in it. */
  getResultNeighbours(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
      /** A UUID. */
      readonly employee_id: string;
    };
    readonly query?: {
      /** Names of tiers or grades, with commas between. */
      readonly tier?: readonly string[] | undefined;
      /** Of appraisals: grades that the total of points alone gives, with commas between. */
      readonly scoring_grade?: readonly string[] | undefined;
      /** Of appraisals: the key of a position of the rubric. */
      readonly appraised_as?: string | undefined;
      /** Departments that people were in when they were evaluated, those below them included. */
      readonly department?: readonly string[] | undefined;
      /** Positions that people had when they were evaluated. */
      readonly position?: readonly string[] | undefined;
      /** Only people who report to this one now, directly or not. */
      readonly manager?: string | undefined;
      /** With manager: only people who report to this one directly. */
      readonly directly?: unknown | undefined;
      /** Whether the person is among the most unusual share. */
      readonly unusual?: unknown | undefined;
      /** Whether the anomaly score is beyond the absolute limit. */
      readonly beyond?: unknown | undefined;
      /** Only who is unusual this way: among the most unusual share, or beyond the absolute limit. */
      readonly direction?: "better" | "worse" | "mixed" | undefined;
      /** Whether something in the numbers is likely a mistake. */
      readonly data_error?: unknown | undefined;
      /** Whether the tier often changes with other colleagues. */
      readonly borderline?: unknown | undefined;
      readonly rated?: unknown | undefined;
      readonly score_from?: number | undefined;
      readonly score_to?: number | undefined;
      /** Parts of names or numbers, all of which must be found. */
      readonly search?: string | undefined;
      /** Ties by employee id; who has no value comes last. */
      readonly sort?: "score" | "name" | "number" | "stability" | "anomaly_score" | "completed_tasks" | "total_tasks" | undefined;
      readonly order?: "asc" | "desc" | undefined;
    };
  } & ReadOptions): Promise<{
    readonly previous: {
      /** A UUID. */
      readonly employee_id: string;
      readonly number: string;
      readonly name: string | null;
    } | null;
    readonly next: {
      /** A UUID. */
      readonly employee_id: string;
      readonly number: string;
      readonly name: string | null;
    } | null;
  }>;

  /** All results of one person */
  listEmployeeResults(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly PastResult[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
  }>;

  /** Departments or positions beside each other, or all people together. Of everybody in the evaluation, for whoever sees a result of it: whom a reader does not see one by one stays unknown. Groups as they were when people were evaluated, without those below them. */
  getEvaluationGroups(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly query?: {
      readonly by?: "department" | "position" | "all" | undefined;
    };
  } & ReadOptions): Promise<EvaluationGroups>;

  /** Everybody who is rated, as columns of features, to be drawn as points. Of evaluations of tasks. Small enough for a hundred thousand people in one answer. */
  getEvaluationMap(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & ReadOptions): Promise<PeopleMap>;

  /** What other options would change. The people of an evaluation are evaluated again, on the numbers that it was made of, with other weights, numbers of tiers, shares of anomalies or a minimum of tasks, and appraisals with other floors; what is not named stays. Nothing is kept. */
  whatIf(request: {
    readonly body: {
      /** A UUID. */
      readonly evaluation_id: string;
      /** How much each part counts in the score; they sum to 1. Default 0.4, 0.3, 0.3. */
      readonly weights?: {
        readonly completion_rate: number;
        readonly task_efficiency: number;
        readonly throughput: number;
      } | undefined;
      /** Number of tiers. Default 3. */
      readonly clusters?: number | undefined;
      /** Names of the tiers, best first. */
      readonly tier_names?: readonly string[] | undefined;
      /** Share of people to call unusual, or auto. Default 0.05. */
      readonly contamination?: number | "auto" | undefined;
      /** Tasks below which a person is unrated. */
      readonly min_tasks?: number | undefined;
      /** For appraisals: floors that hold instead of those of the rubric; none for an empty list. */
      readonly floors?: readonly ({
        /** The best grade that is open. */
        readonly at_most: string;
        /** Share of the points on an indicator, 0 to 1. */
        readonly at_or_below: number;
        /** Default: all. */
        readonly indicators?: readonly string[] | undefined;
      })[] | undefined;
      /** Most people in the answer. */
      readonly limit?: number | undefined;
    };
  } & WriteOptions): Promise<WhatIf | WhatIfFloors>;

  /** Keep what a what-if fitted as a draft of a standard. The options are fitted on the numbers that the evaluation was made of, just as the what-if does; the evaluation stays as it is. The standard is a draft: approve and activate it to have people held against it. */
  saveWhatIf(request: {
    readonly body: {
      /** A UUID. */
      readonly evaluation_id: string;
      /** How much each part counts in the score; they sum to 1. Default 0.4, 0.3, 0.3. */
      readonly weights?: {
        readonly completion_rate: number;
        readonly task_efficiency: number;
        readonly throughput: number;
      } | undefined;
      /** Number of tiers. Default 3. */
      readonly clusters?: number | undefined;
      /** Names of the tiers, best first. */
      readonly tier_names?: readonly string[] | undefined;
      /** Share of people to call unusual, or auto. Default 0.05. */
      readonly contamination?: number | "auto" | undefined;
      /** Tasks below which a person is unrated. */
      readonly min_tasks?: number | undefined;
      /** For appraisals: floors that hold instead of those of the rubric; none for an empty list. */
      readonly floors?: readonly ({
        /** The best grade that is open. */
        readonly at_most: string;
        /** Share of the points on an indicator, 0 to 1. */
        readonly at_or_below: number;
        /** Default: all. */
        readonly indicators?: readonly string[] | undefined;
      })[] | undefined;
      /** What the standard is called: it becomes the next version of this name. */
      readonly name: string;
    };
  } & WriteOptions): Promise<Standard>;

  /** One person from period to period. Every period is held against one standard, so that periods can be compared; this is computed from the numbers as they are now, without evaluations, and nothing is kept. Only periods of one length stand in a series; `gaps` and `left_out` say what is missing. */
  getEmployeeTrend(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly query?: {
      /** The standard to hold every period against. Default: the active one for tasks. */
      readonly standard?: string | undefined;
      /** Only periods that begin on this day or later. */
      readonly from?: string | undefined;
      /** Only periods that end on this day or earlier. Default: yesterday, as a period that still runs has not all of its tasks. */
      readonly to?: string | undefined;
      /** Only periods of this length. Default: the most common one. */
      readonly length?: "day" | "week" | "month" | "quarter" | "half-year" | "year" | undefined;
      /** Just these periods, instead of from, to and length; ids with commas between. */
      readonly periods?: readonly string[] | undefined;
    };
  } & ReadOptions): Promise<PersonTrend>;

  /** A department from period to period. With the departments below it. Every period is held against one standard, so that periods can be compared; this is computed from the numbers as they are now, without evaluations, and nothing is kept. Only periods of one length stand in a series; `gaps` and `left_out` say what is missing. The people are those who belong to the group now. Numbers that fewer people make up than the setting small_group are withheld. */
  getDepartmentTrend(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly query?: {
      /** The standard to hold every period against. Default: the active one for tasks. */
      readonly standard?: string | undefined;
      /** Only periods that begin on this day or later. */
      readonly from?: string | undefined;
      /** Only periods that end on this day or earlier. Default: yesterday, as a period that still runs has not all of its tasks. */
      readonly to?: string | undefined;
      /** Only periods of this length. Default: the most common one. */
      readonly length?: "day" | "week" | "month" | "quarter" | "half-year" | "year" | undefined;
      /** Just these periods, instead of from, to and length; ids with commas between. */
      readonly periods?: readonly string[] | undefined;
    };
  } & ReadOptions): Promise<GroupTrend>;

  /** Everybody from period to period. Every period is held against one standard, so that periods can be compared; this is computed from the numbers as they are now, without evaluations, and nothing is kept. Only periods of one length stand in a series; `gaps` and `left_out` say what is missing. The people are those who belong to the group now. Numbers that fewer people make up than the setting small_group are withheld. */
  getCompanyTrend(request?: {
    readonly query?: {
      /** The standard to hold every period against. Default: the active one for tasks. */
      readonly standard?: string | undefined;
      /** Only periods that begin on this day or later. */
      readonly from?: string | undefined;
      /** Only periods that end on this day or earlier. Default: yesterday, as a period that still runs has not all of its tasks. */
      readonly to?: string | undefined;
      /** Only periods of this length. Default: the most common one. */
      readonly length?: "day" | "week" | "month" | "quarter" | "half-year" | "year" | undefined;
      /** Just these periods, instead of from, to and length; ids with commas between. */
      readonly periods?: readonly string[] | undefined;
    };
  } & ReadOptions): Promise<GroupTrend>;

  /** Moves between the tiers from one period to another. Both periods are held against one standard, on the numbers as they are now. The people are those who belong to the group now. Numbers that fewer people make up than the setting small_group are withheld. */
  getMoves(request: {
    readonly query: {
      /** The standard to hold every period against. Default: the active one for tasks. */
      readonly standard?: string | undefined;
      /** The earlier period. */
      readonly from: string;
      /** The later period, of the same length. */
      readonly to: string;
      /** Departments that people are in now, those below them included. */
      readonly department?: readonly string[] | undefined;
      /** Positions that people have now. */
      readonly position?: readonly string[] | undefined;
      /** Only people who report to this one now, directly or not. */
      readonly manager?: string | undefined;
    };
  } & ReadOptions): Promise<Moves>;

  /** The people behind the moves. Those of a cell of the matrix (`from_tier` and `to_tier`), of a count beside it (`move`), or all. */
  listMovers(request: {
    readonly query: {
      /** The standard to hold every period against. Default: the active one for tasks. */
      readonly standard?: string | undefined;
      /** The earlier period. */
      readonly from: string;
      /** The later period, of the same length. */
      readonly to: string;
      /** Departments that people are in now, those below them included. */
      readonly department?: readonly string[] | undefined;
      /** Positions that people have now. */
      readonly position?: readonly string[] | undefined;
      /** Only people who report to this one now, directly or not. */
      readonly manager?: string | undefined;
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
      /** Only people who were in this tier. */
      readonly from_tier?: string | undefined;
      /** Only people who are in this tier in the later period. */
      readonly to_tier?: string | undefined;
      readonly move?: "rose" | "stayed" | "fell" | "added" | "gone" | "newly_rated" | "no_longer_rated" | "unrated" | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly Mover[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
  }>;

  /** What was said of a result */
  listComments(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
      /** A UUID. */
      readonly employee_id: string;
    };
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly Comment[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
  }>;

  /** Say something of a result. A comment is kept beside the result. A contest says that the result is wrong, and waits for an answer: by a day that the setting `contest_days` gives. Employees and managers contest their own result alone. */
  createComment(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
      /** A UUID. */
      readonly employee_id: string;
    };
    readonly body: {
      readonly kind?: "comment" | "contest" | undefined;
      readonly text: string;
    };
  } & WriteOptions): Promise<Comment>;

  /** Answer a contest */
  answerContest(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
      /** A UUID. */
      readonly employee_id: string;
      /** A UUID. */
      readonly comment_id: string;
    };
    readonly body: {
      readonly text: string;
    };
  } & WriteOptions): Promise<Comment>;

  /** What was decided on a result, and by whom */
  listDecisions(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
      /** A UUID. */
      readonly employee_id: string;
    };
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly Decision[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
  }>;

  /** Decide on a result. Whoever decides is named, and answers for it: a decision about somebody is never made by an evaluation alone (GDPR, article 22). Nobody decides about themselves. */
  createDecision(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
      /** A UUID. */
      readonly employee_id: string;
    };
    readonly body: {
      /** What it is about; none: that nothing follows from the result. */
      readonly kind: "pay" | "promotion" | "training" | "improvement" | "employment" | "none";
      /** What was decided, and on what grounds beside the result. */
      readonly text: string;
    };
  } & WriteOptions): Promise<Decision>;

  /** Standards, filtered */
  listStandards(request?: {
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
      readonly pipeline?: "tasks" | "appraisal" | undefined;
      readonly state?: "draft" | "approved" | "active" | "retired" | undefined;
      /** All versions of this name. */
      readonly name?: string | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly Standard[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
  }>;

  /** Upload a standard. A file that the command or this server wrote. It is taken as a draft, where its checksum says that nobody has changed it since. */
  createStandard(request: {
    readonly body: {
      /** It becomes the next version of this name. */
      readonly name: string;
      /** The file: a JSON object. */
      readonly document: {
        readonly [name: string]: unknown;
      };
    };
  } & WriteOptions): Promise<Standard>;

  /** One standard */
  getStandard(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & ReadOptions): Promise<Standard>;

  /** Remove a draft. One that an evaluation used, or that was approved, stays on record: it can be retired. */
  deleteStandard(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & WriteOptions): Promise<void>;

  /** The file of a standard. What the command applies with --standard, and what can be uploaded again. */
  getStandardDocument(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & ReadOptions): Promise<{
    readonly [name: string]: unknown;
  }>;

  /** Approve a standard. A draft becomes approved: fit to be made the active one. */
  approveStandard(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & WriteOptions): Promise<Standard>;

  /** Make a standard the active one. An approved standard becomes the one that its pipeline uses unless it is told another. The one that was active becomes approved again, so that it can be gone back to. */
  activateStandard(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & WriteOptions): Promise<Standard>;

  /** Retire a standard. Nobody is held against it any more. It stays, for what it was used for. */
  retireStandard(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & WriteOptions): Promise<Standard>;

  /** What differs between two standards */
  compareStandards(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
      /** A UUID. */
      readonly other: string;
    };
  } & ReadOptions): Promise<{
    readonly differences: readonly ({
      /** Where it is in the standards: tiers.High.centre.completion_rate */
      readonly field: string;
      /** Null where only the other has it. */
      readonly from: string | number | boolean | null;
      readonly to: string | number | boolean | null;
      /** How much more the other has; null where it is no number. */
      readonly change: number | null;
      readonly words: string;
    })[];
  }>;

  /** How far people have moved away from those a standard was fitted on. The population stability index of each feature, over the deciles of the people that the standard was fitted on, for everybody who can be rated on what is known of a period now. For standards of tasks. */
  getStandardDrift(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly query: {
      /** A UUID. */
      readonly period: string;
    };
  } & ReadOptions): Promise<{
    readonly drift: Drift | null;
  }>;

  /** Rubrics, all versions */
  listRubrics(request?: {
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
      /** All versions of this name. */
      readonly name?: string | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly Rubric[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
  }>;

  /** Add a rubric, or a version of one. The text of a YAML or JSON file. It becomes the next version of the name that it gives itself; where the newest version says the same, that one is answered with 200. Mistakes are listed, all of them, each with its line. */
  createRubric(request: {
    readonly body: {
      readonly text: string;
    };
  } & WriteOptions): Promise<Rubric>;

  /** What is wrong with a rubric, before it is added. Every mistake, with the keys and indices that lead to it. Nothing is kept. */
  checkRubric(request: {
    readonly body: {
      /** A rubric as JSON. */
      readonly document: {
        readonly [name: string]: unknown;
      };
    };
  } & WriteOptions): Promise<{
    readonly mistakes: readonly ({
      readonly path: readonly (string | number)[];
      readonly reason: string;
      readonly reason_said: Said | null;
    })[];
  }>;

  /** One version of a rubric */
  getRubric(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & ReadOptions): Promise<Rubric>;

  /** The appraisal sheets of a person that count in a period */
  listSheets(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly query: {
      /** A UUID. */
      readonly period: string;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly Sheet[];
  }>;

  /** Enter an appraisal sheet by hand. It counts at once, as an import of one sheet, which can be undone like any other. Points outside of what the rubric allows are refused, all of them, each with its indicator. */
  enterSheet(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly body: {
      /** A UUID. */
      readonly period_id: string;
      /** Name of a rubric, whose newest version is taken. */
      readonly rubric: string;
      /** The key of one of its positions. */
      readonly position: string;
      /** Who gives the points, where that is to be kept. */
      readonly appraiser?: string | null | undefined;
      /** One of the rubric, or self, peer, manager, subordinate. */
      readonly role?: string | null | undefined;
      /** By the keys of the indicators. */
      readonly points: {
        readonly [name: string]: number;
      };
      /** replace: it stands alone, whatever was there of the person, the period and the rubric; add: it is added. A named appraiser counts once in either. */
      readonly mode?: "replace" | "add" | undefined;
    };
  } & WriteOptions): Promise<{
    /** What takes it back, by undoImport. */
    readonly import_id: string;
  }>;

  /** Jobs, filtered */
  listJobs(request?: {
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
      /** Such as evaluation. */
      readonly kind?: string | undefined;
      readonly state?: "waiting" | "running" | "done" | "failed" | "cancelled" | undefined;
      /** What it is about. */
      readonly subject?: string | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly Job[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
  }>;

  /** One job */
  getJob(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & ReadOptions): Promise<Job>;

  /** Cancel a job. It ends soon after: the answer may still say that it runs. */
  cancelJob(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & WriteOptions): Promise<Job>;

  /** What happens, as it happens. Server-sent events: jobs, imports, results and everything else that changes, by type and subject. After a break the header Last-Event-ID asks for what was missed; the event "reset" says that it is no longer kept, and that everything should be read again. */
  streamEvents(request?: {
    readonly query?: {
      /** Events after this one, for clients that cannot send Last-Event-ID. */
      readonly after?: number | undefined;
    };
  } & ReadOptions): Promise<Response>;

  /** All settings */
  getSettings(request?: ReadOptions): Promise<Settings>;

  /** Change settings. Those that are not given stay as they are. What is evaluated already does not change. */
  updateSettings(request: {
    readonly body: {
      readonly min_tasks?: number | undefined;
      readonly anomaly_limit?: number | undefined;
      readonly borderline_below?: number | undefined;
      readonly contest_days?: number | undefined;
      readonly small_group?: number | undefined;
      readonly keep_events_days?: number | undefined;
      readonly keep_uploads_days?: number | undefined;
      readonly keep_rejections_days?: number | undefined;
      readonly keep_jobs_days?: number | undefined;
      readonly keep_evaluations_months?: number | null | undefined;
      readonly keep_leavers_months?: number | null | undefined;
    };
  } & WriteOptions): Promise<Settings>;

  /** What was done, newest first */
  listAudit(request?: {
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
      readonly actor?: string | undefined;
      /** Such as import.committed. */
      readonly action?: string | undefined;
      /** Such as standards/ and an id. */
      readonly subject?: string | undefined;
      /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
      readonly from?: string | undefined;
      /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
      readonly to?: string | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly AuditEntry[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
  }>;

  /** The audit log as a file, oldest first. With what it takes to check it elsewhere: the hash of an entry is the SHA-256 of the JSON array [sequence, at, actor, action, subject, detail, previous_hash] without blanks, in which detail is the text that stands here; previous_hash is the hash of the entry before, of the first one 64 zeros. */
  exportAudit(request?: {
    readonly query?: {
      readonly format?: "ndjson" | "csv" | undefined;
      /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
      readonly from?: string | undefined;
      /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
      readonly to?: string | undefined;
    };
  } & ReadOptions): Promise<Response>;

  /** Whether the audit log is as it was written */
  verifyAudit(request?: {
    readonly query?: {
      /** The head of an earlier answer: whether the log still holds what it held then. */
      readonly head?: string | undefined;
    };
  } & ReadOptions): Promise<{
    readonly entries: number;
    /** The newest entry's hash, to be noted somewhere else. */
    readonly head: string;
    /** The first entry that is not as it was written; null where all are. */
    readonly broken: {
      readonly sequence: number;
      readonly reason: string;
    } | null;
  }>;

  /** Who asks */
  getSession(request?: ReadOptions): Promise<Session>;

  /** Log in */
  logIn(request: {
    readonly body: {
      readonly email: string;
      readonly password: string;
    };
  } & WriteOptions): Promise<Session>;

  /** Log out */
  logOut(request?: WriteOptions): Promise<void>;

  /** Make the first account. An admin's, by the secret in the link that the server prints when it starts without accounts. From then on everybody says who they are. */
  setUp(request: {
    readonly body: {
      readonly secret: string;
      /** Also what the holder logs in with, in any case. */
      readonly email: string;
      readonly name: string;
      /** At least 12 characters, and none that everybody would try. */
      readonly password: string;
    };
  } & WriteOptions): Promise<Session>;

  /** Take up an invitation. Chooses the password of an account, by the secret in the link of its invitation. */
  acceptInvitation(request: {
    readonly body: {
      readonly secret: string;
      /** At least 12 characters, and none that everybody would try. */
      readonly password: string;
    };
  } & WriteOptions): Promise<Session>;

  /** Change the own password. All other sessions of the account end. */
  changePassword(request: {
    readonly body: {
      readonly current: string;
      /** At least 12 characters, and none that everybody would try. */
      readonly password: string;
    };
  } & WriteOptions): Promise<void>;

  /** Where the own account is logged in */
  listSessions(request?: ReadOptions): Promise<{
    readonly items: readonly OpenSession[];
  }>;

  /** End one of the own sessions */
  endSession(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & WriteOptions): Promise<void>;

  /** Accounts, filtered */
  listAccounts(request?: {
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
      readonly role?: "admin" | "analyst" | "manager" | "employee" | "auditor" | undefined;
      /** A UUID. */
      readonly employee?: string | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly Account[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
  }>;

  /** Make an account. Nobody can use it before its invitation is taken up, or its holder comes by the identity provider. */
  createAccount(request: {
    readonly body: {
      /** Also what the holder logs in with, in any case. */
      readonly email: string;
      readonly name: string;
      /** admin: everything; analyst: the data and the evaluations; manager: the people who report to them; employee: themselves; auditor: reads everything. */
      readonly role: "admin" | "analyst" | "manager" | "employee" | "auditor";
      /** Whose results are the own ones, and who stands at the top of what a manager sees. */
      readonly employee_id?: string | null | undefined;
    };
  } & WriteOptions): Promise<Account>;

  /** One account */
  getAccount(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & ReadOptions): Promise<Account>;

  /** Change an account. Another role, another person or no access any more: its sessions end at once. Fields that are not given stay as they are. */
  updateAccount(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
    readonly body: {
      /** Also what the holder logs in with, in any case. */
      readonly email?: string | undefined;
      readonly name?: string | undefined;
      /** admin: everything; analyst: the data and the evaluations; manager: the people who report to them; employee: themselves; auditor: reads everything. */
      readonly role?: "admin" | "analyst" | "manager" | "employee" | "auditor" | undefined;
      readonly employee_id?: string | null | undefined;
      readonly active?: boolean | undefined;
    };
  } & WriteOptions): Promise<Account>;

  /** Remove an account. What it did stays on record, under its id. */
  deleteAccount(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & WriteOptions): Promise<void>;

  /** Invite the holder of an account. Gives a link by which the password is chosen, for seven days and once; also where it was forgotten. Earlier invitations end. */
  inviteAccount(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & WriteOptions): Promise<Invitation>;

  /** API keys */
  listKeys(request?: {
    readonly query?: {
      /** Most entries in the answer, 1 to 1000. */
      readonly limit?: number | undefined;
      /** Where the last page ended: its "next". */
      readonly cursor?: string | undefined;
    };
  } & ReadOptions): Promise<{
    readonly items: readonly ApiKey[];
    /** The cursor of the next page; null on the last one. */
    readonly next: string | null;
  }>;

  /** Make an API key */
  createKey(request: {
    readonly body: {
      /** What it is for: the system that has it. */
      readonly name: string;
      readonly role: "admin" | "analyst" | "auditor";
      /** The only operations it may ask for, by their operationId; null means all of its role. */
      readonly operations?: readonly string[] | null | undefined;
      /** Days until it ends. */
      readonly days?: number | undefined;
    };
  } & WriteOptions): Promise<{
    /** A UUID. */
    readonly id: string;
    /** What it is for: the system that has it. */
    readonly name: string;
    readonly role: "admin" | "analyst" | "manager" | "employee" | "auditor";
    /** The only operations it may ask for, by their operationId; null means all of its role. */
    readonly operations: readonly string[] | null;
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly expires_at: string;
    readonly created_by: string;
    /** A moment in UTC, such as 2024-03-31T14:05:00.000Z. */
    readonly created_at: string;
    /** To the minute. */
    readonly last_used_at: string | null;
    readonly revoked_at: string | null;
    /** Shown this once. */
    readonly secret: string;
  }>;

  /** End an API key */
  revokeKey(request: {
    readonly params: {
      /** A UUID. */
      readonly id: string;
    };
  } & WriteOptions): Promise<ApiKey>;

  /** Whether the server answers */
  health(request?: ReadOptions): Promise<HealthAnswer>;

  /** This document */
  openApi(request?: ReadOptions): Promise<Record<string, never>>;
}

/** How each operation goes over the wire. */
export const OPERATIONS = {
  analyze: { method: 'POST', path: '/analyze', sends: 'json', gives: 'json' },
  apiAnalyze: { method: 'POST', path: '/api/analyze', sends: 'json', gives: 'json' },
  apiV1Analyze: { method: 'POST', path: '/api/v1/analyze', sends: 'json', gives: 'json' },
  apiV1Appraise: { method: 'POST', path: '/api/v1/appraise', sends: 'json', gives: 'json' },
  listDepartments: { method: 'GET', path: '/api/v1/departments', sends: 'json', gives: 'json' },
  createDepartment: { method: 'POST', path: '/api/v1/departments', sends: 'json', gives: 'json' },
  getDepartment: { method: 'GET', path: '/api/v1/departments/{id}', sends: 'json', gives: 'json' },
  updateDepartment: { method: 'PATCH', path: '/api/v1/departments/{id}', sends: 'json', gives: 'json' },
  deleteDepartment: { method: 'DELETE', path: '/api/v1/departments/{id}', sends: 'json', gives: 'json' },
  listPositions: { method: 'GET', path: '/api/v1/positions', sends: 'json', gives: 'json' },
  createPosition: { method: 'POST', path: '/api/v1/positions', sends: 'json', gives: 'json' },
  getPosition: { method: 'GET', path: '/api/v1/positions/{id}', sends: 'json', gives: 'json' },
  updatePosition: { method: 'PATCH', path: '/api/v1/positions/{id}', sends: 'json', gives: 'json' },
  deletePosition: { method: 'DELETE', path: '/api/v1/positions/{id}', sends: 'json', gives: 'json' },
  listPeriods: { method: 'GET', path: '/api/v1/periods', sends: 'json', gives: 'json' },
  createPeriod: { method: 'POST', path: '/api/v1/periods', sends: 'json', gives: 'json' },
  getPeriod: { method: 'GET', path: '/api/v1/periods/{id}', sends: 'json', gives: 'json' },
  updatePeriod: { method: 'PATCH', path: '/api/v1/periods/{id}', sends: 'json', gives: 'json' },
  deletePeriod: { method: 'DELETE', path: '/api/v1/periods/{id}', sends: 'json', gives: 'json' },
  listEmployees: { method: 'GET', path: '/api/v1/employees', sends: 'json', gives: 'json' },
  createEmployee: { method: 'POST', path: '/api/v1/employees', sends: 'json', gives: 'json' },
  getEmployee: { method: 'GET', path: '/api/v1/employees/{id}', sends: 'json', gives: 'json' },
  updateEmployee: { method: 'PATCH', path: '/api/v1/employees/{id}', sends: 'json', gives: 'json' },
  deleteEmployee: { method: 'DELETE', path: '/api/v1/employees/{id}', sends: 'json', gives: 'json' },
  eraseEmployee: { method: 'POST', path: '/api/v1/employees/{id}/erasure', sends: 'json', gives: 'json' },
  listEmployeeCosts: { method: 'GET', path: '/api/v1/employees/{id}/costs', sends: 'json', gives: 'json' },
  setEmployeeCost: { method: 'PUT', path: '/api/v1/employees/{id}/costs/{period_id}', sends: 'json', gives: 'json' },
  deleteEmployeeCost: { method: 'DELETE', path: '/api/v1/employees/{id}/costs/{period_id}', sends: 'json', gives: 'json' },
  setProtectedAttributes: { method: 'PATCH', path: '/api/v1/employees/{id}/protected-attributes', sends: 'json', gives: 'json' },
  listPeriodNumbers: { method: 'GET', path: '/api/v1/periods/{id}/numbers', sends: 'json', gives: 'json' },
  reportTasks: { method: 'POST', path: '/api/v1/tasks', sends: 'json', gives: 'json' },
  createImport: { method: 'POST', path: '/api/v1/imports', sends: 'form', gives: 'json' },
  listImports: { method: 'GET', path: '/api/v1/imports', sends: 'json', gives: 'json' },
  getImport: { method: 'GET', path: '/api/v1/imports/{id}', sends: 'json', gives: 'json' },
  updateImport: { method: 'PATCH', path: '/api/v1/imports/{id}', sends: 'json', gives: 'json' },
  dismissImport: { method: 'DELETE', path: '/api/v1/imports/{id}', sends: 'json', gives: 'json' },
  commitImport: { method: 'POST', path: '/api/v1/imports/{id}/commit', sends: 'json', gives: 'json' },
  undoImport: { method: 'POST', path: '/api/v1/imports/{id}/undo', sends: 'json', gives: 'json' },
  listImportRejections: { method: 'GET', path: '/api/v1/imports/{id}/rejections', sends: 'json', gives: 'json' },
  downloadImportRejections: { method: 'GET', path: '/api/v1/imports/{id}/rejections.csv', sends: 'json', gives: 'response' },
  listImportChanges: { method: 'GET', path: '/api/v1/imports/{id}/changes', sends: 'json', gives: 'json' },
  listImportTierMoves: { method: 'GET', path: '/api/v1/imports/{id}/tier-moves', sends: 'json', gives: 'json' },
  listImportTemplates: { method: 'GET', path: '/api/v1/import-templates', sends: 'json', gives: 'json' },
  createImportTemplate: { method: 'POST', path: '/api/v1/import-templates', sends: 'json', gives: 'json' },
  getImportTemplate: { method: 'GET', path: '/api/v1/import-templates/{id}', sends: 'json', gives: 'json' },
  replaceImportTemplate: { method: 'PUT', path: '/api/v1/import-templates/{id}', sends: 'json', gives: 'json' },
  deleteImportTemplate: { method: 'DELETE', path: '/api/v1/import-templates/{id}', sends: 'json', gives: 'json' },
  downloadExample: { method: 'GET', path: '/api/v1/example', sends: 'json', gives: 'response' },
  createEvaluation: { method: 'POST', path: '/api/v1/evaluations', sends: 'json', gives: 'json' },
  listEvaluations: { method: 'GET', path: '/api/v1/evaluations', sends: 'json', gives: 'json' },
  getEvaluation: { method: 'GET', path: '/api/v1/evaluations/{id}', sends: 'json', gives: 'json' },
  deleteEvaluation: { method: 'DELETE', path: '/api/v1/evaluations/{id}', sends: 'json', gives: 'json' },
  cancelEvaluation: { method: 'POST', path: '/api/v1/evaluations/{id}/cancel', sends: 'json', gives: 'json' },
  releaseEvaluation: { method: 'POST', path: '/api/v1/evaluations/{id}/release', sends: 'json', gives: 'json' },
  withdrawEvaluation: { method: 'POST', path: '/api/v1/evaluations/{id}/withdrawal', sends: 'json', gives: 'json' },
  listResults: { method: 'GET', path: '/api/v1/evaluations/{id}/results', sends: 'json', gives: 'json' },
  exportResults: { method: 'GET', path: '/api/v1/evaluations/{id}/export', sends: 'json', gives: 'response' },
  getResult: { method: 'GET', path: '/api/v1/evaluations/{id}/results/{employee_id}', sends: 'json', gives: 'json' },
  getResultNeighbours: { method: 'GET', path: '/api/v1/evaluations/{id}/results/{employee_id}/neighbours', sends: 'json', gives: 'json' },
  listEmployeeResults: { method: 'GET', path: '/api/v1/employees/{id}/results', sends: 'json', gives: 'json' },
  getEvaluationGroups: { method: 'GET', path: '/api/v1/evaluations/{id}/groups', sends: 'json', gives: 'json' },
  getEvaluationMap: { method: 'GET', path: '/api/v1/evaluations/{id}/map', sends: 'json', gives: 'json' },
  whatIf: { method: 'POST', path: '/api/v1/what-if', sends: 'json', gives: 'json' },
  saveWhatIf: { method: 'POST', path: '/api/v1/what-if/standard', sends: 'json', gives: 'json' },
  getEmployeeTrend: { method: 'GET', path: '/api/v1/trends/employees/{id}', sends: 'json', gives: 'json' },
  getDepartmentTrend: { method: 'GET', path: '/api/v1/trends/departments/{id}', sends: 'json', gives: 'json' },
  getCompanyTrend: { method: 'GET', path: '/api/v1/trends/company', sends: 'json', gives: 'json' },
  getMoves: { method: 'GET', path: '/api/v1/trends/moves', sends: 'json', gives: 'json' },
  listMovers: { method: 'GET', path: '/api/v1/trends/moves/people', sends: 'json', gives: 'json' },
  listComments: { method: 'GET', path: '/api/v1/evaluations/{id}/results/{employee_id}/comments', sends: 'json', gives: 'json' },
  createComment: { method: 'POST', path: '/api/v1/evaluations/{id}/results/{employee_id}/comments', sends: 'json', gives: 'json' },
  answerContest: { method: 'POST', path: '/api/v1/evaluations/{id}/results/{employee_id}/comments/{comment_id}/answer', sends: 'json', gives: 'json' },
  listDecisions: { method: 'GET', path: '/api/v1/evaluations/{id}/results/{employee_id}/decisions', sends: 'json', gives: 'json' },
  createDecision: { method: 'POST', path: '/api/v1/evaluations/{id}/results/{employee_id}/decisions', sends: 'json', gives: 'json' },
  listStandards: { method: 'GET', path: '/api/v1/standards', sends: 'json', gives: 'json' },
  createStandard: { method: 'POST', path: '/api/v1/standards', sends: 'json', gives: 'json' },
  getStandard: { method: 'GET', path: '/api/v1/standards/{id}', sends: 'json', gives: 'json' },
  deleteStandard: { method: 'DELETE', path: '/api/v1/standards/{id}', sends: 'json', gives: 'json' },
  getStandardDocument: { method: 'GET', path: '/api/v1/standards/{id}/document', sends: 'json', gives: 'json' },
  approveStandard: { method: 'POST', path: '/api/v1/standards/{id}/approve', sends: 'json', gives: 'json' },
  activateStandard: { method: 'POST', path: '/api/v1/standards/{id}/activate', sends: 'json', gives: 'json' },
  retireStandard: { method: 'POST', path: '/api/v1/standards/{id}/retire', sends: 'json', gives: 'json' },
  compareStandards: { method: 'GET', path: '/api/v1/standards/{id}/compare/{other}', sends: 'json', gives: 'json' },
  getStandardDrift: { method: 'GET', path: '/api/v1/standards/{id}/drift', sends: 'json', gives: 'json' },
  listRubrics: { method: 'GET', path: '/api/v1/rubrics', sends: 'json', gives: 'json' },
  createRubric: { method: 'POST', path: '/api/v1/rubrics', sends: 'json', gives: 'json' },
  checkRubric: { method: 'POST', path: '/api/v1/rubrics/check', sends: 'json', gives: 'json' },
  getRubric: { method: 'GET', path: '/api/v1/rubrics/{id}', sends: 'json', gives: 'json' },
  listSheets: { method: 'GET', path: '/api/v1/employees/{id}/sheets', sends: 'json', gives: 'json' },
  enterSheet: { method: 'POST', path: '/api/v1/employees/{id}/sheets', sends: 'json', gives: 'json' },
  listJobs: { method: 'GET', path: '/api/v1/jobs', sends: 'json', gives: 'json' },
  getJob: { method: 'GET', path: '/api/v1/jobs/{id}', sends: 'json', gives: 'json' },
  cancelJob: { method: 'POST', path: '/api/v1/jobs/{id}/cancel', sends: 'json', gives: 'json' },
  streamEvents: { method: 'GET', path: '/api/v1/events', sends: 'json', gives: 'response' },
  getSettings: { method: 'GET', path: '/api/v1/settings', sends: 'json', gives: 'json' },
  updateSettings: { method: 'PATCH', path: '/api/v1/settings', sends: 'json', gives: 'json' },
  listAudit: { method: 'GET', path: '/api/v1/audit', sends: 'json', gives: 'json' },
  exportAudit: { method: 'GET', path: '/api/v1/audit/export', sends: 'json', gives: 'response' },
  verifyAudit: { method: 'GET', path: '/api/v1/audit/verification', sends: 'json', gives: 'json' },
  getSession: { method: 'GET', path: '/api/v1/session', sends: 'json', gives: 'json' },
  logIn: { method: 'POST', path: '/api/v1/session', sends: 'json', gives: 'json' },
  logOut: { method: 'DELETE', path: '/api/v1/session', sends: 'json', gives: 'json' },
  setUp: { method: 'POST', path: '/api/v1/set-up', sends: 'json', gives: 'json' },
  acceptInvitation: { method: 'POST', path: '/api/v1/invitation', sends: 'json', gives: 'json' },
  changePassword: { method: 'PUT', path: '/api/v1/account/password', sends: 'json', gives: 'json' },
  listSessions: { method: 'GET', path: '/api/v1/account/sessions', sends: 'json', gives: 'json' },
  endSession: { method: 'DELETE', path: '/api/v1/account/sessions/{id}', sends: 'json', gives: 'json' },
  listAccounts: { method: 'GET', path: '/api/v1/accounts', sends: 'json', gives: 'json' },
  createAccount: { method: 'POST', path: '/api/v1/accounts', sends: 'json', gives: 'json' },
  getAccount: { method: 'GET', path: '/api/v1/accounts/{id}', sends: 'json', gives: 'json' },
  updateAccount: { method: 'PATCH', path: '/api/v1/accounts/{id}', sends: 'json', gives: 'json' },
  deleteAccount: { method: 'DELETE', path: '/api/v1/accounts/{id}', sends: 'json', gives: 'json' },
  inviteAccount: { method: 'POST', path: '/api/v1/accounts/{id}/invitation', sends: 'json', gives: 'json' },
  listKeys: { method: 'GET', path: '/api/v1/keys', sends: 'json', gives: 'json' },
  createKey: { method: 'POST', path: '/api/v1/keys', sends: 'json', gives: 'json' },
  revokeKey: { method: 'DELETE', path: '/api/v1/keys/{id}', sends: 'json', gives: 'json' },
  health: { method: 'GET', path: '/healthz', sends: 'json', gives: 'json' },
  openApi: { method: 'GET', path: '/openapi.json', sends: 'json', gives: 'json' },
} as const satisfies Record<keyof Operations, Wire>;
