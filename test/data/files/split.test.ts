import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTasks } from '../../../src/data/files/read-tasks.ts';
import { dataFolder } from '../../support/data-folder.ts';

const LOG = `employee_id,task_id,status,hours,completed_at,started_at
bea,1,done,2,2024-01-15,2024-01-02
ada,2,done,4,2024-03-31,2024-03-01
ada,3,open,1,,2024-04-01
ada,4,done,6,2024-04-02,2024-03-30
ada,2,done,1,2024-04-05,2024-03-01
bea,5,done,3,,
cem,6,cancelled,3,2024-04-05,2024-04-01
`;

function fileWith(text: string): string {
  const path = join(dataFolder(), 'log.csv');
  writeFileSync(path, text);
  return path;
}

describe('a task log split into periods', () => {
  it('gives a person one summary for each period, by completion, or by start where a task is open', async () => {
    const { summaries, periods, notes } = await readTasks(fileWith(LOG), { split: 'quarter' });
    const rows = summaries.ids.map((id, i) => [
      id,
      periods?.[i],
      summaries.completedTasks[i],
      summaries.totalTasks[i],
    ]);
    expect(rows).toEqual([
      ['ada', '2024-01-01', 1, 1],
      ['ada', '2024-04-01', 2, 3],
      ['bea', '2024-01-01', 1, 1],
      ['cem', '2024-04-01', 0, 0],
    ]);
    expect(notes.join()).toContain('1 row left out of the range of days for want of a date');
  });

  it('gives for each period what reading the days of that period alone gives', async () => {
    const days = Array.from({ length: 400 }, (_, i) =>
      new Date(Date.UTC(2023, 10, 1 + ((i * 7) % 230))).toISOString().slice(0, 10),
    );
    const rows = days.map(
      (day, i) => `p${(i * 13) % 17},t${i % 90},${i % 3 ? 'done' : 'open'},${(i % 11) / 7},${day}`,
    );
    const path = fileWith(`employee_id,task_id,status,hours,completed_at\n${rows.join('\n')}\n`);
    const whole = await readTasks(path, { split: 'month' });
    const months = [...new Set(whole.periods)];
    expect(months.length).toBe(8);
    for (const month of months) {
      const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0))
        .toISOString()
        .slice(0, 10);
      const { summaries } = await readTasks(path, { from: month, to: last });
      const at = whole.summaries.ids.flatMap((_, i) => (whole.periods?.[i] === month ? [i] : []));
      expect(at.map((i) => whole.summaries.ids[i])).toEqual(summaries.ids);
      for (const column of ['completedTasks', 'totalTasks', 'avgTaskHours'] as const) {
        expect(at.map((i) => whole.summaries[column][i])).toEqual([...summaries[column]]);
      }
    }
  });
});
