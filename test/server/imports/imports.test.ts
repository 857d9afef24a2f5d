import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { periodSummaries } from '../../../src/data/store/period-summaries.ts';
import { requireBuilt } from '../../built.ts';
import { type Api, apiOn } from '../../support/api.ts';
import { committed, importOf, send, settled } from '../../support/imports.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

const HEADER = 'employee_id,name,completed_tasks,total_tasks,avg_task_hours\n';

onBothStores('imports of what people have done', (newPlace) => {
  let place: Place;
  let api: Api;
  beforeEach(async () => {
    requireBuilt();
    place = await newPlace();
    api = await apiOn(place);
  });
  afterEach(async () => {
    await api.close();
    await place.remove();
  });
  const period = async (name = '2024-Q1', from = '2024-01-01', to = '2024-03-31'): Promise<string> =>
    (await api.call('POST', '/periods', { name, starts_on: from, ends_on: to })).body.id;
  const employees = async () =>
    (await api.call('GET', '/employees')).body.items.map((one: { number: string; name: string }) => [
      one.number,
      one.name,
    ]);
  const known = async (periodId: string) => {
    const numbers = new Map(
      (await api.call('GET', '/employees?limit=1000')).body.items.map(
        (one: { id: string; number: string }) => [one.id, one.number],
      ),
    );
    const rows = await periodSummaries(api.services.store.read, periodId);
    return Object.fromEntries(
      rows.map((row) => [
        numbers.get(row.employee_id),
        [row.completed_tasks, row.total_tasks, row.avg_task_hours],
      ]),
    );
  };
  /** Three kinds of people: quick ones, those between, slow ones. */
  const company = (slower = -1) =>
    HEADER +
    Array.from({ length: 40 }, (_, i) => {
      const [done, hours] = [
        [38, 1],
        [22, 3],
        [5, 6],
      ][i === slower ? 2 : i % 3];
      return `${i},Person ${i},${done - (i % 2)},40,${hours + (i % 4) / 10}\n`;
    }).join('');

  it('are not taken for another file that was sent with the same key', async () => {
    const q1 = await period();
    const once = { 'idempotency-key': 'monday', 'content-length': '500' };
    const { body, status } = await send(api, 'q1.csv', `${HEADER}1,Ada,5,6,2.5\n`, { period: q1 }, once);
    expect(status).toBe(201);
    const again = await send(api, 'q1.csv', `${HEADER}1,Ada,5,6,2.5\n`, { period: q1 }, once);
    expect([again.status, again.body.id]).toEqual([201, body.id]);
    const other = { ...once, 'content-length': '501' };
    expect((await send(api, 'q1.csv', `${HEADER}1,Ada,5,6,25.5\n`, { period: q1 }, other)).status).toBe(422);
  });

  it('say what they would do, and do it when they are committed', async () => {
    const q1 = await period();
    const seen = await importOf(api, 'q1.csv', `${HEADER}1,Ada,5,6,2.5\n2,Bea,3,x,2\n3,,8,9,1\n`, {
      period: q1,
    });
    expect(seen).toMatchObject({
      state: 'ready',
      kind: 'summaries',
      counts: { rows: 3, rejected: 1, people_added: 2, summaries: 2, summaries_added: 2, tiers_changed: 0 },
      periods: [{ id: q1, name: '2024-Q1', is_new: false, rows: 2 }],
    });
    expect(seen.recognised.mapping.employee_id).toBe('employee_id');
    expect(seen.recognised.columns[1]).toEqual({ name: 'name', samples: ['Ada', 'Bea'] });
    expect(await employees()).toEqual([]);
    expect(await known(q1)).toEqual({});
    const { body } = await api.call('GET', `/imports/${seen.id}/rejections`);
    expect(body.items).toEqual([
      {
        row: 3,
        column: 'total_tasks',
        value: 'x',
        reason: 'is not a number',
        reason_said: { code: 'no-number', values: {} },
      },
    ]);

    expect((await committed(api, seen.id)).state).toBe('committed');
    expect(await employees()).toEqual([
      ['1', 'Ada'],
      ['3', null],
    ]);
    expect(await known(q1)).toEqual({ 1: [5, 6, 2.5], 3: [8, 9, 1] });
    expect(readdirSync(join(place.dataFolder, 'uploads'))).toEqual([]);
    expect((await committed(api, seen.id)).committed_at).not.toBeNull();
    expect(await known(q1)).toEqual({ 1: [5, 6, 2.5], 3: [8, 9, 1] });
  });

  it('bring new people into the departments that the file names, and leave those who are known where they are', async () => {
    const q1 = await period();
    const first = await importOf(
      api,
      'q1.csv',
      'employee_id,name,department,completed_tasks,total_tasks,avg_task_hours\n501,Ada,Optics,5,6,2\n502,Bob,,5,6,2\n',
      { period: q1 },
    );
    await api.call('POST', `/imports/${first.id}/commit`, {});
    const again = await importOf(
      api,
      'q1b.csv',
      'employee_id,name,department,completed_tasks,total_tasks,avg_task_hours\n501,Ada,Sales,6,6,2\n503,Cem,Sales,5,6,2\n',
      { period: q1 },
    );
    await api.call('POST', `/imports/${again.id}/commit`, {});
    const names = new Map(
      (await api.call('GET', '/departments')).body.items.map(({ id, name }: { id: string; name: string }) => [
        id,
        name,
      ]),
    );
    const { body } = await api.call('GET', '/employees?search=50');
    const places = body.items.map(
      ({ number, department_id }: { number: string; department_id: string | null }) => [
        number,
        names.get(department_id ?? '') ?? null,
      ],
    );
    expect(places).toEqual([
      ['501', 'Optics'],
      ['502', null],
      ['503', 'Sales'],
    ]);
  });

  it('replace what is known of a person and period, or add to it, and leave everybody else as they are', async () => {
    const q1 = await period();
    await committed(
      api,
      (await importOf(api, 'a.csv', `${HEADER}1,Ada,5,6,2\n2,Bea,1,2,9\n`, { period: q1 })).id,
    );
    const second = await importOf(api, 'b.csv', `${HEADER}1,Ada,7,8,4\n2,Bea,1,2,9\n4,Dan,1,1,1\n`, {
      period: q1,
    });
    expect(second.counts).toMatchObject({
      people_added: 1,
      people_unchanged: 2,
      summaries_added: 1,
      summaries_changed: 1,
      summaries_unchanged: 1,
    });
    await committed(api, second.id);
    expect(await known(q1)).toEqual({ 1: [7, 8, 4], 2: [1, 2, 9], 4: [1, 1, 1] });
    const added = await importOf(api, 'c.csv', `${HEADER}1,Ada,7,8,2\n`, { period: q1, mode: 'add' });
    await committed(api, added.id);
    expect(await known(q1)).toEqual({ 1: [14, 16, 3], 2: [1, 2, 9], 4: [1, 1, 1] });
    await api.call('POST', `/imports/${second.id}/undo`);
    expect(await known(q1)).toEqual({ 1: [12, 14, 2], 2: [1, 2, 9] });
  });

  it('say whose tier they would change, by the standard in force or by what is there', async () => {
    const q1 = await period();
    await committed(api, (await importOf(api, 'a.csv', company(), { period: q1 })).id);
    const same = await importOf(api, 'b.csv', `${company()}\n`, { period: q1 });
    expect(same.counts).toMatchObject({ summaries_unchanged: 40, summaries_changed: 0, tiers_changed: 0 });
    const worse = await importOf(api, 'c.csv', company(3), { period: q1 });
    expect(worse.counts).toMatchObject({ summaries_changed: 1, tiers_changed: 1, tiers_by: 'fit' });
    const { body } = await api.call('GET', `/imports/${worse.id}/tier-moves`);
    expect(body.items).toMatchObject([{ period_id: q1, number: '3', name: 'Person 3', to_tier: 'Low' }]);
    expect(body.items[0].from_tier).toBe('High');
    expect(await known(q1)).toMatchObject({ 3: [37, 40, 1.3] });
  });

  it('are undone: people go whom nothing else holds', async () => {
    const q1 = await period();
    const first = await importOf(api, 'a.csv', `${HEADER}1,Ada,5,6,2\n2,Bea,1,2,9\n3,Cem,1,1,1\n`, {
      period: q1,
    });
    await committed(api, first.id);
    await committed(api, (await importOf(api, 'b.csv', `${HEADER}2,Bea,7,8,4\n`, { period: q1 })).id);
    const ids = (await api.call('GET', '/employees')).body.items.map((one: { id: string }) => one.id);
    await api.call('PATCH', `/employees/${ids[2]}`, { name: 'Cem B.' });
    const { body } = await api.call('POST', `/imports/${first.id}/undo`);
    expect(body).toMatchObject({
      state: 'undone',
      counts: { undone: { people_removed: 1, people_kept: 2 } },
    });
    expect(await employees()).toEqual([
      ['2', 'Bea'],
      ['3', 'Cem B.'],
    ]);
    expect(await known(q1)).toEqual({ 2: [7, 8, 4] });
    expect((await api.call('POST', `/imports/${first.id}/undo`)).body.state).toBe('undone');
    expect((await api.call('POST', `/imports/${first.id}/commit`)).status).toBe(409);
    const actions = await api.services.store.read.selectFrom('audit').select(['action', 'detail']).execute();
    expect(actions.map(({ action }) => action)).toContain('import.undone');
    expect(JSON.stringify(actions)).not.toContain('Ada');
  });

  it('are undone: periods, departments and positions that were made for them go where nothing else uses them', async () => {
    const file = 'task_id,employee_id,department,status,hours,completed_at\n';
    const rows = (from: number, department: string, day: string) =>
      `T${from},${from},${department},Done,1,${day}\nT${from + 1},${from + 1},Sales,Done,2,${day}\n`;
    const places = async () => [
      (await api.call('GET', '/departments')).body.items.map(({ name }: { name: string }) => name).sort(),
      (await api.call('GET', '/periods')).body.items.map(({ name }: { name: string }) => name).sort(),
    ];
    const [departments, periods] = await places();
    const split = { split: 'quarter' };
    const one = await importOf(api, 'a.csv', `${file}${rows(71, 'Mending', '1990-02-01')}`, split);
    await committed(api, one.id);
    const two = await importOf(api, 'b.csv', `${file}${rows(81, 'Selling', '1990-05-01')}`, split);
    await committed(api, two.id);
    await api.call('POST', `/imports/${one.id}/undo`);
    expect(await places()).toEqual([
      [...departments, 'Sales', 'Selling'].sort(),
      [...periods, '1990-Q2'].sort(),
    ]);
    await api.call('POST', `/imports/${two.id}/undo`);
    const left = await places();
    expect(left).toEqual([[...departments, 'Sales'].sort(), periods]);
  });

  it('take a file once, unless they are told to take it again, or it was undone', async () => {
    const q1 = await period();
    const file = `${HEADER}1,Ada,5,6,2\n`;
    const [first, second] = [
      await importOf(api, 'a.csv', file, { period: q1 }),
      await importOf(api, 'b.csv', file, { period: q1 }),
    ];
    await committed(api, first.id);
    const refused = await api.call('POST', `/imports/${second.id}/commit`);
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toContain(first.id);
    const known = await send(api, 'c.csv', file, { period: q1 });
    expect([known.status, known.body.id]).toEqual([200, first.id]);
    const again = await importOf(api, 'c.csv', file, { period: q1, again: 'true', mode: 'add' });
    await committed(api, again.id);
    for (const { id } of [again, first]) await api.call('POST', `/imports/${id}/undo`);
    expect((await send(api, 'c.csv', file, { period: q1 })).status).toBe(201);
  });

  it('are done once where they are sent twice with an Idempotency-Key', async () => {
    const q1 = await period();
    const key = { 'idempotency-key': 'upload-1' };
    const first = await send(api, 'a.csv', `${HEADER}1,Ada,5,6,2\n`, { period: q1 }, key);
    const second = await send(api, 'a.csv', `${HEADER}1,Ada,5,6,2\n`, { period: q1 }, key);
    expect(second.body.id).toBe(first.body.id);
    expect((await api.call('GET', '/imports')).body.items).toHaveLength(1);
    await settled(api, first.body.id);
    const once = await api.call('POST', `/imports/${first.body.id}/commit`, undefined, {
      'idempotency-key': 'c',
    });
    const twice = await api.call('POST', `/imports/${first.body.id}/commit`, undefined, {
      'idempotency-key': 'c',
    });
    expect(twice.body).toEqual(once.body);
  });

  it('say what they need to know, show the columns, and read again when they are told', async () => {
    const q1 = await period();
    const odd = 'who;erledigtes;alles;zeit\n1;5;6;2,5\n2;3;4;1,5\n';
    const failed = await importOf(api, 'odd.csv', odd);
    expect(failed).toMatchObject({ state: 'failed', kind: null });
    expect(failed.recognised.columns.map(({ name }: { name: string }) => name)).toEqual([
      'who',
      'erledigtes',
      'alles',
      'zeit',
    ]);
    expect(failed.recognised.columns[3].samples).toEqual(['2,5', '1,5']);
    expect(failed.failure).not.toContain('--');
    const mapping = {
      employee_id: 'who',
      completed_tasks: 'erledigtes',
      total_tasks: 'alles',
      avg_task_hours: 'zeit',
    };
    await api.call('PATCH', `/imports/${failed.id}`, { mapping });
    const still = await settled(api, failed.id);
    expect(still).toMatchObject({ state: 'failed', kind: 'summaries' });
    expect(still.failure).toContain('period');
    const template = { name: 'odd ones', kind: 'summaries', mapping };
    expect((await api.call('POST', '/import-templates', template)).status).toBe(201);
    await api.call('PATCH', `/imports/${failed.id}`, { period: q1 });
    expect(await settled(api, failed.id)).toMatchObject({ state: 'ready', counts: { summaries: 2 } });
    const other = await importOf(api, 'odd2.csv', odd.replace('5;6', '6;6'), {
      period: q1,
      template: 'odd ones',
    });
    expect(other).toMatchObject({ state: 'ready', mapping });
    expect((await send(api, 'x.csv', odd, { template: 'none' })).status).toBe(422);
    expect((await api.call('PATCH', `/imports/${failed.id}`, { period: q1, split: 'month' })).status).toBe(
      422,
    );
    expect((await api.call('PATCH', `/imports/${failed.id}`, {})).status).toBe(400);
  });

  it('go with all that came with them when they are dismissed', async () => {
    const q1 = await period();
    const { id } = await importOf(api, 'a.csv', `${HEADER}1,Ada,5,6,2\n2,Bea,1,x,3\n`, { period: q1 });
    expect((await api.call('DELETE', `/imports/${id}`)).status).toBe(204);
    const { read } = api.services.store;
    for (const table of ['task_summaries', 'import_people', 'import_rejections', 'import_periods'] as const) {
      expect(await read.selectFrom(table).select('import_id').execute()).toEqual([]);
    }
    expect(existsSync(join(place.dataFolder, 'uploads', id))).toBe(false);
    expect((await api.call('GET', '/imports')).body.items).toEqual([]);
    expect((await api.call('GET', '/imports?state=dismissed')).body.items).toHaveLength(1);
    expect((await api.call('POST', `/imports/${id}/commit`)).status).toBe(409);
  });

  it('split a task log into quarters, and make those that are missing', async () => {
    const q1 = await period();
    const log = `employee_id,task_id,status,hours,completed_at
1,a,done,2,2024-02-03
1,b,done,4,2024-05-05
2,c,open,1,
2,d,done,3,2024-06-30
`;
    const seen = await importOf(api, 'log.csv', log, { split: 'quarter' });
    expect(seen).toMatchObject({
      state: 'ready',
      kind: 'task log',
      periods: [
        { id: q1, is_new: false, rows: 1 },
        { name: '2024-Q2', starts_on: '2024-04-01', ends_on: '2024-06-30', is_new: true, rows: 2 },
      ],
    });
    expect((await api.call('GET', '/periods')).body.items).toHaveLength(1);
    const twin = await importOf(api, 'log2.csv', `${log}3,e,done,1,2024-06-01\n`, { split: 'quarter' });
    await committed(api, seen.id);
    await committed(api, twin.id);
    const periods = (await api.call('GET', '/periods')).body.items;
    expect(periods.map(({ name }: { name: string }) => name)).toEqual(['2024-Q1', '2024-Q2']);
    expect(await known(q1)).toEqual({ 1: [1, 1, 2] });
    expect(await known(periods[1].id)).toEqual({ 1: [1, 1, 4], 2: [1, 1, 3], 3: [1, 1, 1] });
    expect((await employees()).length).toBe(3);
    expect((await api.call('DELETE', `/periods/${periods[1].id}`)).status).toBe(409);
    for (const { id } of [twin, seen]) await api.call('POST', `/imports/${id}/undo`);
    expect((await api.call('GET', `/periods/${periods[1].id}`)).status).toBe(404);
    expect((await api.call('GET', `/periods/${q1}`)).status).toBe(200);
  });

  it('reject who has no number of tasks, and keep who has no hours', async () => {
    const q1 = await period();
    const seen = await importOf(api, 'a.csv', `${HEADER}1,Ada,,6,2\n2,Bea,1,,2\n3,Cem,1,2,\n`, {
      period: q1,
    });
    expect(seen).toMatchObject({ state: 'ready', counts: { rejected: 2, summaries: 1 } });
    const { items } = (await api.call('GET', `/imports/${seen.id}/rejections`)).body;
    expect(items.map(({ column }: { column: string }) => column)).toEqual(['completed_tasks', 'total_tasks']);
    await committed(api, seen.id);
    expect(await known(q1)).toEqual({ 3: [1, 2, null] });
  });

  it('leave out what a dated log says of days outside of the period', async () => {
    const q1 = await period();
    const log =
      'employee_id,task_id,status,hours,completed_at\n1,a,done,2,2024-02-03\n1,b,done,4,2024-05-05\n';
    const seen = await importOf(api, 'log.csv', log, { period: q1 });
    expect(seen.notes.join()).toContain('1 row outside of the range of days');
    await committed(api, seen.id);
    expect(await known(q1)).toEqual({ 1: [1, 1, 2] });
  });
});
