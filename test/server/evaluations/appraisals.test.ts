import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundledRubric } from '../../../src/data/rubrics.ts';
import { appraise } from '../../../src/evaluation/appraisal/appraise.ts';
import { sheetFromRecords } from '../../../src/evaluation/appraisal/sheet-records.ts';
import { type Api, apiOn } from '../../support/api.ts';
import { evaluated } from '../../support/evaluate.ts';
import { type Made, organise } from '../../support/organisation.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

/** The indicators of technical positions with the points each can reach. */
const MOST = {
  team_spirit: 12,
  spirit_of_innovation: 8,
  awareness_of_responsibility: 12,
  cost_awareness: 8,
  working_ability: 12,
  communication_skills: 8,
  moral_quality: 10,
};
const pointsOf = (i: number) =>
  Object.fromEntries(
    Object.entries(MOST).map(([key, most], j) => [key, (i * 5 + j * 3 + (i % 4) * 2) % (most + 1)]),
  );
const NUMBERS = Array.from({ length: 24 }, (_, i) => `T${i}`);

onBothStores('an evaluation of appraisals', (newPlace) => {
  let place: Place;
  let api: Api;
  let made: Made;
  beforeAll(async () => {
    place = await newPlace();
    api = await apiOn(place);
    made = await organise(
      api.services.store,
      [...NUMBERS, 'Nobody'].map((number) => ({ number })),
    );
    const { id: rubric_id } = (await api.call('GET', '/rubrics?name=fan2022')).body.items[0];
    await api.services.store.change('tester', async ({ db }) => {
      const { id: import_id } = await db.selectFrom('imports').select('id').executeTakeFirstOrThrow();
      await db
        .insertInto('sheets')
        .values(
          NUMBERS.map((number, i) => ({
            import_id,
            employee_id: made.people[number],
            period_id: made.period,
            rubric_id,
            position: 'technical',
            appraiser: '',
            role: '',
            points: JSON.stringify(pointsOf(i)),
          })),
        )
        .execute();
    });
  });
  afterAll(async () => {
    await api.close();
    await place.remove();
  });
  const results = async (id: string) =>
    (await api.call('GET', `/evaluations/${id}/results?limit=1000&sort=number&order=asc`)).body.items;

  it('grades people as the same sheet is graded anywhere, and says who has none', async () => {
    const evaluation = await evaluated(api, {
      pipeline: 'appraisal',
      period_id: made.period,
      fit: { rubric: 'fan2022' },
    });
    expect(evaluation).toMatchObject({ state: 'done', people: 25, fitted: true });
    expect(evaluation.summary.coverage).toEqual({
      people: 25,
      rated: 24,
      share: 0.96,
      unrated: [
        {
          reason: 'no appraisal sheet',
          reason_said: { code: 'no-sheet', values: {} },
          people: 1,
        },
      ],
    });
    const records = NUMBERS.map((number, i) => ({
      employee_id: number,
      position: 'technical',
      ...pointsOf(i),
    }));
    const rubric = await bundledRubric('fan2022');
    expect(evaluation.tiers).toEqual(rubric.grades);
    const alone = appraise(sheetFromRecords(records, rubric).sheet, rubric);
    const found = await results(evaluation.id);
    for (let i = 0; i < NUMBERS.length; i++) {
      const { grade, total, stability } = alone.at(i);
      const result = found.find(({ number }: { number: string }) => number === NUMBERS[i]);
      expect(result).toMatchObject({ tier: grade, stability, unusual: null, unrated_reason: null });
      expect(result.score).toBeCloseTo((100 * Number(total)) / 70, 9);
      expect(result.tier_rank).toBe(rubric.grades.indexOf(String(grade)));
    }
    const one = await api.call('GET', `/evaluations/${evaluation.id}/results/${made.people.T3}`);
    expect(one.body.detail.appraisal).toMatchObject({ position: 'technical', maximum: 70 });
    const csv = await api.call('GET', `/evaluations/${evaluation.id}/export`);
    expect(csv.body.split('\n')[0]).toContain('grade,total,maximum');
  });

  it('applies a saved standard with the same grades', async () => {
    const fit = { rubric: 'fan2022-floors' };
    expect((await api.call('GET', '/standards')).body.items).toHaveLength(1);
    const standard = (await api.call('GET', '/standards')).body.items[0];
    expect(standard).toMatchObject({ pipeline: 'appraisal', state: 'draft' });
    const again = await evaluated(api, {
      pipeline: 'appraisal',
      period_id: made.period,
      standard_id: standard.id,
    });
    const first = await results(standard.evaluation_id);
    expect((await results(again.id)).map(({ tier }: { tier: string }) => tier)).toEqual(
      first.map(({ tier }: { tier: string }) => tier),
    );
    const file = await api.call('GET', `/standards/${standard.id}/document`);
    expect((await api.call('POST', '/standards', { name: 'Copy', document: file.body })).status).toBe(201);
    const none = await evaluated(api, { pipeline: 'appraisal', period_id: made.period, fit });
    expect(none).toMatchObject({ state: 'done', standard_id: null });
    expect(none.summary.coverage.rated).toBe(0);
  });

  it('says whose grade other floors would lower', async () => {
    const { evaluation_id } = (await api.call('GET', '/standards?state=draft&name=2024-Q1')).body.items[0];
    const ask = (body: object) => api.call('POST', '/what-if', { evaluation_id, ...body });
    const floors = [{ at_most: 'poor', at_or_below: 0.2 }];
    const { status, body } = await ask({ floors });
    expect(status, JSON.stringify(body)).toBe(200);
    const before = await results(evaluation_id);
    const lowered = NUMBERS.filter((number, i) => {
      const hasLittle = Object.entries(pointsOf(i)).some(
        ([key, points]) => points <= 0.2 * Number(Object.entries(MOST).find(([name]) => name === key)?.[1]),
      );
      return hasLittle && before.find((row: { number: string }) => row.number === number).tier !== 'poor';
    });
    expect(lowered.length).toBeGreaterThan(0);
    expect(body.changes.map(({ number }: { number: string }) => number).toSorted()).toEqual(
      lowered.toSorted(),
    );
    expect(body.summary).toMatchObject({ grade_changed: lowered.length, fell: lowered.length, rose: 0 });
    expect((await ask({ floors: [] })).body.changed).toBe(0);
    expect((await ask({ floors: [{ at_most: 'nothing', at_or_below: 0.2 }] })).status).toBe(422);
    expect((await ask({ clusters: 4 })).status).toBe(422);
  });

  it('keeps other floors as a draft of a standard, which says them', async () => {
    const { evaluation_id } = (await api.call('GET', '/standards?state=draft&name=2024-Q1')).body.items[0];
    const floors = [{ at_most: 'poor', at_or_below: 0.2 }];
    const asked = { evaluation_id, floors };
    const { tiers, summary } = (await api.call('POST', '/what-if', asked)).body;
    const saved = await api.call('POST', '/what-if/standard', { ...asked, name: 'Floors' });
    expect(saved.status, JSON.stringify(saved.body)).toBe(201);
    const [technical] = saved.body.content.positions;
    expect(technical.floors).toEqual([{ ...floors[0], indicators: null }]);
    expect(technical.thresholds).toEqual({ excellent: 45, good: 40, qualified: { above: 35 } });
    const applied = await evaluated(api, {
      pipeline: 'appraisal',
      period_id: made.period,
      standard_id: saved.body.id,
    });
    const grades = (await results(applied.id)).map(({ tier }: { tier: string }) => tier);
    for (const { name, people } of tiers.after) {
      expect(grades.filter((grade: string) => grade === name)).toHaveLength(people);
    }
    const all = (counts: { people: number }[]) => counts.reduce((sum, { people }) => sum + people, 0);
    expect([all(tiers.before), all(tiers.after)]).toEqual([summary.rated, summary.rated]);
    const { body } = await api.call('GET', `/standards/${applied.standard_id}/drift?period=${made.period}`);
    expect(body.status).toBe(422);
  });

  it('finds the people of each cell of the two methods', async () => {
    const { evaluation_id } = (await api.call('GET', '/standards?state=draft&name=2024-Q1')).body.items[0];
    const { body: evaluation } = await api.call('GET', `/evaluations/${evaluation_id}`);
    const [technical] = evaluation.summary.positions;
    let people = 0;
    for (const [grade, byPoints] of Object.entries<Record<string, number>>(technical.confusion)) {
      for (const [scoring, count] of Object.entries(byPoints)) {
        const query = `tier=${grade}&scoring_grade=${scoring}&appraised_as=technical`;
        const { body } = await api.call('GET', `/evaluations/${evaluation_id}/results?${query}`);
        expect(body.total, query).toBe(count);
        for (const one of body.items) {
          expect(one).toMatchObject({ tier: grade, scoring_grade: scoring, appraised_as: 'technical' });
        }
        people += count;
      }
    }
    expect(people).toBe(24);
    const none = await api.call('GET', `/evaluations/${evaluation_id}/results?appraised_as=management`);
    expect(none.body.total).toBe(0);
  });

  it('is refused at once without a rubric, or with one that is not there', async () => {
    const ask = async (body: object) =>
      (await api.call('POST', '/evaluations', { pipeline: 'appraisal', period_id: made.period, ...body }))
        .status;
    expect(await ask({})).toBe(422);
    expect(await ask({ fit: { rubric: newId() } })).toBe(422);
    expect(await ask({ fit: { clusters: 3 } })).toBe(400);
  });
});
