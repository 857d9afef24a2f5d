export const LF: u8 = 10;
export const CR: u8 = 13;
export const QUOTE: u8 = 34;

/** Which of 64 bytes are delimiters, line ends or quotes. */
export function marks(at: usize, delimiter: u8): u64 {
  const sign = i8x16.splat(delimiter);
  return (
    <u64>marksOf16(v128.load(at), sign) |
    ((<u64>marksOf16(v128.load(at, 16), sign)) << 16) |
    ((<u64>marksOf16(v128.load(at, 32), sign)) << 32) |
    ((<u64>marksOf16(v128.load(at, 48), sign)) << 48)
  );
}

function marksOf16(bytes: v128, sign: v128): u32 {
  const lineEnds = i8x16.eq(bytes, i8x16.splat(LF));
  const quotes = i8x16.eq(bytes, i8x16.splat(QUOTE));
  return i8x16.bitmask(v128.or(i8x16.eq(bytes, sign), v128.or(lineEnds, quotes)));
}
