import { type Arguments, type CommandTable, readArguments } from './arguments.ts';
import type { Console } from './console.ts';
import type { Options } from './options.ts';

/** One command of `evenhand`. */
export interface Command {
  readonly table: CommandTable<Options>;
  /** Throws where the command fails; the kind of error decides the exit status. */
  run(given: readonly string[], console: Console): Promise<void>;
}

/** A command from its table and what it does with the arguments that the table reads. */
export function command<O extends Options>(
  table: CommandTable<O>,
  action: (given: Arguments<O>, console: Console) => Promise<void>,
): Command {
  return { table, run: (given, console) => action(readArguments(table, given), console) };
}
