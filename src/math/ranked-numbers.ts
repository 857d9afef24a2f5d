/** As many numbers as a bucket has on average, about. */
const BUCKET_NUMBERS = 256;

/**
 * At least one finite number, as if sorted in ascending order: put into buckets by their size, of which only those are
 * sorted that are asked for. O(n), but for numbers of which nearly all lie in one place of their range.
 */
export class RankedNumbers {
  readonly length: number;
  readonly #numbers: Float64Array;
  /** Where each bucket begins, and where the last one ends. */
  readonly #starts: Uint32Array;
  readonly #isSorted: Uint8Array;
  readonly #minimum: number;
  readonly #scale: number;

  constructor(numbers: Float64Array) {
    this.length = numbers.length;
    const buckets = Math.ceil(numbers.length / BUCKET_NUMBERS);
    const { minimum, maximum } = extremes(numbers);
    const scale = (buckets - 1) / (maximum - minimum);
    this.#minimum = minimum;
    this.#scale = Number.isFinite(scale) ? scale : 0;
    this.#starts = new Uint32Array(buckets + 1);
    this.#isSorted = new Uint8Array(buckets);
    this.#numbers = this.#inBuckets(numbers);
  }

  /** The number that sorting would put at this place. */
  at(place: number): number {
    let bucket = 0;
    while (this.#starts[bucket + 1] <= place) bucket++;
    return this.#sorted(bucket)[place - this.#starts[bucket]];
  }

  /** Half of the numbers are smaller: the middle one, or the mean of the two in the middle. */
  median(): number {
    const upper = this.length >>> 1;
    return this.length % 2 === 1 ? this.at(upper) : (this.at(upper - 1) + this.at(upper)) / 2;
  }

  /** How many of the numbers are at most the limit, which is one of them. */
  countUpTo(limit: number): number {
    const bucket = this.#bucketOf(limit);
    const sorted = this.#sorted(bucket);
    let count = 0;
    while (count < sorted.length && sorted[count] <= limit) count++;
    return this.#starts[bucket] + count;
  }

  #inBuckets(numbers: Float64Array): Float64Array {
    const starts = this.#starts;
    for (let i = 0; i < numbers.length; i++) starts[this.#bucketOf(numbers[i]) + 1]++;
    for (let bucket = 1; bucket < starts.length; bucket++) starts[bucket] += starts[bucket - 1];
    const next = starts.slice();
    const placed = new Float64Array(numbers.length);
    for (let i = 0; i < numbers.length; i++) placed[next[this.#bucketOf(numbers[i])]++] = numbers[i];
    return placed;
  }

  /** Buckets are of equal width; rounding never swaps two numbers, and where their range is no number, there is one bucket. */
  #bucketOf(value: number): number {
    return ((value - this.#minimum) * this.#scale) | 0;
  }

  #sorted(bucket: number): Float64Array {
    const numbers = this.#numbers.subarray(this.#starts[bucket], this.#starts[bucket + 1]);
    if (this.#isSorted[bucket] === 0) numbers.sort();
    this.#isSorted[bucket] = 1;
    return numbers;
  }
}

function extremes(numbers: Float64Array): { minimum: number; maximum: number } {
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i];
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  return { minimum, maximum };
}
