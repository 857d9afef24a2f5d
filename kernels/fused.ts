/** fusedMultiplyAdd of src/math/fused.ts: a * b + c, rounded once. */
export function fusedMultiplyAdd(a: f64, b: f64, c: f64): f64 {
  const product = a * b;
  const aHigh = highHalf(a);
  const bHigh = highHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  const productError = aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
  const sum = product + c;
  const added = sum - product;
  const sumError = product - (sum - added) + (c - added);
  return sum + (sumError + productError);
}

function highHalf(value: f64): f64 {
  const shifted = 134217729 * value;
  return shifted - (shifted - value);
}
