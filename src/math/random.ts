import { InputError } from '../errors.ts';

const STATE_SIZE = 624;
const SHIFT_SIZE = 397;

/**
 * The Mersenne Twister MT19937 (Matsumoto and Nishimura 1998), drawing the numbers that NumPy's `RandomState(seed)`
 * draws, so that whoever knows a seed's results from NumPy or scikit-learn finds them here again.
 */
export class RandomState {
  readonly #state = new Uint32Array(STATE_SIZE);
  #position = STATE_SIZE;

  /** `seed` is a whole number from 0 to 4294967295; throws InputError otherwise. */
  constructor(seed: number) {
    requireSeed(seed);
    const state = this.#state;
    state[0] = seed;
    for (let i = 1; i < STATE_SIZE; i++) {
      const previous = state[i - 1];
      state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
  }

  /** The next 32 random bits. */
  nextUint32(): number {
    if (this.#position === STATE_SIZE) this.#twist();
    let bits = this.#state[this.#position++];
    bits ^= bits >>> 11;
    bits ^= (bits << 7) & 0x9d2c5680;
    bits ^= (bits << 15) & 0xefc60000;
    bits ^= bits >>> 18;
    return bits >>> 0;
  }

  /** Passes over so many times 32 random bits. */
  skip(count: number): void {
    let left = count;
    for (; left > STATE_SIZE - this.#position; this.#twist()) left -= STATE_SIZE - this.#position;
    this.#position += left;
  }

  /** A number in [0, 1) with 53 random bits. */
  randomSample(): number {
    const high = this.nextUint32() >>> 5;
    const low = this.nextUint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** A whole number in [0, end), all equally likely; 1 <= end <= 2 ** 32. */
  randomInteger(end: number): number {
    const largest = end - 1;
    if (largest === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(largest);
    let value = (this.nextUint32() & mask) >>> 0;
    while (value > largest) value = (this.nextUint32() & mask) >>> 0;
    return value;
  }

  /** The numbers 0 to length - 1 in random order. */
  permutation(length: number): Uint32Array {
    const order = new Uint32Array(length);
    for (let i = 0; i < length; i++) order[i] = i;
    for (let i = length - 1; i > 0; i--) {
      const j = this.randomInteger(i + 1);
      const taken = order[i];
      order[i] = order[j];
      order[j] = taken;
    }
    return order;
  }

  /**
   * `size` different numbers of 0 to population - 1, in no particular order. Which draws are made depends on the
   * ratio of the two, as in scikit-learn's `sample_without_replacement`: few are drawn until they differ, many are
   * the start of a permutation, nearly all are kept in a reservoir. Needs size <= population.
   */
  sampleWithoutReplacement(population: number, size: number): Uint32Array {
    if (isStartOfPermutation(population, size)) return this.permutation(population).slice(0, size);
    return size / population < 0.2
      ? this.#sampleFew(population, size)
      : this.#sampleNearlyAll(population, size);
  }

  #sampleFew(population: number, size: number): Uint32Array {
    const drawn = new Set<number>();
    while (drawn.size < size) drawn.add(this.randomInteger(population));
    return Uint32Array.from(drawn);
  }

  #sampleNearlyAll(population: number, size: number): Uint32Array {
    const kept = Uint32Array.from({ length: size }, (_, i) => i);
    for (let i = size; i < population; i++) {
      const place = this.randomInteger(i + 1);
      if (place < size) kept[place] = i;
    }
    return kept;
  }

  #twist(): void {
    const state = this.#state;
    const wrap = STATE_SIZE - SHIFT_SIZE;
    for (let i = 0; i < wrap; i++) state[i] = state[i + SHIFT_SIZE] ^ mixed(state[i], state[i + 1]);
    for (let i = wrap; i < STATE_SIZE - 1; i++) state[i] = state[i - wrap] ^ mixed(state[i], state[i + 1]);
    state[STATE_SIZE - 1] = state[SHIFT_SIZE - 1] ^ mixed(state[STATE_SIZE - 1], state[0]);
    this.#position = 0;
  }
}

/** The top bit of one word and the other bits of the next, times the generator's matrix. */
function mixed(word: number, next: number): number {
  const bits = (word & 0x80000000) | (next & 0x7fffffff);
  return (bits >>> 1) ^ (-(bits & 1) & 0x9908b0df);
}

/** Whether a sample of so many of a population is the start of a permutation of it. */
export function isStartOfPermutation(population: number, size: number): boolean {
  const ratio = size / population;
  return ratio > 0.01 && ratio < 0.99;
}

/** Throws InputError unless the seed is a whole number from 0 to 4294967295. */
export function requireSeed(seed: number, name = 'the seed'): void {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new InputError(`${name} must be a whole number from 0 to 4294967295, not ${seed}`);
  }
}

/** Marsaglia's 32-bit xorshift generator (2003, shifts 13, 17, 5), as scikit-learn's trees draw from it. */
export class XorShift {
  /** The largest number that is drawn. */
  static readonly largest = 0x7fffffff;
  #state: number;

  constructor(seed: number) {
    this.#state = seed === 0 ? 1 : seed;
  }

  /** A whole number from 0 to 2147483647. */
  next(): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return state & XorShift.largest;
  }
}
