import {
  firstOfFour,
  GENERATOR_BYTES,
  permute,
  randomUpTo,
  seedFour,
  seedGenerator,
} from './mersenne-twister';
import { enterRoom, leaveRoom } from './rooms';

/** The largest number that a tree's generator draws. */
const LARGEST: u32 = 0x7fffffff;

/** Trees of a block, as in src/estimators/isolation-growth.ts. */
const TREES_AT_ONCE: i32 = 4;

/**
 * What the isolation trees of blocks `from` to `to` - 1, four each, are grown on and by: each tree's `samples` of `rows`
 * rows, which are the start of a permutation, ascending, unless `drawn` is 0; and the seed of its own generator. As
 * IsolationForest of src/estimators/isolation-forest.ts draws them. `rooms` are as in rooms.ts, of `roomBytes` for four
 * generators, the permutation, and a bit for each row.
 */
export function sampleRows(
  seeds: usize,
  trees: i32,
  rows: i32,
  samples: i32,
  rooms: usize,
  roomBytes: usize,
  drawn: usize,
  treeSeeds: usize,
  from: i32,
  to: i32,
): void {
  const room = enterRoom(rooms, roomBytes);
  const order = room + TREES_AT_ONCE * GENERATOR_BYTES;
  const marks = order + (((<usize>rows + 3) & ~3) << 2);
  for (let block = from; block < to; block++) {
    const four = block * TREES_AT_ONCE;
    const end = min(four + TREES_AT_ONCE, trees);
    const last = end - 1;
    let given = v128.load32_splat(seeds + ((<usize>four) << 2));
    given = v128.load_lane<u32>(seeds + ((<usize>min(four + 1, last)) << 2), given, 1);
    given = v128.load_lane<u32>(seeds + ((<usize>min(four + 2, last)) << 2), given, 2);
    given = v128.load_lane<u32>(seeds + ((<usize>min(four + 3, last)) << 2), given, 3);
    const own = firstUpTo(room, firstUpTo(room, given));
    v128.store(room, own);
    for (let tree = four; tree < end; tree++) {
      store<u32>(treeSeeds + ((<usize>tree) << 2), load<u32>(room + ((<usize>(tree - four)) << 2)));
    }
    if (drawn === 0) continue;
    seedFour(room, given);
    for (let tree = four; tree < end; tree++) {
      permute(room + (tree - four) * GENERATOR_BYTES, order, rows);
      sortInto(drawn + ((<usize>tree * samples) << 2), order, samples, marks, rows);
    }
  }
  leaveRoom(rooms, roomBytes, room);
}

/** What four generators with these seeds draw first from 0 to LARGEST - 1. */
function firstUpTo(room: usize, seeds: v128): v128 {
  const numbers = v128.and(firstOfFour(seeds), i32x4.splat(LARGEST));
  if (!v128.any_true(i32x4.eq(numbers, i32x4.splat(LARGEST)))) return numbers;
  // Whoever draws LARGEST draws again.
  let drawn = i32x4.splat(firstOf(room, i32x4.extract_lane(seeds, 0)));
  drawn = i32x4.replace_lane(drawn, 1, firstOf(room, i32x4.extract_lane(seeds, 1)));
  drawn = i32x4.replace_lane(drawn, 2, firstOf(room, i32x4.extract_lane(seeds, 2)));
  return i32x4.replace_lane(drawn, 3, firstOf(room, i32x4.extract_lane(seeds, 3)));
}

function firstOf(room: usize, seed: u32): u32 {
  seedGenerator(room, seed);
  return randomUpTo(room, LARGEST - 1);
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
