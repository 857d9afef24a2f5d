import { add, CLEAR_COMMA, CLEAR_POINT, UNCLEAR, WITH_COMMA, WITH_POINT } from './task-log';

const SPACE: u8 = 32;
const COMMA: u8 = 44;
const POINT: u8 = 46;

/** Takes the blanks from both ends of a field, the same ones as `trimmed` of src/data/files/engine.ts. */
export function trim(field: usize): void {
  let begin = <usize>load<u32>(field);
  let end = <usize>load<u32>(field, 4);
  if (begin === end || (isVisible(load<u8>(begin)) && isVisible(load<u8>(end - 1)))) return;
  for (let size = blankFrom(begin, end); size > 0; size = blankFrom(begin, end)) begin += size;
  for (let size = blankBefore(begin, end); size > 0; size = blankBefore(begin, end)) end -= size;
  store<u32>(field, <u32>begin);
  store<u32>(field, <u32>end, 4);
}

function isVisible(byte: u8): bool {
  return byte > SPACE && byte < 127;
}

function blankFrom(at: usize, end: usize): usize {
  const left = end - at;
  if (left > 0 && isBlank1(load<u8>(at))) return 1;
  if (left > 1 && isBlank2(at)) return 2;
  return left > 2 && isBlank3(at) ? 3 : 0;
}

function blankBefore(begin: usize, end: usize): usize {
  const left = end - begin;
  if (left > 0 && isBlank1(load<u8>(end - 1))) return 1;
  if (left > 1 && isBlank2(end - 2)) return 2;
  return left > 2 && isBlank3(end - 3) ? 3 : 0;
}

function isBlank1(byte: u8): bool {
  return byte === SPACE || (byte >= 9 && byte <= 13);
}

/** U+00A0. */
function isBlank2(at: usize): bool {
  return load<u16>(at) === 0xa0c2;
}

/** U+2007, U+200B, U+202F, U+2060, U+FEFF. */
function isBlank3(at: usize): bool {
  const bytes = <u32>load<u16>(at) | ((<u32>load<u8>(at, 2)) << 16);
  return (
    bytes === 0x8780e2 || bytes === 0x8b80e2 || bytes === 0xaf80e2 || bytes === 0xa081e2 || bytes === 0xbfbbef
  );
}

/** Infinity where a field is no plain number, NaN where there is nothing in it. Counts the kinds of decimal signs. */
export function numberIn(field: usize, powers: usize, counts: usize): f64 {
  let at = <usize>load<u32>(field);
  const end = <usize>load<u32>(field, 4);
  if (at === end) return NaN;
  // twenty digits could be too many for 64 bits
  if (end - at > 20) return Infinity;
  const first = load<u8>(at);
  let digits: u64 = 0;
  let whole = 0;
  for (; at < end; at++, whole++) {
    const digit = <u32>load<u8>(at) - 48;
    if (digit > 9) break;
    digits = digits * 10 + digit;
  }
  if (at === end) return whole > 19 ? Infinity : <f64>digits;
  const sign = load<u8>(at++);
  if (sign !== POINT && sign !== COMMA) return Infinity;
  const decimals = <i32>(end - at);
  if (decimals === 0) return Infinity;
  for (; at < end; at++) {
    const digit = <u32>load<u8>(at) - 48;
    if (digit > 9) return Infinity;
    digits = digits * 10 + digit;
  }
  const clear = decimals !== 3 || whole === 0 || whole > 3 || first === 48;
  if (sign === COMMA) {
    add(counts + WITH_COMMA);
    if (clear) add(counts + CLEAR_COMMA);
  } else {
    add(counts + WITH_POINT);
    if (clear) add(counts + CLEAR_POINT);
  }
  if (!clear) add(counts + UNCLEAR);
  if (digits > 9007199254740992) return longQuotient(digits, decimals);
  return <f64>digits / load<f64>(powers + ((<usize>decimals) << 3));
}

/** digits / 10^decimals, rounded once, by long division; Infinity where that would not fit. */
function longQuotient(digits: u64, decimals: i32): f64 {
  if (decimals > 18) return Infinity;
  let divisor: u64 = 1;
  for (let i = 0; i < decimals; i++) divisor *= 10;
  let quotient = digits / divisor;
  let rest = digits % divisor;
  if (quotient > 1 << 40) return Infinity;
  let exponent: u64 = 1023 + 2;
  for (; quotient < 1 << 54; exponent--) {
    rest <<= 1;
    const bit = rest >= divisor;
    if (bit) rest -= divisor;
    quotient = (quotient << 1) | <u64>bit;
  }
  const odd = (quotient & 5) !== 0 || rest !== 0;
  quotient = (quotient >> 2) + <u64>((quotient & 2) !== 0 && odd);
  return <f64>quotient * reinterpret<f64>(exponent << 52);
}
