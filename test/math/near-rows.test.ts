import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { rawRowsOf } from '../../src/math/columns.ts';
import { type Matrix, rowOf, takeRows } from '../../src/math/matrix.ts';
import { nearRows } from '../../src/math/near-rows.ts';
import { dismissHelpers, useThreads } from '../../src/math/parallel.ts';
import { roughMatrix, seededMatrix } from '../support/rough-matrix.ts';
import { useWorkspace } from '../support/use-workspace.ts';

afterAll(dismissHelpers);

describe('nearRows', () => {
  it('has an equal row for every row, and counts for how many it stands', () => {
    fc.assert(
      fc.property(roughMatrix({ columns: 40 }), (X) => {
        const { data, rows, weights, places } = nearRowsOf(X);
        const counts = new Array(rows).fill(0);
        places.forEach((place, i) => {
          const own = Array.from({ length: X.columns }, (_, j) => data[j * rows + place] + 0);
          expect(own).toEqual(Array.from(rowOf(X, i), (value) => value + 0));
          counts[place]++;
        });
        expect(counts).toEqual(weights ?? new Array(X.rows).fill(1));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['any numbers', seededMatrix(1_200_000, 2)],
    ['numbers of which nearly all are equal', skewedMatrix(1_200_000)],
    ['whole numbers', wholeMatrix(1_200_000, 2)],
  ])('has an equal row for every row of more than it looks at in one go: %s', (_, X) => {
    const { data, rows, weights, places } = nearRowsOf(X);
    const counts = new Float64Array(rows);
    let different = 0;
    places.forEach((place, i) => {
      counts[place]++;
      for (let j = 0; j < 2; j++) if (data[j * rows + place] !== X.data[2 * i + j]) different++;
    });
    expect(different).toBe(0);
    expect(Array.from(counts)).toEqual(weights ?? new Array(X.rows).fill(1));
  });

  it('has whole numbers of a narrow range once each', () => {
    const X = wholeMatrix(200_000, 7);
    const { data, rows, weights } = nearRowsOf(X);
    const texts = Array.from({ length: rows }, (_, i) =>
      Array.from({ length: 7 }, (_, j) => data[j * rows + i]).join(),
    );
    expect(new Set(texts).size).toBe(rows);
    expect(rows).toBeLessThan(X.rows / 2);
    expect(weights?.reduce((sum, weight) => sum + weight, 0)).toBe(X.rows);
  });

  it('keeps rows apart that one far number leaves hardly any cells', () => {
    const X = seededMatrix(5000, 2);
    X.data[777] = 1e12;
    const { rows, data } = nearRowsOf(X);
    expect(rows).toBe(5000);
    expect(meanSpan(data, rows, 2)).toBeLessThan(0.35);
  });

  it('brings rows together that are near each other', () => {
    const X = seededMatrix(20_000, 3);
    const { rows, data } = nearRowsOf(X);
    expect(meanSpan(data, rows, 3)).toBeLessThan(0.4);
  });

  it('is the same for every number of threads', () => {
    for (const X of [seededMatrix(300_000, 3), wholeMatrix(300_000, 7)]) {
      useThreads(1);
      const alone = nearRowsOf(X);
      useThreads(3);
      for (let time = 0; time < 3; time++) expect(nearRowsOf(X)).toEqual(alone);
    }
  });
});

function nearRowsOf(X: Matrix) {
  let answer = { rows: 0, data: [0], weights: [0] as number[] | null, places: [0] };
  useWorkspace((workspace) => {
    const points = rawRowsOf(X, new Float64Array(X.columns), workspace);
    const { rows, data, weights, places } = nearRows(points);
    answer = {
      rows,
      data: Array.from(data),
      weights: weights && Array.from(weights),
      places: Array.from(places ?? []),
    };
  });
  return answer;
}

/** Of columns from -1 to 1, how wide 32 rows that follow each other are on average. */
function meanSpan(data: readonly number[], rows: number, columns: number): number {
  const spans: number[] = [];
  for (let j = 0; j < columns; j++) {
    for (let start = j * rows; start + 32 <= (j + 1) * rows; start += 32) {
      const values = data.slice(start, start + 32).filter((value) => Math.abs(value) <= 1);
      spans.push(Math.max(...values) - Math.min(...values));
    }
  }
  return spans.reduce((sum, span) => sum + span, 0) / spans.length;
}

/** Nearly all rows lie where the first bits of their codes tell nothing apart. */
function skewedMatrix(rows: number): Matrix {
  const X = seededMatrix(rows, 2);
  for (let at = 0; at < X.data.length; at++) if (at % 50 < 48) X.data[at] *= 1e-6;
  return X;
}

function wholeMatrix(rows: number, columns: number): Matrix {
  const some = seededMatrix(rows / 4, columns);
  const X = takeRows(
    some,
    Array.from({ length: rows }, (_, i) => i % some.rows),
  );
  for (let at = 0; at < X.data.length; at++) X.data[at] = Math.round(6 * X.data[at] ** 3);
  return X;
}
