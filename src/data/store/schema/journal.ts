/** What happened, and what is to happen. */
export interface JournalTables {
  migrations: { number: number; name: string; applied_at: string };
  /** Each entry's hash covers the one before it. Names and numbers of people are never in it, so that erasing a person leaves it whole. */
  audit: {
    sequence: number;
    at: string;
    actor: string;
    action: string;
    subject: string;
    detail: string;
    previous_hash: string;
    hash: string;
  };
  /** What event streams replay. */
  events: { sequence: number; at: string; type: string; subject: string; data: string };
  jobs: JobTable;
  /** The answers to writes that carried an Idempotency-Key. */
  idempotency_keys: {
    key: string;
    actor: string;
    operation: string;
    request_hash: string;
    /** Status, headers and body, as JSON. */
    reply: string;
    created_at: string;
  };
  /** Numbers that only ever rise, by name. */
  counters: { name: string; value: number };
}

interface JobTable {
  id: string;
  kind: string;
  /** waiting, running, done, failed or cancelled. */
  state: string;
  /** 0 to 1. */
  progress: number;
  subject: string;
  payload: string;
  failure: string | null;
  attempts: number;
  /** The server that runs it, and when it last said so. */
  runner: string | null;
  heartbeat_at: string | null;
  cancel_asked: number;
  created_by: string;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
}
