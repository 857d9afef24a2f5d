import { readConfig } from '../../config.ts';
import { UsageError } from '../../errors.ts';
import { command } from '../command.ts';

/** `evenhand backup PATH`: all records in one new file, also while the server runs. */
export const backup = command(
  {
    name: 'backup',
    summary: 'copy all records to a file',
    about:
      'Copies everything that the server keeps (EVENHAND_DATA or EVENHAND_DATABASE_URL), as it is at one moment, to a new file. The server may run meanwhile. The file is a SQLite database with personal data: keep it as safe as the original.',
    operands: [{ name: 'PATH', says: 'the new file' }],
    options: {},
    groups: [],
    examples: [
      { line: 'evenhand backup /backups/2024-03-31.db', says: 'a backup for the end of the quarter' },
    ],
  },
  async ({ operands: [path] }, { stderr, env }) => {
    if (path === undefined) throw new UsageError('give the PATH of the new file');
    const { backUp } = await import('../../data/store/backup.ts');
    await backUp(readConfig(env), path);
    stderr.write(`wrote ${path}\n`);
  },
);
