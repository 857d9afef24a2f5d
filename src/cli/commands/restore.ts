import { readConfig } from '../../config.ts';
import { UsageError } from '../../errors.ts';
import { command } from '../command.ts';
import { flag } from '../options.ts';

const options = { yes: flag('really: the records that are there now are gone afterwards') };

/** `evenhand restore PATH --yes`: a backup in place of the records, also while the server runs. */
export const restore = command(
  {
    name: 'restore',
    summary: 'put a backup in place of the records',
    about:
      'Puts the records of a backup in place of everything that the server keeps (EVENHAND_DATA or EVENHAND_DATABASE_URL): all of them, or none where something goes wrong. The server may run meanwhile. A backup of an older version is brought up to date, and one of a SQLite store may be restored into PostgreSQL and the other way round.',
    operands: [{ name: 'PATH', says: 'a file that evenhand backup wrote' }],
    options,
    groups: [{ title: 'Restoring', options }],
    examples: [
      { line: 'evenhand restore /backups/2024-03-31.db --yes', says: 'the records as they were then' },
    ],
  },
  async ({ operands: [path], values: { yes } }, { stderr, env }) => {
    if (path === undefined) throw new UsageError('give the PATH of the backup');
    if (!yes) {
      throw new UsageError('the records that are there now would be gone: say --yes, after a backup of them');
    }
    const { restore: restoreFrom } = await import('../../data/store/backup.ts');
    await restoreFrom(readConfig(env), path, 'command');
    stderr.write(`restored ${path}\n`);
  },
);
