import { describe, expect, it } from 'vitest';
import { evenhandOnTerminal } from '../support/command.ts';
import { fileMaker } from '../support/made-files.ts';

const file = fileMaker();
const PEOPLE = `employee_id,completed_tasks,total_tasks,avg_task_hours\n${[1, 2, 3, 4, 5, 6]
  .map((id) => `${id},${id},${2 * id},${1 + (id % 3)}\n`)
  .join('')}`;

describe('a file of summaries', () => {
  it('is not read as if the days that were asked for had been counted', async () => {
    const { status, stdout, stderr } = await evenhandOnTerminal([
      'analyze',
      file('people.csv', PEOPLE),
      '--from',
      '2024-01-01',
    ]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--from is for a task log');
  });

  it('may be a workbook that came out of an evaluation', async () => {
    const workbook = file('people.xlsx', '');
    const made = await evenhandOnTerminal([
      'analyze',
      file('people.csv', PEOPLE),
      '--format',
      'xlsx',
      '--out',
      workbook,
    ]);
    expect(made.status).toBe(0);
    const again = await evenhandOnTerminal(['analyze', workbook]);
    expect(again.status).toBe(0);
    expect(again.stderr).toContain('total_tasks=Tasks given');
  });
});

describe('a range of days that leaves nobody', () => {
  const log = (rows: string): string =>
    file('log.csv', `employee_id,task_id,status,hours,completed_at\n${rows}`);

  it('is named with the days that there are, and rejected rows are not blamed for it', async () => {
    const path = log('1,T1,done,2,2024-01-05\n2,T2,done,-1,2024-01-06\n');
    const { status, stderr } = await evenhandOnTerminal(['analyze', path, '--from', '2025-01-01']);
    expect(status).toBe(1);
    expect(stderr).toContain('lies on or after 2025-01-01; its days run from 2024-01-05 to 2024-01-05');
    expect(stderr).toContain('; 1 row was rejected');
    expect(stderr).not.toContain('nothing in');
  });

  it('is not blamed where every row is rejected', async () => {
    const path = log('2,T2,done,-1,2024-01-06\n');
    const { status, stderr } = await evenhandOnTerminal(['analyze', path, '--from', '2025-01-01']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/nothing in \S+ can be used: 1 row was rejected/);
  });
});
