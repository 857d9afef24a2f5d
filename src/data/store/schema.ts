import type { AccountTables } from './schema/accounts.ts';
import type { EvaluationTables } from './schema/evaluations.ts';
import type { ImportTables } from './schema/imports.ts';
import type { JournalTables } from './schema/journal.ts';
import type { LiveTables } from './schema/live.ts';
import type { OrganisationTables } from './schema/organisation.ts';

/**
 * Every table of the store, as queries see it; both databases have the same. Ids are UUIDs as text, moments are ISO 8601
 * in UTC, days are 2024-03-31, flags are 0 or 1, and what is only ever read whole is JSON as text.
 */
export interface Database
  extends OrganisationTables,
    ImportTables,
    EvaluationTables,
    JournalTables,
    LiveTables,
    AccountTables {}
