import { sql } from 'kysely';
import { type Migration, versioned } from './migration.ts';

/** Rubrics, standards, evaluations with their results, and what people say to a result. */
export const evaluations: Migration = {
  name: 'evaluations',
  async up(schema) {
    const { db, text, inKeyOrder } = schema;
    await db.schema
      .createTable('rubrics')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('name', text, (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('document', text, (column) => column.notNull())
      .addColumn('hash', text, (column) => column.notNull())
      .addColumn('created_by', text, (column) => column.notNull())
      .addColumn('created_at', text, (column) => column.notNull())
      .addUniqueConstraint('rubrics_version', ['name', 'version'])
      .execute();
    let standards = db.schema
      .createTable('standards')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('name', text, (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('pipeline', text, (column) => column.notNull())
      .addColumn('state', text, (column) => column.notNull())
      .addColumn('document', text, (column) => column.notNull())
      .addColumn('content', text, (column) => column.notNull())
      .addColumn('shared', text, (column) => column.notNull())
      .addColumn('fingerprint', text, (column) => column.notNull())
      .addColumn('evaluation_id', text)
      .addColumn('created_by', text, (column) => column.notNull())
      .addColumn('created_at', text, (column) => column.notNull())
      .addUniqueConstraint('standards_version', ['name', 'version']);
    for (const step of ['approved', 'activated', 'retired']) {
      standards = standards.addColumn(`${step}_by`, text).addColumn(`${step}_at`, text);
    }
    await standards.execute();
    await db.schema
      .createIndex('standards_active')
      .unique()
      .on('standards')
      .column('pipeline')
      .where(sql.ref('state'), '=', 'active')
      .execute();
    await versioned(
      db.schema
        .createTable('evaluations')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('name', text, (column) => column.notNull())
        .addColumn('pipeline', text, (column) => column.notNull())
        .addColumn('period_id', text, (column) => column.notNull().references('periods.id'))
        .addColumn('scope', text, (column) => column.notNull())
        .addColumn('options', text, (column) => column.notNull())
        .addColumn('standard_id', text, (column) => column.references('standards.id'))
        .addColumn('fitted', 'integer', (column) => column.notNull())
        .addColumn('state', text, (column) => column.notNull())
        .addColumn('job_id', text)
        .addColumn('failure', text)
        .addColumn('people', 'integer', (column) => column.notNull())
        .addColumn('results', 'integer', (column) => column.notNull())
        .addColumn('tiers', text)
        .addColumn('summary', text)
        .addColumn('notes', text)
        .addColumn('drift', text)
        .addColumn('created_by', text, (column) => column.notNull())
        .addColumn('finished_at', text)
        .addColumn('released_at', text)
        .addColumn('released_by', text)
        .addColumn('review', text),
      schema,
    ).execute();
    await db.schema.createIndex('evaluations_period').on('evaluations').column('period_id').execute();
    await db.schema
      .createTable('results')
      .addColumn('evaluation_id', text, (column) =>
        column.notNull().references('evaluations.id').onDelete('cascade'),
      )
      .addColumn('employee_id', text, (column) =>
        column.notNull().references('employees.id').onDelete('cascade'),
      )
      .addColumn('department_id', text)
      .addColumn('position_id', text)
      .addColumn('manager_id', text)
      .addColumn('tier_rank', 'integer')
      .addColumn('tier', text)
      .addColumn('score', 'double precision')
      .addColumn('unusual', 'integer')
      .addColumn('beyond', 'integer')
      .addColumn('anomaly_score', 'double precision')
      .addColumn('direction', text)
      .addColumn('data_error', 'integer', (column) => column.notNull())
      .addColumn('stability', 'double precision')
      .addColumn('borderline', 'integer')
      .addColumn('completed_tasks', 'double precision')
      .addColumn('total_tasks', 'double precision')
      .addColumn('avg_task_hours', 'double precision')
      .addColumn('unrated_reason', text)
      .addPrimaryKeyConstraint('results_key', ['evaluation_id', 'employee_id'])
      .modifyEnd(inKeyOrder)
      .execute();
    for (const sorted of ['stability', 'anomaly_score', 'score']) {
      await db.schema
        .createIndex(`results_${sorted}`)
        .on('results')
        .columns(['evaluation_id', sorted, 'employee_id'])
        .execute();
    }
    await db.schema
      .createIndex('results_department')
      .on('results')
      .columns(['evaluation_id', 'department_id', 'tier', 'score', 'employee_id'])
      .execute();
    await db.schema
      .createTable('result_details')
      .addColumn('evaluation_id', text, (column) =>
        column.notNull().references('evaluations.id').onDelete('cascade'),
      )
      .addColumn('employee_id', text, (column) =>
        column.notNull().references('employees.id').onDelete('cascade'),
      )
      .addColumn('detail', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('result_details_key', ['evaluation_id', 'employee_id'])
      .execute();
    await db.schema
      .createIndex('result_details_employee')
      .on('result_details')
      .column('employee_id')
      .execute();
    await db.schema.createIndex('results_employee').on('results').column('employee_id').execute();
    await db.schema
      .createTable('comments')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('evaluation_id', text, (column) =>
        column.notNull().references('evaluations.id').onDelete('cascade'),
      )
      .addColumn('employee_id', text, (column) =>
        column.notNull().references('employees.id').onDelete('cascade'),
      )
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('text', text, (column) => column.notNull())
      .addColumn('state', text, (column) => column.notNull())
      .addColumn('answer', text)
      .addColumn('answer_by', text)
      .addColumn('created_by', text, (column) => column.notNull())
      .addColumn('created_at', text, (column) => column.notNull())
      .addColumn('answered_by', text)
      .addColumn('answered_at', text)
      .execute();
    await db.schema
      .createIndex('comments_result')
      .on('comments')
      .columns(['evaluation_id', 'employee_id'])
      .execute();
    await db.schema
      .createTable('decisions')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('evaluation_id', text, (column) =>
        column.notNull().references('evaluations.id').onDelete('cascade'),
      )
      .addColumn('employee_id', text, (column) =>
        column.notNull().references('employees.id').onDelete('cascade'),
      )
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('text', text, (column) => column.notNull())
      .addColumn('decided_by', text, (column) => column.notNull())
      .addColumn('decided_at', text, (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('decisions_result')
      .on('decisions')
      .columns(['evaluation_id', 'employee_id'])
      .execute();
  },
};
