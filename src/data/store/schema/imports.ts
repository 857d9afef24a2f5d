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
  /** People that an import adds or changes: what was before (null for a new one) and what is after, as JSON. */
  import_people: { import_id: string; employee_id: string; before: string | null; after: string };
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
  /** Points by indicator, as JSON. */
  points: string;
}
