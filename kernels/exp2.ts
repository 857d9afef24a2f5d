/** Of the series of 2 ** part, |part| <= 0.5: ln(2) ** k / k!. */
const C1: f64 = Math.LN2;
const C2: f64 = (C1 * Math.LN2) / 2;
const C3: f64 = (C2 * Math.LN2) / 3;
const C4: f64 = (C3 * Math.LN2) / 4;
const C5: f64 = (C4 * Math.LN2) / 5;
const C6: f64 = (C5 * Math.LN2) / 6;
const C7: f64 = (C6 * Math.LN2) / 7;
const C8: f64 = (C7 * Math.LN2) / 8;
const C9: f64 = (C8 * Math.LN2) / 9;
const C10: f64 = (C9 * Math.LN2) / 10;
const C11: f64 = (C10 * Math.LN2) / 11;
const C12: f64 = (C11 * Math.LN2) / 12;
const C13: f64 = (C12 * Math.LN2) / 13;
const C14: f64 = (C13 * Math.LN2) / 14;

/** Puts exp2 (src/math/exp2.ts) of the two numbers at the address, from -1000 to 1000 each, in their place. */
export function exp2OfTwo(at: usize): void {
  const x = v128.load(at);
  const up = f64x2.ceil(x);
  const tooHigh = f64x2.gt(f64x2.sub(up, f64x2.splat(0.5)), x);
  const whole = f64x2.sub(up, v128.and(tooHigh, f64x2.splat(1)));
  const part = f64x2.sub(x, whole);
  let value = f64x2.splat(C14);
  value = next(value, part, C13);
  value = next(value, part, C12);
  value = next(value, part, C11);
  value = next(value, part, C10);
  value = next(value, part, C9);
  value = next(value, part, C8);
  value = next(value, part, C7);
  value = next(value, part, C6);
  value = next(value, part, C5);
  value = next(value, part, C4);
  value = next(value, part, C3);
  value = next(value, part, C2);
  value = next(value, part, C1);
  value = next(value, part, 1);
  const exponent = i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(whole));
  v128.store(at, f64x2.mul(value, i64x2.shl(i64x2.add(exponent, i64x2.splat(1023)), 52)));
}

function next(value: v128, part: v128, coefficient: f64): v128 {
  return f64x2.add(f64x2.mul(value, part), f64x2.splat(coefficient));
}
