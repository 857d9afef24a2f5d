/** The squared Euclidean distance of two rows, each given by where it starts in its values. */
export function squaredDistance(
  a: Float64Array,
  aStart: number,
  b: Float64Array,
  bStart: number,
  columns: number,
): number {
  let squares = 0;
  for (let j = 0; j < columns; j++) {
    const difference = a[aStart + j] - b[bStart + j];
    squares += difference * difference;
  }
  return squares;
}
