import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A private folder for what must not outlive the reading; there is none until it is asked for. */
export interface Scratch {
  folder(): Promise<string>;
  remove(): Promise<void>;
}

const living = new Set<string>();
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A folder only this user can read; it goes when it is removed, when the process ends, and when a signal ends it. */
export function scratch(): Scratch {
  let made: Promise<string> | null = null;
  return {
    folder: () => {
      made ??= makeFolder();
      return made;
    },
    remove: async () => {
      if (made === null) return;
      const folder = await made;
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      living.delete(folder);
      if (living.size === 0) unwatch();
    },
  };
}

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'evenhand-'));
  if (living.size === 0) watch();
  living.add(folder);
  return folder;
}

function watch(): void {
  process.on('exit', removeAll);
  for (const signal of SIGNALS) process.on(signal, onSignal);
}

function unwatch(): void {
  process.off('exit', removeAll);
  for (const signal of SIGNALS) process.off(signal, onSignal);
}

function removeAll(): void {
  for (const folder of living) rmSync(folder, { recursive: true, force: true });
  living.clear();
}

/** Where nobody else answers the signal it must still end the process, as it would have without us. */
function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  removeAll();
  unwatch();
  process.kill(process.pid, signal);
}
