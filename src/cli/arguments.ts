import { parseArgs } from 'node:util';
import { UsageError } from '../errors.ts';
import { likelyMeant } from './likely-meant.ts';
import type { Options, Values } from './options.ts';

/** A command as its help explains it and as its arguments are read: one table for both. */
export interface CommandTable<O extends Options> {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What the command does, in a few sentences. */
  readonly about: string;
  readonly operands: readonly { readonly name: string; readonly says: string }[];
  readonly options: O;
  /** The options as the help groups them; every option stands in one group. */
  readonly groups: readonly { readonly title: string; readonly options: Options }[];
  readonly examples: readonly { readonly says: string; readonly line: string }[];
}

export interface Arguments<O extends Options> {
  readonly operands: readonly string[];
  readonly values: Values<O>;
}

/**
 * Reads a command's arguments: `--name value`, `--name=value`, operands in between, `--` before operands that begin
 * with a dash. Throws UsageError for an unknown option, with the nearest known one, and for a value missing or wrong.
 */
export function readArguments<O extends Options>(
  table: CommandTable<O>,
  given: readonly string[],
): Arguments<O> {
  const { tokens } = parseArgs({
    args: [...given],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(table.options).map(([name, { value }]) => [
        name,
        { type: value === null ? 'boolean' : 'string' } as const,
      ]),
    ),
  });
  const operands: string[] = [];
  const texts = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const text = optionText(table.options, token);
    texts.set(token.name, [...(texts.get(token.name) ?? []), text]);
  }
  const most = table.operands.length;
  if (operands.length > most) {
    throw new UsageError(
      most === 0
        ? `${table.name} takes no operands, but was given "${operands[0]}"`
        : `${table.name} takes ${table.operands.map(({ name }) => name).join(' ')} and no more, but was given "${operands[most]}", too`,
    );
  }
  const values = Object.fromEntries(
    Array.from(texts, ([name, found]) => [name, table.options[name]?.read(found, name)]),
  );
  // Each value was made by the option of its name, which is what the type says.
  return { operands, values: values as Values<O> };
}

/** An option as it was written: `--name`, or `--name value`, or, inline, `--name=value`. */
interface Written {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function optionText(options: Options, { name, rawName, value, inlineValue }: Written): string {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option || !rawName.startsWith('--')) {
    const near = likelyMeant(name, Object.keys(options));
    throw new UsageError(`${rawName} is not an option${near === null ? '' : `; did you mean --${near}?`}`);
  }
  if (option.value === null) {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value, but was given "${value}"`);
    return '';
  }
  const next = value?.startsWith('--') && !inlineValue ? value.slice(2).replace(/=.*/s, '') : null;
  if (value === undefined || (next !== null && Object.hasOwn(options, next))) {
    throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value}`);
  }
  return value;
}
