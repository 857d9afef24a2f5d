import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import type { Console, Output } from '../../src/cli/console.ts';
import { run } from '../../src/cli/run.ts';
import { dist, requireBuilt } from '../built.ts';

export const main = join(dist, 'cli', 'main.js');

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Circumstances {
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** The environment of this process without what decides about colours. */
export function plainEnvironment(
  more: Readonly<Record<string, string>> = {},
): Record<string, string | undefined> {
  const { NO_COLOR: _no, FORCE_COLOR: _force, EVENHAND_DEBUG: _debug, ...rest } = process.env;
  return { ...rest, ...more };
}

/** Runs what was built, as a process of its own whose output goes to pipes. */
export function evenhand(args: readonly string[], { input = '', env, cwd }: Circumstances = {}): Ran {
  requireBuilt();
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [main, ...args], {
    input,
    cwd,
    env: plainEnvironment(env),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** Runs the command in this process, as if a person sat at terminals of the given width. */
export async function evenhandOnTerminal(
  args: readonly string[],
  { columns = 100, env = {} }: { columns?: number; env?: Record<string, string> } = {},
): Promise<Ran> {
  const stdout = new Screen(columns);
  const stderr = new Screen(columns);
  const console: Console = { stdin: Readable.from([]), stdout, stderr, env };
  const status = await run(args, console);
  return { status, stdout: stdout.text, stderr: stderr.text };
}

class Screen extends Writable implements Output {
  readonly isTTY = true;
  readonly columns: number;
  text = '';

  constructor(columns: number) {
    super();
    this.columns = columns;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
