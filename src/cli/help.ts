import type { CommandTable } from './arguments.ts';
import type { Options } from './options.ts';

/** A command's name and what it does, for the list of all. */
export interface CommandLine {
  readonly name: string;
  readonly summary: string;
}

/** What `evenhand --help` says. */
export function programHelp(commands: readonly CommandLine[], width: number): string {
  return paragraphs([
    'Even-handed employee performance evaluation: tiers, scores, anomalies and grades, each with its reasons.',
    'Usage: evenhand COMMAND [options]',
    section('Commands', entries(commands.map(({ name, summary }) => [name, summary])), width),
    section(
      'Also',
      entries([
        ['help COMMAND', 'everything about a command, with examples'],
        ['--help', 'this text; after a command, its help'],
        ['--version', 'which version this is'],
      ]),
      width,
    ),
    'Exit status: 0 done, 1 failed, 2 wrong usage, 3 rows were rejected under --strict.',
  ]);
}

/** What `evenhand help COMMAND` says: made from the table that also reads the arguments. */
export function commandHelp<O extends Options>(table: CommandTable<O>, width: number): string {
  const operands = table.operands.map(({ name }) => name);
  const examples = table.examples.map(({ says, line }) => `  ${line}\n${wrapped(says, width, '      ')}`);
  return paragraphs([
    wrapped(table.about, width, ''),
    `Usage: ${['evenhand', table.name, ...operands, '[options]'].join(' ')}`,
    ...(operands.length > 0
      ? [section('Operands', entries(table.operands.map(({ name, says }) => [name, says])), width)]
      : []),
    ...table.groups.map(({ title, options }) => section(title, optionEntries(options), width)),
    `Examples\n${examples.join('\n')}`,
  ]);
}

interface Entry {
  readonly head: string;
  readonly says: string;
}

const HEAD_WIDTH = 30;

function optionEntries(options: Options): Entry[] {
  return entries(
    Object.entries(options).map(([name, { value, says }]) => [
      value === null ? `--${name}` : `--${name} ${value}`,
      says,
    ]),
  );
}

function entries(pairs: readonly (readonly [string, string])[]): Entry[] {
  return pairs.map(([head, says]) => ({ head, says }));
}

function section(title: string, found: readonly Entry[], width: number): string {
  const column = Math.min(HEAD_WIDTH, Math.max(...found.map(({ head }) => head.length + 4)));
  const lines = found.map(({ head, says }) => {
    const text = wrapped(says, width, ' '.repeat(column));
    // A long head stands on its own line, and the text begins below it.
    return head.length + 4 > column ? `  ${head}\n${text}` : `  ${head}`.padEnd(column) + text.trimStart();
  });
  return `${title}\n${lines.join('\n')}`;
}

function wrapped(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    if (line.length > indent.length && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
    }
    line += line.length > indent.length ? ` ${word}` : word;
  }
  return [...lines, line].join('\n');
}

function paragraphs(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}
