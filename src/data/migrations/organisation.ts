import { sql } from 'kysely';
import { type Migration, versioned } from './migration.ts';

/** Settings, departments, positions, periods and the people in them. */
export const organisation: Migration = {
  name: 'organisation',
  async up(schema) {
    const { db, text } = schema;
    await db.schema
      .createTable('settings')
      .addColumn('name', text, (column) => column.primaryKey())
      .addColumn('value', text, (column) => column.notNull())
      .execute();
    await versioned(
      db.schema
        .createTable('departments')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('name', text, (column) => column.notNull().unique())
        .addColumn('parent_id', text, (column) => column.references('departments.id')),
      schema,
    ).execute();
    await versioned(
      db.schema
        .createTable('positions')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('name', text, (column) => column.notNull().unique())
        .addColumn('rubric_name', text),
      schema,
    ).execute();
    await versioned(
      db.schema
        .createTable('periods')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('name', text, (column) => column.notNull().unique())
        .addColumn('starts_on', text, (column) => column.notNull())
        .addColumn('ends_on', text, (column) => column.notNull()),
      schema,
    ).execute();
    await versioned(
      db.schema
        .createTable('employees')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('number', text, (column) => column.notNull().unique())
        .addColumn('name', text)
        .addColumn('department_id', text, (column) => column.references('departments.id'))
        .addColumn('position_id', text, (column) => column.references('positions.id'))
        .addColumn('manager_id', text, (column) => column.references('employees.id'))
        .addColumn('active_from', text)
        .addColumn('active_to', text)
        .addColumn('search', text, (column) => column.notNull()),
      schema,
    ).execute();
    // With the id, which pages are in the order of: who is on a page is known without looking anybody up.
    for (const column of ['department_id', 'position_id', 'manager_id']) {
      await db.schema.createIndex(`employees_${column}`).on('employees').columns([column, 'id']).execute();
    }
    // Searching looks at everybody: through the index it need not read what else is known of them.
    await db.schema.createIndex('employees_search').on('employees').columns(['id', 'search']).execute();
    await db.schema.createIndex('employees_name').on('employees').columns(['name', 'id']).execute();
    // Shorter numbers go before longer ones: 99 before 101.
    await db.schema
      .createIndex('employees_number_order')
      .on('employees')
      .expression(sql`length(number), number, id`)
      .execute();
    await db.schema
      .createTable('employee_costs')
      .addColumn('employee_id', text, (column) =>
        column.notNull().references('employees.id').onDelete('cascade'),
      )
      .addColumn('period_id', text, (column) => column.notNull().references('periods.id').onDelete('cascade'))
      .addColumn('cost', 'double precision', (column) => column.notNull())
      .addColumn('currency', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('employee_costs_key', ['employee_id', 'period_id'])
      .execute();
    await db.schema
      .createTable('protected_attributes')
      .addColumn('employee_id', text, (column) =>
        column.notNull().references('employees.id').onDelete('cascade'),
      )
      .addColumn('name', text, (column) => column.notNull())
      .addColumn('value', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('protected_attributes_key', ['employee_id', 'name'])
      .execute();
  },
};
