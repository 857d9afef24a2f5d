import { GENERATOR_BYTES, permute, randomUpTo, seedGenerator } from './mersenne-twister';

/** The largest number that a tree's generator draws. */
const LARGEST: u32 = 0x7fffffff;

/**
 * What the isolation trees `from` to `to - 1` are grown on and by: each tree's `samples` of `rows` rows, which are the
 * start of a permutation, ascending, unless `drawn` is 0; and the seed of its own generator. As IsolationForest of
 * src/estimators/isolation-forest.ts draws them. `room` is memory to work in: a generator, the permutation, and a bit for
 * each row.
 */
export function sampleRows(
  seeds: usize,
  rows: i32,
  samples: i32,
  room: usize,
  drawn: usize,
  treeSeeds: usize,
  from: i32,
  to: i32,
): void {
  const order = room + GENERATOR_BYTES;
  const marks = order + (((<usize>rows + 3) & ~3) << 2);
  for (let tree = from; tree < to; tree++) {
    const seed = load<u32>(seeds + ((<usize>tree) << 2));
    if (drawn !== 0) {
      permute(room, seed, order, rows);
      sortInto(drawn + ((<usize>tree * samples) << 2), order, samples, marks, rows);
    }
    seedGenerator(room, seed);
    seedGenerator(room, randomUpTo(room, LARGEST - 1));
    store<u32>(treeSeeds + ((<usize>tree) << 2), randomUpTo(room, LARGEST - 1));
  }
}

/** Writes the first `count` different numbers of an order of `length` ascending. */
function sortInto(sorted: usize, order: usize, count: i32, marks: usize, length: i32): void {
  const end = marks + (((<usize>length + 63) >> 6) << 3);
  memory.fill(marks, 0, end - marks);
  for (let i = 0; i < count; i++) {
    const number = load<u32>(order + ((<usize>i) << 2));
    const word = marks + ((<usize>(number >> 6)) << 3);
    store<u64>(word, load<u64>(word) | ((<u64>1) << (<u64>(number & 63))));
  }
  for (let word = marks, first = 0; word < end; word += 8, first += 64) {
    for (let left = load<u64>(word); left !== 0; left &= left - 1) {
      store<i32>(sorted, first + <i32>ctz(left));
      sorted += 4;
    }
  }
}
