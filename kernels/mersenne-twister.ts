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

/** seedGenerator for four generators, GENERATOR_BYTES apart, with a seed each. */
export function seedFour(at: usize, seeds: v128): void {
  let words = seeds;
  for (let i: u32 = 0; ; ) {
    const to = at + ((<usize>i) << 2);
    v128.store_lane<u32>(to, words, 0);
    v128.store_lane<u32>(to, words, 1, GENERATOR_BYTES);
    v128.store_lane<u32>(to, words, 2, 2 * GENERATOR_BYTES);
    v128.store_lane<u32>(to, words, 3, 3 * GENERATOR_BYTES);
    if (++i === WORDS) break;
    words = followingFour(words, i);
  }
  for (let generator = 0; generator < 4; generator++) twist(at + generator * GENERATOR_BYTES);
}

/** The first 32 random bits of four generators with a seed each: they need three words of their first 624. */
export function firstOfFour(seeds: v128): v128 {
  const second = followingFour(seeds, 1);
  let words = second;
  for (let i: u32 = 2; i <= SHIFT; i++) words = followingFour(words, i);
  return tempered(v128.xor(words, mixedOf(seeds, second)));
}

/** Of four generators' words before the first bits are drawn, those of place `i` after those before. */
function followingFour(words: v128, i: u32): v128 {
  const mixed = v128.xor(words, i32x4.shr_u(words, 30));
  return i32x4.add(i32x4.mul(mixed, i32x4.splat(1812433253)), i32x4.splat(i));
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

/** RandomState.permutation of a generator that has drawn nothing: the numbers 0 to `length` - 1 in random order. */
export function permute(at: usize, order: usize, length: i32): void {
  for (let i = 0; i < length; i++) store<i32>(order + ((<usize>i) << 2), i);
  const first = at + TEMPERED;
  const end = at + TAKEN;
  let word = first;
  let i: u32 = length - 1;
  for (let mask = <u32>0xffffffff >>> clz<u32>(i); i > 0; mask >>= 1) {
    // Without a branch: a number beyond the place changes that with itself, and the place is tried again.
    for (const last = mask >> 1; i > last; word += 4) {
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
    }
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
  return mixedOf(v128.load(word), v128.load(word, 4));
}

function mixedOf(words: v128, next: v128): v128 {
  const bits = v128.bitselect(words, next, i32x4.splat(0x80000000));
  const odd = i32x4.neg(v128.and(bits, i32x4.splat(1)));
  return v128.xor(i32x4.shr_u(bits, 1), v128.and(odd, i32x4.splat(0x9908b0df)));
}

function tempered(words: v128): v128 {
  let bits = v128.xor(words, i32x4.shr_u(words, 11));
  bits = v128.xor(bits, v128.and(i32x4.shl(bits, 7), i32x4.splat(0x9d2c5680)));
  bits = v128.xor(bits, v128.and(i32x4.shl(bits, 15), i32x4.splat(0xefc60000)));
  return v128.xor(bits, i32x4.shr_u(bits, 18));
}
