import { type Migration, versioned } from './migration.ts';

/** Accounts, their sessions, invitations, and keys of other systems. */
export const accounts: Migration = {
  name: 'accounts',
  async up(schema) {
    const { db, text } = schema;
    await versioned(
      db.schema
        .createTable('accounts')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('email', text, (column) => column.notNull().unique())
        .addColumn('name', text, (column) => column.notNull())
        .addColumn('role', text, (column) => column.notNull())
        .addColumn('employee_id', text, (column) => column.references('employees.id').onDelete('set null'))
        .addColumn('password_hash', text)
        .addColumn('openid_issuer', text)
        .addColumn('openid_subject', text)
        .addColumn('active', 'integer', (column) => column.notNull())
        .addColumn('created_by', text, (column) => column.notNull())
        .addColumn('last_login_at', text)
        .addUniqueConstraint('accounts_openid', ['openid_issuer', 'openid_subject']),
      schema,
    ).execute();
    await db.schema.createIndex('accounts_employee').on('accounts').column('employee_id').execute();
    await db.schema
      .createTable('sessions')
      .addColumn('token_hash', text, (column) => column.primaryKey())
      .addColumn('id', text, (column) => column.notNull().unique())
      .addColumn('account_id', text, (column) =>
        column.notNull().references('accounts.id').onDelete('cascade'),
      )
      .addColumn('created_at', text, (column) => column.notNull())
      .addColumn('last_seen_at', text, (column) => column.notNull())
      .addColumn('expires_at', text, (column) => column.notNull())
      .execute();
    await db.schema.createIndex('sessions_account').on('sessions').column('account_id').execute();
    await db.schema
      .createTable('invitations')
      .addColumn('token_hash', text, (column) => column.primaryKey())
      .addColumn('account_id', text, (column) =>
        column.notNull().references('accounts.id').onDelete('cascade'),
      )
      .addColumn('created_at', text, (column) => column.notNull())
      .addColumn('expires_at', text, (column) => column.notNull())
      .execute();
    await db.schema.createIndex('invitations_account').on('invitations').column('account_id').execute();
    await db.schema
      .createTable('openid_logins')
      .addColumn('token_hash', text, (column) => column.primaryKey())
      .addColumn('state', text, (column) => column.notNull())
      .addColumn('nonce', text, (column) => column.notNull())
      .addColumn('code_verifier', text, (column) => column.notNull())
      .addColumn('expires_at', text, (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('api_keys')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('name', text, (column) => column.notNull())
      .addColumn('token_hash', text, (column) => column.notNull().unique())
      .addColumn('role', text, (column) => column.notNull())
      .addColumn('operations', text)
      .addColumn('created_by', text, (column) => column.notNull())
      .addColumn('created_at', text, (column) => column.notNull())
      .addColumn('expires_at', text, (column) => column.notNull())
      .addColumn('last_used_at', text)
      .addColumn('revoked_at', text)
      .execute();
  },
};
