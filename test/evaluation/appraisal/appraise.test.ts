import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appraise } from '../../../src/evaluation/appraisal/appraise.ts';
import { FIFTEEN, FLOORS, fanRubric, records, resultsOf, rubricOf, sheetOf } from './fixtures.ts';

const KEYS = ['care', 'speed'];

/** Two people each at 90 %, 50 % and 10 % of all points, and one a little below the best. */
const SEVEN = records(
  [
    [9, 18],
    [5, 10],
    [1, 2],
    [9, 18],
    [5, 10],
    [1, 2],
    [8, 17],
  ],
  KEYS,
);

describe('appraise', () => {
  it('grades by the nearest centre, and centres by their mean share', () => {
    const results = resultsOf(SEVEN, rubricOf(), { minPts: 1 });
    const grades = Array.from(results.values(), ({ grade }) => grade);
    expect(grades).toEqual(['good', 'fair', 'poor', 'good', 'fair', 'poor', 'good']);
    const seventh = results.get(7);
    expect(seventh?.shares).toEqual({ care: 0.8, speed: 0.85 });
    expect([seventh?.total, seventh?.maximum]).toEqual([25, 30]);
    // The centre of the good is (2.6 / 3, 2.65 / 3).
    expect(seventh?.distances?.good).toBeCloseTo(Math.hypot(2.6 / 3 - 0.8, 2.65 / 3 - 0.85), 12);
    expect(seventh?.distances?.fair).toBeCloseTo(Math.hypot(0.3, 0.35), 12);
    expect(seventh?.distances?.poor).toBeCloseTo(Math.hypot(0.7, 0.75), 12);
  });

  it('compares each indicator with the next better centre, and for the best with the own', () => {
    const results = resultsOf(SEVEN, rubricOf(), { minPts: 1 });
    const second = results.get(2);
    expect(second?.strengths).toEqual([]);
    expect(second?.training_needs.map(({ indicator }) => indicator)).toEqual(['speed', 'care']);
    expect(second?.training_needs[1].points).toBeCloseTo(10 * (0.5 - 2.6 / 3), 12);
    expect(second?.training_needs[1].own_centre).toBeCloseTo(0.5, 12);
    const first = results.get(1);
    expect(first?.strengths.map(({ indicator, next_centre }) => [indicator, next_centre])).toEqual([
      ['care', null],
      ['speed', null],
    ]);
    expect(first?.strengths[0].points).toBeCloseTo(10 * (0.9 - 2.6 / 3), 12);
  });

  it('shows the scoring method beside it, and says why the two differ', () => {
    const results = resultsOf(SEVEN, rubricOf({ thresholds: { good: 28, fair: { above: 12 } } }), {
      minPts: 1,
    });
    const seventh = results.get(7);
    expect([seventh?.grade, seventh?.scoring_grade, seventh?.agreement]).toEqual(['good', 'fair', false]);
    expect(seventh?.difference).toBe(
      'The total of 25 of 30 points alone gives fair. The points on the single indicators are nearer to the centre of good (0.07) than to that of fair (0.46).',
    );
    expect(results.get(2)?.difference).toBeNull();
  });

  it('lowers a grade to what a floor leaves open, and names the floor', () => {
    const rubric = rubricOf({ floors: [{ atMost: 'poor', atOrBelow: 0.5, indicators: ['speed'] }] });
    const fifth = resultsOf(SEVEN, rubric, { minPts: 1 }).get(5);
    expect([fifth?.grade, fifth?.clustered_grade]).toEqual(['poor', 'fair']);
    expect(fifth?.floors).toEqual([{ indicator: 'speed', share: 0.5, at_or_below: 0.5, at_most: 'poor' }]);
    expect(fifth?.difference).toBe(
      'The total of 15 of 30 points alone gives fair. Speed is 10 of 20 points: at or below 50 % the grade is at most poor.',
    );
  });

  it('names no floor that changed nothing', () => {
    const rubric = rubricOf({ floors: [{ atMost: 'poor', atOrBelow: 0.2 }] });
    expect(resultsOf(SEVEN, rubric, { minPts: 1 }).get(3)?.floors).toEqual([]);
  });

  it('counts a share with its weight', () => {
    const sheet = records(
      [
        [10, 0],
        [9, 1],
        [0, 20],
        [1, 19],
      ],
      KEYS,
    );
    const best = (weights: Readonly<Record<string, number>>) => {
      const rubric = rubricOf({
        grades: ['good', 'poor'],
        thresholds: { good: 15 },
        positions: { clerk: { points: { care: 10, speed: 20 }, weights } },
      });
      return resultsOf(sheet, rubric, { minPts: 1 }).get(1)?.grade;
    };
    expect(best({ care: 2 })).toBe('good');
    expect(best({ speed: 2 })).toBe('poor');
  });

  it('summarises each position: grades by both methods, confusion, agreement, centres', () => {
    const rubric = rubricOf({ thresholds: { good: 28, fair: { above: 12 } } });
    const { summary } = appraise(sheetOf(SEVEN, rubric), rubric, { minPts: 1 });
    expect([summary.people, summary.rated, summary.unrated]).toEqual([7, 7, 0]);
    const [clerk] = summary.positions;
    expect(clerk.grades.map(({ name, people, scoring_people }) => [name, people, scoring_people])).toEqual([
      ['good', 3, 0],
      ['fair', 2, 5],
      ['poor', 2, 2],
    ]);
    expect(clerk.confusion).toEqual({
      good: { good: 0, fair: 3, poor: 0 },
      fair: { good: 0, fair: 2, poor: 0 },
      poor: { good: 0, fair: 0, poor: 2 },
    });
    expect(clerk.agreement).toBeCloseTo(4 / 7, 12);
    expect(clerk.grades[2].centre?.care).toBeCloseTo(0.1, 12);
    expect(clerk.graded_by).toBe('clustering');
  });

  it('grades each position by itself', () => {
    const rubric = rubricOf({
      positions: {
        clerk: { points: { care: 10, speed: 20 } },
        guard: { points: { care: 10, nerve: 20 } },
      },
    });
    const clerks = SEVEN.map((record) => ({ ...record, position: 'clerk' }));
    const guards = records(
      [
        [2, 4],
        [1, 1],
        [0, 0],
      ],
      ['care', 'nerve'],
    ).map((record, i) => ({ ...record, employee_id: `g${i}`, position: 'Guard' }));
    const alone = resultsOf(clerks, rubric, { minPts: 1 });
    const together = resultsOf([...guards, ...clerks], rubric, { minPts: 1 });
    for (const [id, result] of alone) expect(together.get(id)).toEqual(result);
    expect(together.get('g0')?.grade).toBe('good');
    expect(together.get('g0')?.shares).toEqual({ care: 0.2, nerve: 0.2 });
  });

  it('refuses options out of range', () => {
    const rubric = rubricOf();
    const sheet = sheetOf(SEVEN, rubric);
    expect(() => appraise(sheet, rubric, { minPts: 0 })).toThrow(
      'MinPts must be a whole number from 1 to 100',
    );
    expect(() => appraise(sheet, rubric, { randomState: -1 })).toThrow('not -1');
  });
});

describe('a sheet that does not fit the rubric', () => {
  const sheet = sheetOf(SEVEN, rubricOf());
  it.each([
    ['a position the rubric does not have', { positions: sheet.ids.map(() => 'cook') }, 'no position "cook"'],
    ['columns of different lengths', { names: [] }, 'not all as long as its 7 ids'],
    [
      'too few columns of points',
      { points: { rows: 7, columns: 1, data: new Float64Array(7) } },
      'points on 1 indicators; the position Clerk has 2',
    ],
    [
      'points beyond the maximum',
      { points: { rows: 7, columns: 2, data: new Float64Array(14).fill(11) } },
      'points must be from 0 to 10, not 11 (person 1)',
    ],
    [
      'a rating of nobody',
      {
        ratings: {
          appraisers: ['A'],
          roles: [],
          employee: Uint32Array.of(7),
          appraiser: Uint32Array.of(0),
          role: Uint8Array.of(0),
          indicator: Uint16Array.of(0),
          points: Float64Array.of(1),
        },
      },
      'rating 1 points to nobody',
    ],
  ])('is refused: %s', (_, change, message) => {
    expect(() => appraise({ ...sheet, ...change }, rubricOf())).toThrow(message);
  });
});

describe('missing points', () => {
  const sheet = [...SEVEN, { employee_id: 8, care: 9 }, { employee_id: 9 }];

  it('leave a person unrated, with the reason, and never count as zero', () => {
    const results = resultsOf(sheet, rubricOf(), { minPts: 1 });
    const eighth = results.get(8);
    expect(eighth).toMatchObject({ grade: null, scoring_grade: null, total: null, stability: null });
    expect(eighth?.unrated_reason).toBe('no points for Speed');
    expect(eighth?.shares).toEqual({ care: 0.9, speed: null });
    expect(results.get(9)?.unrated_reason).toBe('no points');
  });

  it('do not move anybody else', () => {
    const with9 = resultsOf(sheet, rubricOf(), { minPts: 1 });
    for (const [id, result] of resultsOf(SEVEN, rubricOf(), { minPts: 1 })) {
      expect(with9.get(id)).toEqual(result);
    }
  });

  it('stand at the mean of the other shares where the rubric lets them be missing', () => {
    const results = resultsOf(sheet, rubricOf({ missing: 1 }), { minPts: 1 });
    const eighth = results.get(8);
    expect([eighth?.grade, eighth?.total]).toEqual(['good', 9 + 0.9 * 20]);
    expect(eighth?.shares).toEqual({ care: 0.9, speed: null });
    expect(eighth?.strengths.map(({ indicator }) => indicator)).toEqual(['care']);
    expect(results.get(9)?.unrated_reason).toBe('no points');
  });

  it('reach no floor', () => {
    const rubric = rubricOf({
      missing: 1,
      floors: [{ atMost: 'poor', atOrBelow: 0.95, indicators: ['speed'] }],
    });
    expect(resultsOf(sheet, rubric, { minPts: 1 }).get(8)?.grade).toBe('good');
  });
});

describe('fewer different people than grades', () => {
  it('are graded by the thresholds, and a note says so', () => {
    const rubric = fanRubric();
    const evaluation = appraise(sheetOf(records(FIFTEEN.slice(0, 3)), rubric), rubric);
    const results = [0, 1, 2].map((i) => evaluation.at(i));
    expect(results.map(({ grade }) => grade)).toEqual(['excellent', 'excellent', 'good']);
    expect(results.map(({ agreement }) => agreement)).toEqual([null, null, null]);
    expect(results.map(({ stability, distances }) => [stability, distances])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
    expect(evaluation.notes).toEqual([
      'Technical: clustering into 4 grades needs 4 people with different points; there are 3, so the thresholds of the scoring method give the grades.',
    ]);
    expect(evaluation.summary.positions[0].graded_by).toBe('thresholds');
    expect([evaluation.summary.positions[0].agreement, evaluation.summary.agreement]).toEqual([null, null]);
  });

  it('do not count in the agreement of all', () => {
    const points = { care: 10, speed: 20 };
    const rubric = rubricOf({ positions: { clerk: { points }, guard: { points } } });
    const person = (position: string, care: number, i: number) => ({
      employee_id: `${position} ${i}`,
      position,
      care,
      speed: 2 * care,
    });
    const clerks = [10, 9, 8].map((care, i) => person('clerk', care, i));
    const guards = [3, 3].map((care, i) => person('guard', care, i));
    const { summary } = appraise(sheetOf([...clerks, ...guards], rubric), rubric, { minPts: 1 });
    expect(summary.positions.map(({ graded_by }) => graded_by)).toEqual(['clustering', 'thresholds']);
    expect(summary.positions.map(({ agreement }) => agreement)).toEqual([1 / 3, null]);
    expect(summary.agreement).toBe(1 / 3);
  });

  it('get training needs against the threshold of the next grade, spread evenly', () => {
    const rubric = fanRubric();
    const third = appraise(sheetOf(records(FIFTEEN.slice(0, 3)), rubric), rubric).at(2);
    expect(third.training_needs[0]).toMatchObject({ indicator: 'working_ability', next_centre: 45 / 70 });
  });

  it('still heed floors', () => {
    const rubric = fanRubric({ floors: FLOORS });
    const third = resultsOf(records(FIFTEEN.slice(0, 3)), rubric).get(3);
    expect([third?.grade, third?.scoring_grade, third?.agreement]).toEqual(['qualified', 'good', null]);
    expect(third?.difference).toContain('qualified');
  });

  it('includes everybody being equal, however many they are', () => {
    const rubric = fanRubric();
    const equal = records(Array.from({ length: 50 }, () => [7, 7, 7, 7, 7, 7, 7]));
    const evaluation = appraise(sheetOf(equal, rubric), rubric);
    expect(new Set(Array.from({ length: 50 }, (_, i) => evaluation.at(i).grade))).toEqual(
      new Set(['excellent']),
    );
    expect(evaluation.notes[0]).toMatch(/there is 1, so the thresholds/);
    expect(evaluation.summary.positions[0].silhouette).toBeNull();
  });

  it('includes a single person', () => {
    expect(resultsOf(records([FIFTEEN[14]]), fanRubric()).get(1)?.grade).toBe('qualified');
  });

  it('includes nobody who can be rated', () => {
    const rubric = rubricOf();
    const evaluation = appraise(sheetOf([{ employee_id: 1, care: 3, speed: null }], rubric), rubric);
    expect(evaluation.at(0).unrated_reason).toBe('no points for Speed');
    expect(evaluation.notes).toEqual(['Clerk: nobody could be graded.']);
    expect(evaluation.summary).toMatchObject({ people: 1, rated: 0, unrated: 1, agreement: null });
    expect(evaluation.standard.positions).toEqual([]);
    expect(evaluation.summary.positions[0].graded_by).toBeNull();
  });

  it('includes who has points only from roles that do not count', () => {
    const rubric = rubricOf({ roles: { self: 0, peer: 1 } });
    const own = { employee_id: 1, appraiser: 'me', role: 'self', care: 3, speed: 4 };
    const reasons = [own, { ...own, care: null, speed: null }].map(
      (row) => resultsOf([row], rubric).get(1)?.unrated_reason,
    );
    expect(reasons).toEqual(['points only from roles that do not count', 'no points']);
  });
});

describe('any two sheets of the same people', () => {
  const people = fc.array(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 20 })), {
    minLength: 1,
    maxLength: 25,
  });

  it('give everybody the same result, bit for bit, whatever their order', () => {
    fc.assert(
      fc.property(
        people.chain((points) => {
          const sheet = records(points, KEYS);
          return fc.tuple(fc.constant(sheet), fc.shuffledSubarray(sheet, { minLength: sheet.length }));
        }),
        ([sheet, shuffled]) => {
          const rubric = rubricOf({ floors: [{ atMost: 'poor', atOrBelow: 0.1 }] });
          const before = resultsOf(sheet, rubric);
          const after = resultsOf(shuffled, rubric);
          for (const [id, result] of before) {
            expect(JSON.stringify(after.get(id))).toBe(JSON.stringify(result));
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('give people with equal points equal results, and nobody anything that is no number', () => {
    fc.assert(
      fc.property(people, (points) => {
        const results = resultsOf(records([...points, ...points], KEYS), rubricOf());
        for (let i = 1; i <= points.length; i++) {
          const twin = { ...results.get(i + points.length), employee_id: i };
          expect(twin).toEqual(results.get(i));
        }
        expect(JSON.stringify([...results.values()])).not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 25 },
    );
  });

  it('give the same grades when points, maxima and thresholds are all doubled', () => {
    fc.assert(
      fc.property(people, (points) => {
        const double = rubricOf({
          thresholds: { good: 42, fair: { above: 24 } },
          positions: { clerk: { points: { care: 20, speed: 40 } } },
        });
        const once = resultsOf(records(points, KEYS), rubricOf());
        const doubled = points.map((row) => row.map((value) => 2 * value));
        const twice = resultsOf(records(doubled, KEYS), double);
        for (const [id, { grade, scoring_grade, stability, distances }] of once) {
          expect(twice.get(id)).toMatchObject({ grade, scoring_grade, stability, distances });
        }
      }),
      { numRuns: 25 },
    );
  });
});
