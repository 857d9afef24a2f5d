/** A whole number that is smaller exactly where the value is; -0 counts as 0. */
export function sortableKey(value: f32): i32 {
  const bits = reinterpret<i32>(value + 0);
  return bits ^ ((bits >> 31) & 0x7fffffff);
}

/** The value of a key. */
export function floatOf(key: i32): f32 {
  return reinterpret<f32>(key ^ ((key >> 31) & 0x7fffffff));
}

/** The key of the largest 32-bit float that is not above the threshold: what is at most one is at most the other. */
export function keyOf(threshold: f64): i32 {
  const nearest = <f32>threshold;
  return sortableKey(nearest) - i32(<f64>nearest > threshold);
}
