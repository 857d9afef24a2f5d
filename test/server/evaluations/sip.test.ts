import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished } from 'vitest';
import { periodSummaries } from '../../../src/data/store/period-summaries.ts';
import { requireBuilt } from '../../built.ts';
import { apiOn } from '../../support/api.ts';
import { evaluated } from '../../support/evaluate.ts';
import { committed, importOf } from '../../support/imports.ts';
import { itWithShared, sharedFile } from '../../support/shared.ts';
import { sqlitePlace } from '../../support/stores.ts';

const LOG = 'data/sip/tasks_with_dates.csv';
const FIELDS = {
  split: 'quarter',
  mapping: JSON.stringify({
    employee_id: 'DeveloperID',
    task_id: 'TaskNumber',
    status: 'StatusCode',
    hours: 'DeveloperHoursActual',
    completed_at: 'CompletedOn',
    started_at: 'StartedOn',
  }),
  done: JSON.stringify(['FINISHED', 'COMPLETED', 'RELEASED']),
  exclude: JSON.stringify(['CANCELLED', 'TEMPLATE', 'AUTHORISE', 'ESTIMATED']),
};

describe('ten years of a real company', () => {
  itWithShared('are evaluated by quarter, and who finished one task out of one is unrated', LOG, async () => {
    requireBuilt();
    const place = await sqlitePlace();
    const api = await apiOn(place);
    onTestFinished(async () => {
      await api.close();
      await place.remove();
    });
    const seen = await importOf(api, 'tasks.csv', new Uint8Array(readFileSync(sharedFile(LOG))), FIELDS);
    await committed(api, seen.id);
    const { items: periods } = (await api.call('GET', '/periods?limit=1000')).body;
    const quarters = periods.toSorted((a: Quarter, b: Quarter) => (a.starts_on < b.starts_on ? -1 : 1));
    let standard_id: string | undefined;
    let ones = 0;
    for (const { id: period_id } of quarters) {
      const known = new Map(
        (await periodSummaries(api.services.store.read, period_id)).map((row) => [row.employee_id, row]),
      );
      // The first quarter in which there are people enough gives the standard for all that follow.
      if (standard_id === undefined && [...known.values()].filter((row) => row.total_tasks >= 5).length < 6)
        continue;
      const how = standard_id === undefined ? { fit: {} } : { standard_id };
      const evaluation = await evaluated(api, { pipeline: 'tasks', period_id, ...how });
      expect(evaluation.state, evaluation.failure).toBe('done');
      standard_id = evaluation.standard_id;
      const { items } = (await api.call('GET', `/evaluations/${evaluation.id}/results?limit=1000`)).body;
      expect(items).toHaveLength(22);
      for (const { employee_id, number, tier, unrated_reason } of items) {
        const row = known.get(employee_id);
        const isEnough = row !== undefined && row.total_tasks >= 5 && (row.avg_task_hours ?? 0) > 0;
        expect(tier !== null, `${number}: ${unrated_reason}`).toBe(isEnough);
        if (number !== '23' && number !== '27') continue;
        expect(unrated_reason).toMatch(/no tasks|1 task, fewer than the 5/);
        if (row !== undefined) ones++;
      }
    }
    expect(ones).toBe(2);
  });
});

interface Quarter {
  readonly id: string;
  readonly starts_on: string;
}
