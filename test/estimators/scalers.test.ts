import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { MinMaxScaler } from '../../src/estimators/min-max-scaler.ts';
import { RobustScaler } from '../../src/estimators/robust-scaler.ts';
import { StandardScaler } from '../../src/estimators/standard-scaler.ts';
import { type Matrix, matrixFrom, rowsOf } from '../../src/math/matrix.ts';

const X = matrixFrom([
  [1, 5],
  [2, 5],
  [3, 5],
  [6, 5],
]);

const matrices: fc.Arbitrary<Matrix> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 30 }))
  .chain(([columns, rows]) =>
    fc
      .array(
        fc.double({ min: -1e5, max: 1e5, noNaN: true }).map((x) => Number(x.toFixed(6))),
        {
          minLength: rows * columns,
          maxLength: rows * columns,
        },
      )
      .map((values) => ({ rows, columns, data: Float64Array.from(values) })),
  );

describe('StandardScaler', () => {
  it('takes away the mean and divides by the standard deviation', () => {
    const scaler = new StandardScaler().fit(X);
    expect(Array.from(scaler.mean)).toEqual([3, 5]);
    expect(Array.from(scaler.variance)).toEqual([3.5, 0]);
    expect(Array.from(scaler.scale)).toEqual([Math.sqrt(3.5), 1]);
    expect(rowsOf(scaler.transform(matrixFrom([[3, 7]])))).toEqual([[0, 2]]);
  });

  it('takes a column that differs by rounding alone for constant', () => {
    const rows = Array.from({ length: 1000 }, () => [0.1]);
    const scaler = new StandardScaler().fit(matrixFrom(rows));
    expect(scaler.scale[0]).toBe(1);
    expect(Math.abs(scaler.transform(matrixFrom([[0.1]])).data[0])).toBeLessThan(1e-15);
  });

  it('leaves mean 0 and variance 1', () => {
    fc.assert(
      fc.property(matrices, (data) => {
        const scaled = new StandardScaler().fit(data).transform(data);
        const again = new StandardScaler().fit(scaled);
        for (let j = 0; j < data.columns; j++) {
          expect(Math.abs(again.mean[j])).toBeLessThan(1e-9);
          if (again.variance[j] > 1e-6) expect(again.variance[j]).toBeCloseTo(1, 9);
        }
      }),
    );
  });
});

describe('MinMaxScaler', () => {
  it('stretches each column to 0 to 1, and goes on beyond', () => {
    const scaler = new MinMaxScaler().fit(
      matrixFrom([
        [1, 5],
        [5, 5],
        [2, 5],
      ]),
    );
    expect(Array.from(scaler.dataMinimum)).toEqual([1, 5]);
    expect(Array.from(scaler.dataMaximum)).toEqual([5, 5]);
    expect(Array.from(scaler.scale)).toEqual([0.25, 1]);
    expect(
      rowsOf(
        scaler.transform(
          matrixFrom([
            [1, 5],
            [5, 5],
            [9, 6],
          ]),
        ),
      ),
    ).toEqual([
      [0, 0],
      [1, 0],
      [2, 1],
    ]);
  });

  it('keeps what it was fitted on between 0 and 1', () => {
    fc.assert(
      fc.property(matrices, (data) => {
        const scaled = new MinMaxScaler().fit(data).transform(data).data;
        expect(scaled.every((value) => value > -1e-9 && value < 1 + 1e-9)).toBe(true);
      }),
    );
  });
});

describe('RobustScaler', () => {
  it('takes away the median and divides by the middle half', () => {
    const scaler = new RobustScaler().fit(X);
    expect(Array.from(scaler.center)).toEqual([2.5, 5]);
    expect(Array.from(scaler.scale)).toEqual([3.75 - 1.75, 1]);
  });

  it('does not move where one row goes wild', () => {
    const calm = matrixFrom([[1], [2], [3], [4], [5], [6], [7]]);
    const wild = matrixFrom([[1], [2], [3], [4], [5], [6], [1e9]]);
    expect(new RobustScaler().fit(wild).toJSON()).toEqual(new RobustScaler().fit(calm).toJSON());
  });
});

describe.each([
  ['StandardScaler', StandardScaler],
  ['MinMaxScaler', MinMaxScaler],
  ['RobustScaler', RobustScaler],
])('%s', (_, Scaler) => {
  it('undoes its transformation', () => {
    fc.assert(
      fc.property(matrices, (data) => {
        const scaler = new Scaler().fit(data);
        const back = scaler.inverseTransform(scaler.transform(data)).data;
        const size = data.data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
        back.forEach((value, i) => {
          expect(Math.abs(value - data.data[i])).toBeLessThanOrEqual(1e-9 * (1 + size));
        });
      }),
    );
  });

  it('scales one row and constant columns to 0', () => {
    const row = matrixFrom([[7, -3]]);
    expect(rowsOf(new Scaler().fit(row).transform(row))).toEqual([[0, 0]]);
  });

  it('never answers with a number that is not finite', () => {
    const edges = fc.constantFrom(
      0,
      -0,
      5e-324,
      1e-308,
      1e-20,
      1,
      1e20,
      1e154,
      1e200,
      1.7e308,
      -1.7e308,
      -1e-20,
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(edges, edges), { minLength: 1, maxLength: 6 }), edges, (rows, far) => {
        const data = matrixFrom(rows);
        try {
          const scaler = new Scaler().fit(data);
          const answers = [scaler.transform(data), scaler.transform(matrixFrom([[far, far]]))];
          for (const { data: numbers } of answers) expect(numbers.every(Number.isFinite)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
