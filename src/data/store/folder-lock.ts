import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'libsql';
import { InputError } from '../../errors.ts';

/**
 * Takes a data folder for this process; returns what gives it back. The operating system holds the lock, so that it
 * ends with the process however that ends. Throws InputError `folder_in_use` that names the process which has it.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const database = new SqliteDatabase(join(folder, 'server.lock'));
  const pidFile = join(folder, 'server.pid');
  try {
    database.pragma('busy_timeout = 0');
    database.exec('begin exclusive');
  } catch (error) {
    database.close();
    throw new InputError(
      `another server works with the data in ${folder}${processOf(pidFile)}: stop it first, or set EVENHAND_DATA to another folder`,
      { code: 'folder_in_use', cause: error },
    );
  }
  try {
    writeFileSync(pidFile, `${process.pid}\n`);
  } catch {
    // On a full disk the folder is still ours, and can be read.
  }
  return () => {
    // libsql lets go of a file some time after it was closed, of a lock at once.
    database.exec('rollback');
    database.close();
  };
}

function processOf(pidFile: string): string {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    return Number.isInteger(pid) ? ` (process ${pid})` : '';
  } catch {
    return '';
  }
}
