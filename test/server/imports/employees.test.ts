import { afterEach, beforeEach, expect, it } from 'vitest';
import { requireBuilt } from '../../built.ts';
import { type Api, apiOn } from '../../support/api.ts';
import { committed, importOf } from '../../support/imports.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

onBothStores('imports of people', (newPlace) => {
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
  const people = async () => {
    const name = async (path: string) =>
      new Map(
        (await api.call('GET', path)).body.items.map((one: { id: string; name: string }) => [
          one.id,
          one.name,
        ]),
      );
    const [departments, positions] = [await name('/departments'), await name('/positions')];
    const { items } = (await api.call('GET', '/employees?limit=1000')).body;
    const numbers = new Map(items.map((one: { id: string; number: string }) => [one.id, one.number]));
    return Object.fromEntries(
      items.map((one: Record<string, string>) => [
        one.number,
        [
          one.name,
          departments.get(one.department_id) ?? null,
          positions.get(one.position_id) ?? null,
          numbers.get(one.manager_id) ?? null,
          one.active_from,
        ],
      ]),
    );
  };
  const idOf = async (number: string) =>
    (await api.call('GET', '/employees')).body.items.find((one: { number: string }) => one.number === number);

  it('are known by their headers, in German too, and make the departments and positions that they name', async () => {
    const seen = await importOf(
      api,
      'Personal.csv',
      'Personalnummer;Name;Abteilung;Funktion;Vorgesetzter;Eintrittsdatum\n3;Cem;Werk;Schlosser;2;01.02.2020\n2;Bea;Werk;Meisterin;1;\n1;Ada;Leitung;;;13.01.2019\n',
    );
    expect(seen).toMatchObject({
      state: 'ready',
      kind: 'employees',
      counts: { people_added: 3, rejected: 0 },
    });
    expect(seen.recognised.mapping).toMatchObject({ number: 'Personalnummer', manager: 'Vorgesetzter' });
    await committed(api, seen.id);
    expect(await people()).toEqual({
      1: ['Ada', 'Leitung', null, null, '2019-01-13'],
      2: ['Bea', 'Werk', 'Meisterin', '1', null],
      3: ['Cem', 'Werk', 'Schlosser', '2', '2020-02-01'],
    });
  });

  it('say which fields change, leave others alone, and give them back unless somebody has changed them since', async () => {
    await committed(
      api,
      (await importOf(api, 'a.csv', 'number,name,department\n1,Ada,Sales\n2,Bea,Sales\n3,Cem,Sales\n')).id,
    );
    const seen = await importOf(
      api,
      'b.csv',
      'number,name,department,manager\n1,Ada,Lab,\n2,Bea B.,Lab,1\n3,Cem,Sales,\n4,Dan,Lab,2\n',
    );
    expect(seen.counts).toMatchObject({ people_added: 1, people_changed: 2, people_unchanged: 1 });
    const { items } = (await api.call('GET', `/imports/${seen.id}/changes?change=changed`)).body;
    expect(items).toMatchObject([
      { number: '1', before: { department: 'Sales' }, after: { department: 'Lab' } },
      { number: '2', before: { name: 'Bea', department: 'Sales', manager: null }, after: { manager: '1' } },
    ]);
    expect(items[0].after).toEqual({ department: 'Lab' });
    await committed(api, seen.id);
    expect(await people()).toMatchObject({
      2: ['Bea B.', 'Lab', null, '1', null],
      4: ['Dan', 'Lab', null, '2', null],
    });

    const bea = await idOf('2');
    await api.call('PATCH', `/employees/${bea.id}`, { name: 'Beate' });
    const { body } = await api.call('POST', `/imports/${seen.id}/undo`);
    expect(body.counts.undone).toEqual({
      people_removed: 1,
      people_kept: 0,
      people_restored: 1,
      people_not_restored: 1,
    });
    expect(await people()).toEqual({
      1: ['Ada', 'Sales', null, null, null],
      2: ['Beate', 'Sales', null, null, null],
      3: ['Cem', 'Sales', null, null, null],
    });
    const left = (await api.call('GET', `/imports/${seen.id}/changes`)).body.items;
    expect(left.find(({ number }: { number: string }) => number === '2').not_undone).toEqual(['name']);
  });

  it('reject managers who are not there, circles, twins and dates that cannot be, and keep the others', async () => {
    const file = `number,name,manager,hired,left
1,Ada,,2020-01-01,2019-01-01
2,Bea,nobody,,
3,Cem,2,,
4,Dan,5,,
5,Eva,6,,
6,Fay,4,,
7,Gus,7,,
8,Hal,9,,
8,Hal,9,,
9,Ida,,soon,
,Joe,,,
11,Kim,,2020-02-30,
12,Liz,,2020-02-29,
`;
    const seen = await importOf(api, 'people.csv', file);
    const { items } = (await api.call('GET', `/imports/${seen.id}/rejections`)).body;
    const reasons = Object.fromEntries(
      items.map(({ row, column, reason }: Record<string, string>) => [row, `${column}: ${reason}`]),
    );
    expect(reasons).toMatchObject({
      2: 'left: nobody can leave before they come',
      3: expect.stringContaining('manager: nobody has this number'),
      4: 'manager: the manager is in a row that is rejected',
      5: expect.stringContaining('report to themselves'),
      6: expect.stringContaining('report to themselves'),
      7: expect.stringContaining('report to themselves'),
      8: expect.stringContaining('report to themselves'),
      9: 'number: there is more than one row for this employee',
      10: 'number: there is more than one row for this employee',
      11: expect.stringContaining('is not a date'),
      12: 'number: the employee number is empty',
      13: expect.stringContaining('is not a date'),
    });
    expect(items).toHaveLength(12);
    await committed(api, seen.id);
    expect(Object.keys(await people())).toEqual(['12']);
  });

  it('take protected attributes only where they are told to, and keep them apart', async () => {
    const file = 'number,name,sex,department\n1,Ada,f,Lab\n2,Bea,f,Lab\n';
    const { read } = api.services.store;
    const plain = await importOf(api, 'a.csv', file);
    await committed(api, plain.id);
    expect(await read.selectFrom('protected_attributes').selectAll().execute()).toEqual([]);
    const told = await importOf(api, 'a.csv', file, { again: 'true', mapping: '{"protected:sex":"sex"}' });
    expect(told.counts).toMatchObject({ people_changed: 2, people_added: 0 });
    const { items } = (await api.call('GET', `/imports/${told.id}/changes`)).body;
    expect(items[0]).toMatchObject({ protected: ['sex'], after: {} });
    expect(JSON.stringify(await read.selectFrom('import_people').selectAll().execute())).not.toContain('"f"');
    await committed(api, told.id);
    const kept = await read.selectFrom('protected_attributes').select(['name', 'value']).execute();
    expect(kept).toEqual([
      { name: 'sex', value: 'f' },
      { name: 'sex', value: 'f' },
    ]);
    await api.call('POST', `/imports/${told.id}/undo`);
    expect(await read.selectFrom('protected_attributes').selectAll().execute()).toEqual([]);
  });

  it('keep what people cost in a period, and give back what they cost before', async () => {
    const { body: q1 } = await api.call('POST', '/periods', {
      name: 'Q1',
      starts_on: '2024-01-01',
      ends_on: '2024-03-31',
    });
    const { read } = api.services.store;
    const costs = async () =>
      (await read.selectFrom('employee_costs').select(['cost', 'currency']).orderBy('cost').execute()).map(
        ({ cost, currency }) => `${cost} ${currency}`,
      );
    const asked = await importOf(api, 'a.csv', 'number,name,cost\n1,Ada,1000.5\n2,Bea,-1\n');
    expect(asked).toMatchObject({ state: 'failed', kind: 'employees' });
    expect(asked.failure).toContain('period');
    const first = await importOf(api, 'a.csv', 'number,name,cost\n1,Ada,1000.5\n2,Bea,-1\n', {
      period: q1.id,
    });
    expect(first.counts).toMatchObject({ people_added: 1, rejected: 1 });
    await committed(api, first.id);
    const second = await importOf(api, 'b.csv', 'number,name,cost\n1,Ada,2000\n', {
      period: q1.id,
      currency: 'CHF',
    });
    await committed(api, second.id);
    expect(await costs()).toEqual(['2000 CHF']);
    await api.call('POST', `/imports/${second.id}/undo`);
    expect(await costs()).toEqual(['1000.5 EUR']);
  });

  it('find who has come by another way between the look and the commit', async () => {
    const seen = await importOf(api, 'a.csv', 'number,name,manager,department\n2,Bea,1,Lab\n1,Ada,,Lab\n');
    await api.call('POST', '/employees', { number: '1', name: 'Ada L.' });
    await committed(api, seen.id);
    expect(await people()).toEqual({
      1: ['Ada', 'Lab', null, null, null],
      2: ['Bea', 'Lab', null, '1', null],
    });
    await api.call('POST', `/imports/${seen.id}/undo`);
    expect(await people()).toEqual({ 1: ['Ada L.', null, null, null, null] });
  });
});
