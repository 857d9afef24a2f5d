/**
 * The k-d tree of src/math/kd-tree.ts. Nodes are numbered as a heap: the root is 1, the children of i are 2i and 2i + 1.
 * Node i holds the rows `starts[i]` to `ends[i] - 1` of the tree's order; its tight box, lows then highs, stands at
 * `boxes[2 * i * columns]`.
 */

/**
 * Fits the boxes of nodes `first + from` to `first + to - 1` and splits their rows in two halves across the widest
 * column or, where they are leaves, turns their rows into columns. The nodes lie on one level, so that each has rows of
 * its own.
 */
export function splitNodes(
  data: usize,
  columns: i32,
  origin: usize,
  starts: usize,
  ends: usize,
  boxes: usize,
  first: i32,
  isLeaf: i32,
  from: i32,
  to: i32,
): void {
  for (let node = first + from; node < first + to; node++) {
    const start = load<i32>(starts + ((<usize>node) << 2));
    const end = load<i32>(ends + ((<usize>node) << 2));
    const widest = fitBox(data, columns, start, end, boxes + ((<usize>(2 * node) * columns) << 3));
    if (isLeaf) {
      transpose(data + ((<usize>start * columns) << 3), end - start, columns);
      continue;
    }
    const middle = (start + end) >>> 1;
    halve(data, columns, origin, start, end - 1, middle, widest);
    const left = (<usize>node) << 3;
    store<i32>(starts + left, start);
    store<i32>(ends + left, middle);
    store<i32>(starts + left, middle, 4);
    store<i32>(ends + left, end, 4);
  }
}

/** Writes the box and returns the column in which it is widest. */
function fitBox(data: usize, columns: i32, start: i32, end: i32, box: usize): i32 {
  let widest = 0;
  let width: f64 = -1;
  const pitch = (<usize>columns) << 3;
  const stop = data + <usize>end * pitch;
  for (let j = 0; j < columns; j++) {
    let low: f64 = Infinity;
    let high: f64 = -Infinity;
    for (let at = data + <usize>start * pitch + ((<usize>j) << 3); at < stop; at += pitch) {
      const value = load<f64>(at);
      low = value < low ? value : low;
      high = value > high ? value : high;
    }
    store<f64>(box + ((<usize>j) << 3), low);
    store<f64>(box + ((<usize>(columns + j)) << 3), high);
    if (high - low > width) {
      width = high - low;
      widest = j;
    }
  }
  return widest;
}

/** Reorders rows left to right (inclusive) so that none before `middle` is greater in `column`, none after is smaller. */
function halve(
  data: usize,
  columns: i32,
  origin: usize,
  left: i32,
  right: i32,
  middle: i32,
  column: i32,
): void {
  const values = data + ((<usize>column) << 3);
  const pitch = (<usize>columns) << 3;
  while (right > left) {
    const a = load<f64>(values + <usize>left * pitch);
    const b = load<f64>(values + <usize>((left + right) >>> 1) * pitch);
    const c = load<f64>(values + <usize>right * pitch);
    const pivot = max(min(a, b), min(max(a, b), c));
    let i = left;
    let j = right;
    while (i <= j) {
      while (load<f64>(values + <usize>i * pitch) < pivot) i++;
      while (load<f64>(values + <usize>j * pitch) > pivot) j--;
      if (i > j) break;
      swapRows(data + <usize>i * pitch, data + <usize>j * pitch, pitch);
      const row = load<i32>(origin + ((<usize>i) << 2));
      store<i32>(origin + ((<usize>i) << 2), load<i32>(origin + ((<usize>j) << 2)));
      store<i32>(origin + ((<usize>j) << 2), row);
      i++;
      j--;
    }
    if (middle <= j) right = j;
    else if (middle >= i) left = i;
    else return;
  }
}

function swapRows(a: usize, b: usize, pitch: usize): void {
  for (let at: usize = 0; at < pitch; at += 8) {
    const value = load<f64>(a + at);
    store<f64>(a + at, load<f64>(b + at));
    store<f64>(b + at, value);
  }
}

/** Turns rows into columns in place, cycle by cycle. */
function transpose(data: usize, rows: i32, columns: i32): void {
  const count = rows * columns;
  for (let first = 1; first < count - 1; first++) {
    let at = first;
    do at = (at % columns) * rows + at / columns;
    while (at > first);
    if (at < first) continue;
    let value = load<f64>(data + ((<usize>first) << 3));
    do {
      at = (at % columns) * rows + at / columns;
      const place = data + ((<usize>at) << 3);
      const moved = load<f64>(place);
      store<f64>(place, value);
      value = moved;
    } while (at !== first);
  }
}

/** Nodes to be visited yet, and then the distances of their boxes: a path down the tree leaves one for each level. */
const STACK_NODES: usize = 256;
const STACK_BYTES: usize = 768;

/**
 * The mean distance to its `neighbours` nearest other rows, for all rows of `leaves` leaves in each of the blocks
 * `from` to `to - 1`, as the plain twin in src/math/kd-tree.ts finds it. `counts` are in the tree's order, `means` in
 * the points'; rows whose mean is known, and so not negative, are left out. `room` has `roomBytes` for each block: a
 * stack; the points of a leaf, each number twice; for each of these points a list of the smallest squared distances so
 * far, ascending, among them the one to itself. A list has an even length; what is too much at its start is -Infinity.
 */
export function neighbourDistances(
  data: usize,
  columns: i32,
  origin: usize,
  starts: usize,
  ends: usize,
  boxes: usize,
  counts: usize,
  firstLeaf: i32,
  leafRows: i32,
  leaves: i32,
  neighbours: i32,
  means: usize,
  room: usize,
  roomBytes: i32,
  from: i32,
  to: i32,
): void {
  const width = (<usize>columns) << 3;
  const list = (<usize>(neighbours + 2) >> 1) << 4;
  for (let block = from; block < to; block++) {
    const stack = room + <usize>block * roomBytes;
    const points = stack + STACK_BYTES;
    const nearest = points + <usize>leafRows * 2 * width;
    const stop = min(firstLeaf + (block + 1) * leaves, 2 * firstLeaf);
    for (let leaf = firstLeaf + block * leaves; leaf < stop; leaf++) {
      const start = load<i32>(starts + ((<usize>leaf) << 2));
      const end = load<i32>(ends + ((<usize>leaf) << 2));
      const rows = takePoints(data, width, origin, start, end, means, points);
      if (rows === 0) continue;
      clearLists(nearest, list, rows, neighbours & 1);
      compareWith(data, width, starts, ends, boxes, counts, points, rows, leaf, nearest, list);
      for (let node = leaf; node > 1; node >>>= 1) {
        let bound = farthest(nearest, list, rows);
        const home = boxes + <usize>(2 * leaf) * width;
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
          if (next >= firstLeaf) {
            compareWith(data, width, starts, ends, boxes, counts, points, rows, next, nearest, list);
            bound = farthest(nearest, list, rows);
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
      let own = nearest;
      for (let row = start; row < end; row++) {
        const mean = means + ((<usize>load<u32>(origin + ((<usize>row) << 2))) << 3);
        if (load<f64>(mean) >= 0) continue;
        store<f64>(mean, sumOfRoots(own, list, neighbours & 1) / <f64>neighbours);
        own += list;
      }
    }
  }
}

/** Whether a list has one entry too many is told by `isOdd`: 0 where it has. */
function clearLists(nearest: usize, list: usize, rows: i32, isOdd: i32): void {
  const stop = nearest + <usize>rows * list;
  for (let at = nearest; at < stop; at += 16) v128.store(at, f64x2.splat(Infinity));
  if (isOdd) return;
  for (let at = nearest; at < stop; at += list) store<f64>(at, -Infinity);
}

/** Adds up the distances of a list but for the smallest, the row's to itself. */
function sumOfRoots(first: usize, list: usize, isOdd: i32): f64 {
  let sum: f64 = isOdd ? Math.sqrt(load<f64>(first, 8)) : 0;
  for (let at = first + 16; at < first + list; at += 16) {
    const roots = f64x2.sqrt(v128.load(at));
    sum += f64x2.extract_lane(roots, 0);
    sum += f64x2.extract_lane(roots, 1);
  }
  return sum;
}

/** Copies those points of a leaf whose mean is not known yet, row by row and each number twice; returns how many. */
function takePoints(
  data: usize,
  width: usize,
  origin: usize,
  start: i32,
  end: i32,
  means: usize,
  points: usize,
): i32 {
  const leaf = data + <usize>start * width;
  const pitch = (<usize>(end - start)) << 3;
  let taken = 0;
  for (let row = start; row < end; row++) {
    if (load<f64>(means + ((<usize>load<u32>(origin + ((<usize>row) << 2))) << 3)) >= 0) continue;
    let at = leaf + ((<usize>(row - start)) << 3);
    const stop = points + 2 * width;
    for (; points < stop; points += 16) {
      v128.store(points, v128.load64_splat(at));
      at += pitch;
    }
    taken++;
  }
  return taken;
}

/** Compares each point with the rows of a leaf whose box is near enough, two rows at a time. */
function compareWith(
  data: usize,
  width: usize,
  starts: usize,
  ends: usize,
  boxes: usize,
  counts: usize,
  points: usize,
  rows: i32,
  other: i32,
  nearest: usize,
  list: usize,
): void {
  const start = load<i32>(starts + ((<usize>other) << 2));
  const size = load<i32>(ends + ((<usize>other) << 2)) - start;
  const pitch = (<usize>size) << 3;
  const leaf = data + <usize>start * width;
  const box = boxes + <usize>(2 * other) * width;
  const otherCounts = counts + ((<usize>start) << 2);
  let own = nearest;
  for (let row = 0; row < rows; row++) {
    const stop = points + 2 * width;
    const last = own + list - 8;
    if (pointDistance(points, box, width) < load<f64>(last)) {
      let bound = v128.load64_splat(last);
      for (let b = 0; b < size; b += 2) {
        let at = leaf + ((<usize>b) << 3);
        let distances = f64x2.splat(0);
        for (let point = points; point < stop; point += 16) {
          const difference = f64x2.sub(v128.load(point), v128.load(at));
          distances = f64x2.add(distances, f64x2.mul(difference, difference));
          at += pitch;
        }
        if (!v128.any_true(f64x2.lt(distances, bound))) continue;
        offer(own, list, f64x2.extract_lane(distances, 0), load<i32>(otherCounts + ((<usize>b) << 2)));
        if (b + 1 < size) {
          offer(own, list, f64x2.extract_lane(distances, 1), load<i32>(otherCounts + ((<usize>b) << 2), 4));
        }
        bound = v128.load64_splat(last);
      }
    }
    own += list;
    points = stop;
  }
}

/** Enters a distance `times` times among the smallest of a list: each entry is the middle one of it, the one before and the distance. */
function offer(first: usize, list: usize, distance: f64, times: i32): void {
  const last = first + list - 16;
  const offered = f64x2.splat(distance);
  for (let n = times; n > 0 && distance < load<f64>(last, 8); n--) {
    let entries = v128.load(last);
    for (let at = last; at > first; at -= 16) {
      const before = v128.load(at - 16);
      const shifted = v128.shuffle<f64>(before, entries, 1, 2);
      v128.store(at, f64x2.pmin(f64x2.pmax(shifted, offered), entries));
      entries = before;
    }
    const shifted = v128.shuffle<f64>(f64x2.splat(-Infinity), entries, 1, 2);
    v128.store(first, f64x2.pmin(f64x2.pmax(shifted, offered), entries));
  }
}

/** The largest squared distance that any of the points still counts as near. */
function farthest(nearest: usize, list: usize, rows: i32): f64 {
  let result = f64x2.splat(0);
  let at = nearest + list - 8;
  for (let row = 0; row < rows; row++) {
    result = f64x2.pmax(result, v128.load64_splat(at));
    at += list;
  }
  return f64x2.extract_lane(result, 0);
}

/** The squared distance of a point, each number twice, to a box. */
function pointDistance(point: usize, box: usize, width: usize): f64 {
  const zero = f64x2.splat(0);
  let sum = zero;
  const stop = box + width;
  for (; box < stop; box += 8) {
    const value = v128.load(point);
    const low = f64x2.sub(v128.load64_splat(box), value);
    const high = f64x2.sub(value, v128.load64_splat(box + width));
    const gap = f64x2.pmax(zero, f64x2.pmax(low, high));
    sum = f64x2.add(sum, f64x2.mul(gap, gap));
    point += 16;
  }
  return f64x2.extract_lane(sum, 0);
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
