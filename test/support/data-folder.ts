import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new folder for the data of one test's server, removed when the test has ended. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'evenhand-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
