import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import readExcelFile from 'read-excel-file/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { analyze } from '../../src/index.ts';
import { root } from '../built.ts';
import { evenhand, evenhandOnTerminal, main, plainEnvironment } from '../support/command.ts';
import { readCsv } from '../support/read-csv.ts';

const EXAMPLE = join(root, 'examples', 'tasks.csv');
const HEADER = 'employee_id,name,completed_tasks,total_tasks,avg_task_hours\n';
const PEOPLE = `${HEADER}1,Ada,40,44,3.5\n2,Grace,30,40,5\n3,Alan,12,30,9.5\n4,Kurt,35,36,4\n5,Emmy,0,0,\n`;

let folder: string;
let people: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenhand-cli-'));
  people = file('people.csv', PEOPLE);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('evenhand analyze', () => {
  it('prints a table of everybody, and says beside it what was recognised', () => {
    const { status, stdout, stderr } = evenhand(['analyze', people]);
    expect(status).toBe(0);
    const names = stdout.match(/Ada|Grace|Alan|Kurt|Emmy/g);
    expect(names?.slice(0, 5)).toEqual(['Ada', 'Kurt', 'Grace', 'Alan', 'Emmy']);
    expect(stdout).toContain('5 people: 4 rated, 1 unrated');
    expect(stderr).toContain(`${people}: summary, CSV`);
    expect(stdout + stderr).not.toContain('\u001b');
  });

  it('answers in JSON what the library answers', async () => {
    const { status, stdout } = evenhand(['analyze', EXAMPLE, '--format', 'json']);
    expect(status).toBe(0);
    const { answer } = await analyze(EXAMPLE);
    expect(JSON.parse(stdout)).toEqual(answer());
  });

  it('reads standard input as it reads the file', () => {
    const fromFile = evenhand(['analyze', people, '--format', 'json']);
    const fromInput = evenhand(['analyze', '-', '--format', 'json'], { input: PEOPLE });
    expect(fromInput.status).toBe(0);
    expect(fromInput.stdout).toBe(fromFile.stdout);
    expect(fromInput.stderr).toContain('standard input: summary, CSV');
  });

  it('needs no folder for temporary files to read a plain one', () => {
    const env = { TMPDIR: join(folder, 'none'), TEMP: join(folder, 'none'), TMP: join(folder, 'none') };
    expect(evenhand(['analyze', people], { env })).toMatchObject({ status: 0 });
    expect(evenhand(['analyze', '-'], { input: PEOPLE, env })).toMatchObject({ status: 1 });
  });

  it('passes its options on to reading and evaluating', () => {
    const log = file(
      'log.csv',
      'who;what;how;spent;when\na;1;Fertig;2,5;03/01/2024\na;2;Offen;1,5;04/01/2024\nb;3;Fertig;4,0;05/01/2024\nb;4;Weg;9;05/01/2024\nc;5;Fertig;3;31/12/2023\nd;6;Fertig;7;06/01/2024\n',
    );
    const { status, stdout, stderr } = evenhand([
      'analyze',
      log,
      '--format=json',
      '--map',
      'employee_id=who,task_id=what',
      '--map',
      'status=how,hours=spent,completed_at=when',
      '--done',
      'Fertig',
      '--exclude',
      'Weg',
      '--decimal',
      'comma',
      '--from',
      '2024-01-01',
      '--date-format',
      'dd/MM/yyyy',
      '--k',
      '2',
      '--tier-names',
      'Oben,Unten',
      '--weights',
      'completion=0.2,efficiency=0.3,throughput=0.5',
      '--contamination',
      'auto',
      '--random-state',
      '7',
      '--min-tasks',
      '1',
      '--seeding',
      'density',
    ]);
    expect(stderr).not.toContain('evenhand:');
    expect(status).toBe(0);
    const answer = JSON.parse(stdout);
    expect(answer.standard.options).toEqual({
      weights: { completion_rate: 0.2, task_efficiency: 0.3, throughput: 0.5 },
      clusters: 2,
      tier_names: ['Oben', 'Unten'],
      contamination: 'auto',
      random_state: 7,
      min_tasks: 1,
      seeding: 'density',
    });
    const rated = answer.data.filter((p: { unrated_reason: string | null }) => p.unrated_reason === null);
    expect(rated.map((p: { employee_id: string }) => p.employee_id)).toEqual(['a', 'b', 'd']);
    expect(answer.data.find((p: { employee_id: string }) => p.employee_id === 'b')).toMatchObject({
      total_tasks: 1,
      avg_task_hours: 4,
    });
  });

  it('lets the names of the tiers say how many there are', () => {
    const { stdout } = evenhand(['analyze', people, '--format', 'json', '--tier-names', 'Top,Rest']);
    expect(JSON.parse(stdout).summary.tiers.map(({ name }: { name: string }) => name)).toEqual([
      'Top',
      'Rest',
    ]);
  });

  it('says nothing beside the result with --quiet', () => {
    const { status, stderr } = evenhand(['analyze', EXAMPLE, '--quiet']);
    expect([status, stderr]).toEqual([0, '']);
  });

  it('evaluates one person, and lists people whom nobody could rate', () => {
    const one = evenhand(['analyze', '-', '--format', 'json'], { input: `${HEADER}1,Ada,40,44,3.5\n` });
    expect(one.status).toBe(0);
    expect(JSON.parse(one.stdout).data).toHaveLength(1);
    const none = evenhand(['analyze', '-', '--format', 'json'], { input: `${HEADER}1,Ada,0,0,\n` });
    expect(none.status).toBe(0);
    expect(JSON.parse(none.stdout)).toMatchObject({
      unrated: [{ employee_id: 1, name: 'Ada' }],
      standard: null,
    });
  });
});

describe('what evenhand analyze writes', () => {
  it('is in the format that the name of the file tells, and everybody is in it', async () => {
    const paths = ['out.csv', 'out.xlsx', 'out.parquet', 'out.json', 'out.txt'].map((name) =>
      join(folder, name),
    );
    for (const path of paths) {
      expect(evenhand(['analyze', people, '--out', path])).toMatchObject({ status: 0, stdout: '' });
    }
    const [csv = '', xlsx = '', parquet = '', json = '', table = ''] = paths;
    const ids = ['1', '2', '3', '4', '5'];
    expect(
      readCsv(readFileSync(csv, 'utf8'))
        .slice(1)
        .map(([id]) => id),
    ).toEqual(ids);
    const sheets = await readExcelFile(readFileSync(xlsx));
    expect(sheets[0]?.data.slice(1).map(([id]) => String(id))).toEqual(ids);
    expect((await parquetColumn(parquet, 'employee_id')).map(String)).toEqual(ids);
    expect(
      JSON.parse(readFileSync(json, 'utf8')).data.map((p: { employee_id: number }) => String(p.employee_id)),
    ).toEqual(ids);
    expect(readFileSync(table, 'utf8')).toContain('5 people: 4 rated, 1 unrated');
  });

  it('is the same to a pipe as to a file, also where it is binary', () => {
    for (const format of ['xlsx', 'parquet']) {
      const path = join(folder, `out.${format}`);
      evenhand(['analyze', people, '--out', path]);
      const piped = execFileSync(process.execPath, [main, 'analyze', people, '--format', format], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      expect(Buffer.compare(piped, readFileSync(path))).toBe(0);
    }
  });

  it('has no formula that a spreadsheet would run', () => {
    const { stdout } = evenhand(['analyze', '-', '--format', 'csv'], {
      input: `${HEADER}1,=cmd|' /C calc'!A0,40,44,3.5\n2,"=HYPERLINK(""http://x"")",3,4,5\n`,
    });
    expect(
      readCsv(stdout)
        .slice(1)
        .map(([, name]) => name),
    ).toEqual(["'=cmd|' /C calc'!A0", '\'=HYPERLINK("http://x")']);
  });

  it('cannot act on the terminal, whatever the names', () => {
    const { stdout, stderr } = evenhand(['analyze', '-'], {
      input: `${HEADER}1,\u001b[2J\u202eAda,40,44,3.5\n2,B,3,4,\u001b]0;x\u0007\n`,
    });
    expect(stdout).toContain('\\x1b[2J\\u202eAda');
    expect(stderr).toContain('\\x1b]0;x\\x07');
    expect((stdout + stderr).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it('is the same file when it is written again, and nothing is left beside it', () => {
    const path = join(folder, 'out.xlsx');
    evenhand(['analyze', people, '--out', path]);
    const first = readFileSync(path);
    evenhand(['analyze', people, '--out', path]);
    expect(Buffer.compare(first, readFileSync(path))).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['out.xlsx', 'people.csv']);
  });

  it('never replaces the input', () => {
    for (const option of ['--out', '--save-standard', '--rejected']) {
      const { status, stderr } = evenhand(['analyze', people, option, people, '--format', 'csv']);
      expect(status).toBe(2);
      expect(stderr).toContain(`${option} and FILE are the same file`);
    }
    expect(readFileSync(people, 'utf8')).toBe(PEOPLE);
  });

  it('ends quietly when its reader has seen enough', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${i},Person ${i},${i % 50},60,${1 + (i % 17)}\n`);
    const big = file('big.csv', HEADER + rows.join(''));
    const child = spawn(process.execPath, [main, 'analyze', big, '--format', 'json'], {
      env: plainEnvironment(),
    });
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.once('close', resolve));
    expect(status).toBe(0);
    expect(stderr).not.toMatch(/EPIPE|evenhand:/);
  });
});

describe('rejected rows', () => {
  const bad = `${HEADER}1,Ada,40,44,3.5\n2,Grace,50,40,5\n3,Alan,12,30,9.5\n4,=Kurt,x,36,4\n`;

  it('are listed with place and reason, and the good rows go on', () => {
    const { status, stdout, stderr } = evenhand(['analyze', '-', '--format', 'json'], { input: bad });
    expect(status).toBe(0);
    expect(stderr).toContain('2 of 4 rows were rejected:\n');
    expect(stderr).toMatch(/^ {2}standard input row 3, completed_tasks "50": /m);
    expect(stderr).toMatch(/^ {2}standard input row 5, completed_tasks "x": /m);
    const { data, rejected } = JSON.parse(stdout);
    expect(data).toHaveLength(2);
    expect(
      rejected.map(({ row, field, value }: { row: number; field: string; value: unknown }) => [
        row,
        field,
        String(value),
      ]),
    ).toEqual([
      [3, 'completed_tasks', '50'],
      [5, 'completed_tasks', 'x'],
    ]);
  });

  it('are all in the file of --rejected, twenty of them in the message', () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i},P${i},-1,10,2\n`);
    const path = join(folder, 'rejected.csv');
    const input = `${HEADER}100,Ada,4,5,6\n${rows.join('')}`;
    const { status, stderr } = evenhand(['analyze', '-', '--rejected', path], { input });
    expect(status).toBe(0);
    expect(stderr).toContain(`and 10 more, all of them in ${path}`);
    expect(stderr.match(/^ {2}standard input row/gm)).toHaveLength(20);
    const [header, ...lines] = readCsv(readFileSync(path, 'utf8'));
    expect(header).toEqual(['file', 'row', 'field', 'value', 'reason']);
    expect(lines).toHaveLength(30);
    expect(evenhand(['analyze', '-'], { input }).stderr).toContain(
      'and 10 more; --rejected PATH writes them all',
    );
  });

  it('are fatal under --strict: status 3, no result, but the file of --rejected', () => {
    const [out, path] = [join(folder, 'out.json'), join(folder, 'rejected.csv')];
    const args = ['analyze', '-', '--strict', '--out', out, '--rejected', path];
    const { status, stdout, stderr } = evenhand(args, { input: bad });
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toContain('evenhand: 2 of 4 rows cannot be used, and --strict lets none be left out\n');
    expect(stderr).toMatch(/^ {2}standard input row 3, completed_tasks "50": /m);
    expect(existsSync(out)).toBe(false);
    expect(readCsv(readFileSync(path, 'utf8'))).toHaveLength(3);
  });

  it('are no matter under --strict where there are none', () => {
    const path = join(folder, 'rejected.csv');
    expect(evenhand(['analyze', people, '--strict', '--rejected', path]).status).toBe(0);
    expect(readCsv(readFileSync(path, 'utf8'))).toEqual([['file', 'row', 'field', 'value', 'reason']]);
  });

  it('are a failure where nothing else is left', () => {
    const { status, stdout, stderr } = evenhand(['analyze', '-'], { input: `${HEADER}1,Ada,5,4,3\n` });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('nothing in standard input can be used: 1 row was rejected');
  });
});

describe('standards', () => {
  it('give the same results when they are applied to the data they were fitted on', () => {
    const path = join(folder, 'standard.json');
    const fitted = evenhand(['analyze', EXAMPLE, '--format', 'csv', '--save-standard', path]);
    const applied = evenhand(['analyze', EXAMPLE, '--format', 'csv', '--standard', path]);
    expect([fitted.status, applied.status]).toEqual([0, 0]);
    expect(applied.stdout).toBe(fitted.stdout);
  });

  it('are refused where they are damaged or missing, with the reason', () => {
    const damaged = file('damaged.json', '{"format":"evenhand-standard"');
    const refused = evenhand(['analyze', people, '--standard', damaged]);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain(`evenhand: ${damaged} is not a standard`);
    const missing = evenhand(['analyze', people, '--standard', join(folder, 'none.json')]);
    expect(missing.status).toBe(1);
    expect(missing.stderr).toContain('cannot read the standard');
  });

  it('cannot be saved where nobody could be rated', () => {
    const path = join(folder, 'standard.json');
    const { status, stderr } = evenhand(['analyze', '-', '--save-standard', path], {
      input: `${HEADER}1,Ada,0,0,\n`,
    });
    expect(status).toBe(1);
    expect(stderr).toContain('there is no standard to save: nobody could be rated');
    expect(existsSync(path)).toBe(false);
  });
});

describe('failures', () => {
  it('are one clear message and status 1, without a stack', () => {
    const { status, stdout, stderr } = evenhand(['analyze', join(folder, 'none.csv')]);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^evenhand: there is no file .*none\.csv\n$/);
  });

  it('show where they happened to whoever asks', () => {
    const { stderr } = evenhand(['analyze', join(folder, 'none.csv')], { env: { EVENHAND_DEBUG: '1' } });
    expect(stderr).toMatch(/^\s+at /m);
  });

  it('name a number of threads that is none', () => {
    const { status, stderr } = evenhand(['analyze', people], { env: { EVENHAND_THREADS: 'all' } });
    expect(status).toBe(2);
    expect(stderr).toContain('EVENHAND_THREADS must be a whole number from 1 to 256, not "all"');
  });

  it('name a file without rows, and an output that cannot be written', () => {
    expect(evenhand(['analyze', file('header.csv', HEADER)])).toMatchObject({ status: 1 });
    const { status, stderr } = evenhand(['analyze', people, '--out', join(folder, 'none', 'out.csv')]);
    expect(status).toBe(1);
    expect(stderr).toContain('out.csv: its folder does not exist');
  });

  it('say how to map columns that are not recognised', () => {
    const { status, stderr } = evenhand(['analyze', '-'], { input: 'a,b\n1,2\n' });
    expect(status).toBe(1);
    expect(stderr).toContain('--map');
  });
});

describe('on a terminal', () => {
  it('has colours, unless NO_COLOR says otherwise; in a pipe only FORCE_COLOR brings them', async () => {
    expect((await evenhandOnTerminal(['analyze', EXAMPLE])).stdout).toContain('\u001b[1m');
    expect((await evenhandOnTerminal(['analyze', EXAMPLE], { env: { NO_COLOR: '1' } })).stdout).not.toContain(
      '\u001b',
    );
    expect((await evenhandOnTerminal(['analyze', EXAMPLE], { env: { TERM: 'dumb' } })).stdout).not.toContain(
      '\u001b',
    );
    expect(evenhand(['analyze', EXAMPLE], { env: { FORCE_COLOR: '1' } }).stdout).toContain('\u001b[1m');
    expect(evenhand(['analyze', EXAMPLE], { env: { FORCE_COLOR: '0' } }).stdout).not.toContain('\u001b');
  });

  it('stays within its width', async () => {
    const { stdout } = await evenhandOnTerminal(['analyze', EXAMPLE], {
      columns: 80,
      env: { NO_COLOR: '1' },
    });
    const [table = ''] = stdout.split('\n\n');
    for (const line of table.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(table).toContain('not shown, the terminal is too narrow: department, Of');
  });

  it('refuses what a terminal cannot show, and says what to do', async () => {
    const { status, stdout, stderr } = await evenhandOnTerminal(['analyze', people, '--format', 'xlsx']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('xlsx is not for a terminal: write it to a file with --out people.xlsx');
  });

  it('shows the stages of long work, and wipes them', async () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => `${i},P${i},${i % 50},60,${1 + (i % 17)}\n`);
    const big = file('big.csv', HEADER + rows.join(''));
    const { status, stderr } = await evenhandOnTerminal(['analyze', big, '--out', join(folder, 'out.csv')]);
    expect(status).toBe(0);
    expect(stderr).toContain('\r\u001b[2KEvaluating 50,000 people ...');
    expect(stderr).toContain('\r\u001b[2KWriting 50,000 people ...');
    expect(stderr.split('\r\u001b[2K').at(-1)).toBe('');
    const quiet = await evenhandOnTerminal(['analyze', big, '--quiet', '--out', join(folder, 'out.csv')]);
    expect(quiet.stderr).toBe('');
  });
});

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function parquetColumn(path: string, column: string): Promise<unknown[]> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    const result = await connection.runAndReadAll(`SELECT "${column}" FROM '${path}'`);
    return result.getRows().map(([value]) => value);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
