import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readTasks } from '../../../src/data/files/read-tasks.ts';
import { fileMaker } from '../../support/made-files.ts';

const machine = vi.hoisted(() => ({ threads: 1, memory: 2 ** 33 }));
vi.mock('node:os', async (original) => ({
  ...(await original<typeof import('node:os')>()),
  availableParallelism: () => machine.threads,
  totalmem: () => machine.memory,
}));

const file = fileMaker();
const ROWS = 120_000;

/** A log whose hours no order of adding would sum alike; every third employee has thousands of rows. */
function log(order: (row: number) => number): string {
  const lines: string[] = [];
  for (let i = 0; i < ROWS; i++) {
    const row = order(i);
    const employee = row % 3 === 0 ? row % 7 : row % 999;
    const hours = ((row * 7919) % 100_003) / 997;
    const name = `Name ${(row * 31) % 5}`;
    lines.push(
      JSON.stringify({ employee_id: employee, task_id: `T${row % 50_021}`, status: 'done', hours, name }),
    );
  }
  return lines.join('\n');
}

beforeEach(() => {
  machine.threads = 1;
  machine.memory = 2 ** 33;
});

describe('a large log', () => {
  it('gives the same to the last bit with any number of threads, in any order of its rows, in little memory', async () => {
    const path = file(
      'log.ndjson',
      log((row) => row),
    );
    const { summaries } = await readTasks(path);
    expect(summaries.ids.length).toBe(669);

    machine.threads = 8;
    expect((await readTasks(path)).summaries).toEqual(summaries);

    const shuffled = file(
      'shuffled.ndjson',
      log((row) => (row * 70_001) % ROWS),
    );
    expect((await readTasks(shuffled)).summaries).toEqual(summaries);

    machine.memory = 1;
    expect((await readTasks(shuffled)).summaries).toEqual(summaries);
  });
});
