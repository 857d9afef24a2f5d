import { InputError, type Problem, RejectedRowsError } from '../errors.ts';
import { count, grouped } from '../reports/words.ts';
import { type Console, Progress } from './console.ts';
import { harmlessLines } from './messages.ts';
import { writeToFile } from './output.ts';

/** What a person asked of every command that reads a file. */
export interface SessionOptions {
  readonly quiet: boolean | undefined;
  readonly strict: boolean | undefined;
  /** Where the rejected rows go. */
  readonly rejected: string | undefined;
}

/** A file that was read, whatever it is about. */
export interface Reading {
  readonly recognised: { readonly text: string };
  readonly rejected: readonly Problem[];
  readonly rowsRead: number;
  /** Why nobody is left of rows that are in order. */
  readonly whyNobody?: string | undefined;
}

/** What a command says on stderr beside its result: stages of long work, what was recognised, notes, rejected rows. */
export class Session {
  readonly #console: Console;
  readonly #options: SessionOptions;
  readonly #progress: Progress;

  constructor(console: Console, options: SessionOptions) {
    this.#console = console;
    this.#options = options;
    this.#progress = new Progress(console, options.quiet ?? false);
  }

  /** Begins a stage of the work; with as many people as this it takes long and lets no timer fire. */
  stage(name: string, people = 0): void {
    this.#progress.stage(name, people >= MANY);
  }

  /**
   * Says what was recognised and writes the rejected rows to the file that was asked for. Throws RejectedRowsError
   * where none may be rejected, and InputError where nothing is left to evaluate.
   */
  async accept(file: string, reading: Reading, people: number): Promise<void> {
    const { recognised, rejected, rowsRead, whyNobody } = reading;
    this.#say(`${recognised.text}\n`);
    const { strict, rejected: path } = this.#options;
    if (path !== undefined) await writeRejected(rejected, path);
    const share = `${grouped(rejected.length)} of ${count(rowsRead, 'row', 'rows')}`;
    if (strict && rejected.length > 0) {
      throw new RejectedRowsError(`${share} cannot be used, and --strict lets none be left out`, rejected);
    }
    if (people > 0) return;
    const name = file === '-' ? 'standard input' : file;
    const others = `${count(rejected.length, 'row was', 'rows were')} rejected`;
    const why =
      rejected.length === 0
        ? (whyNobody ?? `${name} has no rows to evaluate`)
        : whyNobody === undefined
          ? `nothing in ${name} can be used: ${others}`
          : `${whyNobody}; ${others}`;
    throw new InputError(why, { code: 'nothing_usable', problems: rejected });
  }

  /** Says, when the result is out, what its reader should know. */
  async conclude(notes: readonly string[], { rejected, rowsRead }: Reading): Promise<void> {
    let text = notes.map((note) => `Note: ${note}\n`).join('');
    if (rejected.length > 0) {
      const { problemLines } = await import('./problem-lines.ts');
      const path = this.#options.rejected;
      const hint = path === undefined ? '; --rejected PATH writes them all' : `, all of them in ${path}`;
      text += `${grouped(rejected.length)} of ${count(rowsRead, 'row was', 'rows were')} rejected:\n${problemLines(rejected, hint)}`;
    }
    this.#say(text);
  }

  /** Wipes the stage that is shown; call it whatever happens. */
  end(): void {
    this.#progress.clear();
  }

  #say(text: string): void {
    this.#progress.clear();
    if (!this.#options.quiet && text !== '') this.#console.stderr.write(`${harmlessLines(text.trimEnd())}\n`);
  }
}

async function writeRejected(rejected: readonly Problem[], path: string): Promise<void> {
  const { csvChunks } = await import('../reports/csv.ts');
  const { rejectedTable } = await import('../reports/evaluation-tables.ts');
  await writeToFile(csvChunks(rejectedTable(rejected)), path);
}

/** People from which on an evaluation takes long enough to wonder. */
const MANY = 50_000;
