import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readExcelFile from 'read-excel-file/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appraiseSheets } from '../../src/index.ts';
import { FIFTEEN, TECHNICAL } from '../evaluation/appraisal/fixtures.ts';
import { evenhand, evenhandOnTerminal } from '../support/command.ts';
import { readCsv } from '../support/read-csv.ts';

const CSV = [
  ['employee_id', ...Object.keys(TECHNICAL)].join(','),
  ...FIFTEEN.map((points, i) => [i + 1, ...points].join(',')),
].join('\n');
const FAN = ['--rubric', 'fan2022-floors', '--position', 'technical'];

let folder: string;
let sheet: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenhand-appraise-'));
  sheet = file('sheet.csv', CSV);
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('evenhand appraise', () => {
  it('prints everybody, best first, with both grades and the floors, and says what was recognised', () => {
    const { status, stdout, stderr } = evenhand(['appraise', sheet, ...FAN]);
    expect(status).toBe(0);
    const lines = stdout.split('\n').map((line) => line.replace(/\s+/g, ' ').trim());
    expect(lines[2]).toBe('excellent 1 excellent 58 70 94%');
    expect(lines).toContain('poor 6 good 41 70 100% Team spirit 17%: at most poor');
    expect(lines).toContain('15 people: 15 rated, 0 unrated, 7 borderline, both methods agree on 73%');
    expect(stderr).toBe(
      `${sheet}: wide appraisal sheet, CSV (comma, UTF-8); ${['employee_id', ...Object.keys(TECHNICAL)].map((key) => `${key}=${key}`).join(', ')}\n`,
    );
  });

  it('shows both methods side by side, with the people in each cell', () => {
    const { status, stdout } = evenhand(['appraise', sheet, ...FAN, '--compare']);
    expect(status).toBe(0);
    const square = stdout.split('\n').filter((line) => /^(excellent|good|qualified|poor) /.test(line));
    expect(square.map((line) => line.trim().split(/\s{2,}/))).toEqual([
      ['excellent', '4: 1 2 4 9', '-', '-', '-'],
      ['good', '-', '2: 8 12', '1: 15', '-'],
      ['qualified', '1: 7', '1: 3', '1: 14', '-'],
      ['poor', '-', '1: 6', '-', '4: 5 10 11 13'],
    ]);
    expect(stdout).not.toContain('Stability');
  });

  it('answers in JSON what the library answers, with the comparison where it is asked for', async () => {
    const { answer } = await appraiseSheets(sheet, { rubric: 'fan2022-floors', position: 'technical' });
    const plain = evenhand(['appraise', sheet, ...FAN, '--format', 'json']);
    expect(JSON.parse(plain.stdout)).toEqual(answer());
    const compared = JSON.parse(
      evenhand(['appraise', sheet, ...FAN, '--format', 'json', '--compare']).stdout,
    );
    expect(compared).toEqual(answer({ compare: true }));
    expect(compared.comparison).toContainEqual({
      position: 'technical',
      grade: 'good',
      scoring_grade: 'qualified',
      people: 1,
      employee_ids: [15],
    });
  });

  it('writes every format, with shares, distances and reasons', async () => {
    const csv = evenhand(['appraise', sheet, ...FAN, '--format', 'csv']).stdout;
    const [header, ...rows] = readCsv(csv);
    expect(rows.length).toBe(15);
    const third = new Map(header.map((name, i) => [name, rows[2][i]]));
    expect(third.get('grade')).toBe('qualified');
    expect(third.get('scoring_grade')).toBe('good');
    expect(third.get('share_working_ability')).toBe('0.25');
    expect(third.get('training_needs')).toBe('Working ability -3, Spirit of innovation -0.6');
    expect(third.get('floors')).toBe('Working ability 25%: at most qualified');

    const workbook = join(folder, 'grades.xlsx');
    expect(evenhand(['appraise', sheet, ...FAN, '--out', workbook]).status).toBe(0);
    const sheets = await readExcelFile(workbook);
    expect(sheets.map(({ sheet: name }: { sheet: string }) => name)).toEqual([
      'Appraisals',
      'Comparison',
      'Grades',
      'Rejected',
      'Notes',
    ]);
    const parquet = join(folder, 'grades.parquet');
    expect(evenhand(['appraise', sheet, ...FAN, '--out', parquet]).status).toBe(0);
    const again = evenhand(['appraise', sheet, ...FAN, '--format', 'csv', '--compare']).stdout;
    expect(readCsv(again)[1]).toEqual([
      'Technical positions',
      'excellent',
      'excellent',
      'true',
      '4',
      '1, 2, 4, 9',
    ]);
    expect(readFileSync(parquet).subarray(0, 4).toString()).toBe('PAR1');
  });

  it('saves a standard and applies it with the same results, byte for byte', () => {
    const standard = join(folder, 's.json');
    const fitted = evenhand(['appraise', sheet, ...FAN, '--format', 'json', '--save-standard', standard]);
    const applied = evenhand([
      'appraise',
      sheet,
      '--standard',
      standard,
      '--position',
      'technical',
      '--format',
      'json',
    ]);
    expect(applied.status).toBe(0);
    expect(applied.stdout).toBe(fitted.stdout);
    const damaged = file('damaged.json', readFileSync(standard, 'utf8').replace('0.4', '0.3'));
    const refused = evenhand(['appraise', sheet, '--standard', damaged]);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('is damaged or was changed by hand');
  });

  it('gives everybody the same result in any order of rows', () => {
    const [header, ...rows] = CSV.split('\n');
    const reversed = file('reversed.csv', [header, ...rows.reverse()].join('\n'));
    const lines = (path: string) =>
      evenhand(['appraise', path, ...FAN, '--format', 'json'])
        .stdout.split('\n')
        .filter((line) => line.startsWith('{"employee_id"'))
        .map((line) => line.replace(/,$/, ''))
        .sort();
    expect(lines(reversed)).toEqual(lines(sheet));
    expect(lines(sheet).length).toBe(15);
  });

  it('reads long sheets from standard input, and takes the strictness out where it is asked to', () => {
    const input = ['employee,appraiser,indicator,points'];
    for (let employee = 1; employee <= 6; employee++) {
      for (const [appraiser, less] of [
        ['kind', 0],
        ['strict', 2],
      ]) {
        for (const [key, maximum] of Object.entries(TECHNICAL)) {
          input.push(
            `${employee},${appraiser},${key},${Math.max(0, Math.min(maximum, employee + 2) - Number(less))}`,
          );
        }
      }
    }
    const run = (...more: string[]) => {
      const { status, stdout } = evenhand(['appraise', '-', ...FAN, '--format', 'json', ...more], {
        input: input.join('\n'),
      });
      expect(status).toBe(0);
      return JSON.parse(stdout);
    };
    const plain = run();
    expect(plain.summary.severity.applied).toBe(false);
    const [kind, strict] = plain.summary.severity.appraisers;
    expect([kind.appraiser, strict.appraiser]).toEqual(['kind', 'strict']);
    expect(strict.severity).toBeGreaterThan(0.05);
    expect(kind.severity).toBeCloseTo(-strict.severity, 12);
    expect(plain.data[0].appraisers).toBe(2);
    const adjusted = run('--adjust-severity', '--min-pts', '3', '--random-state', '5');
    expect(adjusted.summary.severity.applied).toBe(true);
    expect(adjusted.standard.options).toEqual({ min_pts: 3, adjust_severity: true, random_state: 5 });
  });

  it('lists rejected rows and goes on, and stops at them with --strict', () => {
    const path = file('bad.csv', `${CSV}\n16,13,1,1,1,1,1,1\n17,x,1,1,1,1,1,1\n`);
    const { status, stderr } = evenhand(['appraise', path, ...FAN, '--format', 'json']);
    expect(status).toBe(0);
    expect(stderr).toContain('2 of 17 rows were rejected:');
    expect(stderr).toContain(
      `${path} row 17, team_spirit "13": Team spirit can reach 12 points in the position Technical positions, not 13`,
    );
    const out = join(folder, 'none.json');
    const strict = evenhand(['appraise', path, ...FAN, '--strict', '--out', out]);
    expect(strict.status).toBe(3);
    expect(existsSync(out)).toBe(false);
  });

  it('fits its table to the terminal', async () => {
    const { status, stdout } = await evenhandOnTerminal(['appraise', sheet, ...FAN], {
      columns: 60,
      env: { NO_COLOR: '1' },
    });
    expect(status).toBe(0);
    const rows = stdout.split('\n').filter((line) => /^(excellent|good|qualified|poor) /.test(line));
    expect(rows.length).toBe(15 + 4);
    for (const row of rows) expect(row.length).toBeLessThanOrEqual(60);
  });
});

describe('evenhand appraise refuses', () => {
  it('to guess what the sheets are held against', () => {
    const { status, stderr } = evenhand(['appraise', sheet]);
    expect(status).toBe(2);
    expect(stderr).toContain('say what the sheets are held against: --rubric fan2022,');
  });

  it('a rubric that is not there or has mistakes, with their lines', () => {
    expect(evenhand(['appraise', sheet, '--rubric', 'fan2020']).stderr).toContain(
      'there is no rubric fan2020. Evenhand brings fan2022, fan2022-floors',
    );
    const rubric = file(
      'rubric.yaml',
      'rubric: mine\nversion: 1\ngrades: [good, bad]\nthresholds: { good: 40 }\npositions:\n  all:\n    points:\n      care: -1\n      wit: 5\n',
    );
    const { status, stderr } = evenhand(['appraise', sheet, '--rubric', rubric]);
    expect(status).toBe(1);
    expect(stderr).toContain(`the rubric ${rubric} has a mistake, in line 8\n`);
    expect(stderr).toContain(
      `${rubric} line 8, positions.all.points.care: must be above 0 and at most 1000000, not -1\n`,
    );
  });

  it('a position that nobody has, or the rubric does not know', () => {
    const positions = file(
      'positions.csv',
      CSV.replace('employee_id', 'position,employee_id').replace(/\n/g, '\ntechnical,'),
    );
    const nobody = evenhand(['appraise', positions, '--rubric', 'fan2022', '--position', 'management']);
    expect(nobody.status).toBe(1);
    expect(nobody.stderr).toContain('has the position management; it has technical (15 rows)');
    const unknown = evenhand(['appraise', sheet, '--rubric', 'fan2022', '--position', 'cook']);
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toContain('has no position "cook"; it has technical, management');
  });

  it('a rubric or options beside a standard, and values out of range', () => {
    const beside = evenhand(['appraise', sheet, '--standard', 's.json', '--rubric', 'fan2022']);
    expect([beside.status, beside.stderr]).toEqual([
      2,
      'evenhand: --rubric cannot be given with --standard: a standard brings its rubric and options\nSee evenhand help appraise\n',
    ]);
    const range = evenhand(['appraise', sheet, ...FAN, '--min-pts', '0']);
    expect(range.status).toBe(2);
    expect(range.stderr).toContain('MinPts must be a whole number from 1 to 100, not 0');
  });
});
