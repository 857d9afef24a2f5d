import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/cli/commands/analyze.ts';
import { serve } from '../../src/cli/commands/serve.ts';
import { commandHelp } from '../../src/cli/help.ts';
import { root } from '../built.ts';
import { evenhand } from '../support/command.ts';

describe('help', () => {
  it('lists the commands, however it is asked for', () => {
    const { status, stdout, stderr } = evenhand(['--help']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^ {2}analyze {2}/m);
    expect(stdout).toMatch(/^ {2}serve {4}/m);
    for (const args of [[], ['-h'], ['help']]) expect(evenhand(args)).toEqual({ status, stdout, stderr });
  });

  it('of a command is the same before and after it', () => {
    const { status, stdout } = evenhand(['help', 'analyze']);
    expect(status).toBe(0);
    expect(evenhand(['analyze', '--help']).stdout).toBe(stdout);
    expect(evenhand(['analyze', 'file.csv', '--nonsense', '-h']).stdout).toBe(stdout);
    expect(stdout).toContain('Usage: evenhand analyze FILE [options]');
  });

  it.each([analyze, serve])('explains every option', ({ table }) => {
    const text = commandHelp(table, 100);
    for (const [name, { value, says }] of Object.entries(table.options)) {
      expect(text).toContain(value === null ? `  --${name}` : `  --${name} ${value}`);
      expect(text.replaceAll(/\s+/g, ' ')).toContain(says);
    }
    expect(text).toContain('Examples\n');
    const grouped = table.groups.flatMap(({ options }) => Object.keys(options));
    expect(grouped.sort()).toEqual(Object.keys(table.options).sort());
  });

  it.each([80, 100])('fits a terminal of %i columns, but for examples and long choices', (width) => {
    const [text] = commandHelp(analyze.table, width).split('Examples\n');
    for (const line of text?.split('\n') ?? []) {
      if (!/^ {2}--\S+ \S+$/.test(line)) expect(line.length).toBeLessThanOrEqual(width);
    }
  });

  it('names every option in the documentation', () => {
    const text = readFileSync(join(root, 'docs', 'command-line.md'), 'utf8');
    for (const name of Object.keys(analyze.table.options)) expect(text).toContain(`--${name}`);
  });
});

describe('--version', () => {
  it('is the version of the package', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(evenhand(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('wrong usage', () => {
  it.each([
    [['analyse', 'x.csv'], 'analyse is not a command of evenhand; did you mean analyze?', 'help'],
    [['xyzzy'], 'xyzzy is not a command of evenhand; there are analyze, ', 'help'],
    [['--quiet'], '--quiet is not an option of evenhand', 'help'],
    [['help', 'analyse'], 'did you mean analyze?', 'help'],
    [['toString'], 'toString is not a command', 'help'],
    [['analyze'], 'give the FILE to analyze, or - for standard input', 'help analyze'],
    [
      ['analyze', 'x.csv', '--formt', 'json'],
      '--formt is not an option; did you mean --format?',
      'help analyze',
    ],
    [
      ['analyze', 'x.csv', '--k', '7'],
      'the number of tiers must be a whole number from 2 to 6, not 7',
      'help analyze',
    ],
    [
      ['analyze', 'x.csv', '--weights', 'completion=1'],
      '--weights must give all of completion, efficiency, throughput',
      'help analyze',
    ],
    [
      ['analyze', 'x.csv', '--weights', 'speed=1'],
      '--weights knows completion, efficiency, throughput, not "speed"',
      'help analyze',
    ],
    [
      ['analyze', 'x.csv', '--weights', 'completion=0.5,efficiency=0.5,throughput=0.5'],
      'the weights must sum to 1; 0.5 + 0.5 + 0.5 = 1.5',
      'help analyze',
    ],
    [['analyze', 'x.csv', '--tier-names', 'Good,Bad', '--k', '3'], '3 tiers need 3 names', 'help analyze'],
    [
      ['analyze', 'x.csv', '--contamination', '0.9'],
      'contamination must be above 0 and at most 0.5',
      'help analyze',
    ],
    [['analyze', 'x.csv', '--out', 'x.docx'], 'the name x.docx does not tell its format', 'help analyze'],
    [
      ['analyze', 'x.csv', '--standard', 's.json', '--k', '3'],
      '--k cannot be given with --standard',
      'help analyze',
    ],
    [
      ['analyze', 'x.csv', '--standard', 's.json', '--save-standard', 't.json'],
      'give one of them',
      'help analyze',
    ],
    [['serve', '--port', 'many'], '--port', 'help serve'],
  ])('%j ends with status 2, the reason and where to look', (args, reason, see) => {
    const { status, stdout, stderr } = evenhand(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^evenhand: /);
    expect(stderr).toContain(reason);
    expect(stderr).toContain(`See evenhand ${see}\n`);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
