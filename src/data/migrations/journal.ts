import type { Migration } from './migration.ts';

/** The audit log, events, jobs, and what makes writes idempotent. */
export const journal: Migration = {
  name: 'journal',
  async up({ db, text }) {
    await db.schema
      .createTable('audit')
      .addColumn('sequence', 'integer', (column) => column.primaryKey())
      .addColumn('at', text, (column) => column.notNull())
      .addColumn('actor', text, (column) => column.notNull())
      .addColumn('action', text, (column) => column.notNull())
      .addColumn('subject', text, (column) => column.notNull())
      .addColumn('detail', text, (column) => column.notNull())
      .addColumn('previous_hash', text, (column) => column.notNull())
      .addColumn('hash', text, (column) => column.notNull())
      .execute();
    await db.schema.createIndex('audit_subject').on('audit').columns(['subject', 'sequence']).execute();
    await db.schema
      .createTable('events')
      .addColumn('sequence', 'integer', (column) => column.primaryKey())
      .addColumn('at', text, (column) => column.notNull())
      .addColumn('type', text, (column) => column.notNull())
      .addColumn('subject', text, (column) => column.notNull())
      .addColumn('data', text, (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('jobs')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('state', text, (column) => column.notNull())
      .addColumn('progress', 'double precision', (column) => column.notNull())
      .addColumn('subject', text, (column) => column.notNull())
      .addColumn('payload', text, (column) => column.notNull())
      .addColumn('failure', text)
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('runner', text)
      .addColumn('heartbeat_at', text)
      .addColumn('cancel_asked', 'integer', (column) => column.notNull())
      .addColumn('created_by', text, (column) => column.notNull())
      .addColumn('created_at', text, (column) => column.notNull())
      .addColumn('started_at', text)
      .addColumn('finished_at', text)
      .execute();
    await db.schema.createIndex('jobs_state').on('jobs').columns(['state', 'id']).execute();
    await db.schema
      .createTable('idempotency_keys')
      .addColumn('key', text, (column) => column.notNull())
      .addColumn('actor', text, (column) => column.notNull())
      .addColumn('operation', text, (column) => column.notNull())
      .addColumn('request_hash', text, (column) => column.notNull())
      .addColumn('reply', text, (column) => column.notNull())
      .addColumn('created_at', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('idempotency_keys_key', ['actor', 'key'])
      .execute();
    await db.schema
      .createTable('counters')
      .addColumn('name', text, (column) => column.primaryKey())
      .addColumn('value', 'integer', (column) => column.notNull())
      .execute();
  },
};
