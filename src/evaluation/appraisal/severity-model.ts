/** Shares of points as appraisers gave them, sorted by person, then appraiser; columns of equal length. */
export interface GivenShares {
  readonly people: number;
  readonly appraisers: number;
  readonly indicators: number;
  readonly person: Uint32Array;
  readonly appraiser: Uint32Array;
  readonly indicator: Uint32Array;
  readonly share: Float64Array;
}

export interface SeverityFit {
  /** For each appraiser, how much more than the others it gives: lenient above 0, strict below. */
  readonly effects: Float64Array;
  /** Half the width of each effect's 95 % interval; NaN where there is too little to estimate it from. */
  readonly margins: Float64Array;
}

/** The penalty counts as much as one rating that says the effect is 0. */
const RIDGE = 1;

/** Up to this many unknowns the margins are exact; their matrix is inverted in O(unknowns^3). */
const MOST_UNKNOWNS_INVERTED = 1000;

/** Fewer degrees of freedom leave the spread so uncertain that an interval would say nothing. */
const FEWEST_DEGREES = 3;

/**
 * Fits share = person + appraiser + indicator + chance by least squares, with a ridge penalty on appraisers and
 * indicators and none on people, so that people, who have few ratings, are not drawn together.
 *
 * The margins take the ratings that one appraiser gives to one person as a single piece of evidence, because a liking
 * shows in all of them. With more than 1,000 unknowns each appraiser's margin takes the others as known, which makes
 * it a little narrow.
 */
export function fitSeverity(given: GivenShares): SeverityFit {
  const unknowns = given.appraisers + given.indicators;
  const effects = solve(given, unknowns);
  const { variance, degrees } = residualVariance(given, effects);
  if (degrees < FEWEST_DEGREES) {
    return {
      effects: effects.slice(0, given.appraisers),
      margins: new Float64Array(given.appraisers).fill(Number.NaN),
    };
  }
  const spread =
    unknowns <= MOST_UNKNOWNS_INVERTED
      ? contrastSpread(given, unknowns)
      : diagonal(given, unknowns).map((value) => 1 / value);
  const quantile = studentQuantile(degrees);
  return {
    effects: effects.slice(0, given.appraisers),
    margins: Float64Array.from(
      { length: given.appraisers },
      (_, i) => quantile * Math.sqrt(variance * spread[i]),
    ),
  };
}

/** Conjugate gradients with the diagonal as preconditioner (Hestenes and Stiefel 1952), people eliminated. */
function solve(given: GivenShares, unknowns: number): Float64Array {
  const { appraiser, indicator, share, appraisers } = given;
  const solution = new Float64Array(unknowns);
  const residual = new Float64Array(unknowns);
  const centred = share.slice();
  subtractPersonMeans(given, centred);
  for (let i = 0; i < centred.length; i++) {
    residual[appraiser[i]] += centred[i];
    residual[appraisers + indicator[i]] += centred[i];
  }
  const scale = diagonal(given, unknowns);
  const preconditioned = residual.map((value, i) => value / scale[i]);
  const direction = preconditioned.slice();
  const image = new Float64Array(unknowns);
  let progress = dot(residual, preconditioned);
  const enough = progress * 1e-28;
  for (let step = 0; step < 10 * unknowns && progress > enough; step++) {
    applyNormal(given, direction, centred, image);
    const length = progress / dot(direction, image);
    for (let i = 0; i < unknowns; i++) {
      solution[i] += length * direction[i];
      residual[i] -= length * image[i];
      preconditioned[i] = residual[i] / scale[i];
    }
    const next = dot(residual, preconditioned);
    const turn = next / progress;
    for (let i = 0; i < unknowns; i++) direction[i] = preconditioned[i] + turn * direction[i];
    progress = next;
  }
  return solution;
}

/** image = (Z' M Z + ridge) vector, where Z adds appraiser and indicator and M takes out each person's mean. */
function applyNormal(
  given: GivenShares,
  vector: Float64Array,
  scratch: Float64Array,
  image: Float64Array,
): void {
  const { appraiser, indicator, appraisers } = given;
  for (let i = 0; i < scratch.length; i++) {
    scratch[i] = vector[appraiser[i]] + vector[appraisers + indicator[i]];
  }
  subtractPersonMeans(given, scratch);
  for (let i = 0; i < image.length; i++) image[i] = RIDGE * vector[i];
  for (let i = 0; i < scratch.length; i++) {
    image[appraiser[i]] += scratch[i];
    image[appraisers + indicator[i]] += scratch[i];
  }
}

function subtractPersonMeans({ person }: GivenShares, values: Float64Array): void {
  for (let start = 0; start < values.length; ) {
    const end = endOfRun(person, start);
    let sum = 0;
    for (let i = start; i < end; i++) sum += values[i];
    const mean = sum / (end - start);
    for (let i = start; i < end; i++) values[i] -= mean;
    start = end;
  }
}

/** The diagonal of Z' M Z + ridge. */
function diagonal(given: GivenShares, unknowns: number): Float64Array {
  const sums = new Float64Array(unknowns).fill(RIDGE);
  forEachPerson(given, unknowns, (touched, counts, ratings) => {
    for (const i of touched) sums[i] += counts[i] - (counts[i] * counts[i]) / ratings;
  });
  return sums;
}

/** Z' M Z + ridge in full, row by row. */
function normalMatrix(given: GivenShares, unknowns: number): Float64Array {
  const { appraiser, indicator, appraisers } = given;
  const matrix = new Float64Array(unknowns * unknowns);
  for (let i = 0; i < unknowns; i++) matrix[i * unknowns + i] = RIDGE;
  for (let i = 0; i < appraiser.length; i++) {
    const a = appraiser[i];
    const b = appraisers + indicator[i];
    matrix[a * unknowns + a]++;
    matrix[b * unknowns + b]++;
    matrix[a * unknowns + b]++;
    matrix[b * unknowns + a]++;
  }
  forEachPerson(given, unknowns, (touched, counts, ratings) => {
    for (const a of touched) {
      for (const b of touched) matrix[a * unknowns + b] -= (counts[a] * counts[b]) / ratings;
    }
  });
  return matrix;
}

/** Calls back with each person's unknowns, how often each of them occurs, and the number of ratings. */
function forEachPerson(
  { person, appraiser, indicator, appraisers }: GivenShares,
  unknowns: number,
  visit: (touched: readonly number[], counts: Float64Array, ratings: number) => void,
): void {
  const counts = new Float64Array(unknowns);
  for (let start = 0; start < person.length; ) {
    const end = endOfRun(person, start);
    const touched: number[] = [];
    for (let i = start; i < end; i++) {
      for (const unknown of [appraiser[i], appraisers + indicator[i]]) {
        if (counts[unknown]++ === 0) touched.push(unknown);
      }
    }
    visit(touched, counts, end - start);
    for (const unknown of touched) counts[unknown] = 0;
    start = end;
  }
}

/**
 * The spread of each appraiser's distance from the mean of all, per unit of variance. That mean itself is not known:
 * raising all appraisers and lowering all people leaves the ratings as they are, and only the penalty holds it at 0.
 * In the inverse it is the part 1 / (appraisers x ridge) of every entry, which is taken out.
 */
function contrastSpread(given: GivenShares, unknowns: number): Float64Array {
  const level = 1 / (given.appraisers * RIDGE);
  return diagonalOfInverse(normalMatrix(given, unknowns), unknowns).map((value) =>
    Math.max(0, value - level),
  );
}

/** The variance of a single rating, from the sums of residuals of each pair of person and appraiser. */
function residualVariance(given: GivenShares, effects: Float64Array): { variance: number; degrees: number } {
  const { person, appraiser, indicator, share, appraisers, people } = given;
  const residuals = share.map(
    (value, i) => value - effects[appraiser[i]] - effects[appraisers + indicator[i]],
  );
  subtractPersonMeans(given, residuals);
  let pairs = 0;
  let squares = 0;
  for (let start = 0; start < residuals.length; ) {
    let end = start;
    let sum = 0;
    while (end < residuals.length && person[end] === person[start] && appraiser[end] === appraiser[start]) {
      sum += residuals[end++];
    }
    squares += (sum * sum) / (end - start);
    pairs++;
    start = end;
  }
  const degrees = pairs - people - appraisers + 1;
  return { variance: squares / degrees, degrees };
}

/** The diagonal of the inverse of a symmetric positive definite matrix, by Cholesky; overwrites the matrix. */
function diagonalOfInverse(matrix: Float64Array, size: number): Float64Array {
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      let sum = matrix[i * size + j];
      for (let k = 0; k < j; k++) sum -= matrix[i * size + k] * matrix[j * size + k];
      matrix[i * size + j] = i === j ? Math.sqrt(sum) : sum / matrix[j * size + j];
    }
  }
  const inverse = new Float64Array(size);
  const column = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    column[j] = 1 / matrix[j * size + j];
    inverse[j] += column[j] * column[j];
    for (let i = j + 1; i < size; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum -= matrix[i * size + k] * column[k];
      column[i] = sum / matrix[i * size + i];
      inverse[j] += column[i] * column[i];
    }
  }
  return inverse;
}

/**
 * The 97.5 % quantile of Student's t, by its expansion around the normal's (Fisher and Cornish 1960); within 1 % from 3
 * degrees on. Powers are products, which every engine rounds alike.
 */
function studentQuantile(degrees: number): number {
  const z = 1.959963984540054;
  const z2 = z * z;
  const first = (z * (z2 + 1)) / 4;
  const second = (z * ((5 * z2 + 16) * z2 + 3)) / 96;
  const third = (z * (((3 * z2 + 19) * z2 + 17) * z2 - 15)) / 384;
  return z + (first + (second + third / degrees) / degrees) / degrees;
}

function endOfRun(keys: Uint32Array, start: number): number {
  let end = start + 1;
  while (end < keys.length && keys[end] === keys[start]) end++;
  return end;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
