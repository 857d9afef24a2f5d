import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished } from 'vitest';
import { readTasks } from '../../../src/data/files/read-tasks.ts';
import { periodSummaries } from '../../../src/data/store/period-summaries.ts';
import { requireBuilt } from '../../built.ts';
import { apiOn } from '../../support/api.ts';
import { committed, importOf } from '../../support/imports.ts';
import { itWithShared, sharedFile } from '../../support/shared.ts';
import { sqlitePlace } from '../../support/stores.ts';

const LOG = 'data/sip/tasks_with_dates.csv';
const MAPPING = {
  employee_id: 'DeveloperID',
  task_id: 'TaskNumber',
  status: 'StatusCode',
  hours: 'DeveloperHoursActual',
  completed_at: 'CompletedOn',
  started_at: 'StartedOn',
};
const DONE = ['FINISHED', 'COMPLETED', 'RELEASED'];
const EXCLUDE = ['CANCELLED', 'TEMPLATE', 'AUTHORISE', 'ESTIMATED'];

describe('the task log of a real company', () => {
  itWithShared('is imported by quarter: each is what reading its days alone gives', LOG, async () => {
    requireBuilt();
    const place = await sqlitePlace();
    const api = await apiOn(place);
    onTestFinished(async () => {
      await api.close();
      await place.remove();
    });
    const seen = await importOf(api, 'tasks.csv', new Uint8Array(readFileSync(sharedFile(LOG))), {
      split: 'quarter',
      mapping: JSON.stringify(MAPPING),
      done: JSON.stringify(DONE),
      exclude: JSON.stringify(EXCLUDE),
    });
    expect(seen, seen.failure).toMatchObject({
      state: 'ready',
      kind: 'task log',
      counts: { people_added: 22 },
    });
    expect(seen.periods.length).toBeGreaterThan(30);
    await committed(api, seen.id);
    const { read } = api.services.store;
    const people = await read.selectFrom('employees').select(['id', 'number']).execute();
    const numbers = new Map(people.map(({ id, number }) => [id, Number(number)]));
    const { items: periods } = (await api.call('GET', '/periods?limit=1000')).body;
    expect(periods).toHaveLength(seen.periods.length);
    for (const { id, starts_on: from, ends_on: to } of periods
      .slice(3, 40)
      .filter((_: unknown, i: number) => i % 9 === 0)) {
      const kept = (await periodSummaries(read, id))
        .map((row) => [
          numbers.get(row.employee_id),
          row.completed_tasks,
          row.total_tasks,
          row.avg_task_hours,
        ])
        .sort(([a], [b]) => Number(a) - Number(b));
      const { summaries } = await readTasks(sharedFile(LOG), {
        map: MAPPING,
        done: DONE,
        exclude: EXCLUDE,
        from,
        to,
      });
      expect(kept).toEqual(
        summaries.ids.map((person, i) => {
          const hours = summaries.avgTaskHours[i];
          return [
            person,
            summaries.completedTasks[i],
            summaries.totalTasks[i],
            Number.isNaN(hours) ? null : hours,
          ];
        }),
      );
    }
  });
});
