/** Eight times the digit 0. */
const ZEROS: u64 = 0x30303030 * 0x100000001;
const POINT: u8 = 46;
/** From the end of a number's text on, this much further bytes are overwritten. */
const ROOM: usize = 64;
/** Powers of ten are known from this one on. */
const SMALLEST_POWER: i32 = -292;

/**
 * Writes a finite number as JavaScript does, with the fewest digits that tell it from every other number, at the
 * address `at`, and answers with where its text ends. Up to 128 bytes from `at` on are overwritten.
 *
 * The digits are found by R. Giulietti's method ("The Schubfach way to render doubles", 2020); `powers` are the powers of
 * ten from 10^-292 to 10^324, the high 64 of their first 128 bits first, rounded up.
 */
export function writeNumber(powers: usize, at: usize, value: f64): usize {
  if (value < 0) {
    store<u8>(at++, 45);
    value = -value;
  }
  if (value < 9007199254740992.0 && value === Math.floor(value)) return writeDecimal(at, <u64>value, 0);
  const bits = reinterpret<u64>(value);
  const fraction = bits & 0xfffffffffffff;
  const exponent = <i32>(bits >> 52);
  const c = exponent !== 0 ? fraction | 0x10000000000000 : fraction;
  const q = (exponent !== 0 ? exponent : 1) - 1075;
  const isLowest = fraction === 0 && exponent > 1;
  const k = isLowest ? (q * 1262611 - 524031) >> 22 : (q * 1262611) >> 22;
  const shift = <u64>(q + ((-k * 1741647) >> 19) + 1);
  const power = powers + ((<usize>(-k - SMALLEST_POWER)) << 4);
  const high = load<u64>(power);
  const low = load<u64>(power, 8);
  const middle = c << 2;
  const isOdd = c & 1;
  const lower = scaled(high, low, (middle - (isLowest ? 1 : 2)) << shift) + isOdd;
  const exact = scaled(high, low, middle << shift);
  const upper = scaled(high, low, (middle + 2) << shift) - isOdd;

  const s = exact >> 2;
  if (s >= 10) {
    const shorter = s / 10;
    const isBelow = lower <= 40 * shorter;
    const isAbove = 40 * shorter + 40 <= upper;
    if (isBelow !== isAbove) return writeDecimal(at, shorter + <u64>isAbove, k + 1);
  }
  const isBelow = lower <= s << 2;
  const isAbove = (s << 2) + 4 <= upper;
  if (isBelow !== isAbove) return writeDecimal(at, s + <u64>isAbove, k);
  const half = (s << 2) + 2;
  const goesUp = exact > half || (exact === half && (s & 1) === 1);
  return writeDecimal(at, s + <u64>goesUp, k);
}

/** The product with a power of ten, without its last 128 bits; these only mark that there is more, in the last bit left. */
function scaled(high: u64, low: u64, factor: u64): u64 {
  const carried = highProduct(low, factor);
  const last = high * factor + carried;
  const first = highProduct(high, factor) + <u64>(last < carried);
  return first | <u64>(last > 1);
}

/** The high 64 bits of a product. */
function highProduct(a: u64, b: u64): u64 {
  const a0 = a & 0xffffffff;
  const a1 = a >> 32;
  const b0 = b & 0xffffffff;
  const b1 = b >> 32;
  const middle = a1 * b0 + ((a0 * b0) >> 32);
  return a1 * b1 + (middle >> 32) + ((a0 * b1 + (middle & 0xffffffff)) >> 32);
}

/** Writes digits * 10 ** exponent, digits below 10 ** 17, as JavaScript writes numbers. */
function writeDecimal(at: usize, digits: u64, exponent: i32): usize {
  if (digits === 0) {
    store<u8>(at, 48);
    return at + 1;
  }
  // 17 digits with zeros before and after them stand beyond the text that is made of them.
  const room = at + ROOM;
  const first = digits / 10000000000000000;
  const rest = digits - first * 10000000000000000;
  const left = <u32>(rest / 100000000);
  const a = eightDigits(left);
  const b = eightDigits(<u32>(rest - <u64>left * 100000000));
  store<u8>(room, 48 + <u8>first);
  store<u64>(room, a | ZEROS, 1);
  store<u64>(room, b | ZEROS, 9);
  v128.store(room, i8x16.splat(48), 17);
  v128.store(room, i8x16.splat(48), 33);
  const leading = first !== 0 ? 0 : a !== 0 ? 1 + (<i32>ctz(a) >> 3) : 9 + (<i32>ctz(b) >> 3);
  const trailing = b !== 0 ? <i32>clz(b) >> 3 : a !== 0 ? 8 + (<i32>clz(a) >> 3) : 16;
  const from = room + <usize>leading;
  const count = 17 - leading - trailing;
  const point = 17 - leading + exponent;

  if (point > 0 && point <= 21) {
    copy32(at, from);
    if (count <= point) return at + <usize>point;
    store<u8>(at + <usize>point, POINT);
    copy32(at + <usize>point + 1, from + <usize>point);
    return at + <usize>count + 1;
  }
  if (point > -6 && point <= 0) {
    store<u64>(at, ZEROS);
    store<u8>(at, POINT, 1);
    const begin = at + 2 + <usize>-point;
    copy32(begin, from);
    return begin + <usize>count;
  }
  store<u8>(at, load<u8>(from));
  let end = at + 1;
  if (count > 1) {
    store<u8>(end, POINT);
    copy32(at + 2, from + 1);
    end = at + <usize>count + 1;
  }
  return writeExponent(end, point - 1);
}

/** Eight decimal digits of a number below 10 ** 8, a byte each, the first one lowest. */
function eightDigits(value: u32): u64 {
  const thousands = value / 10000;
  const pairs = <u64>thousands | ((<u64>(value - thousands * 10000)) << 32);
  const hundreds = ((pairs * 10486) >> 20) & 0x7f0000007f;
  const quads = hundreds | ((pairs - hundreds * 100) << 16);
  const tens = ((quads * 103) >> 10) & 0xf000f000f000f;
  return tens | ((quads - tens * 10) << 8);
}

function writeExponent(at: usize, exponent: i32): usize {
  store<u8>(at, 101);
  store<u8>(at, exponent < 0 ? 45 : 43, 1);
  at += 2;
  const size = <u32>abs(exponent);
  if (size >= 100) store<u8>(at++, 48 + <u8>(size / 100));
  if (size >= 10) store<u8>(at++, 48 + <u8>((size / 10) % 10));
  store<u8>(at, 48 + <u8>(size % 10));
  return at + 1;
}

function copy32(to: usize, from: usize): void {
  v128.store(to, v128.load(from));
  v128.store(to, v128.load(from, 16), 16);
}
