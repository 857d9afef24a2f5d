const DIGIT_BITS = 11;

/** The indices of the keys in ascending order, equal keys in the order they came in; sorts the keys, too. `bits` of the keys are used. */
export function orderOfKeys(keys: Uint32Array, bits: number): Uint32Array {
  const { length } = keys;
  let from: Uint32Array = keys;
  let to: Uint32Array = new Uint32Array(length);
  let order = new Uint32Array(length);
  let spare = new Uint32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;
  const passes = Math.ceil(bits / DIGIT_BITS);
  const digitBits = Math.ceil(bits / passes);
  for (let pass = 0; pass < passes; pass++) {
    const shift = pass * digitBits;
    const places = new Uint32Array(2 ** digitBits);
    const mask = places.length - 1;
    for (let i = 0; i < length; i++) places[(from[i] >>> shift) & mask]++;
    let before = 0;
    for (let digit = 0; digit < places.length; digit++) {
      const here = places[digit];
      places[digit] = before;
      before += here;
    }
    for (let i = 0; i < length; i++) {
      const key = from[i];
      const place = places[(key >>> shift) & mask]++;
      to[place] = key;
      spare[place] = order[i];
    }
    [from, to] = [to, from];
    [order, spare] = [spare, order];
  }
  if (from !== keys) keys.set(from);
  return order;
}
