import { afterEach, beforeEach, expect, it } from 'vitest';
import { addStandard, findStandard, takeStandardStep } from '../../../src/data/store/standards.ts';
import { evaluate } from '../../../src/evaluation/pipeline.ts';
import { standardToText } from '../../../src/evaluation/standard.ts';
import { summariesFromRecords } from '../../../src/evaluation/summaries.ts';
import { type Api, apiOn } from '../../support/api.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

/** Three plain groups of four: 10, 6 and 2 of 10 tasks done. */
const company = Array.from({ length: 12 }, (_, i) => ({
  employee_id: i,
  completed_tasks: [10, 6, 2][i % 3],
  total_tasks: 10,
  avg_task_hours: 1 + (i % 3) * 3,
}));

onBothStores('where people stand in a running period', (newPlace) => {
  let place: Place;
  let api: Api;
  let period: { id: string };
  beforeEach(async () => {
    place = await newPlace();
    api = await apiOn(place);
    const quarter = { name: '2024-Q1', starts_on: '2024-01-01', ends_on: '2024-03-31' };
    period = (await api.call('POST', '/periods', quarter)).body;
  });
  afterEach(async () => {
    await api.close();
    await place.remove();
  });

  async function activate(minTasks: number): Promise<string> {
    const { standard } = evaluate(summariesFromRecords(company).summaries, { minTasks });
    if (standard === null) throw new Error('nobody was rated');
    return api.services.store.change('tester', async (change) => {
      const { id } = await addStandard(change, {
        name: 'Tasks',
        pipeline: 'tasks',
        document: standardToText(standard),
        content: {},
        shared: {},
        fingerprint: standard.fittedOn.fingerprint,
        evaluationId: null,
      });
      for (const step of ['approve', 'activate'] as const) {
        const row = await findStandard(change.db, id);
        if (row) await takeStandardStep(change, row, step);
      }
      return id;
    });
  }
  const report = (from: number, count: number, completed: boolean, hours = 1) =>
    api.call(
      'POST',
      '/tasks',
      Array.from({ length: count }, (_, i) => ({
        task_key: `T${from + i}`,
        employee_number: '7',
        day: '2024-02-01',
        completed,
        hours: completed ? hours : null,
      })),
    );
  const standing = async () => (await api.call('GET', `/periods/${period.id}/numbers`)).body.items[0]?.live;

  it('follows each task by the active standard', async () => {
    await activate(5);
    await report(0, 4, true);
    await expect
      .poll(standing, { timeout: 10_000 })
      .toMatchObject({ tier: null, unrated_reason: expect.any(String) });
    await report(4, 6, true);
    await expect.poll(standing, { timeout: 10_000 }).toMatchObject({ tier: 'High', unrated_reason: null });
    await report(0, 2, true, 7);
    await report(2, 8, false);
    await expect.poll(standing, { timeout: 10_000 }).toMatchObject({ tier: 'Low' });
  });

  it('is nowhere without an active standard, and moves when another one is activated', async () => {
    await report(0, 3, true);
    expect(await standing()).toBeNull();
    const first = await activate(5);
    await report(3, 1, true);
    await expect.poll(standing, { timeout: 10_000 }).toMatchObject({ standard_id: first, tier: null });
    const second = await activate(1);
    await expect
      .poll(standing, { timeout: 10_000 })
      .toMatchObject({ standard_id: second, tier: expect.any(String) });
  });

  it('is brought up to date after a stop', async () => {
    await activate(1);
    await api.services.live.close();
    await report(0, 10, true);
    expect(await standing()).toBeNull();
    await api.close();
    api = await apiOn(place);
    await expect.poll(standing, { timeout: 10_000 }).toMatchObject({ tier: 'High' });
  });
});
