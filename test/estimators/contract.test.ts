import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { type Estimator, NotFittedError } from '../../src/estimators/contract.ts';
import { IsolationForest } from '../../src/estimators/isolation-forest.ts';
import { KMeans } from '../../src/estimators/kmeans.ts';
import { MinMaxScaler } from '../../src/estimators/min-max-scaler.ts';
import { RobustScaler } from '../../src/estimators/robust-scaler.ts';
import { StandardScaler } from '../../src/estimators/standard-scaler.ts';
import { type Matrix, matrixFrom } from '../../src/math/matrix.ts';
import { seededMatrix } from '../support/rough-matrix.ts';

type Answers = Readonly<Record<string, unknown>>;

/** How the suite handles one estimator; `learned` and `answers` read everything that can be read of it. */
interface Subject<E extends Estimator> {
  readonly name: string;
  create(): E;
  fromJSON(document: unknown): E;
  parameters(estimator: E): Answers;
  learned(estimator: E): Answers;
  answers(estimator: E, X: Matrix): Answers;
  /** Estimators with a parameter that is out of its range. */
  readonly invalid: readonly E[];
}

const SCALERS = [StandardScaler, MinMaxScaler, RobustScaler];

describe.each(SCALERS.map((Scaler) => [Scaler.name, Scaler] as const))('%s', (_, Scaler) => {
  keepsTheContract<InstanceType<typeof Scaler>>({
    name: Scaler.name,
    create: () => new Scaler(),
    fromJSON: (document) => Scaler.fromJSON(document),
    parameters: () => ({}),
    learned: learnedByScaler,
    answers: (scaler, X) => ({ to: scaler.transform(X), back: scaler.inverseTransform(X) }),
    invalid: [],
  });
});

const INITS = {
  'k-means++': 'k-means++',
  density: 'density',
  rows: [0, 5, 9],
  centers: matrixFrom([
    [0, 0, 0],
    [1, 1, 1],
    [-1, 0, 1],
  ]),
} as const;

describe.each(Object.entries(INITS))('KMeans from %s', (_, init) => {
  keepsTheContract<KMeans>({
    name: 'KMeans',
    create: () => new KMeans({ clusters: 3, init, nInit: 2, randomState: 7 }),
    fromJSON: (document) => KMeans.fromJSON(document),
    parameters: ({ clusters, init, nInit, minPts, maxIterations, tolerance, randomState }) => ({
      ...{ clusters, init, nInit, minPts, maxIterations, tolerance, randomState },
    }),
    learned: ({ clusterCenters, labels, inertia, iterations, stopped }) => ({
      ...{ clusterCenters, labels, inertia, iterations, stopped },
    }),
    answers: (kmeans, X) => ({ labels: kmeans.predict(X) }),
    invalid: [
      ...[0, 2.5, -1, Number.NaN].map((clusters) => new KMeans({ clusters, init })),
      ...[0, 1.5].map((nInit) => new KMeans({ clusters: 3, init, nInit })),
      ...[0, Number.POSITIVE_INFINITY].map(
        (maxIterations) => new KMeans({ clusters: 3, init, maxIterations }),
      ),
      ...[-1e-4, Number.NaN].map((tolerance) => new KMeans({ clusters: 3, init, tolerance })),
      ...[-1, 0.5, 2 ** 32].map((randomState) => new KMeans({ clusters: 3, init, randomState })),
      ...[0, 2.5].map((minPts) => new KMeans({ clusters: 3, init, minPts })),
    ],
  });
});

describe.each([0.1, 'auto'] as const)('IsolationForest of contamination %s', (contamination) => {
  keepsTheContract<IsolationForest>({
    name: 'IsolationForest',
    create: () => new IsolationForest({ estimators: 5, contamination, maxSamples: 20, randomState: 3 }),
    fromJSON: (document) => IsolationForest.fromJSON(document),
    parameters: ({ estimators, maxSamples, contamination, randomState }) => ({
      ...{ estimators, maxSamples, contamination, randomState },
    }),
    learned: ({ offset, samplesPerTree, trees }) => ({ offset, samplesPerTree, trees }),
    answers: (forest, X) => ({
      scores: forest.scoreSamples(X),
      decisions: forest.decisionFunction(X),
      flags: forest.predict(X),
    }),
    invalid: [
      ...[0, -0.1, 0.51, Number.NaN].map((share) => new IsolationForest({ contamination: share })),
      ...[0, 1.5, Number.NaN].map((estimators) => new IsolationForest({ estimators })),
      ...[0, -1, 1.5, Number.NaN].map((maxSamples) => new IsolationForest({ maxSamples })),
      new IsolationForest({ randomState: -1 }),
    ],
  });
});

function keepsTheContract<E extends Estimator>(subject: Subject<E>): void {
  const X = frozen(seededMatrix(40, 3));
  const other = frozen(seededMatrix(15, 3, 2));

  it('stores its parameters when it is made, and nothing else', () => {
    const estimator = subject.create();
    const before = subject.parameters(estimator);
    expect(Object.keys(estimator).sort()).toEqual(Object.keys(before).sort());
    estimator.fit(X.matrix);
    expect(subject.parameters(estimator)).toEqual(before);
  });

  it('returns itself from fit, which may be awaited', async () => {
    const estimator = subject.create();
    expect(estimator.fit(X.matrix)).toBe(estimator);
    expect(await estimator.fit(X.matrix)).toBe(estimator);
  });

  it('learns the same bits every time', () => {
    const once = subject.create().fit(X.matrix);
    const again = subject.create().fit(other.matrix).fit(X.matrix);
    expect(subject.learned(again)).toEqual(subject.learned(once));
    expect(subject.answers(again, other.matrix)).toEqual(subject.answers(once, other.matrix));
  });

  it('answers without changing', () => {
    const estimator = subject.create().fit(X.matrix);
    const saved = JSON.stringify(estimator);
    const answers = subject.answers(estimator, other.matrix);
    expect(subject.answers(estimator, other.matrix)).toEqual(answers);
    expect(JSON.stringify(estimator)).toBe(saved);
  });

  it('leaves what it is given as it was', () => {
    subject.answers(subject.create().fit(X.matrix), other.matrix);
    expect(X.isUntouched()).toBe(true);
    expect(other.isUntouched()).toBe(true);
  });

  it('comes back from JSON exactly', () => {
    const estimator = subject.create().fit(X.matrix);
    const restored = subject.fromJSON(JSON.parse(JSON.stringify(estimator)));
    expect(subject.parameters(restored)).toEqual(subject.parameters(estimator));
    expect(subject.learned(restored)).toEqual(subject.learned(estimator));
    expect(subject.answers(restored, other.matrix)).toEqual(subject.answers(estimator, other.matrix));
    expect(JSON.stringify(restored)).toBe(JSON.stringify(estimator));
  });

  it('comes back from JSON unfitted where it was not fitted', () => {
    const restored = subject.fromJSON(JSON.parse(JSON.stringify(subject.create())));
    expect(() => subject.learned(restored)).toThrow(NotFittedError);
    expect(subject.learned(restored.fit(X.matrix))).toEqual(subject.learned(subject.create().fit(X.matrix)));
  });

  it('refuses JSON that is damaged anywhere, and nothing but by InputError', () => {
    const saved: unknown = JSON.parse(JSON.stringify(subject.create().fit(X.matrix)));
    for (const damaged of damages(saved)) {
      expect(() => subject.fromJSON(damaged), JSON.stringify(damaged).slice(0, 200)).toThrow(InputError);
    }
  });

  it('refuses JSON of another estimator or a newer version', () => {
    const saved = subject.create().fit(X.matrix).toJSON();
    expect(() => subject.fromJSON({ ...saved, estimator: 'Oracle' })).toThrow(
      `a saved ${subject.name} was expected`,
    );
    expect(() => subject.fromJSON({ ...saved, version: 2 })).toThrow('reads up to version 1');
  });

  it('says so where it was not fitted', () => {
    const estimator = subject.create();
    expect(() => subject.learned(estimator)).toThrow(NotFittedError);
    expect(() => subject.answers(estimator, other.matrix)).toThrow(
      `this ${subject.name} has not learned anything yet: call fit first`,
    );
  });

  it('names the row and column of a number that is not finite, in fit and after', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      const broken = seededMatrix(40, 3);
      broken.data[4 * 3 + 1] = bad;
      const complaint = `row 5, column 2 is ${bad}`;
      expect(() => subject.create().fit(broken)).toThrow(complaint);
      expect(() => subject.answers(subject.create().fit(X.matrix), broken)).toThrow(complaint);
    }
  });

  it('refuses data without rows or columns, or of another length than they say', () => {
    for (const [rows, columns, length] of [
      [0, 3, 0],
      [3, 0, 0],
      [3, 3, 8],
    ]) {
      const broken = { rows, columns, data: new Float64Array(length) };
      expect(() => subject.create().fit(broken)).toThrow(InputError);
    }
  });

  it('refuses other columns than it was fitted on', () => {
    const estimator = subject.create().fit(X.matrix);
    expect(() => subject.answers(estimator, seededMatrix(5, 2))).toThrow(/was fitted on 3 columns.*have 2/);
  });

  it('keeps what it had learned where fitting again fails', () => {
    const estimator = subject.create().fit(X.matrix);
    const learned = subject.learned(estimator);
    expect(() => estimator.fit(matrixFrom([[Number.NaN, 1, 2]]))).toThrow(InputError);
    expect(subject.learned(estimator)).toEqual(learned);
  });

  it('refuses parameters out of their range when it is fitted, not when it is made', () => {
    for (const estimator of subject.invalid) {
      expect(() => estimator.fit(X.matrix), JSON.stringify(estimator)).toThrow(InputError);
      expect(() => subject.fromJSON(JSON.parse(JSON.stringify(estimator)))).toThrow(InputError);
    }
  });
}

function learnedByScaler(scaler: StandardScaler | MinMaxScaler | RobustScaler): Answers {
  if (scaler instanceof StandardScaler) {
    const { mean, variance, scale } = scaler;
    return { mean, variance, scale };
  }
  if (scaler instanceof MinMaxScaler) {
    const { dataMinimum, dataMaximum, scale, offset } = scaler;
    return { dataMinimum, dataMaximum, scale, offset };
  }
  const { center, scale } = scaler;
  return { center, scale };
}

/** A matrix whose numbers are compared with a copy afterwards; typed arrays cannot be frozen. */
function frozen(matrix: Matrix): { matrix: Matrix; isUntouched: () => boolean } {
  const copy = matrix.data.slice();
  return {
    matrix: Object.freeze(matrix),
    isUntouched: () => matrix.data.every((value, i) => Object.is(value, copy[i])),
  };
}

/** The document with one thing wrong, each thing in turn: a field gone, of another kind, or a list cut short. */
function* damages(document: unknown): Generator<unknown> {
  if (typeof document !== 'object' || document === null) return;
  if (Array.isArray(document)) {
    if (document.length > 1) yield document.slice(1);
    yield document.with(0, null);
    for (const damaged of damages(document[0])) yield document.with(0, damaged);
    return;
  }
  for (const [name, value] of Object.entries(document)) {
    const isOptional = name === 'labels' || name === 'learned';
    if (!isOptional) yield { ...document, [name]: undefined };
    if (typeof value !== 'object') yield { ...document, [name]: { unexpected: true } };
    yield { ...document, [name]: 'unexpected' };
    if (typeof value === 'number') yield { ...document, [name]: null };
    // Nothing tells how many rows there were.
    if (name === 'labels') continue;
    for (const damaged of damages(value)) yield { ...document, [name]: damaged };
  }
}
