import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { densitySeeds } from '../../../src/estimators/density-seeding.ts';
import { appraise } from '../../../src/evaluation/appraisal/appraise.ts';
import { ResampledSeeds } from '../../../src/evaluation/appraisal/resampled-seeds.ts';
import { resampledCentres } from '../../../src/evaluation/appraisal/stability.ts';
import { MOST_COLLEAGUES, RESAMPLES } from '../../../src/evaluation/resampling.ts';
import { distinctRows } from '../../../src/math/distinct-rows.ts';
import { matrixFrom, rowsOf, takeRows } from '../../../src/math/matrix.ts';
import {
  FIFTEEN,
  FLOORS,
  fanRubric,
  numbersFrom,
  records,
  resultsOf,
  rubricOf,
  sheetOf,
} from './fixtures.ts';

const KEYS = ['care', 'speed'];

/** Twenty people around each of the points; the groups are far apart. */
function groups(): number[][] {
  const next = numbersFrom(7);
  return [
    [9, 18],
    [5, 10],
    [1, 2],
  ].flatMap(([care, speed]) =>
    Array.from({ length: 20 }, () => [care + next() - 0.5, speed + 2 * next() - 1]),
  );
}

describe('stability', () => {
  it('is nearly 1 for people in groups that are far apart, whoever the colleagues are', () => {
    const results = [...resultsOf(records(groups(), KEYS), rubricOf()).values()];
    expect(Math.min(...results.map(({ stability }) => stability ?? 0))).toBeGreaterThan(0.95);
    expect(results.some(({ borderline }) => borderline)).toBe(false);
  });

  it('is low for somebody half-way between two groups, who is borderline', () => {
    const results = resultsOf(records([...groups(), [7, 14]], KEYS), rubricOf());
    const between = results.get(61);
    expect(between?.stability).toBeLessThan(0.8);
    expect(between?.borderline).toBe(true);
  });

  it('is a share of 200 draws', () => {
    const results = [...resultsOf(records(FIFTEEN), fanRubric()).values()];
    for (const { stability } of results) {
      const draws = (stability ?? Number.NaN) * RESAMPLES;
      expect(Math.abs(draws - Math.round(draws))).toBeLessThan(1e-9);
    }
  });

  it('is 1 where a floor gives the last grade, which no colleague can move', () => {
    const results = resultsOf(records(FIFTEEN), fanRubric({ floors: FLOORS }));
    expect(results.get(6)).toMatchObject({ grade: 'poor', stability: 1, borderline: false });
  });

  it('depends on the seed, and grades do not', () => {
    const rows = records(FIFTEEN);
    const one = [...resultsOf(rows, fanRubric(), { randomState: 1 }).values()];
    const two = [...resultsOf(rows, fanRubric(), { randomState: 2 }).values()];
    expect(one.map(({ stability }) => stability)).not.toEqual(two.map(({ stability }) => stability));
    expect(one.map(({ grade }) => grade)).toEqual(two.map(({ grade }) => grade));
  });

  it('counts borderline people in the summary', () => {
    const rubric = fanRubric();
    const { summary, at, length } = appraise(sheetOf(records(FIFTEEN), rubric), rubric);
    const borderline = Array.from({ length }, (_, i) => at(i)).filter((result) => result.borderline).length;
    expect(borderline).toBeGreaterThan(0);
    expect([summary.borderline, summary.positions[0].borderline]).toEqual([borderline, borderline]);
  });
});

describe('resampled centres', () => {
  it('are the same whatever the order of the rows, also of more people than are drawn', () => {
    const next = numbersFrom(3);
    const many = matrixFrom(
      Array.from({ length: MOST_COLLEAGUES + 500 }, () =>
        [next(), next()].map((x) => Math.round(x * 20) / 20),
      ),
    );
    const order = Uint32Array.from({ length: many.rows }, (_, i) => (i * 1009) % many.rows);
    const shuffled = takeRows(many, order);
    const one = resampledCentres(many, 2, 10, 42);
    const two = resampledCentres(shuffled, 2, 10, 42);
    expect(one.map((drawn) => drawn && rowsOf(drawn))).toEqual(two.map((drawn) => drawn && rowsOf(drawn)));
    expect(one.every((drawn) => drawn !== null)).toBe(true);
  });

  it('are null for draws with fewer different rows than grades', () => {
    const draws = resampledCentres(matrixFrom([[0], [1], [2], [3]]), 4, 10, 42);
    const complete = draws.filter((drawn) => drawn !== null).length;
    // All four rows are drawn with probability 4! / 4^4 = 0.094.
    expect(complete).toBeGreaterThan(5);
    expect(complete).toBeLessThan(40);
  });
});

describe('seeds of a resample', () => {
  it('are the density seeds of the resampled rows, to the last bit', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 2, maxLength: 60 }),
        fc.integer({ min: 1, max: 12 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 1_000_000 })),
        (rows, minPts, stream) => {
          const { matrix } = distinctRows(matrixFrom(rows));
          const seeding = new ResampledSeeds(matrix, minPts);
          const drawn = Array.from({ length: matrix.rows }, () => (stream.next().value ?? 0) % matrix.rows);
          const counts = new Uint32Array(matrix.rows);
          for (const i of drawn) counts[i]++;
          const different = new Set(drawn).size;
          const clusters = Math.min(3, different);
          const expected = densitySeeds(takeRows(matrix, drawn), clusters, { minPts }).centers;
          expect(seeding.seeds(counts, clusters)).toEqual(expected);
          expect(seeding.seeds(counts, different + 1)).toBeNull();
        },
      ),
    );
  });

  it('are found, too, where hardly any of a row’s neighbours were drawn', () => {
    const points = matrixFrom(Array.from({ length: 200 }, (_, i) => [i]));
    const counts = new Uint32Array(200);
    for (const i of [0, 1, 198, 199]) counts[i] = 1;
    const drawn = takeRows(points, [0, 1, 198, 199]);
    expect(new ResampledSeeds(points, 2).seeds(counts, 2)).toEqual(
      densitySeeds(drawn, 2, { minPts: 2 }).centers,
    );
  });
});
