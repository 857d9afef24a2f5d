import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, apiOn } from '../../support/api.ts';
import { evaluated } from '../../support/evaluate.ts';
import { type Made, organise } from '../../support/organisation.ts';
import { loggedIn } from '../../support/people.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

onBothStores('what people say of a result', (newPlace) => {
  let place: Place;
  let api: Api;
  let made: Made;
  let path: string;
  beforeAll(async () => {
    place = await newPlace();
    api = await apiOn(place);
    made = await organise(api.services.store, [
      { number: '1', tasks: [9, 10, 1] },
      { number: '2', tasks: [5, 10, 3] },
      { number: '3', tasks: [1, 10, 9] },
    ]);
    const { id } = await evaluated(api, { pipeline: 'tasks', period_id: made.period, fit: {} });
    path = `/evaluations/${id}/results/${made.people['1']}/comments`;
  });
  afterAll(async () => {
    await api.close();
    await place.remove();
  });

  it('is kept beside it; a contest waits for an answer until a day that a setting gives', async () => {
    await api.call('PATCH', '/settings', { contest_days: 10 });
    const words = 'I was ill in March.\nSee <b>sheet</b> 2; =1+1 — 李';
    const comment = await api.call('POST', path, { text: words });
    expect([comment.status, comment.body.state, comment.body.answer_by]).toEqual([201, 'noted', null]);
    const contest = await api.call('POST', path, { kind: 'contest', text: 'My hours are wrong.' });
    const due = new Date(Date.parse(contest.body.created_at) + 10 * 86_400_000).toISOString().slice(0, 10);
    expect(contest.body).toMatchObject({ kind: 'contest', state: 'open', answer_by: due, is_late: false });
    const answered = await api.call('POST', `${path}/${contest.body.id}/answer`, { text: 'Put right.' });
    expect(answered.body).toMatchObject({ state: 'answered', answer: 'Put right.', answered_by: 'local' });
    const again = await api.call('POST', `${path}/${contest.body.id}/answer`, { text: 'No.' });
    expect(again.status).toBe(409);
    expect((await api.call('POST', `${path}/${comment.body.id}/answer`, { text: 'Why?' })).status).toBe(409);
    const { items } = (await api.call('GET', path)).body;
    expect(items.map(({ text }: { text: string }) => text)).toEqual([words, 'My hours are wrong.']);
  });

  it('is late when its day has passed without an answer', async () => {
    const { body } = await api.call('POST', path, { kind: 'contest', text: 'Late.' });
    await api.services.store.change('tester', ({ db }) =>
      db.updateTable('comments').set({ answer_by: '2024-01-01' }).where('id', '=', body.id).execute(),
    );
    const { items } = (await api.call('GET', path)).body;
    expect(items.find(({ id }: { id: string }) => id === body.id).is_late).toBe(true);
  });

  it('belongs to that result alone, and nothing of its words is in the audit log', async () => {
    const { body } = await api.call('POST', path, { kind: 'contest', text: 'Marker 4711' });
    const other = path.replace(made.people['1'], made.people['2']);
    expect((await api.call('POST', `${other}/${body.id}/answer`, { text: 'x' })).status).toBe(404);
    expect((await api.call('GET', other)).body.items).toEqual([]);
    expect((await api.call('POST', path.replace(made.people['1'], body.id), { text: 'x' })).status).toBe(404);
    for (const text of ['', '  ', 'a\0b', '\ud800', 'x'.repeat(10_001)]) {
      expect((await api.call('POST', path, { text })).status, JSON.stringify(text)).toBe(400);
    }
    const audit = await api.services.store.read.selectFrom('audit').select('detail').execute();
    expect(JSON.stringify(audit)).not.toContain('Marker');
  });

  it('shows a contest with the result, however much was said before it', async () => {
    const third = path.replace(made.people['1'], made.people['3']);
    for (let i = 0; i < 101; i++) await api.call('POST', third, { text: `Word ${i}` });
    const { body: contest } = await api.call('POST', third, { kind: 'contest', text: 'Not so.' });
    const { body } = await api.call('GET', third.replace(/\/comments$/, ''));
    expect(body.account.contest.made.map(({ id }: { id: string }) => id)).toEqual([contest.id]);
    expect(Object.keys(body)).not.toContain('contested');
  });

  it('names who said it and who answered; nobody where nobody had an account', async () => {
    const employee = await loggedIn(api, 'employee', made.people['2']);
    const analyst = await loggedIn(api, 'analyst');
    const own = path.replace(made.people['1'], made.people['2']);
    await analyst.call('POST', `${own.split('/results')[0]}/release`, { review: 'Looked through.' });
    const { body: contest } = await employee.call('POST', own, { kind: 'contest', text: 'Mine.' });
    expect([contest.created_by_name, contest.answered_by_name]).toEqual(['The employee', null]);
    await analyst.call('POST', `${own}/${contest.id}/answer`, { text: 'Seen.' });
    const [seen] = (await employee.call('GET', own)).body.items;
    expect([seen.created_by_name, seen.answered_by_name]).toEqual(['The employee', 'The analyst']);
    const [before] = (await analyst.call('GET', path)).body.items;
    expect(before.created_by_name).toBeNull();
  });
});
