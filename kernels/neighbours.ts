/** The search for nearest rows in the tree that kd-tree.ts grows, as src/math/kd-tree.ts does it. */

/** Nodes to be visited yet, and then the distances of their boxes: a path down the tree leaves one for each level. */
const STACK_NODES: usize = 256;
const STACK_BYTES: usize = 768;

/** The length of lists that are held in registers while a leaf is compared; shorter ones begin with -Infinity. */
const SHORT: i32 = 10;

/**
 * The mean distance to its `neighbours` nearest other rows, for all rows of `groups` groups in each of the blocks
 * `from` to `to - 1`, as the plain twin in src/math/kd-tree.ts finds it. `counts` are in the tree's order, `means` in
 * the points'; rows whose mean is known, and so not negative, are left out. `room` has `roomBytes` for each block: a
 * stack; the points of a group in pairs, number beside number, and which rows they are; for each pair a list of the
 * smallest squared distances so far, ascending.
 */
export function neighbourDistances(
  data: usize,
  columns: i32,
  origin: usize,
  starts: usize,
  ends: usize,
  boxes: usize,
  counts: usize,
  firstGroup: i32,
  groupRows: i32,
  groups: i32,
  neighbours: i32,
  means: usize,
  room: usize,
  roomBytes: i32,
  from: i32,
  to: i32,
): void {
  const width = (<usize>columns) << 3;
  const pairBytes = 2 * width + 16;
  const unused = (<usize>max(SHORT - neighbours, 0)) << 4;
  const list = unused + ((<usize>neighbours) << 4);
  for (let block = from; block < to; block++) {
    const stack = room + <usize>block * roomBytes;
    const pairs = stack + STACK_BYTES;
    const lists = pairs + <usize>((groupRows + 1) >> 1) * pairBytes;
    const stop = min(firstGroup + (block + 1) * groups, 2 * firstGroup);
    for (let group = firstGroup + block * groups; group < stop; group++) {
      const start = load<i32>(starts + ((<usize>group) << 2));
      const end = load<i32>(ends + ((<usize>group) << 2));
      const pairsEnd = takePairs(data, width, origin, start, end, means, pairs);
      if (pairsEnd === pairs) continue;
      const listsEnd = lists + ((pairsEnd - pairs) / pairBytes) * list;
      clearLists(lists, listsEnd, list, unused);
      const home = boxes + <usize>(2 * group) * width;
      compareWith(data, width, starts, ends, boxes, counts, 2 * group, pairs, pairsEnd, lists, list);
      let bound = compareWith(
        data,
        width,
        starts,
        ends,
        boxes,
        counts,
        2 * group + 1,
        pairs,
        pairsEnd,
        lists,
        list,
      );
      for (let node = group; node > 1; node >>>= 1) {
        const sister = node ^ 1;
        store<i32>(stack, sister);
        // Both lanes of a distance to two boxes, of which here only one is wanted.
        store<f64>(
          stack + STACK_NODES,
          f64x2.extract_lane(boxDistances(home, boxes, sister, sister, width), 0),
        );
        let size: usize = 1;
        while (size > 0) {
          size--;
          if (load<f64>(stack + STACK_NODES + (size << 3)) >= bound) continue;
          const next = load<i32>(stack + (size << 2));
          if (next >= 2 * firstGroup) {
            bound = compareWith(data, width, starts, ends, boxes, counts, next, pairs, pairsEnd, lists, list);
            continue;
          }
          const both = boxDistances(home, boxes, 2 * next, 2 * next + 1, width);
          const left = f64x2.extract_lane(both, 0);
          const right = f64x2.extract_lane(both, 1);
          const isRight = i32(right < left);
          store<i32>(stack + (size << 2), 2 * next + 1 - isRight);
          store<i32>(stack + (size << 2), 2 * next + isRight, 4);
          store<f64>(stack + STACK_NODES + (size << 3), isRight ? left : right);
          store<f64>(stack + STACK_NODES + (size << 3), isRight ? right : left, 8);
          size += 2;
        }
      }
      writeMeans(origin, width, pairs, pairsEnd, lists + unused, list, neighbours, means);
    }
  }
}

/** Copies those points of a group whose mean is not known yet; a last one without another stands beside itself. Returns where they end. */
function takePairs(
  data: usize,
  width: usize,
  origin: usize,
  start: i32,
  end: i32,
  means: usize,
  pairs: usize,
): usize {
  const points = data + <usize>start * width;
  const pitch = (<usize>(end - start)) << 3;
  let lane: usize = 0;
  for (let row = start; row < end; row++) {
    if (load<f64>(means + ((<usize>load<u32>(origin + ((<usize>row) << 2))) << 3)) >= 0) continue;
    let from = points + ((<usize>(row - start)) << 3);
    let at = pairs + lane;
    for (const stop = at + 2 * width; at < stop; at += 16) {
      const value = load<f64>(from);
      store<f64>(at, value);
      if (lane === 0) store<f64>(at, value, 8);
      from += pitch;
    }
    store<u64>(at, row);
    if (lane === 0) store<u64>(at, row, 8);
    else pairs += 2 * width + 16;
    lane ^= 8;
  }
  return lane === 0 ? pairs : pairs + 2 * width + 16;
}

/** Writes the mean of the distances in the list of each pair for both of its points. */
function writeMeans(
  origin: usize,
  width: usize,
  pairs: usize,
  pairsEnd: usize,
  lists: usize,
  list: usize,
  neighbours: i32,
  means: usize,
): void {
  const bytes = (<usize>neighbours) << 4;
  for (let pair = pairs; pair < pairsEnd; pair += 2 * width + 16) {
    let sum = f64x2.splat(0);
    for (let at = lists; at < lists + bytes; at += 16) sum = f64x2.add(sum, f64x2.sqrt(v128.load(at)));
    const mean = f64x2.div(sum, f64x2.splat(<f64>neighbours));
    const first = <usize>load<u64>(pair + 2 * width);
    const second = <usize>load<u64>(pair + 2 * width, 8);
    store<f64>(means + ((<usize>load<u32>(origin + (first << 2))) << 3), f64x2.extract_lane(mean, 0));
    store<f64>(means + ((<usize>load<u32>(origin + (second << 2))) << 3), f64x2.extract_lane(mean, 1));
    lists += list;
  }
}

function clearLists(lists: usize, listsEnd: usize, list: usize, unused: usize): void {
  for (; lists < listsEnd; lists += list) {
    let at: usize = 0;
    for (; at < unused; at += 16) v128.store(lists + at, f64x2.splat(-Infinity));
    for (; at < list; at += 16) v128.store(lists + at, f64x2.splat(Infinity));
  }
}

/**
 * Compares each pair with the rows of a leaf whose box is near enough to one of the two. Returns the largest squared
 * distance that any of the points still counts as near.
 */
function compareWith(
  data: usize,
  width: usize,
  starts: usize,
  ends: usize,
  boxes: usize,
  counts: usize,
  other: i32,
  pairs: usize,
  pairsEnd: usize,
  lists: usize,
  list: usize,
): f64 {
  const group = (<usize>(other >> 1)) << 2;
  const start = load<i32>(starts + ((<usize>other) << 2));
  const bytes = (<usize>(load<i32>(ends + ((<usize>other) << 2)) - start)) << 3;
  const first = load<i32>(starts + group);
  const pitch = (<usize>(load<i32>(ends + group) - first)) << 3;
  const leaf = data + <usize>first * width + ((<usize>(start - first)) << 3);
  const box = boxes + <usize>(2 * other) * width;
  const otherCounts = counts + ((<usize>start) << 2);
  const isShort = list === (<usize>SHORT) << 4;
  let bounds = f64x2.splat(0);
  for (let pair = pairs; pair < pairsEnd; pair += 2 * width + 16) {
    if (v128.any_true(f64x2.lt(pointDistances(pair, box, width), v128.load(lists + list - 16)))) {
      if (isShort) enterShort(leaf, bytes, width, pitch, otherCounts, start, pair, lists);
      else enterLong(leaf, bytes, width, pitch, otherCounts, start, pair, lists, list);
    }
    lists += list;
    bounds = f64x2.pmax(bounds, v128.load(lists - 16));
  }
  return max(f64x2.extract_lane(bounds, 0), f64x2.extract_lane(bounds, 1));
}

/** Enters the distances of a pair to the rows of a leaf into its list: each entry is the middle one of it, the one before and the distance. */
function enterShort(
  leaf: usize,
  bytes: usize,
  width: usize,
  pitch: usize,
  counts: usize,
  start: i32,
  pair: usize,
  list: usize,
): void {
  const own = v128.load(pair + 2 * width);
  const infinite = f64x2.splat(Infinity);
  let row: i64 = start;
  let id = row;
  let times = min(load<i32>(counts), SHORT + 1);
  let l0 = v128.load(list);
  let l1 = v128.load(list, 16);
  let l2 = v128.load(list, 32);
  let l3 = v128.load(list, 48);
  let l4 = v128.load(list, 64);
  let l5 = v128.load(list, 80);
  let l6 = v128.load(list, 96);
  let l7 = v128.load(list, 112);
  let l8 = v128.load(list, 128);
  let l9 = v128.load(list, 144);
  for (const stop = leaf + bytes; leaf < stop; ) {
    const distances = rowDistances(leaf, width, pitch, pair);
    const offered = f64x2.pmax(distances, v128.and(i64x2.eq(i64x2.splat(id), own), infinite));
    l9 = f64x2.pmin(f64x2.pmax(l8, offered), l9);
    l8 = f64x2.pmin(f64x2.pmax(l7, offered), l8);
    l7 = f64x2.pmin(f64x2.pmax(l6, offered), l7);
    l6 = f64x2.pmin(f64x2.pmax(l5, offered), l6);
    l5 = f64x2.pmin(f64x2.pmax(l4, offered), l5);
    l4 = f64x2.pmin(f64x2.pmax(l3, offered), l4);
    l3 = f64x2.pmin(f64x2.pmax(l2, offered), l3);
    l2 = f64x2.pmin(f64x2.pmax(l1, offered), l2);
    l1 = f64x2.pmin(f64x2.pmax(l0, offered), l1);
    l0 = f64x2.pmin(offered, l0);
    if (--times > 0) {
      id = -1;
      continue;
    }
    leaf += 8;
    counts += 4;
    id = ++row;
    times = min(load<i32>(counts), SHORT + 1);
  }
  v128.store(list, l0);
  v128.store(list, l1, 16);
  v128.store(list, l2, 32);
  v128.store(list, l3, 48);
  v128.store(list, l4, 64);
  v128.store(list, l5, 80);
  v128.store(list, l6, 96);
  v128.store(list, l7, 112);
  v128.store(list, l8, 128);
  v128.store(list, l9, 144);
}

/** The same for a list of any length. */
function enterLong(
  leaf: usize,
  bytes: usize,
  width: usize,
  pitch: usize,
  counts: usize,
  start: i32,
  pair: usize,
  list: usize,
  length: usize,
): void {
  const own = v128.load(pair + 2 * width);
  const infinite = f64x2.splat(Infinity);
  const last = list + length - 16;
  let row = i64x2.splat(<i64>start);
  for (const stop = leaf + bytes; leaf < stop; leaf += 8) {
    const distances = rowDistances(leaf, width, pitch, pair);
    let times = load<i32>(counts);
    counts += 4;
    let offered = f64x2.pmax(distances, v128.and(i64x2.eq(row, own), infinite));
    row = i64x2.add(row, i64x2.splat(1));
    do {
      if (v128.any_true(f64x2.lt(offered, v128.load(last)))) {
        let entries = v128.load(last);
        for (let entry = last; entry > list; entry -= 16) {
          const before = v128.load(entry - 16);
          v128.store(entry, f64x2.pmin(f64x2.pmax(before, offered), entries));
          entries = before;
        }
        v128.store(list, f64x2.pmin(offered, entries));
      }
      offered = distances;
    } while (--times > 0 && v128.any_true(f64x2.lt(distances, v128.load(last))));
  }
}

/** The squared distances of the points of a pair to a row of a leaf. */
function rowDistances(row: usize, width: usize, pitch: usize, pair: usize): v128 {
  let sum = f64x2.splat(0);
  for (const stop = pair + 2 * width; pair < stop; pair += 16) {
    const difference = f64x2.sub(v128.load(pair), v128.load64_splat(row));
    sum = f64x2.add(sum, f64x2.mul(difference, difference));
    row += pitch;
  }
  return sum;
}

/** The squared distances of the points of a pair to a box. */
function pointDistances(pair: usize, box: usize, width: usize): v128 {
  const zero = f64x2.splat(0);
  let sum = zero;
  const stop = box + width;
  for (; box < stop; box += 8) {
    const values = v128.load(pair);
    const low = f64x2.sub(v128.load64_splat(box), values);
    const high = f64x2.sub(values, v128.load64_splat(box + width));
    const gap = f64x2.pmax(zero, f64x2.pmax(low, high));
    sum = f64x2.add(sum, f64x2.mul(gap, gap));
    pair += 16;
  }
  return sum;
}

/** The squared distances of the box `home` to the boxes of two nodes. */
function boxDistances(home: usize, boxes: usize, a: i32, b: i32, width: usize): v128 {
  const zero = f64x2.splat(0);
  let sum = zero;
  let atA = boxes + <usize>(2 * a) * width;
  let atB = boxes + <usize>(2 * b) * width;
  const stop = home + width;
  for (; home < stop; home += 8) {
    const lows = v128.load64_lane(atB, v128.load64_splat(atA), 1);
    const highs = v128.load64_lane(atB + width, v128.load64_splat(atA + width), 1);
    const below = f64x2.sub(v128.load64_splat(home), highs);
    const above = f64x2.sub(lows, v128.load64_splat(home + width));
    const gap = f64x2.pmax(zero, f64x2.pmax(below, above));
    sum = f64x2.add(sum, f64x2.mul(gap, gap));
    atA += 8;
    atB += 8;
  }
  return sum;
}
