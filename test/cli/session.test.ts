import { describe, expect, it } from 'vitest';
import { evenhandOnTerminal } from '../support/command.ts';
import { fileMaker } from '../support/made-files.ts';

const file = fileMaker();

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
