import type { Readable, Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import colors from 'picocolors';
import type { Paint, TerminalOptions } from '../reports/terminal-table.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A stream that text goes to, and whether a person is looking at it. */
export type Output = Writable & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;

/** What a command talks to: results go to `stdout`, everything said about them to `stderr`. */
export interface Console {
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Environment;
}

/** How to lay text out on the stream: as wide as its terminal, with colours where a person sees them. */
export function layoutFor(stream: Output, env: Environment): TerminalOptions {
  return { width: stream.isTTY ? stream.columns : undefined, paint: paintFor(stream, env) };
}

/** A file has no width and no colours. */
export const PLAIN: TerminalOptions = { paint: colors.createColors(false) };

/** Colours on a terminal; NO_COLOR takes them away, and FORCE_COLOR gives them everywhere. */
export function paintFor(stream: Output, env: Environment): Paint {
  const { FORCE_COLOR: force, NO_COLOR: none, TERM: terminal } = env;
  if (force !== undefined) return colors.createColors(force !== '0' && force !== 'false');
  return colors.createColors(!none && stream.isTTY === true && terminal !== 'dumb');
}

/**
 * What is being done right now, on one line of a terminal: it appears when the work takes long, is replaced by the
 * next stage, and leaves nothing behind. Where stderr is no terminal it says nothing.
 */
export class Progress {
  readonly #stderr: Output;
  readonly #shows: boolean;
  readonly #began = performance.now();
  #timer: NodeJS.Timeout | undefined;

  constructor({ stderr, env }: Console, quiet: boolean) {
    this.#stderr = stderr;
    this.#shows = !quiet && stderr.isTTY === true && env.TERM !== 'dumb';
  }

  /** Begins a stage. `long`: it is known to take long, and will not let a timer fire. */
  stage(name: string, long = false): void {
    if (!this.#shows) return;
    clearTimeout(this.#timer);
    const show = (): void => {
      this.#stderr.write(`\r\x1b[2K${name} ...`);
    };
    if (long || performance.now() - this.#began > PATIENCE) show();
    else this.#timer = setTimeout(show, PATIENCE).unref();
  }

  /** Wipes the line; call it before anything else is written. */
  clear(): void {
    if (!this.#shows) return;
    clearTimeout(this.#timer);
    this.#stderr.write('\r\x1b[2K');
  }
}

/** Milliseconds after which a person begins to wonder. */
const PATIENCE = 300;
