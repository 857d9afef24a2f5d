/**
 * 2 to the power of x, within two units in the last place. Made of IEEE additions and multiplications alone: `2 ** x`
 * may differ in its last bit from one version of Node or browser to the next, this does not.
 */
export function exp2(x: number): number {
  if (!(x > -1076)) return Number.isNaN(x) ? x : 0;
  if (x >= 1024) return Number.POSITIVE_INFINITY;
  const whole = Math.round(x);
  const part = x - whole;
  let value = 0;
  for (let k = TERMS - 1; k >= 0; k--) value = value * part + COEFFICIENTS[k];
  const step = whole < 0 ? 0.5 : 2;
  for (let i = Math.abs(whole); i > 0; i--) value *= step;
  return value;
}

const TERMS = 15;

/** Of the series of 2 ** part, |part| <= 0.5: ln(2) ** k / k!. */
const COEFFICIENTS = new Float64Array(TERMS).fill(1);
for (let k = 1; k < TERMS; k++) COEFFICIENTS[k] = (COEFFICIENTS[k - 1] * Math.LN2) / k;
