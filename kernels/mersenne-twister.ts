/**
 * The generator of RandomState in src/math/random.ts at an address: its words, the same words tempered, and how many of
 * these have been taken.
 */
const WORDS: u32 = 624;
const SHIFT: u32 = 397;
const TEMPERED: usize = (<usize>WORDS) << 2;
const TAKEN: usize = TEMPERED << 1;
/** A multiple of 16. */
export const GENERATOR_BYTES: usize = TAKEN + 16;

export function seedGenerator(at: usize, seed: u32): void {
  store<u32>(at, seed);
  let word = seed;
  for (let i: u32 = 1; i < WORDS; i++) {
    word = <u32>1812433253 * (word ^ (word >>> 30)) + i;
    store<u32>(at + ((<usize>i) << 2), word);
  }
  twist(at);
}

/** The next 32 random bits. */
function nextBits(at: usize): u32 {
  let taken = load<u32>(at, TAKEN);
  if (taken === WORDS) {
    twist(at);
    taken = 0;
  }
  store<u32>(at, taken + 1, TAKEN);
  return load<u32>(at + ((<usize>taken) << 2), TEMPERED);
}

/** RandomState.permutation: the numbers 0 to `length` - 1 in random order. */
export function permute(at: usize, seed: u32, order: usize, length: i32): void {
  for (let i = 0; i < length; i++) store<i32>(order + ((<usize>i) << 2), i);
  seedGenerator(at, seed);
  const first = at + TEMPERED;
  const end = at + TAKEN;
  let word = first;
  let mask = <u32>0xffffffff >>> clz<u32>(length - 1);
  // Without a branch: a number beyond the place changes that with itself, and the place is tried again.
  for (let i: u32 = length - 1; i > 0; word += 4) {
    if (word === end) {
      twist(at);
      word = first;
    }
    const value = load<u32>(word) & mask;
    const isTaken = value <= i;
    const place = order + ((<usize>i) << 2);
    const other = order + ((<usize>(isTaken ? value : i)) << 2);
    const moved = load<u32>(place);
    store<u32>(place, load<u32>(other));
    store<u32>(other, moved);
    i -= u32(isTaken);
    mask >>= u32(i <= mask >> 1);
  }
}

/** A whole number from 0 to `largest`, all equally likely. */
export function randomUpTo(at: usize, largest: u32): u32 {
  const mask = <u32>0xffffffff >>> clz(largest);
  let value = nextBits(at) & mask;
  while (value > largest) value = nextBits(at) & mask;
  return value;
}

/** The next words from those before, four at a time, each in place of the one that nothing needs any more. */
function twist(at: usize): void {
  const wrap = at + ((<usize>(WORDS - SHIFT)) << 2);
  const end = at + ((<usize>WORDS) << 2);
  const ahead = (<usize>SHIFT) << 2;
  const behind = wrap - at;
  let word = at;
  for (; word + 12 < wrap; word += 16) {
    v128.store(word, v128.xor(v128.load(word + ahead), mixedFour(word)));
  }
  for (; word < wrap; word += 4) {
    store<u32>(word, load<u32>(word + ahead) ^ mixed(load<u32>(word), load<u32>(word, 4)));
  }
  for (; word + 16 < end; word += 16) {
    v128.store(word, v128.xor(v128.load(word - behind), mixedFour(word)));
  }
  for (; word + 4 < end; word += 4) {
    store<u32>(word, load<u32>(word - behind) ^ mixed(load<u32>(word), load<u32>(word, 4)));
  }
  store<u32>(word, load<u32>(word - behind) ^ mixed(load<u32>(word), load<u32>(at)));
  for (word = at; word < end; word += 16) v128.store(word, tempered(v128.load(word)), TEMPERED);
  store<u32>(at, 0, TAKEN);
}

/** The top bit of one word and the other bits of the next, times the generator's matrix. */
function mixed(word: u32, next: u32): u32 {
  const bits = (word & 0x80000000) | (next & 0x7fffffff);
  return (bits >>> 1) ^ ((0 - (bits & 1)) & 0x9908b0df);
}

function mixedFour(word: usize): v128 {
  const next = v128.load(word, 4);
  const bits = v128.bitselect(v128.load(word), next, i32x4.splat(0x80000000));
  const odd = i32x4.neg(v128.and(bits, i32x4.splat(1)));
  return v128.xor(i32x4.shr_u(bits, 1), v128.and(odd, i32x4.splat(0x9908b0df)));
}

function tempered(words: v128): v128 {
  let bits = v128.xor(words, i32x4.shr_u(words, 11));
  bits = v128.xor(bits, v128.and(i32x4.shl(bits, 7), i32x4.splat(0x9d2c5680)));
  bits = v128.xor(bits, v128.and(i32x4.shl(bits, 15), i32x4.splat(0xefc60000)));
  return v128.xor(bits, i32x4.shr_u(bits, 18));
}
