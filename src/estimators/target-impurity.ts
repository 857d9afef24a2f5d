/** The variance of all targets. */
export function totalImpurity(targets: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < targets.length; i++) {
    sum += targets[i];
    squares += targets[i] * targets[i];
  }
  const mean = sum / targets.length;
  return squares / targets.length - mean * mean;
}

/**
 * The variances of the targets of rows `start` to `middle - 1` and `middle` to `end - 1` of the order, and how much
 * less they are, weighted, than `impurity`, their parent's. Operation by operation as scikit-learn's `MSE` criterion
 * computes them, rounding included.
 */
export function splitImpurity(
  targets: Float64Array,
  order: Int32Array,
  start: number,
  middle: number,
  end: number,
  impurity: number,
): [left: number, right: number, improvement: number] {
  let leftSum = 0;
  let leftSquares = 0;
  for (let i = start; i < middle; i++) {
    const target = targets[order[i]];
    leftSum += target;
    leftSquares += target * target;
  }
  let sum = leftSum;
  let squares = leftSquares;
  for (let i = middle; i < end; i++) {
    const target = targets[order[i]];
    sum += target;
    squares += target * target;
  }
  const size = end - start;
  const leftSize = middle - start;
  const rightSize = end - middle;
  if (leftSize > rightSize) {
    leftSum = sum;
    for (let i = end - 1; i >= middle; i--) leftSum -= targets[order[i]];
  }
  const leftMean = leftSum / leftSize;
  const rightMean = (sum - leftSum) / rightSize;
  const left = leftSquares / leftSize - leftMean * leftMean;
  const right = (squares - leftSquares) / rightSize - rightMean * rightMean;
  const gain = impurity - (rightSize / size) * right - (leftSize / size) * left;
  return [left, right, (size / targets.length) * gain];
}
