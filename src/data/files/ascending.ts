import type { EmployeeId } from '../../evaluation/records.ts';
import { rowOrder } from '../../math/row-order.ts';

/** Longer texts are compared as they are: their columns would take more room than they save time. */
const LONGEST = 64;

/**
 * The places of different ids in ascending order: numbers by value, texts by their code units. Numbers, and texts cut
 * into pieces that are numbers, go through a radix sort.
 */
export function ascending(ids: readonly EmployeeId[]): Uint32Array {
  let longest = 0;
  let highest = 0;
  for (const id of ids) {
    if (typeof id === 'number') continue;
    longest = Math.max(longest, id.length);
    if (longest > LONGEST)
      return Uint32Array.from(ids, (_, i) => i).sort((a, b) => (ids[a] < ids[b] ? -1 : 1));
    for (let i = 0; i < id.length; i++) highest = Math.max(highest, id.charCodeAt(i));
  }
  if (longest === 0) return rowOrder({ rows: ids.length, columns: 1, data: Float64Array.from(ids, Number) });

  const [base, width] = highest < 128 ? [128, 7] : [65_536, 3];
  const columns = Math.ceil(longest / width);
  const data = new Float64Array(ids.length * columns);
  ids.forEach((id, row) => {
    const text = String(id);
    for (let column = 0, at = 0; column < columns; column++) {
      let piece = 0;
      for (let i = 0; i < width; i++, at++)
        piece = piece * base + (at < text.length ? text.charCodeAt(at) : 0);
      data[row * columns + column] = piece;
    }
  });
  return rowOrder({ rows: ids.length, columns, data });
}
