import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Api, apiOn } from '../../support/api.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

onBothStores('tasks that are reported as they happen', (newPlace) => {
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
  const task = (task_key: string, employee_number: string, rest: object) => ({
    task_key,
    employee_number,
    day: '2024-03-31',
    completed: true,
    ...rest,
  });
  const numbers = async () => {
    const { body } = await api.call('GET', `/periods/${period.id}/numbers`);
    return body.items.map((row: Record<string, unknown>) => [
      row.number,
      row.completed_tasks,
      row.total_tasks,
      row.avg_task_hours,
    ]);
  };

  it('count at once, one by one or many together, also of people who were not known', async () => {
    const first = await api.call('POST', '/tasks', task('T1', '101', { hours: 3, employee_name: 'Ada' }));
    expect(first).toMatchObject({
      status: 200,
      body: { tasks: 1, people_added: 1, period_ids: [period.id] },
    });
    const many = [task('T2', '101', { hours: 4 }), task('T3', '102', { completed: false })];
    expect((await api.call('POST', '/tasks', many)).body).toMatchObject({ tasks: 2, people_added: 1 });
    expect(await numbers()).toEqual([
      ['101', 2, 2, 3.5],
      ['102', 0, 1, null],
    ]);
    expect((await api.call('GET', '/employees?search=ada')).body.total).toBe(1);
  });

  it('are what was last said of them, counted once', async () => {
    await api.call('POST', '/tasks', task('T1', '101', { completed: false }));
    await api.call('POST', '/tasks', [task('T1', '101', { hours: 9 }), task('T1', '101', { hours: 2 })]);
    expect(await numbers()).toEqual([['101', 1, 1, 2]]);
    await api.call('POST', '/tasks', task('T1', '101', { hours: 2, day: '2024-04-01' }));
    expect(await numbers()).toEqual([]);
  });

  it('are refused whole where one of them is wrong', async () => {
    const wrong = [task('T1', '101', {}), task('T2', '101', { hours: -1 })];
    const { status, body } = await api.call('POST', '/tasks', wrong);
    expect(status).toBe(400);
    expect(JSON.stringify(body.errors)).toContain('hours');
    expect(await numbers()).toEqual([]);
    for (const day of ['2024-02-30', 'today', 20240101]) {
      expect((await api.call('POST', '/tasks', task('T', '101', { day }))).status).toBe(400);
    }
  });
});
