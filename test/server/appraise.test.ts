import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appraiseSheets } from '../../src/index.ts';
import { AppraiseAnswer, AppraiseBody } from '../../src/server/appraisal-schemas.ts';
import { ErrorAnswer } from '../../src/server/schemas.ts';
import { FIFTEEN, FLOORS, records, SMALL, TECHNICAL } from '../evaluation/appraisal/fixtures.ts';
import { appWith, post } from '../support/app.ts';

let app: FastifyInstance;
beforeAll(async () => {
  app = await appWith();
});
afterAll(() => app.close());

const RECORDS = records(FIFTEEN);

function appraise(
  body: unknown,
  query = 'rubric=fan2022-floors&position=technical',
): Promise<LightMyRequestResponse> {
  return post(app, body, { url: `/api/v1/appraise?${query}` });
}

describe('POST /api/v1/appraise', () => {
  it('answers what the library answers', async () => {
    const { answer } = await appraiseSheets(RECORDS, { rubric: 'fan2022-floors', position: 'technical' });
    const answered = await appraise(RECORDS);
    expect(answered.statusCode).toBe(200);
    expect(answered.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answered.json()).toEqual(answer());
    const compared = await appraise(
      { records: RECORDS },
      'rubric=fan2022-floors&position=technical&compare=true',
    );
    expect(compared.json()).toEqual(answer({ compare: true }));
  });

  it('takes a rubric, a map and options with the request', async () => {
    const rows = RECORDS.map(({ team_spirit, employee_id, ...others }) => ({
      Who: employee_id,
      Q1: team_spirit,
      ...others,
    }));
    const rubric = {
      rubric: 'own',
      version: 3,
      grades: ['excellent', 'good', 'qualified', 'poor'],
      thresholds: { excellent: 45, good: 40, qualified: { above: 35 } },
      floors: FLOORS,
      positions: { technical: { points: TECHNICAL } },
    };
    const answered = await appraise(
      { records: rows, rubric, map: { employee_id: 'Who', team_spirit: 'Q1' } },
      'min_pts=9&random_state=1&adjust_severity=false',
    );
    const { data, standard } = answered.json();
    expect(data.map(({ grade }: { grade: string }) => grade.charAt(0)).join('')).toBe('eeqeppqgeppgpqg');
    expect(standard).toMatchObject({
      rubric: 'own',
      rubric_version: '3',
      options: { min_pts: 9, random_state: 1, adjust_severity: false },
    });
  });

  it('applies a standard that comes with the request', async () => {
    const { standard, answer } = await appraiseSheets(RECORDS, {
      rubric: 'fan2022',
      position: 'technical',
    });
    const { appraisalStandardToText } = await import('../../src/index.ts');
    const saved = JSON.parse(appraisalStandardToText(standard));
    const body = { records: RECORDS, standard: saved };
    expect((await appraise(body, 'position=technical')).json()).toEqual(answer());
    const both = await appraise(body);
    expect([both.statusCode, both.json().message]).toEqual([
      400,
      'a standard brings its rubric and options: leave them out, or the standard',
    ]);
    saved.positions[0].fittedOn.people = 3;
    const damaged = await appraise({ records: RECORDS, standard: saved }, '');
    expect([damaged.statusCode, damaged.json().message]).toEqual([
      400,
      expect.stringContaining('"standard" is damaged'),
    ]);
  });

  it('names records that cannot be used, and grades all others', async () => {
    const bad = [{ employee_id: 16, ...TECHNICAL, team_spirit: 13 }, 7];
    const { data, rejected } = (await appraise([...RECORDS, ...bad])).json();
    expect(data.length).toBe(15);
    expect(rejected).toEqual([
      {
        row: 16,
        field: 'team_spirit',
        value: 13,
        reason: 'Team spirit can reach 12 points in the position Technical positions, not 13',
      },
      { row: 17, field: null, value: null, reason: 'a record must be an object, { ... }' },
    ]);
  });

  it('publishes the shapes of what it takes and gives', async () => {
    const long = Object.keys(TECHNICAL).flatMap((indicator) =>
      ['A', 'B'].map((appraiser) => ({ employee_id: 1, appraiser, role: 'peer', indicator, points: 3 })),
    );
    const unrated = [...RECORDS, { employee_id: 'new', team_spirit: 3 }];
    for (const body of [RECORDS, RECORDS.slice(0, 2), long, { records: unrated }]) {
      expect(AppraiseBody.safeParse(body).success).toBe(true);
      const answered = await appraise(body, 'rubric=fan2022-floors&position=technical&compare=true');
      expect(answered.statusCode).toBe(200);
      expect(AppraiseAnswer.parse(answered.json())).toEqual(answered.json());
    }
  });
});

describe('a request for an appraisal is refused', () => {
  it.each([
    ['without a rubric', RECORDS, '', 400, 'say what the records are held against'],
    ['with a rubric that is not there', RECORDS, 'rubric=no', 400, 'there is no rubric "no"'],
    ['with the path of a file', RECORDS, 'rubric=rubrics/fan2022.yaml', 400, 'there is no rubric'],
    ['with a path in the body', { records: RECORDS, rubric: '/etc/passwd' }, '', 400, 'there is no rubric'],
    ['with two rubrics', { records: RECORDS, rubric: SMALL }, 'rubric=fan2022', 400, 'leave one of them out'],
    [
      'with a mistake in the rubric',
      { records: RECORDS, rubric: { ...SMALL, grades: [] } },
      '',
      400,
      'the rubric has mistakes',
    ],
    ['without a position', RECORDS, 'rubric=fan2022', 400, '?position=technical (the rubric'],
    ['with an unknown position', RECORDS, 'rubric=fan2022&position=cook', 400, 'has no position "cook"'],
    ['with an unknown parameter', RECORDS, 'rubric=fan2022&k=3', 400, 'the query parameter k: is not known'],
    [
      'with a parameter out of range',
      RECORDS,
      'rubric=fan2022&min_pts=0',
      400,
      'must be a whole number from 1 to 100',
    ],
    ['with more than it knows', { records: RECORDS, more: 1 }, 'rubric=fan2022', 400, 'nothing else'],
    [
      'with a map that is none',
      { records: RECORDS, map: [1] },
      'rubric=fan2022',
      400,
      '"map" must be an object',
    ],
    ['that is no array', { employee_id: 1 }, 'rubric=fan2022', 400, 'must be a JSON array of records'],
    ['that is empty', '', 'rubric=fan2022', 400, 'the body is empty: send a JSON array of appraisals'],
    ['that has no records', [], 'rubric=fan2022', 400, 'the sheet has no records'],
    [
      'of which nothing can be used',
      [{ ...RECORDS[0], team_spirit: 99 }],
      'rubric=fan2022&position=technical',
      422,
      'none of the 1 records',
    ],
  ])('%s', async (_, body, query, status, message) => {
    const answered = await appraise(body, query);
    expect([answered.statusCode, answered.json().message]).toEqual([
      status,
      expect.stringContaining(message),
    ]);
    ErrorAnswer.parse(answered.json());
  });
});
