import type { PeriodLength } from '../files/task-log-sql.ts';

/** What a file can be. */
export const IMPORT_KINDS = ['employees', 'task log', 'summaries', 'sheets'] as const;

export type ImportKind = (typeof IMPORT_KINDS)[number];

/** How a file is to be read, as whoever imports it says it; what is left out is found out. */
export interface ReadingOptions {
  readonly delimiter?: ',' | ';' | '\t' | '|' | undefined;
  readonly sheet?: string | undefined;
  readonly decimal?: 'comma' | 'point' | undefined;
  readonly date_format?: string | undefined;
  /** Statuses that mean done, and those that do not count. Task logs only. */
  readonly done?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  readonly split?: PeriodLength | undefined;
  /** The position that everybody in an appraisal sheet has. */
  readonly position?: string | undefined;
}

/** A file and all that its reading needs; it crosses to another process. */
export interface ReadingTask {
  readonly path: string;
  /** What the person who sent it calls it. */
  readonly name: string;
  readonly kind: ImportKind | null;
  readonly mapping: Readonly<Record<string, string>>;
  readonly options: ReadingOptions;
  /** The period that the file is about, where one is named. */
  readonly period: { readonly name: string; readonly from: string; readonly to: string } | null;
  /** The rubric of appraisal sheets, in JSON, where one is named. */
  readonly rubric: string | null;
}

/** What was seen of a file, however far its reading came. */
export interface Recognised {
  /** "CSV (semicolon, UTF-8)" */
  readonly format: string;
  readonly columns: readonly { readonly name: string; readonly samples: readonly string[] }[];
  readonly kind: ImportKind | null;
  /** The column of each field that was found. */
  readonly mapping: Readonly<Record<string, string>>;
}

export type RejectionRow = readonly [
  row: number | null,
  column: string | null,
  value: string | null,
  reason: string,
];
/** What is said of somebody beside the numbers counts where the person is new. Hours are null where no completed task has hours; the period is its first day where the log is split. */
export type SummaryRow = readonly [
  number: string,
  name: string | null,
  department: string | null,
  period: string | null,
  completed: number,
  total: number,
  hours: number | null,
];
export type SheetRow = readonly [
  number: string,
  name: string | null,
  position: string,
  appraiser: string,
  role: string,
  points: Readonly<Record<string, number>>,
];
/** A person as a file says it: fields that it has no column for are not there, empty ones are null. */
export interface EmployeeFields {
  readonly name?: string | null;
  readonly department?: string | null;
  readonly position?: string | null;
  /** The number of the manager. */
  readonly manager?: string | null;
  readonly active_from?: string | null;
  readonly active_to?: string | null;
  readonly cost?: number | null;
}
export type EmployeeRow = readonly [
  row: number,
  number: string,
  fields: EmployeeFields,
  protectedAttributes: Readonly<Record<string, string>>,
];

/** Some of what a file holds. */
export type Rows =
  | { readonly of: 'rejections'; readonly rows: readonly RejectionRow[] }
  | { readonly of: 'summaries'; readonly rows: readonly SummaryRow[] }
  | { readonly of: 'sheets'; readonly rows: readonly SheetRow[] }
  | { readonly of: 'employees'; readonly rows: readonly EmployeeRow[] };

/** How a reading ended. Where it failed, the message says why and what to do. */
export type ReadingEnd = {
  readonly recognised: Recognised | null;
} & (
  | { readonly state: 'read'; readonly rows: number; readonly notes: readonly string[] }
  | { readonly state: 'failed'; readonly failure: string }
);
