import { type Migration, versioned } from './migration.ts';

/** Imports, what they brought, and the tasks that come one by one. */
export const imports: Migration = {
  name: 'imports',
  async up(schema) {
    const { db, text } = schema;
    await db.schema
      .createTable('imports')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('kind', text)
      .addColumn('file_name', text, (column) => column.notNull())
      .addColumn('file_hash', text, (column) => column.notNull())
      .addColumn('file_size', 'double precision', (column) => column.notNull())
      .addColumn('state', text, (column) => column.notNull())
      .addColumn('mode', text, (column) => column.notNull())
      .addColumn('mapping', text, (column) => column.notNull())
      .addColumn('options', text, (column) => column.notNull())
      .addColumn('recognised', text)
      .addColumn('counts', text)
      .addColumn('notes', text, (column) => column.notNull())
      .addColumn('failure', text)
      .addColumn('commit_number', 'integer')
      .addColumn('created_by', text, (column) => column.notNull())
      .addColumn('created_at', text, (column) => column.notNull())
      .addColumn('committed_at', text)
      .addColumn('undone_at', text)
      .execute();
    await db.schema.createIndex('imports_hash').on('imports').column('file_hash').execute();
    await db.schema
      .createTable('import_rejections')
      .addColumn('import_id', text, (column) => column.notNull().references('imports.id').onDelete('cascade'))
      .addColumn('ordinal', 'integer', (column) => column.notNull())
      .addColumn('row', 'integer')
      .addColumn('column_name', text)
      .addColumn('value', text)
      .addColumn('reason', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('import_rejections_key', ['import_id', 'ordinal'])
      .execute();
    await db.schema
      .createTable('import_people')
      .addColumn('import_id', text, (column) => column.notNull().references('imports.id').onDelete('cascade'))
      .addColumn('employee_id', text, (column) => column.notNull())
      .addColumn('number', text, (column) => column.notNull())
      .addColumn('before', text)
      .addColumn('after', text, (column) => column.notNull())
      .addColumn('applied', text)
      .addPrimaryKeyConstraint('import_people_key', ['import_id', 'employee_id'])
      .execute();
    await db.schema.createIndex('import_people_employee').on('import_people').column('employee_id').execute();
    await db.schema
      .createTable('import_protected')
      .addColumn('import_id', text, (column) => column.notNull().references('imports.id').onDelete('cascade'))
      .addColumn('employee_id', text, (column) => column.notNull())
      .addColumn('name', text, (column) => column.notNull())
      .addColumn('before', text)
      .addColumn('value', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('import_protected_key', ['import_id', 'employee_id', 'name'])
      .execute();
    await db.schema
      .createTable('import_periods')
      .addColumn('import_id', text, (column) => column.notNull().references('imports.id').onDelete('cascade'))
      .addColumn('period_id', text, (column) => column.notNull())
      .addColumn('name', text, (column) => column.notNull())
      .addColumn('starts_on', text, (column) => column.notNull())
      .addColumn('ends_on', text, (column) => column.notNull())
      .addColumn('is_new', 'integer', (column) => column.notNull())
      .addColumn('people', 'integer', (column) => column.notNull())
      .addColumn('committed_id', text, (column) => column.references('periods.id'))
      .addPrimaryKeyConstraint('import_periods_key', ['import_id', 'period_id'])
      .execute();
    await db.schema
      .createIndex('import_periods_committed')
      .on('import_periods')
      .column('committed_id')
      .execute();
    await db.schema
      .createTable('import_tiers')
      .addColumn('import_id', text, (column) => column.notNull().references('imports.id').onDelete('cascade'))
      .addColumn('period_id', text, (column) => column.notNull())
      .addColumn('employee_id', text, (column) => column.notNull())
      .addColumn('from_tier', text)
      .addColumn('to_tier', text)
      .addPrimaryKeyConstraint('import_tiers_key', ['import_id', 'period_id', 'employee_id'])
      .execute();
    await versioned(
      db.schema
        .createTable('import_templates')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('name', text, (column) => column.notNull().unique())
        .addColumn('kind', text, (column) => column.notNull())
        .addColumn('mapping', text, (column) => column.notNull())
        .addColumn('options', text, (column) => column.notNull()),
      schema,
    ).execute();
    // People and periods of an import that is not committed need not be there yet: no foreign keys.
    await db.schema
      .createTable('task_summaries')
      .addColumn('import_id', text, (column) => column.notNull().references('imports.id').onDelete('cascade'))
      .addColumn('employee_id', text, (column) => column.notNull())
      .addColumn('period_id', text, (column) => column.notNull())
      .addColumn('completed_tasks', 'double precision', (column) => column.notNull())
      .addColumn('total_tasks', 'double precision', (column) => column.notNull())
      .addColumn('avg_task_hours', 'double precision')
      .addPrimaryKeyConstraint('task_summaries_key', ['import_id', 'employee_id', 'period_id'])
      .execute();
    for (const columns of [
      ['employee_id', 'period_id'],
      ['period_id', 'employee_id'],
    ]) {
      await db.schema
        .createIndex(`task_summaries_${columns[0]}`)
        .on('task_summaries')
        .columns(columns)
        .execute();
    }
    await db.schema
      .createTable('tasks')
      .addColumn('task_key', text, (column) => column.notNull())
      .addColumn('employee_id', text, (column) =>
        column.notNull().references('employees.id').onDelete('cascade'),
      )
      .addColumn('day', text, (column) => column.notNull())
      .addColumn('completed', 'integer', (column) => column.notNull())
      .addColumn('hours', 'double precision')
      .addColumn('commit_number', 'integer', (column) => column.notNull())
      .addColumn('received_at', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('tasks_key', ['task_key', 'employee_id'])
      .execute();
    await db.schema.createIndex('tasks_day').on('tasks').columns(['day', 'employee_id']).execute();
    await db.schema.createIndex('tasks_employee').on('tasks').columns(['employee_id', 'day']).execute();
    await db.schema
      .createTable('sheets')
      .addColumn('import_id', text, (column) => column.notNull().references('imports.id').onDelete('cascade'))
      .addColumn('employee_id', text, (column) => column.notNull())
      .addColumn('period_id', text, (column) => column.notNull())
      .addColumn('rubric_id', text, (column) => column.notNull())
      .addColumn('position', text)
      .addColumn('appraiser', text, (column) => column.notNull())
      .addColumn('role', text, (column) => column.notNull())
      .addColumn('points', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('sheets_key', ['import_id', 'employee_id', 'period_id', 'appraiser', 'role'])
      .execute();
    await db.schema
      .createIndex('sheets_employee')
      .on('sheets')
      .columns(['employee_id', 'period_id'])
      .execute();
    await db.schema.createIndex('sheets_period').on('sheets').column('period_id').execute();
  },
};
