import { DIGITS, placeOfDigit } from './near-order';

/*
 * A k-d tree. Nodes are numbered as a heap: the root is 1, the children of i are 2i and 2i + 1. Node i holds the points
 * `starts[i]` to `ends[i] - 1` of the tree's order; its box, lows then highs, stands at `boxes[2 * i * columns]`. The nodes of
 * the lowest level but one are groups: their points, column by column, are what the leaves below them are made of.
 */

/** Rows moved in one go, as in src/math/near-order.ts. */
const ROWS_AT_ONCE: i32 = 65_536;

/**
 * For the rows of blocks `from` to `to - 1`, ROWS_AT_ONCE each, an entry of eight bytes: the row, and above it the place
 * among the nodes `depth` levels below the root of the one that it belongs to. Of each node above these `splits` has the
 * value from which on rows go right, and `splitColumns` in which column.
 */
export function findNodes(
  data: usize,
  rows: i32,
  columns: i32,
  depth: i32,
  splits: usize,
  splitColumns: usize,
  entries: usize,
  from: i32,
  to: i32,
): void {
  const width = (<usize>columns) << 3;
  const end = min(to * ROWS_AT_ONCE, rows);
  for (let row = from * ROWS_AT_ONCE; row < end; row++) {
    const at = data + <usize>row * width;
    let node: usize = 1;
    for (let level = 0; level < depth; level++) {
      const column = <usize>load<i32>(splitColumns + (node << 2));
      node = 2 * node + usize(load<f64>(at + (column << 3)) >= load<f64>(splits + (node << 3)));
    }
    store<u64>(entries + ((<usize>row) << 3), ((<u64>(node - ((<usize>1) << depth))) << 32) | <u64>row);
  }
}

/** Moves the rows of each block to the nodes of their entries, whose places `places` tells block by block, and tells where they stood. */
export function moveToNodes(
  entries: usize,
  rows: i32,
  places: usize,
  data: usize,
  columns: i32,
  moved: usize,
  origin: usize,
  from: i32,
  to: i32,
): void {
  const width = (<usize>columns) << 3;
  for (let block = from; block < to; block++) {
    const ofBlock = places + ((<usize>block * DIGITS) << 2);
    const end = min((block + 1) * ROWS_AT_ONCE, rows);
    let at = data + <usize>(block * ROWS_AT_ONCE) * width;
    for (let row = block * ROWS_AT_ONCE; row < end; row++) {
      const digit = ofBlock + placeOfDigit(load<u64>(entries + ((<usize>row) << 3)), 0);
      const place = load<u32>(digit);
      store<u32>(digit, place + 1);
      store<u32>(origin + ((<usize>place) << 2), row);
      const out = moved + <usize>place * width;
      for (let offset: usize = 0; offset < width; offset += 8)
        store<f64>(out + offset, load<f64>(at + offset));
      at += width;
    }
  }
}

/**
 * Splits nodes `first + from` to `first + to - 1`, and `depth - 1` times those below them, in two halves across the column
 * in which they are widest, as far as their splits tell: puts the points' places in `places` in that order, and of each node
 * in `splits`, unless 0, the value from which on points lie to the right, in `splitColumns` in which column. `keys` have room
 * for a number for each point. The nodes lie on one level, so that each has places of its own.
 */
export function splitNodes(
  data: usize,
  columns: i32,
  places: usize,
  keys: usize,
  starts: usize,
  ends: usize,
  boxes: usize,
  splits: usize,
  splitColumns: usize,
  first: i32,
  depth: i32,
  from: i32,
  to: i32,
): void {
  const width = (<usize>columns) << 3;
  for (let top = first + from; top < first + to; top++) {
    fitBox(
      data,
      width,
      places + ((<usize>load<i32>(starts + ((<usize>top) << 2))) << 2),
      places + ((<usize>load<i32>(ends + ((<usize>top) << 2))) << 2),
      boxes + <usize>(2 * top) * width,
    );
    for (let level = 0; level < depth; level++) {
      for (let node = top << level; node < (top + 1) << level; node++) {
        const start = load<i32>(starts + ((<usize>node) << 2));
        const end = load<i32>(ends + ((<usize>node) << 2));
        const middle = (start + end) >>> 1;
        const box = boxes + <usize>(2 * node) * width;
        const column = widestColumn(box, columns);
        const offset = (<usize>column) << 3;
        for (let i = start; i < end; i++) {
          const at = data + <usize>load<u32>(places + ((<usize>i) << 2)) * width;
          store<f64>(keys + ((<usize>i) << 3), load<f64>(at + offset));
        }
        halve(keys, places, start, end - 1, middle);
        const left = (<usize>node) << 3;
        store<i32>(starts + left, start);
        store<i32>(ends + left, middle);
        store<i32>(starts + left, middle, 4);
        store<i32>(ends + left, end, 4);
        // Boxes that hold the points, if not tightly: the parent's, cut where it was split.
        const split = load<f64>(keys + ((<usize>middle) << 3));
        const below = boxes + <usize>(4 * node) * width;
        memory.copy(below, box, 2 * width);
        memory.copy(below + 2 * width, box, 2 * width);
        store<f64>(below + width + offset, split);
        store<f64>(below + 2 * width + offset, split);
        if (splits === 0) continue;
        store<f64>(splits + ((<usize>node) << 3), split);
        store<i32>(splitColumns + ((<usize>node) << 2), column);
      }
    }
  }
}

function fitBox(data: usize, width: usize, places: usize, end: usize, box: usize): void {
  for (let j: usize = 0; j < width; j += 8) {
    let low: f64 = Infinity;
    let high: f64 = -Infinity;
    for (let at = places; at < end; at += 4) {
      const value = load<f64>(data + <usize>load<u32>(at) * width + j);
      low = value < low ? value : low;
      high = value > high ? value : high;
    }
    store<f64>(box + j, low);
    store<f64>(box + width + j, high);
  }
}

/** The column in which a box is widest, the first of several. */
function widestColumn(box: usize, columns: i32): i32 {
  let widest = 0;
  let most: f64 = -1;
  for (let j = 0; j < columns; j++) {
    const low = box + ((<usize>j) << 3);
    const wide = load<f64>(low + ((<usize>columns) << 3)) - load<f64>(low);
    if (wide > most) {
      most = wide;
      widest = j;
    }
  }
  return widest;
}

/** Reorders keys, and places with them, left to right (inclusive) so that none before `middle` is greater, none after is smaller. */
function halve(keys: usize, places: usize, left: i32, right: i32, middle: i32): void {
  while (right > left) {
    const a = load<f64>(keys + ((<usize>left) << 3));
    const b = load<f64>(keys + ((<usize>((left + right) >>> 1)) << 3));
    const c = load<f64>(keys + ((<usize>right) << 3));
    const pivot = max(min(a, b), min(max(a, b), c));
    let i = part(keys, places, left, right, pivot, 0);
    // Nothing is smaller: what equals the pivot makes way.
    if (i === left) {
      i = part(keys, places, left, right, pivot, 1);
      if (middle < i) return;
    }
    if (middle < i) right = i - 1;
    else left = i;
  }
}

/**
 * Brings keys smaller than the pivot, or equal to it where `withEqual`, before the others, without a branch that a processor would have
 * to guess; returns where the others begin.
 */
function part(keys: usize, places: usize, left: i32, right: i32, pivot: f64, withEqual: i32): i32 {
  let i = left;
  for (let j = left; j <= right; j++) {
    const keyI = keys + ((<usize>i) << 3);
    const keyJ = keys + ((<usize>j) << 3);
    const key = load<f64>(keyJ);
    store<f64>(keyJ, load<f64>(keyI));
    store<f64>(keyI, key);
    const placeI = places + ((<usize>i) << 2);
    const placeJ = places + ((<usize>j) << 2);
    const place = load<u32>(placeJ);
    store<u32>(placeJ, load<u32>(placeI));
    store<u32>(placeI, place);
    i += i32(key < pivot) | (i32(key === pivot) & withEqual);
  }
  return i;
}

/**
 * Writes the points of groups `firstGroup + from` to `firstGroup + to - 1` in the tree's order, each group column by column,
 * in `origin` where they `stood` and how often each occurs, and fits the boxes of the groups and their leaves.
 */
export function settleGroups(
  data: usize,
  columns: i32,
  places: usize,
  stood: usize,
  counts: usize,
  starts: usize,
  ends: usize,
  boxes: usize,
  firstGroup: i32,
  settled: usize,
  origin: usize,
  settledCounts: usize,
  from: i32,
  to: i32,
): void {
  const width = (<usize>columns) << 3;
  for (let group = firstGroup + from; group < firstGroup + to; group++) {
    const start = load<i32>(starts + ((<usize>group) << 2));
    const end = load<i32>(ends + ((<usize>group) << 2));
    const pitch = (<usize>(end - start)) << 3;
    const out = settled + <usize>start * width;
    for (let i = start; i < end; i++) {
      const place = <usize>load<u32>(places + ((<usize>i) << 2));
      const row = load<u32>(stood + (place << 2));
      store<u32>(origin + ((<usize>i) << 2), row);
      store<u32>(settledCounts + ((<usize>i) << 2), load<u32>(counts + ((<usize>row) << 2)));
      let at = out + ((<usize>(i - start)) << 3);
      for (let j: usize = 0; j < width; j += 8) {
        store<f64>(at, load<f64>(data + place * width + j));
        at += pitch;
      }
    }
    const half = (<usize>(load<i32>(ends + ((<usize>group) << 3)) - start)) << 3;
    const below = boxes + <usize>(4 * group) * width;
    for (let j: usize = 0; j < width; j += 8) {
      const column = out + <usize>(j >> 3) * pitch;
      fitRange(column, column + half, below + j, width);
      fitRange(column + half, column + pitch, below + 2 * width + j, width);
    }
    joinBoxes(boxes, columns, group, 0, 1);
  }
}

function fitRange(at: usize, end: usize, box: usize, width: usize): void {
  let low: f64 = Infinity;
  let high: f64 = -Infinity;
  for (; at < end; at += 8) {
    const value = load<f64>(at);
    low = value < low ? value : low;
    high = value > high ? value : high;
  }
  store<f64>(box, low);
  store<f64>(box + width, high);
}

/** Fits the boxes of nodes `first + from` to `first + to - 1` around those of the two below. */
export function joinBoxes(boxes: usize, columns: i32, first: i32, from: i32, to: i32): void {
  const width = (<usize>columns) << 3;
  for (let node = first + from; node < first + to; node++) {
    const box = boxes + <usize>(2 * node) * width;
    const left = boxes + <usize>(4 * node) * width;
    const right = left + 2 * width;
    for (let at: usize = 0; at < width; at += 8) {
      store<f64>(box + at, min(load<f64>(left + at), load<f64>(right + at)));
      store<f64>(box + width + at, max(load<f64>(left + width + at), load<f64>(right + width + at)));
    }
  }
}
