/** What came in from files and from other systems. Numbers belong to the import they came with, so that it can be undone. */
export interface ImportTables {
  imports: ImportTable;
  import_rejections: {
    import_id: string;
    ordinal: number;
    row: number | null;
    column_name: string | null;
    value: string | null;
    reason: string;
  };
  /** People that an import adds or changes. */
  import_people: {
    import_id: string;
    employee_id: string;
    number: string;
    /** The fields that change, as people read them, as JSON: what they were; null for somebody new. */
    before: string | null;
    /** And what they become. */
    after: string;
    /** Once committed: the columns that were set, with what was there before, as JSON. */
    applied: string | null;
  };
  /** Protected attributes that an import sets; kept apart from everything else, as those in force are. */
  import_protected: {
    import_id: string;
    employee_id: string;
    name: string;
    before: string | null;
    value: string;
  };
  /** Periods that an import says something of; `is_new` ones come to be when it is committed. */
  import_periods: {
    import_id: string;
    period_id: string;
    name: string;
    starts_on: string;
    ends_on: string;
    is_new: number;
    people: number;
    /** The same as `period_id` while the import is committed, which keeps the period from being removed. */
    committed_id: string | null;
  };
  /** People whose tier the import would change, or has changed; null where they are not rated. */
  import_tiers: {
    import_id: string;
    period_id: string;
    employee_id: string;
    from_tier: string | null;
    to_tier: string | null;
  };
  import_templates: { id: string; name: string; kind: string; mapping: string; options: string } & {
    version: number;
    created_at: string;
    updated_at: string;
  };
  task_summaries: TaskSummaryTable;
  tasks: TaskTable;
  sheets: SheetTable;
}

interface ImportTable {
  id: string;
  /** employees, task log, summaries or sheets; null until it is recognised or told. */
  kind: string | null;
  file_name: string;
  /** SHA-256 of the file, hexadecimal. */
  file_hash: string;
  file_size: number;
  /** reading, ready, failed, committed, undone or dismissed. */
  state: string;
  /** replace: what it says of a person and period stands alone; add: it is added to what is there. */
  mode: string;
  mapping: string;
  options: string;
  recognised: string | null;
  counts: string | null;
  notes: string;
  failure: string | null;
  /** Order of commits, over imports and live tasks; null until committed. */
  commit_number: number | null;
  created_by: string;
  created_at: string;
  committed_at: string | null;
  undone_at: string | null;
}

interface TaskSummaryTable {
  import_id: string;
  employee_id: string;
  period_id: string;
  completed_tasks: number;
  total_tasks: number;
  avg_task_hours: number | null;
}

/** Tasks that other systems report one by one as they happen. */
interface TaskTable {
  /** What the other system calls the task; with the person it is unique. */
  task_key: string;
  employee_id: string;
  /** The day on which it counts: it belongs to every period that has this day. */
  day: string;
  completed: number;
  hours: number | null;
  commit_number: number;
  received_at: string;
}

interface SheetTable {
  import_id: string;
  employee_id: string;
  period_id: string;
  rubric_id: string;
  position: string | null;
  /** Empty where a sheet does not say who gave the points: part of the key. */
  appraiser: string;
  /** The appraiser's role; empty where the sheet does not say it: part of the key. */
  role: string;
  /** Points by indicator, as JSON. */
  points: string;
}
