import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/errors.ts';
import { checkRubric, parseRubric } from '../../../src/evaluation/appraisal/check-rubric.ts';
import { SMALL } from './fixtures.ts';

/** Mistakes as "path: reason". */
function mistakesOf(document: unknown): string[] {
  return checkRubric(document).mistakes.map(({ path, reason }) => `${path.join('.')}: ${reason}`);
}

const position = (changes: Readonly<Record<string, unknown>>) => ({
  ...SMALL,
  positions: { clerk: { points: { care: 10, speed: 20 }, ...changes } },
});

describe('a rubric', () => {
  it('gives each position its own thresholds, floors and missing, or else the shared ones', () => {
    const rubric = parseRubric({
      ...SMALL,
      floors: [{ atMost: 'poor', atOrBelow: 0.1 }],
      missing: 1,
      positions: {
        clerk: { points: { care: 10, speed: 20 } },
        guard: {
          points: { care: 5, nerve: 5 },
          thresholds: { good: 8, fair: 4 },
          floors: [{ atMost: 'fair', atOrBelow: 0.5, indicators: ['nerve'] }],
          missing: 0,
        },
      },
    });
    const [clerk, guard] = rubric.positions;
    expect([clerk.maximum, clerk.missing, clerk.thresholds[0].value]).toEqual([30, 1, 21]);
    expect(clerk.floors[0]).toMatchObject({ atMost: 2, atOrBelow: 0.1 });
    expect([...clerk.floors[0].indicators]).toEqual(['care', 'speed']);
    expect([guard.maximum, guard.missing, guard.thresholds[0].value]).toEqual([10, 0, 8]);
    expect(guard.floors[0].atMost).toBe(1);
    expect([...guard.floors[0].indicators]).toEqual(['nerve']);
  });

  it('spells labels out from keys unless it gives them', () => {
    const { positions } = parseRubric({
      ...SMALL,
      indicators: { care: { label: 'Diligence' }, speed: null },
    });
    expect(positions[0].indicators.map(({ label }) => label)).toEqual(['Diligence', 'Speed']);
  });

  it('is the same when it is parsed from its own document', () => {
    const rubric = parseRubric(position({ weights: { care: 2 }, label: 'Clerks' }));
    expect(parseRubric(JSON.parse(JSON.stringify(rubric.document)))).toEqual(rubric);
    expect(rubric.positions[0].indicators.map(({ weight }) => weight)).toEqual([2, 1]);
  });

  it('lists every mistake in one error', () => {
    expect(() => parseRubric({ ...SMALL, version: null, grades: ['only'] })).toThrow(InputError);
    expect(() => parseRubric({ ...SMALL, version: null, grades: ['only'] })).toThrow(
      /version: the version of the rubric must be text, not null; grades: there must be 2 to 6 grades/,
    );
  });
});

describe('a rubric is refused', () => {
  it('with a key that is not known, wherever it stands', () => {
    expect(mistakesOf({ ...SMALL, grade: [] })[0]).toMatch(
      /^grade: unknown key "grade"; known keys: rubric,/,
    );
    expect(mistakesOf(position({ maxima: {} }))[0]).toMatch(/^positions.clerk.maxima: unknown key "maxima"/);
    expect(mistakesOf({ ...SMALL, thresholds: { ...SMALL.thresholds, poor: 1 } })).toEqual([
      'thresholds.poor: unknown key "poor"; the grades but the last: good, fair',
    ]);
  });

  it('without what it needs', () => {
    const without = (key: string) =>
      mistakesOf(Object.fromEntries(Object.entries(SMALL).filter(([name]) => name !== key)));
    expect(without('rubric')).toEqual(['rubric: missing: give the name of the rubric']);
    expect(without('version')).toEqual(['version: missing: give the version of the rubric']);
    expect(without('grades')[0]).toBe('grades: missing: list the names of the grades, best first');
    expect(without('positions')).toEqual(['positions: missing: give the positions']);
    expect(without('thresholds')).toEqual([
      'thresholds: missing: say from how many points each grade but the last is given: good, fair',
    ]);
    expect(mistakesOf({ ...SMALL, positions: {} })).toEqual([
      'positions: the positions are missing: there must be at least one entry',
    ]);
  });

  it('with grades that are too many, doubled or no words', () => {
    const grades = (names: unknown[]) => mistakesOf({ ...SMALL, grades: names });
    expect(grades(['a', 'b', 'c', 'd', 'e', 'f', 'g'])[0]).toBe(
      'grades: there must be 2 to 6 grades, best first, not 7',
    );
    expect(grades(['good', 'fair', 'good'])).toContain('grades.2: "good" is listed twice');
    expect(grades(['good', 'fair', 3])).toContain(
      'grades.2: must be a word (put quotes around numbers), not 3',
    );
  });

  it('with a mistake in the grades, and nothing else that only follows from it', () => {
    const floors = [{ atMost: 'poor', atOrBelow: 0.1 }];
    const grades = (names: unknown) => mistakesOf({ ...SMALL, floors, grades: names });
    expect(grades(['good'])).toEqual(['grades: there must be 2 to 6 grades, best first, not 1']);
    expect(grades('good')).toEqual(['grades: must be a list of words, not "good"']);
    expect(grades(['good', 'good', 'poor'])).toEqual(['grades.1: "good" is listed twice']);
  });

  it('with points or weights that are not above 0', () => {
    expect(mistakesOf(position({ points: { care: 0, speed: 20 } }))[0]).toBe(
      'positions.clerk.points.care: must be above 0 and at most 1000000, not 0',
    );
    expect(mistakesOf(position({ points: { care: Number.NaN, speed: 20 } }))[0]).toMatch(
      /must be a finite number, not NaN/,
    );
    expect(mistakesOf(position({ weights: { care: 0 } }))[0]).toMatch(/weights.care: must be above 0/);
    expect(mistakesOf(position({ weights: { beauty: 1 } }))[0]).toBe(
      "positions.clerk.weights.beauty: is not among the position's indicators: care, speed",
    );
  });

  it('with a single indicator, since no appraisal rests on one', () => {
    expect(mistakesOf(position({ points: { care: 30 } }))).toEqual([
      'positions.clerk.points: a position needs at least two indicators, not 1',
    ]);
  });

  it('with thresholds out of order or beyond reach', () => {
    const thresholds = (given: unknown) => mistakesOf({ ...SMALL, thresholds: given });
    expect(thresholds({ good: 12, fair: 21 })).toEqual([
      'thresholds.fair: out of order: fair begins at 21 points, but good, the better grade, at 12 points',
    ]);
    expect(thresholds({ good: 12, fair: { above: 12 } })[0]).toMatch(/^thresholds.fair: out of order/);
    expect(thresholds({ good: { above: 12 }, fair: 12 })).toEqual([]);
    expect(thresholds({ good: 31, fair: 12 })).toEqual([
      'thresholds.good: 31 is more than the 30 points of the position clerk',
    ]);
    expect(thresholds({ good: 21 })).toEqual([
      'thresholds.fair: missing: give the points from which on the grade is given',
    ]);
    expect(thresholds({ good: 21, fair: { below: 3 } })).toEqual([
      'thresholds.fair.below: unknown key "below"; known keys: above',
      'thresholds.fair.above: must be a number, not missing',
    ]);
  });

  it('with floors that name no grade, the best grade, no share or no indicator', () => {
    const floor = (given: unknown) => mistakesOf({ ...SMALL, floors: [given] });
    expect(floor({ atMost: 'bad', atOrBelow: 0.2 })).toEqual([
      'floors.0.atMost: must be one of the grades fair, poor, not "bad"',
    ]);
    expect(floor({ atMost: 'good', atOrBelow: 0.2 })).toEqual([
      'floors.0.atMost: "good" is the best grade, which caps nothing: name one of fair, poor',
    ]);
    expect(floor({ atMost: 'poor', atOrBelow: 4 })).toEqual([
      'floors.0.atOrBelow: must be a share of points, at least 0 and below 1, not 4',
    ]);
    expect(floor({ atMost: 'poor', atOrBelow: 0.2, indicators: ['care', 'wit'] })).toEqual([
      'floors.0.indicators.1: "wit" is not among the position\'s indicators: care, speed',
    ]);
    expect(floor({ atMost: 'poor', atOrBelow: 0.2, indicators: [] })).toEqual([
      'floors.0.indicators: names no indicator: leave it out for all',
    ]);
  });

  it('when more may be missing than there is', () => {
    expect(mistakesOf({ ...SMALL, missing: 2 })).toEqual([
      'missing: 2 may be missing, but the position clerk has only 2 indicators',
    ]);
    expect(mistakesOf({ ...SMALL, missing: 0.5 })[0]).toMatch(/must be a whole number/);
  });

  it('with roles that have no weight at all', () => {
    expect(mistakesOf({ ...SMALL, roles: { self: 0, peer: 0 } })).toEqual([
      'roles: at least one role must have a weight above 0',
    ]);
    expect(mistakesOf({ ...SMALL, roles: { self: -1, peer: 1 } })[0]).toMatch(
      /roles.self: must be at least 0/,
    );
  });

  it('with an indicator that is not described, not used, or means two things', () => {
    expect(mistakesOf({ ...SMALL, indicators: { care: null } })).toEqual([
      "positions.clerk.points.speed: is not among the rubric's indicators: care",
    ]);
    expect(mistakesOf({ ...SMALL, indicators: { care: null, speed: null, wit: null } })).toEqual([
      'indicators.wit: no position gives points for it',
    ]);
    expect(mistakesOf({ ...SMALL, indicators: { care: null, speed: { synonyms: ['CARE'] } } })).toEqual([
      'indicators.speed: "CARE" already stands for care',
    ]);
  });

  it('when it is anything at all, but never with a crash', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...Object.keys(SMALL)), (value, key) => {
        for (const document of [value, { ...SMALL, [key]: value }]) {
          const { rubric, mistakes } = checkRubric(document);
          expect(rubric === null).toBe(mistakes.length > 0);
        }
      }),
    );
  });
});
