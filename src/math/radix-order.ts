import { sortEntries } from './near-order.ts';
import { Workspace } from './workspace.ts';

const DIGIT_BITS = 11;
/** So few keys that they are sorted before they are copied for kernels. */
const FEWEST_KEYS = { ready: 65_536, cold: 65_536 };

/** The indices of the keys in ascending order, equal keys in the order they came in; sorts the keys, too. `bits` of the keys are used. */
export function orderOfKeys(keys: Uint32Array, bits: number): Uint32Array {
  return Workspace.use(
    { rows: keys.length, columns: 1 },
    (workspace) =>
      workspace === null ? orderOfKeysPlainly(keys, bits) : orderOfKeysByKernel(keys, bits, workspace),
    FEWEST_KEYS,
  );
}

/** The same by kernels (kernels/near-order.ts). */
export function orderOfKeysByKernel(keys: Uint32Array, bits: number, workspace: Workspace): Uint32Array {
  const { length } = keys;
  const entries = workspace.floats(length);
  const words = wordsOf(entries);
  for (let i = 0; i < length; i++) {
    words[2 * i] = i;
    words[2 * i + 1] = keys[i];
  }
  const sorted = wordsOf(sortEntries(entries, workspace.floats(length), length, bits, workspace));
  const order = new Uint32Array(length);
  for (let i = 0; i < length; i++) {
    order[i] = sorted[2 * i];
    keys[i] = sorted[2 * i + 1];
  }
  return order;
}

/** The plain twin. */
export function orderOfKeysPlainly(keys: Uint32Array, bits: number): Uint32Array {
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

function wordsOf(entries: Float64Array): Uint32Array {
  return new Uint32Array(entries.buffer, entries.byteOffset, 2 * entries.length);
}
