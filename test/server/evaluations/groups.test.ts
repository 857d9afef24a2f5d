import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, apiOn } from '../../support/api.ts';
import { type Company, companyOn } from '../../support/company.ts';
import { type LoggedIn, loggedIn } from '../../support/people.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

onBothStores('the groups of an evaluation', (newPlace) => {
  let place: Place;
  let api: Api;
  let company: Company;
  let analyst: LoggedIn;
  beforeAll(async () => {
    place = await newPlace();
    api = await apiOn(place);
    analyst = await loggedIn(api, 'analyst');
    company = await companyOn(api, analyst);
  }, 120_000);
  afterAll(async () => {
    await api.close();
    await place.remove();
  });
  const groups = async (who: LoggedIn, by: string, evaluation = company.evaluations.first) =>
    who.call('GET', `/evaluations/${evaluation}/groups?by=${by}`);

  it('are of everybody, also for somebody who sees only themselves', async () => {
    const employee = await loggedIn(api, 'employee', company.people.DOROTHEA);
    for (const who of [analyst, employee]) {
      const { status, body } = await groups(who, 'all');
      expect(status).toBe(200);
      expect(body).toMatchObject({ by: 'all', withheld: null, others: 0, tiers: ['High', 'Medium', 'Low'] });
      expect(body.groups).toHaveLength(1);
      expect(body.groups[0]).toMatchObject({ id: null, people: company.size });
      expect(body.groups[0].score.median).toBe(Math.round(body.groups[0].score.median));
      const { body: positions } = await groups(who, 'position');
      expect(positions.groups.map(({ name }: { name: string }) => name).toSorted()).toEqual(['Even', 'Odd']);
    }
  });

  it('are withheld from somebody who sees most of a group’s people', async () => {
    // Marius sees seven of the eight people who are here; the eighth would be told of.
    const manager = await loggedIn(api, 'manager', company.people.MARIUS);
    expect((await groups(manager, 'department')).body).toMatchObject({ groups: [], others: company.size });
    const names = (await groups(analyst, 'department')).body.groups.map(({ name }: { name: string }) => name);
    expect(names).toEqual(['Elsewhere', 'Here']);
  });

  it('are not there before they are released, nor for who is not in the evaluation', async () => {
    const employee = await loggedIn(api, 'employee', company.people.DOROTHEA);
    const { elsewhere, unreleased } = company.evaluations;
    for (const id of [elsewhere, unreleased]) expect((await groups(employee, 'all', id)).status).toBe(404);
    expect((await groups(analyst, 'all', unreleased)).status).toBe(200);
  });

  it('follow the setting for small groups', async () => {
    const admin = await loggedIn(api, 'admin');
    await admin.call('PATCH', '/settings', { small_group: company.size + 1 });
    expect((await groups(analyst, 'all')).body).toMatchObject({
      groups: [],
      withheld: `fewer than ${company.size + 1} people`,
    });
    await admin.call('PATCH', '/settings', { small_group: 5 });
  });

  it('stand beside a result that says what was used, how, what would change it and who answers for it', async () => {
    const { first } = company.evaluations;
    const { people } = company;
    const employee = await loggedIn(api, 'employee', people.DOROTHEA);
    const own = `/evaluations/${first}/results/${people.DOROTHEA}`;
    await analyst.call('POST', `${own}/decisions`, { kind: 'training', text: 'A course.' });
    await employee.call('POST', `${own}/comments`, { kind: 'contest', text: 'I was on leave.' });
    const { status, body } = await employee.call('GET', own);
    expect(status).toBe(200);
    const { account } = body;
    expect(account.used).toMatchObject({
      evaluation: 'First',
      period: { name: '2024-Q1' },
      standard: { options: { weights: { completion_rate: 0.4 }, tier_names: ['High', 'Medium', 'Low'] } },
      sources: [{ kind: 'summaries', tasks: null }],
    });
    expect(account.released).toMatchObject({ by_name: 'The analyst', review: 'Looked through.' });
    expect(account.decisions.at(-1)).toMatchObject({ text: 'A course.', decided_by_name: 'The analyst' });
    expect(account.contest).toMatchObject({ days_to_answer: 30, made: expect.any(Array) });
    expect(account.contest.made.at(-1)).toMatchObject({
      state: 'open',
      answer: null,
      answered_by_name: null,
    });
    const words = account.in_words.join(' ');
    expect(words).toContain(`The score is ${Math.round(body.score * 10) / 10} of 100 points`);
    expect(words).toContain(`The tier is ${body.tier}`);
    expect(words).toMatch(/With the other numbers as they are|No change of one number alone/);
    expect(words).toContain('With other colleagues it would stay in');
  });
});
