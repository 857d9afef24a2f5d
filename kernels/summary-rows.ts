import { CR, LF, marks, QUOTE } from './marks';
import { numberIn, trim } from './task-fields';
import { hashOf } from './task-log';

/** Words of a file of summaries, as in src/data/files/summary-rows.ts. */
const DELIMITER: usize = 0;
const COLUMNS: usize = 4;
const TEXT: usize = 8;
const LIMIT: usize = 12;
const ROLES: usize = 16;
const BLOCKS: usize = 20;
const POWERS: usize = 24;
const NUMBERS: usize = 28;
const TEXTS: usize = 32;
const STARTS: usize = 36;
const HASHES: usize = 40;
const ROWS: usize = 44;
const GIVEN_UP: usize = 48;

/** Words of a block beside the counts of decimal signs: how many records end in it, later which one begins in it; whether it
 * has bytes from 128 on, or what no plain text has; how many ids are no plain whole numbers. */
const BLOCK_SIZE: usize = 32;
const RECORD: usize = 0;
const FOUND: usize = 4;
const OTHER_IDS: usize = 28;
const HIGH: i32 = 1;
const ODD: i32 = 2;

/** Bytes of text in a block. */
const BLOCK: usize = 65536;
const LONGEST_RECORD: usize = 1 << 20;
/** What a column holds: nothing that is asked for, a text (the first is the id), or from here on a number. */
const FIRST_NUMBER: i32 = 0x4000;
const HASH: u8 = 35;
const MINUS: u8 = 45;
const ZERO: u8 = 48;
const BACKSLASH: u8 = 92;
const SPACE: u8 = 32;
const MOST_COUNT: f64 = 9007199254740991;
const MOST_HOURS: f64 = 1e9;

/** Of each block: how many records end in it; and whether it has bytes from 128 on, or what a reader should look at closely. */
export function countRecords(file: usize, from: i32, to: i32): void {
  const text = <usize>load<u32>(file, TEXT);
  const limit = <usize>load<u32>(file, LIMIT);
  const delimiter = i8x16.splat(load<u8>(file, DELIMITER));
  for (let block = from; block < to; block++) {
    let at = text + <usize>block * BLOCK;
    const end = min(at + BLOCK, limit);
    let records = 0;
    let high = i8x16.splat(0);
    let odd = high;
    for (; at + 16 <= end; at += 16) {
      const bytes = v128.load(at);
      const lineEnds = i8x16.eq(bytes, i8x16.splat(LF));
      records += popcnt(i8x16.bitmask(lineEnds));
      high = v128.or(high, bytes);
      odd = v128.or(odd, oddOnes(bytes, v128.load(at, 1), delimiter, lineEnds));
    }
    let found = (i8x16.bitmask(high) ? HIGH : 0) | (v128.any_true(odd) ? ODD : 0);
    for (; at < end; at++) {
      const byte = load<u8>(at);
      if (byte === LF) records++;
      if (byte >= 128) found |= HIGH;
      const one = i8x16.splat(byte);
      const isOdd = oddOnes(one, i8x16.splat(load<u8>(at, 1)), delimiter, i8x16.eq(one, i8x16.splat(LF)));
      if (v128.any_true(isOdd)) found |= ODD;
    }
    const words = <usize>load<u32>(file, BLOCKS) + <usize>block * BLOCK_SIZE;
    store<i32>(words, records, RECORD);
    store<i32>(words, found, FOUND);
  }
}

/** Quotes, backslashes, and control characters but for line ends and the delimiter. */
function oddOnes(bytes: v128, following: v128, delimiter: v128, lineEnds: v128): v128 {
  const carriageReturns = v128.and(i8x16.eq(bytes, i8x16.splat(CR)), i8x16.eq(following, i8x16.splat(LF)));
  const allowed = v128.or(v128.or(lineEnds, carriageReturns), i8x16.eq(bytes, delimiter));
  const marked = v128.or(i8x16.eq(bytes, i8x16.splat(QUOTE)), i8x16.eq(bytes, i8x16.splat(BACKSLASH)));
  return v128.or(v128.andnot(i8x16.lt_u(bytes, i8x16.splat(SPACE)), allowed), marked);
}

/**
 * Cuts the records that begin in a block into fields. Of each record it writes where it begins, a hash of its id, of each
 * text that is asked for where it begins and its length, without blanks around it, and three numbers: tasks completed, tasks
 * in all, hours. What is no summary to be believed at once makes it give up on the whole file.
 */
export function readSummaryRows(file: usize, from: i32, to: i32): void {
  for (let block = from; block < to; block++) {
    if (!readBlock(file, block)) {
      atomic.store<i32>(file + GIVEN_UP, 1);
      break;
    }
  }
}

function readBlock(file: usize, block: i32): bool {
  const text = <usize>load<u32>(file, TEXT);
  const limit = <usize>load<u32>(file, LIMIT);
  const delimiter = load<u8>(file, DELIMITER);
  const columns = load<i32>(file, COLUMNS);
  const roles = <usize>load<u32>(file, ROLES);
  const rows = <usize>load<u32>(file, ROWS);
  const texts = <usize>load<u32>(file, TEXTS);
  const numbers = <usize>load<u32>(file, NUMBERS);
  const starts = <usize>load<u32>(file, STARTS);
  const powers = <usize>load<u32>(file, POWERS);
  const words = <usize>load<u32>(file, BLOCKS) + <usize>block * BLOCK_SIZE;
  const first = text + <usize>block * BLOCK;
  const stop = min(first + BLOCK, limit);
  let row = <usize>load<u32>(words, RECORD);
  let start = first;
  if (block > 0 && load<u8>(first - 1) !== LF) {
    while (start < stop && load<u8>(start) !== LF) start++;
    start++;
    row++;
  }
  let base = start;
  let mask = start < stop ? marks(base, delimiter) : 0;
  for (; start < stop; row++) {
    let begin = start;
    for (let field = 0; ; field++) {
      while (mask === 0) {
        base += 64;
        mask = marks(base, delimiter);
      }
      const mark = base + <usize>ctz(mask);
      mask &= mask - 1;
      const isLast = load<u8>(mark) === LF;
      if (isLast !== (field === columns - 1)) return false;
      const end = isLast && mark > begin && load<u8>(mark - 1) === CR ? mark - 1 : mark;
      const role = <i32>load<u16>(roles + ((<usize>field) << 1));
      if (role >= FIRST_NUMBER) {
        const slot = numbers + ((<usize>(role - FIRST_NUMBER) * rows + row) << 3);
        store<u32>(slot, <u32>begin);
        store<u32>(slot, <u32>end, 4);
        store<f64>(slot, numberIn(slot, powers, words));
      } else if (role > 0) {
        const slot = texts + ((<usize>(role - 1) * rows + row) << 3);
        store<u32>(slot, <u32>begin);
        store<u32>(slot, <u32>end, 4);
        trim(slot);
        const trimmed = <usize>load<u32>(slot);
        const length = <usize>load<u32>(slot, 4) - trimmed;
        store<u32>(slot, <u32>(trimmed - text));
        store<u32>(slot, <u32>length, 4);
        if (role === 1 && !takeId(file, words, row, trimmed, length)) return false;
      }
      begin = mark + 1;
      if (isLast) break;
    }
    if (begin - start > LONGEST_RECORD || !isSummary(numbers + (row << 3), rows << 3)) return false;
    store<u32>(starts + (row << 2), <u32>(start - text));
    start = begin;
  }
  return true;
}

/** Ids that begin with # may be what a formula left behind, and those beyond ASCII have several writings. */
function takeId(file: usize, words: usize, row: usize, at: usize, length: usize): bool {
  if (length === 0 || load<u8>(at) === HASH) return false;
  let isWhole = true;
  for (let i: usize = 0; i < length; i++) {
    const byte = load<u8>(at + i);
    if (byte >= 128) return false;
    if (<u32>(byte - ZERO) > 9 && (i > 0 || byte !== MINUS)) isWhole = false;
  }
  const sign = <usize>(load<u8>(at) === MINUS);
  const digits = length - sign;
  const isPlain = isWhole && digits > 0 && digits <= 15 && (load<u8>(at + sign) !== ZERO || length === 1);
  if (!isPlain) store<i32>(words, load<i32>(words, OTHER_IDS) + 1, OTHER_IDS);
  store<u32>(<usize>load<u32>(file, HASHES) + (row << 2), <u32>hashOf(at, length, 0));
  return true;
}

/** Whether numbers are such as `checkSummaries` lets pass; those that are missing are. */
export function isSummary(numbers: usize, column: usize): bool {
  const completed = load<f64>(numbers);
  const total = load<f64>(numbers + column);
  const hours = load<f64>(numbers + 2 * column);
  return isCount(completed) && isCount(total) && !(completed > total) && !(hours > MOST_HOURS);
}

function isCount(value: f64): bool {
  return Number.isNaN(value) || (value <= MOST_COUNT && value === Math.floor(value));
}
