import { describe, expect, it } from 'vitest';
import { type CommandTable, readArguments } from '../../src/cli/arguments.ts';
import { choice, flag, list, number, numberOr, pairs, text } from '../../src/cli/options.ts';
import { UsageError } from '../../src/errors.ts';

const options = {
  out: text('PATH', ''),
  format: choice(['table', 'json'], ''),
  k: number('2..6', ''),
  contamination: numberOr('auto', 'SHARE|auto', ''),
  done: list('STATUS,...', ''),
  map: pairs('FIELD=COLUMN,...', ''),
  quiet: flag(''),
};
const table: CommandTable<typeof options> = {
  name: 'test',
  summary: '',
  about: '',
  operands: [{ name: 'FILE', says: '' }],
  options,
  groups: [],
  examples: [],
};
const read = (...given: string[]) => readArguments(table, given);

describe('arguments', () => {
  it('are options and operands in any order', () => {
    const { operands, values } = read('--k', '4', 'file.csv', '--format=json', '--quiet');
    expect(operands).toEqual(['file.csv']);
    expect(values).toEqual({ k: 4, format: 'json', quiet: true });
  });

  it('leave out what was not given', () => {
    expect(read('file.csv').values).toEqual({});
  });

  it('take a dash for standard input, and what follows two dashes as operands', () => {
    expect(read('-').operands).toEqual(['-']);
    expect(read('--', '--quiet').operands).toEqual(['--quiet']);
  });

  it('take negative numbers and values that begin with a dash', () => {
    expect(read('--contamination', '-0.5').values.contamination).toBe(-0.5);
    expect(read('--out', '-').values.out).toBe('-');
    expect(read('--out=--quiet').values.out).toBe('--quiet');
  });

  it.each([
    [['--formt', 'json'], '--formt is not an option; did you mean --format?'],
    [['--contam', '0.1'], '--contam is not an option; did you mean --contamination?'],
    [['--xyzzy'], '--xyzzy is not an option'],
    [['-q'], '-q is not an option'],
    [['--constructor'], '--constructor is not an option'],
    [['--__proto__=1'], '--__proto__ is not an option'],
    [['--format'], '--format needs a value: --format table|json'],
    [['--out', '--quiet'], '--out needs a value: --out PATH'],
    [['--out='], '--out is empty'],
    [['--quiet=yes'], '--quiet takes no value, but was given "yes"'],
    [['--format', 'xml'], '--format must be one of table, json, not "xml"'],
    [['--k', 'three'], '--k must be a number, not "three"'],
    [['--k', ''], '--k is empty'],
    [['--k', '2', '--k', '3'], '--k is given 2 times; give it once'],
    [['--contamination', 'automatic'], '--contamination must be a number, not "automatic"'],
    [['--done', 'A,,B'], '--done has an empty entry: A,,B'],
    [['--map', 'hours'], '--map takes FIELD=COLUMN,..., not "hours"'],
    [['--map', 'hours='], '--map takes FIELD=COLUMN,..., not "hours="'],
    [['--map', 'a=1,a=2'], '--map gives a twice'],
    [['one', 'two'], 'test takes FILE and no more, but was given "two", too'],
  ])('%j is refused: %s', (given, message) => {
    expect(() => read(...given)).toThrow(UsageError);
    expect(() => read(...given)).toThrow(message);
  });

  it('read lists and pairs, given once or several times', () => {
    expect(read('--done', 'A, B', '--done', 'C').values.done).toEqual(['A', 'B', 'C']);
    const { map } = read('--map', 'a=A,b=B', '--map', 'c=C').values;
    expect([...(map ?? [])]).toEqual([
      ['a', 'A'],
      ['b', 'B'],
      ['c', 'C'],
    ]);
  });

  it('keep a comma and an equals sign inside a column name', () => {
    const { map } = read('--map', 'name=Last, First,hours=Time (h=hours)').values;
    expect([...(map ?? [])]).toEqual([
      ['name', 'Last, First'],
      ['hours', 'Time (h=hours)'],
    ]);
  });
});
