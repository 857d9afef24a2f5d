import { describe, expect } from 'vitest';
import { readTasks } from '../../../src/data/files/read-tasks.ts';
import { itWithShared, sharedFile } from '../../support/shared.ts';

/** Developer, tasks done, tasks, mean hours: computed with pandas 1.5.3 from the same file, by the same rules. */
const DEVELOPERS = [
  [1, 103, 104, 3.510388349514563],
  [2, 47, 126, 9.485319148936172],
  [11, 2, 6, 20.085],
  [13, 2459, 2878, 3.3440788938592925],
  [22, 97, 102, 7.06701030927835],
  [23, 1, 1, 1.2],
  [24, 535, 957, 6.046467289719626],
  [25, 3, 105, 4.666666666666667],
  [26, 1137, 1178, 5.096956904133685],
  [27, 1, 1, 5.0],
  [33, 1, 2, 0.5],
  [35, 1, 2, 5.0],
  [37, 3, 3, 9.333333333333334],
  [42, 1599, 1919, 5.415616010006254],
  [43, 687, 701, 7.627510917030568],
  [45, 8, 13, 4.25],
  [50, 24, 24, 8.429166666666665],
  [53, 70, 299, 5.574714285714286],
  [54, 334, 454, 9.422005988023951],
  [58, 1892, 2024, 7.573134249471458],
  [64, 1, 1, 14.0],
  [65, 686, 1114, 5.376443148688046],
];

const OPTIONS = {
  map: {
    employee_id: 'DeveloperID',
    task_id: 'TaskNumber',
    status: 'StatusCode',
    hours: 'DeveloperHoursActual',
  },
  done: ['FINISHED', 'COMPLETED', 'RELEASED'],
  exclude: ['CANCELLED', 'TEMPLATE', 'AUTHORISE', 'ESTIMATED'],
};

async function developers(path: string, options = {}) {
  const { summaries, rejected, rowsRead, recognised } = await readTasks(sharedFile(path), {
    ...OPTIONS,
    ...options,
  });
  const { ids, completedTasks, totalTasks, avgTaskHours } = summaries;
  return {
    counts: ids.map((id, i) => [id, completedTasks[i], totalTasks[i]]),
    hours: Array.from(avgTaskHours),
    rejected,
    rowsRead,
    format: recognised.format,
  };
}

describe('the task log of a real software company', () => {
  for (const path of ['data/sip/tasks_with_dates.csv', 'data/sip/tasks.csv']) {
    itWithShared(`is counted and averaged as pandas does it: ${path}`, path, async () => {
      const { counts, hours, rejected, rowsRead, format } = await developers(path);
      expect(counts).toEqual(DEVELOPERS.map((row) => row.slice(0, 3)));
      for (const [i, [, , , expected]] of DEVELOPERS.entries()) {
        expect(Math.abs(hours[i] - expected) / expected).toBeLessThan(1e-14);
      }
      expect([rejected, rowsRead, format]).toEqual([[], 12_299, 'CSV (comma, Windows-1252)']);
    });
  }

  itWithShared(
    'can be cut into years that add up to the whole',
    'data/sip/tasks_with_dates.csv',
    async () => {
      const path = 'data/sip/tasks_with_dates.csv';
      const map = { ...OPTIONS.map, completed_at: 'CompletedOn', started_at: 'StartedOn' };
      const done = async (from?: string, to?: string) => {
        const { counts } = await developers(path, { map, ...(from && { from }), ...(to && { to }) });
        return counts.reduce((sum, [, completed]) => sum + Number(completed), 0);
      };
      const parts = [
        await done(undefined, '2007-12-31'),
        await done('2008-01-01', '2010-12-31'),
        await done('2011-01-01'),
      ];
      expect(parts.every((part) => part > 0)).toBe(true);
      expect(parts.reduce((a, b) => a + b)).toBe(await done());
    },
  );
});
