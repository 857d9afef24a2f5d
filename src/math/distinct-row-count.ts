import type { Matrix } from './matrix.ts';

/** How many different rows there are, counted no further than to `limit`. O(rows x columns x limit) at worst. */
export function distinctRowCount({ rows, columns, data }: Matrix, limit: number): number {
  const distinct: number[] = [];
  for (let i = 0; i < rows && distinct.length < limit; i++) {
    const isNew = distinct.every((other) => {
      for (let j = 0; j < columns; j++) {
        if (data[i * columns + j] !== data[other * columns + j]) return true;
      }
      return false;
    });
    if (isNew) distinct.push(i);
  }
  return distinct.length;
}
