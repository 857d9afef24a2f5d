/** As in src/math/rows-in-order.ts. */
const ROWS_AT_ONCE: i32 = 16_384;

/** Writes rows one after another as `order` has them, -0 as 0, in blocks `from` to `to - 1` of ROWS_AT_ONCE each. */
export function orderRows(
  matrix: usize,
  columns: i32,
  order: usize,
  count: i32,
  ordered: usize,
  from: i32,
  to: i32,
): void {
  const width = (<usize>columns) << 3;
  const zero = f64x2.splat(0);
  const start = <usize>(from * ROWS_AT_ONCE);
  const end = <usize>min(to * ROWS_AT_ONCE, count);
  for (let i = start; i < end; i++) {
    const row = matrix + <usize>load<u32>(order + (i << 2)) * width;
    const own = ordered + i * width;
    let offset: usize = 0;
    if (columns & 1) {
      store<f64>(own, load<f64>(row) + 0);
      offset = 8;
    }
    for (; offset < width; offset += 16) {
      v128.store(own + offset, f64x2.add(v128.load(row + offset), zero));
    }
  }
}
