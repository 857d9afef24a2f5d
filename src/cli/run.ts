import { readFileSync } from 'node:fs';
import { InputError, RejectedRowsError, UsageError } from '../errors.ts';
import type { Command } from './command.ts';
import { type Console, paintFor } from './console.ts';
import { commandHelp, programHelp } from './help.ts';
import { likelyMeant } from './likely-meant.ts';
import { writeToStream } from './output.ts';

/** Exit status, the same for every command. */
const EXIT = { done: 0, failed: 1, usage: 2, rejected: 3 } as const;

/** Runs `evenhand` with the arguments after its name, and answers with its exit status. */
export async function run(given: readonly string[], console: Console): Promise<number> {
  // Whoever closes stderr does not want to hear more.
  console.stderr.on('error', () => {});
  const [name = 'help', ...rest] = given;
  try {
    await takeThreads(console.env.EVENHAND_THREADS);
    if (name === '--version' || name === '-v') await say(`${version()}\n`, console);
    else if (name === '--help' || name === '-h') await help(undefined, console);
    else if (name === 'help' || asksForHelp(rest)) await help(name === 'help' ? rest[0] : name, console);
    else await (await commandNamed(name)).run(rest, console);
    return EXIT.done;
  } catch (error) {
    await report(error, name, console);
    return exitStatus(error);
  }
}

/** Computes on as many threads as the environment says; without it on as many as there are processors. */
async function takeThreads(text: string | undefined): Promise<void> {
  if (!text?.trim()) return;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 256) {
    throw new UsageError(
      `EVENHAND_THREADS must be a whole number from 1 to 256, not ${JSON.stringify(text)}`,
    );
  }
  const { useThreads } = await import('../math/parallel.ts');
  useThreads(count);
}

/** Each command is loaded when it is called, so that none waits for another's libraries. */
const COMMANDS: ReadonlyMap<string, { readonly summary: string; load(): Promise<Command> }> = new Map([
  [
    'analyze',
    {
      summary: 'tiers, scores and anomalies from a task log or from summaries',
      load: async () => (await import('./commands/analyze.ts')).analyze,
    },
  ],
  [
    'appraise',
    {
      summary: 'grades from appraisal sheets, by clustering beside the scoring method',
      load: async () => (await import('./commands/appraise.ts')).appraise,
    },
  ],
  [
    'serve',
    {
      summary: 'answer over HTTP',
      load: async () => (await import('./commands/serve.ts')).serve,
    },
  ],
  [
    'backup',
    {
      summary: 'copy all records to a file',
      load: async () => (await import('./commands/backup.ts')).backup,
    },
  ],
  [
    'restore',
    {
      summary: 'put a backup in place of the records',
      load: async () => (await import('./commands/restore.ts')).restore,
    },
  ],
  [
    'accounts',
    {
      summary: 'make an account, or a new link to one',
      load: async () => (await import('./commands/accounts.ts')).accounts,
    },
  ],
  [
    'audit',
    {
      summary: 'check that the audit log is as it was written',
      load: async () => (await import('./commands/audit.ts')).audit,
    },
  ],
]);

const WIDEST_HELP = 100;

function commandNamed(name: string): Promise<Command> {
  const found = COMMANDS.get(name);
  if (found) return found.load();
  const names = [...COMMANDS.keys()];
  const near = likelyMeant(name, names);
  throw new UsageError(
    `${name} is not ${name.startsWith('-') ? 'an option' : 'a command'} of evenhand; ${near === null ? `there are ${names.join(', ')}` : `did you mean ${near}?`}`,
  );
}

function asksForHelp(rest: readonly string[]): boolean {
  const options = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  return options.includes('--help') || options.includes('-h');
}

async function help(name: string | undefined, console: Console): Promise<void> {
  const width = Math.min(console.stdout.columns ?? WIDEST_HELP, WIDEST_HELP);
  if (name !== undefined) return say(commandHelp((await commandNamed(name)).table, width), console);
  const commands = Array.from(COMMANDS, ([known, { summary }]) => ({ name: known, summary }));
  return say(programHelp(commands, width), console);
}

function say(text: string, { stdout }: Console): Promise<void> {
  return writeToStream([text], stdout);
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return String(JSON.parse(text).version);
}

function exitStatus(error: unknown): number {
  if (error instanceof UsageError) return EXIT.usage;
  return error instanceof RejectedRowsError ? EXIT.rejected : EXIT.failed;
}

/** One clear message; where it came from in the code only for whoever asks with EVENHAND_DEBUG=1. */
async function report(error: unknown, name: string, { stderr, env }: Console): Promise<void> {
  const { harmlessLines } = await import('./messages.ts');
  const paint = paintFor(stderr, env);
  const known = error instanceof InputError;
  const message = error instanceof Error ? error.message : String(error);
  stderr.write(`${paint.bold('evenhand:')} ${known ? '' : 'unexpected error: '}${harmlessLines(message)}\n`);
  if (known && error.problems.length > 0) {
    const { problemLines } = await import('./problem-lines.ts');
    stderr.write(problemLines(error.problems, ''));
  }
  if (error instanceof UsageError) {
    stderr.write(`See evenhand help${COMMANDS.has(name) ? ` ${name}` : ''}\n`);
  }
  if (env.EVENHAND_DEBUG === '1') stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  else if (!known) stderr.write('EVENHAND_DEBUG=1 shows where it happened.\n');
}
