import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundledRubrics, loadRubric, readRubric } from '../../src/data/rubrics.ts';
import { InputError, type Problem } from '../../src/errors.ts';

const GOOD = `rubric: shop
version: 2
grades: [good, fair, poor]
thresholds:
  good: 15
  fair: { above: 8 }
floors:
  - { atMost: poor, atOrBelow: 0.1 }
positions:
  sales:
    points:
      service: 12
      honesty: 8
`;

function problemsOf(text: string): readonly Problem[] {
  try {
    readRubric(text, 'shop.yaml');
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

describe('bundled rubrics', () => {
  it('hold the points of the published Table 2, 70 for each position', async () => {
    expect(await bundledRubrics()).toEqual(['fan2022', 'fan2022-floors']);
    const rubric = await loadRubric('fan2022');
    expect(rubric.grades).toEqual(['excellent', 'good', 'qualified', 'poor']);
    const points = rubric.positions.map(({ key, maximum, indicators }) => [
      key,
      maximum,
      indicators.map((indicator) => indicator.maximum),
    ]);
    expect(points).toEqual([
      ['technical', 70, [12, 8, 12, 8, 12, 8, 10]],
      ['management', 70, [10, 8, 12, 8, 10, 12, 10]],
      ['scientific_research', 70, [12, 14, 8, 10, 10, 6, 10]],
    ]);
    expect(rubric.positions[0].floors).toEqual([]);
  });

  it('differ by the two floors only', async () => {
    const [plain, floored] = await Promise.all([loadRubric('fan2022'), loadRubric('fan2022-floors')]);
    const floors = floored.positions.map((position) =>
      position.floors.map(({ atMost, atOrBelow }) => [floored.grades[atMost], atOrBelow]),
    );
    const both = [
      ['qualified', 0.4],
      ['poor', 0.2],
    ];
    expect(floors).toEqual([both, both, both]);
    const withoutFloors = floored.positions.map((position) => ({ ...position, floors: [] }));
    expect(withoutFloors).toEqual(plain.positions);
  });
});

describe('readRubric', () => {
  it('reads YAML', () => {
    const { name, version, positions } = readRubric(GOOD, 'shop.yaml');
    expect([name, version]).toEqual(['shop', '2']);
    expect(positions[0].indicators.map(({ label }) => label)).toEqual(['Service', 'Honesty']);
    expect(positions[0].thresholds).toEqual([
      { value: 15, inclusive: true },
      { value: 8, inclusive: false },
    ]);
  });

  it('takes a version as it stands there', () => {
    const versionIn = (written: string) =>
      readRubric(GOOD.replace('version: 2', `version: ${written}`), '').version;
    expect(['1.10', '1.1', '0x1F', '007', "'1.20'", '2024-1'].map(versionIn)).toEqual([
      '1.10',
      '1.1',
      '0x1F',
      '007',
      '1.20',
      '2024-1',
    ]);
  });

  it('reads the same rubric from JSON, with or without a byte order mark', () => {
    const fromYaml = readRubric(GOOD, 'shop.yaml');
    const json = JSON.stringify(fromYaml.document, null, '\t');
    expect(readRubric(json, 'shop.json')).toEqual(fromYaml);
    expect(readRubric(`\ufeff${json}`, 'shop.json')).toEqual(fromYaml);
  });

  it('names the line, the key and what is known of every mistake at once', () => {
    const text = GOOD.replace('service: 12', 'service: -3')
      .replace('honesty: 8', 'honesty: eight')
      .replace('atMost: poor', 'atMost: awful')
      .replace('version: 2', 'versoin: 2');
    expect(problemsOf(text)).toEqual([
      { file: 'shop.yaml', reason: 'missing: give the version of the rubric', column: 'version' },
      {
        file: 'shop.yaml',
        line: 2,
        column: 'versoin',
        reason: expect.stringContaining('unknown key "versoin"; known keys: rubric, version'),
      },
      {
        file: 'shop.yaml',
        line: 8,
        column: 'floors.0.atMost',
        reason: 'must be one of the grades fair, poor, not "awful"',
      },
      {
        file: 'shop.yaml',
        line: 12,
        column: 'positions.sales.points.service',
        reason: 'must be above 0 and at most 1000000, not -3',
      },
      {
        file: 'shop.yaml',
        line: 13,
        column: 'positions.sales.points.honesty',
        reason: 'must be a number, not "eight"',
      },
    ]);
    expect(() => readRubric(text, 'shop.yaml')).toThrow(
      'the rubric shop.yaml has 5 mistakes, in lines 2, 8, 12, 13',
    );
  });

  it('names the line of broken YAML and of a key that stands twice', () => {
    expect(problemsOf('rubric: shop\ngrades: [a, b\n')[0].line).toBe(3);
    expect(problemsOf(`${GOOD}positions: {}\n`)).toEqual([
      { file: 'shop.yaml', line: 14, reason: 'Map keys must be unique' },
    ]);
  });

  it('says in plain words that a text is cut off, or holds two rubrics', () => {
    const early = 'the text ends before everything is closed: a quote, ] or } is missing';
    const json = JSON.stringify(readRubric(GOOD, '').document, null, 2);
    for (const length of [20, 30, 60, 150, json.length - 2]) {
      expect(problemsOf(json.slice(0, length)).map(({ reason }) => reason)).toEqual([early]);
    }
    expect(problemsOf(`${GOOD}---\n${GOOD}`)).toEqual([
      { file: 'shop.yaml', line: 14, reason: 'a second YAML document begins (---): a file holds one rubric' },
    ]);
  });

  it('calls what is no finite number by its name', () => {
    const reasons = (from: string, to: string) =>
      problemsOf(GOOD.replace(from, to)).map(({ reason }) => reason);
    expect(reasons('15', '.inf')).toEqual(['must be a finite number, not Infinity']);
    expect(reasons('service: 12', 'service: .nan')).toEqual(['must be a finite number, not NaN']);
    expect(reasons('version: 2', 'version: .nan')).toEqual([
      'the version of the rubric must be text, not NaN',
    ]);
  });

  it('says that an empty file is no rubric', () => {
    expect(problemsOf('')[0].reason).toMatch(
      /^a rubric must be a mapping with the keys rubric, .*not empty$/,
    );
  });

  it('refuses aliases that multiply without end, and nesting without bottom', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef']) {
      bomb.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(', ')}]`);
    }
    expect(() => readRubric(bomb.join('\n'), 'bomb.yaml')).toThrow(InputError);
    expect(() => readRubric('['.repeat(200_000), 'deep.yaml')).toThrow(InputError);
  });
});

describe('the rubric in docs/appraisals.md', () => {
  it('is one', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/appraisals.md'), 'utf8');
    const rubric = readRubric(/```yaml\n(.*?)```/s.exec(page)?.[1] ?? '', 'docs/appraisals.md');
    const [{ floors, indicators, maximum }] = rubric.positions;
    expect([rubric.name, maximum, floors.length]).toEqual(['shop', 30, 2]);
    expect(indicators.map(({ weight }) => weight)).toEqual([1, 2]);
  });
});

describe('loadRubric', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'evenhand-rubrics-'));
    writeFileSync(join(folder, 'shop.yaml'), GOOD);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('reads a file by its path', async () => {
    expect((await loadRubric(join(folder, 'shop.yaml'))).name).toBe('shop');
  });

  it('says which rubrics there are where a name is none', async () => {
    await expect(loadRubric('fan2020')).rejects.toThrow(
      'there is no rubric fan2020. Evenhand brings fan2022, fan2022-floors; others are named by their file',
    );
    await expect(loadRubric(folder)).rejects.toThrow('is a folder');
  });
});
