import type { Matrix } from '../../src/math/matrix.ts';

/** The mean distance of every row to its nearest other rows, by sorting all distances. */
export function bruteForceMeanDistances({ rows, columns, data }: Matrix, neighbours: number): number[] {
  return Array.from({ length: rows }, (_, i) => {
    const distances = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
    for (let other = 0; other < rows; other++) {
      if (other === i) continue;
      let squares = 0;
      for (let j = 0; j < columns; j++) {
        squares += (data[i * columns + j] - data[other * columns + j]) ** 2;
      }
      distances[other] = Math.sqrt(squares);
    }
    const nearest = distances.sort().slice(0, neighbours);
    return nearest.reduce((sum, distance) => sum + distance, 0) / neighbours;
  });
}
