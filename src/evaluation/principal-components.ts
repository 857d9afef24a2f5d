import type { Matrix } from '../math/matrix.ts';
import { rowOrder } from '../math/row-order.ts';

/** A direction in which people differ. */
export interface Component {
  /** What each feature counts in it; their squares sum to 1. */
  readonly loadings: readonly number[];
  /** Its share of all that people differ by, 0 to 1. */
  readonly share: number;
}

export interface PrincipalComponents {
  /** Each feature's mean: where the components meet. */
  readonly means: readonly number[];
  /** As many as there are features, the greatest share first; none where everybody is alike. */
  readonly components: readonly Component[];
}

/** Rounds after which Jacobi's method is given up; it needs less than ten for matrices that fit a person's features. */
const ROUNDS = 60;

/**
 * The principal components of people's features, one row a person: the directions, at right angles to each other, in which
 * they differ most (Pearson 1901). Eigenvectors of the covariances by Jacobi's method (Golub and Van Loan, Matrix
 * Computations, section 8.5), added up in the order of the rows' values, so that the order of people does not matter. A
 * direction and its opposite say the same: of each, the largest loading is positive, the first one of several.
 * O(rows x features x (features + log rows)).
 */
export function principalComponents(X: Matrix): PrincipalComponents {
  const { rows, columns } = X;
  const { means, covariances } = covariancesOf(X);
  const total = covariances.reduce((sum, row, j) => sum + row[j], 0);
  if (rows < 2 || !(total > 0)) return { means, components: [] };
  const vectors = diagonalise(covariances);
  const components = Array.from({ length: columns }, (_, j) => ({
    loadings: withSign(vectors.map((row) => row[j])),
    share: Math.min(1, Math.max(0, covariances[j][j] / total)),
  }));
  return { means, components: components.sort((a, b) => b.share - a.share) };
}

function covariancesOf(X: Matrix): { readonly means: number[]; readonly covariances: number[][] } {
  const { rows, columns, data } = X;
  const order = rowOrder(X);
  const means = new Array<number>(columns).fill(0);
  const covariances = Array.from({ length: columns }, () => new Array<number>(columns).fill(0));
  if (rows === 0) return { means, covariances };
  for (const row of order) for (let j = 0; j < columns; j++) means[j] += data[row * columns + j] / rows;
  const apart = new Float64Array(columns);
  for (const row of order) {
    for (let j = 0; j < columns; j++) apart[j] = data[row * columns + j] - means[j];
    for (let j = 0; j < columns; j++) {
      for (let k = j; k < columns; k++) covariances[j][k] += (apart[j] * apart[k]) / rows;
    }
  }
  for (let j = 0; j < columns; j++) for (let k = 0; k < j; k++) covariances[j][k] = covariances[k][j];
  return { means, covariances };
}

/** Turns a symmetric matrix until nothing is left beside its diagonal; answers with the turns, a column for each entry of it. */
function diagonalise(matrix: number[][]): number[][] {
  const size = matrix.length;
  const vectors = matrix.map((_, i) => matrix.map((__, j) => Number(i === j)));
  const largest = Math.max(...matrix.map((row, j) => Math.abs(row[j])));
  for (let round = 0; round < ROUNDS; round++) {
    let isDone = true;
    for (let p = 0; p < size - 1; p++) {
      for (let q = p + 1; q < size; q++) {
        if (Math.abs(matrix[p][q]) <= largest * Number.EPSILON) continue;
        isDone = false;
        rotate(matrix, vectors, p, q);
      }
    }
    if (isDone) break;
  }
  return vectors;
}

/** Makes the entry at (p, q) zero by a turn in the plane of the two. */
function rotate(matrix: number[][], vectors: number[][], p: number, q: number): void {
  const theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
  const tangent = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  const turn = (row: number[]) => {
    const [a, b] = [row[p], row[q]];
    row[p] = cosine * a - sine * b;
    row[q] = sine * a + cosine * b;
  };
  for (const row of matrix) turn(row);
  for (let j = 0; j < matrix.length; j++) {
    const [a, b] = [matrix[p][j], matrix[q][j]];
    matrix[p][j] = cosine * a - sine * b;
    matrix[q][j] = sine * a + cosine * b;
  }
  for (const row of vectors) turn(row);
}

/** Loadings within rounding of the largest count as equal to it, so that rounding does not choose the sign. */
function withSign(loadings: readonly number[]): number[] {
  const largest = Math.max(...loadings.map(Math.abs));
  const leading = loadings.find((loading) => Math.abs(loading) > largest * (1 - 1e-9)) ?? 1;
  return loadings.map((loading) => (leading < 0 ? 0 - loading : loading));
}
