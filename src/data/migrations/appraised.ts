import type { Migration } from './migration.ts';

/** What appraisals are looked up by: as which position of the rubric somebody was appraised, and the grade of the points alone. */
export const appraised: Migration = {
  name: 'appraised',
  async up({ db, text }) {
    for (const column of ['appraised_as', 'scoring_grade']) {
      await db.schema.alterTable('results').addColumn(column, text).execute();
    }
  },
};
