import type { Migration } from './migration.ts';

/** Where people stand in periods that still run. */
export const live: Migration = {
  name: 'live',
  async up({ db, text }) {
    await db.schema
      .createTable('live_results')
      .addColumn('period_id', text, (column) => column.notNull().references('periods.id').onDelete('cascade'))
      .addColumn('employee_id', text, (column) =>
        column.notNull().references('employees.id').onDelete('cascade'),
      )
      .addColumn('standard_id', text, (column) => column.notNull())
      .addColumn('tier', text)
      .addColumn('score', 'double precision')
      .addColumn('unusual', 'integer')
      .addColumn('unrated_reason', text)
      .addColumn('updated_at', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('live_results_key', ['period_id', 'employee_id'])
      .execute();
    await db.schema.createIndex('live_results_employee').on('live_results').column('employee_id').execute();
  },
};
