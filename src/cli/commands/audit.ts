import { readConfig } from '../../config.ts';
import { InputError, UsageError } from '../../errors.ts';
import { command } from '../command.ts';
import { text } from '../options.ts';
import { writeToStream } from '../output.ts';

const options = {
  head: text('HASH', 'a head that was noted earlier: whether the log still holds what it held then'),
};

/** `evenhand audit verify`: whether the audit log is as it was written; also while the server runs. */
export const audit = command(
  {
    name: 'audit',
    summary: 'check that the audit log is as it was written',
    about:
      "Checks every entry of the audit log of the data in EVENHAND_DATA or EVENHAND_DATABASE_URL, also while the server runs. Each entry's hash covers the one before, so that none can be changed, taken out or put in between unnoticed. Note the head that is printed: given with --head later, it tells whether the end was cut off or written anew. Ends with status 1 where something is wrong.",
    operands: [{ name: 'verify', says: 'the check' }],
    options,
    groups: [{ title: 'Checking', options }],
    examples: [{ line: 'evenhand audit verify', says: 'every entry, and the head to be noted' }],
  },
  async ({ operands: [what], values: { head } }, { stdout, env }) => {
    if (what !== 'verify') throw new UsageError('say what to do with the audit log: evenhand audit verify');
    if (head !== undefined && !/^[0-9a-f]{64}$/.test(head)) {
      throw new UsageError(
        '--head must be a hash of 64 hexadecimal digits, as evenhand audit verify prints it',
      );
    }
    const { openReader } = await import('../../data/store/open-store.ts');
    const { verifyAudit } = await import('../../data/store/audit.ts');
    const db = await openReader(readConfig(env));
    try {
      const verdict = await verifyAudit(db, head);
      if (verdict.broken !== null) {
        const { sequence, reason } = verdict.broken;
        throw new InputError(`the audit log is not as it was written: entry ${sequence}: ${reason}`, {
          code: 'audit_broken',
        });
      }
      await writeToStream(
        [`${verdict.entries} entries, all as they were written\nhead ${verdict.head}\n`],
        stdout,
      );
    } finally {
      await db.destroy();
    }
  },
);
