import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, apiOn } from '../../support/api.ts';
import { type Company, companyOn } from '../../support/company.ts';
import { type LoggedIn, loggedIn } from '../../support/people.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

onBothStores('the map of an evaluation', (newPlace) => {
  let place: Place;
  let api: Api;
  let company: Company;
  let analyst: LoggedIn;
  let manager: LoggedIn;
  beforeAll(async () => {
    place = await newPlace();
    api = await apiOn(place);
    analyst = await loggedIn(api, 'analyst');
    company = await companyOn(api, analyst);
    manager = await loggedIn(api, 'manager', company.people.MARIUS);
  }, 120_000);
  afterAll(async () => {
    await api.close();
    await place.remove();
  });
  const map = (who: LoggedIn, headers = {}, evaluation = company.evaluations.first) =>
    who.call('GET', `/evaluations/${evaluation}/map`, undefined, headers);

  it('has everybody who is rated, with the numbers that the results list', async () => {
    const { status, body } = await map(analyst);
    expect(status).toBe(200);
    const { people, features } = body;
    expect(features.map(({ name }: { name: string }) => name)).toEqual([
      'completion_rate',
      'avg_task_hours',
      'completed_tasks',
    ]);
    const { items } = (
      await analyst.call('GET', `/evaluations/${company.evaluations.first}/results?rated=true&limit=1000`)
    ).body;
    expect(people.employee_id.toSorted()).toEqual(
      items.map(({ employee_id }: { employee_id: string }) => employee_id).toSorted(),
    );
    for (const result of items) {
      const i = people.employee_id.indexOf(result.employee_id);
      expect([people.number[i], people.name[i], people.tier_rank[i], people.score[i]]).toEqual([
        result.number,
        result.name,
        result.tier_rank,
        result.score,
      ]);
      expect(people.values.map((column: number[]) => column[i])).toEqual([
        result.completed_tasks / result.total_tasks,
        result.avg_task_hours,
        result.completed_tasks,
      ]);
    }
  });

  it('scales features so that everybody is nearest to the centre of the own tier', async () => {
    const { people, features, centres } = (await map(analyst)).body;
    for (const [i, rank] of people.tier_rank.entries()) {
      const at = features.map(({ origin, unit }: { origin: number; unit: number | null }, j: number) =>
        unit === null ? 0 : (people.values[j][i] - origin) / unit,
      );
      const distances = centres.map((centre: { at: number[] }) =>
        Math.hypot(...centre.at.map((value, j) => value - at[j])),
      );
      expect(distances.indexOf(Math.min(...distances))).toBe(rank);
    }
  });

  it('has two components at right angles', async () => {
    const { components } = (await map(analyst)).body;
    const [first, second] = components;
    expect(components).toHaveLength(2);
    expect(first.share).toBeGreaterThanOrEqual(second.share);
    const dot = first.loadings.reduce(
      (sum: number, loading: number, j: number) => sum + loading * second.loadings[j],
      0,
    );
    expect(dot).toBeCloseTo(0, 9);
  });

  it('shows managers the people below them, and nothing of the standard that others made', async () => {
    const { status, body } = await map(manager);
    expect(status).toBe(200);
    const { items } = (
      await manager.call('GET', `/evaluations/${company.evaluations.first}/results?rated=true&limit=1000`)
    ).body;
    expect(body.people.employee_id.toSorted()).toEqual(
      items.map(({ employee_id }: { employee_id: string }) => employee_id).toSorted(),
    );
    expect(body.people.employee_id.length).toBeLessThan(company.size);
    expect(body.centres).toBeNull();
    const all = (await map(analyst)).body;
    expect(body.features).not.toEqual(all.features);
    expect(body.tiers).toEqual(all.tiers);
    const employee = await loggedIn(api, 'employee', company.people.DOROTHEA);
    expect((await map(employee)).status).toBe(403);
    expect((await map(manager, {}, company.evaluations.unreleased)).status).toBe(404);
  });

  it('is sent again only after something has changed, and not to somebody else', async () => {
    const { headers, body } = await map(analyst);
    const etag = String(headers.etag);
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    const same = await map(analyst, { 'if-none-match': etag });
    expect([same.status, same.body]).toEqual([304, '']);
    expect((await map(manager, { 'if-none-match': etag })).status).toBe(200);
    const [id] = body.people.employee_id;
    await analyst.call('PATCH', `/employees/${id}`, { name: '<b>New name</b>' });
    const again = await map(analyst, { 'if-none-match': etag });
    expect(again.status).toBe(200);
    expect(again.body.people.name[again.body.people.employee_id.indexOf(id)]).toBe('<b>New name</b>');
    expect(again.headers.etag).not.toBe(etag);
  });
});
