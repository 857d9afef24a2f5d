import { isSummary } from './summary-rows';
import { numberIn } from './task-fields';
import { hashOf } from './task-log';

/** Words of a body of records, as in src/server/plain-records.ts. */
const TEXT: usize = 0;
const LIMIT: usize = 4;
const FIELDS: usize = 8;
const COUNT: usize = 12;
const POWERS: usize = 16;
const NUMBERS: usize = 20;
const TEXTS: usize = 24;
const STARTS: usize = 28;
const HASHES: usize = 32;
const MOST_ROWS: usize = 36;
const ROWS: usize = 40;
const IDS: usize = 44;
const SIGNS: usize = 48;

/** Of a field: where its name stands in quotes, how long that is, and what it holds: a text (the id, the name, others), or from here on a number. */
const FIELD_BYTES: usize = 12;
const ID: i32 = 0;
const NAME: i32 = 1;
const FIRST_NUMBER: i32 = 0x4000;

/** What ids are. */
const TEXT_IDS: i32 = 1;
const NUMBER_IDS: i32 = 2;
const LONGEST_NUMBER: usize = 15;

const QUOTE: u8 = 34;
const COMMA: u8 = 44;
const POINT: u8 = 46;
const ZERO: u8 = 48;
const COLON: u8 = 58;
const OPEN_LIST: u8 = 91;
const BACKSLASH: u8 = 92;
const CLOSE_LIST: u8 = 93;
const OPEN: u8 = 123;
const CLOSE: u8 = 125;
const NULL: u32 = 0x6c6c756e;

/**
 * Cuts an array of JSON records, which all have the fields of the first one in its order, into columns: of each record where
 * it begins, a hash of its id, of each text where it begins and its length, 0 for null, and three numbers: tasks completed,
 * tasks in all, hours, NaN for null. ROWS becomes how many records there are; it stays 0 where there is anything that is no
 * summary to be believed at once: an escape, a number in another notation, an id with blanks around it, ... Zeros stand
 * behind the text. There is one block only.
 */
export function readSummaryRecords(body: usize, _from: i32, _to: i32): void {
  const limit = <usize>load<u32>(body, LIMIT);
  const mostRows = <usize>load<u32>(body, MOST_ROWS);
  const count = load<i32>(body, COUNT);
  const fields = <usize>load<u32>(body, FIELDS);
  const starts = <usize>load<u32>(body, STARTS);
  const numbers = <usize>load<u32>(body, NUMBERS);
  const texts = <usize>load<u32>(body, TEXTS);
  const text = <usize>load<u32>(body, TEXT);
  let at = afterSpace(text);
  if (load<u8>(at) !== OPEN_LIST) return;
  for (let row: usize = 0; row < mostRows; row++) {
    at = afterSpace(at + 1);
    store<u32>(starts + (row << 2), <u32>(at - text));
    if (load<u8>(at) !== OPEN) return;
    let field = fields;
    for (let left = count; left > 0; left--) {
      at = afterSpace(at + 1);
      const length = <usize>load<u32>(field, 4);
      if (!isSame(at, <usize>load<u32>(field), length)) return;
      at = afterSpace(at + length);
      if (load<u8>(at) !== COLON) return;
      at = afterSpace(at + 1);
      const role = load<i32>(field, 8);
      if (role >= FIRST_NUMBER) {
        const slot = numbers + ((<usize>(role - FIRST_NUMBER) * mostRows + row) << 3);
        at = readNumber(slot, at, body);
      } else {
        const slot = texts + ((<usize>role * mostRows + row) << 3);
        at = role === ID ? readId(slot, at, body, row) : readText(slot, at, text, role === NAME);
      }
      if (at === 0) return;
      at = afterSpace(at);
      if (load<u8>(at) !== (left > 1 ? COMMA : CLOSE)) return;
      field += FIELD_BYTES;
    }
    if (!isSummary(numbers + (row << 3), mostRows << 3)) return;
    at = afterSpace(at + 1);
    if (load<u8>(at) === COMMA) continue;
    if (load<u8>(at) !== CLOSE_LIST || afterSpace(at + 1) !== limit) return;
    store<u32>(starts + ((row + 1) << 2), <u32>(at - text));
    store<u32>(body, <u32>(row + 1), ROWS);
    return;
  }
}

function afterSpace(at: usize): usize {
  while (isSpace(load<u8>(at))) at++;
  return at;
}

function isSpace(byte: u8): bool {
  return byte <= 32 && (byte === 32 || byte === 10 || byte === 13 || byte === 9);
}

function isSame(a: usize, b: usize, length: usize): bool {
  let i: usize = 0;
  for (; i + 8 <= length; i += 8) if (load<u64>(a + i) !== load<u64>(b + i)) return false;
  for (; i < length; i++) if (load<u8>(a + i) !== load<u8>(b + i)) return false;
  return true;
}

/** Where the number or null at a place ends; 0 where there is another value. */
function readNumber(slot: usize, at: usize, body: usize): usize {
  if (load<u32>(at) === NULL) {
    store<f64>(slot, NaN);
    return at + 4;
  }
  let end = at;
  for (; isDigit(load<u8>(end)) || load<u8>(end) === POINT; end++) {}
  if (end === at || !isDigit(load<u8>(at))) return 0;
  if (load<u8>(at) === ZERO && end > at + 1 && load<u8>(at, 1) !== POINT) return 0;
  store<u32>(slot, <u32>at);
  store<u32>(slot, <u32>end, 4);
  const value = numberIn(slot, <usize>load<u32>(body, POWERS), body + SIGNS);
  store<f64>(slot, value);
  return value === Infinity ? 0 : end;
}

/** Where the text or null at a place ends; 0 where there is another value. `mayBeEmpty`: an empty text is as good as null. */
function readText(slot: usize, at: usize, text: usize, mayBeEmpty: bool): usize {
  if (load<u32>(at) === NULL) {
    store<u64>(slot, 0);
    return at + 4;
  }
  if (load<u8>(at) !== QUOTE) return 0;
  const end = endOfText(at + 1);
  const length = end - at - 1;
  if (end === 0 || (length === 0 && !mayBeEmpty)) return 0;
  store<u32>(slot, <u32>(at + 1 - text));
  store<u32>(slot, <u32>length, 4);
  return end + 1;
}

/** Where the id at a place ends; 0 where it is not such as nobody could take for another's. */
function readId(slot: usize, at: usize, body: usize, row: usize): usize {
  const isText = load<u8>(at) === QUOTE;
  const begin = at + usize(isText);
  let end = begin;
  if (isText) {
    end = endOfText(begin);
    if (end <= begin || load<u8>(begin) <= 32 || load<u8>(end - 1) <= 32) return 0;
    for (let i = begin; i < end; i++) if (load<u8>(i) >= 127) return 0;
  } else {
    while (isDigit(load<u8>(end))) end++;
    if (end === begin || end - begin > LONGEST_NUMBER) return 0;
    if (load<u8>(begin) === ZERO && end > begin + 1) return 0;
  }
  store<i32>(body, load<i32>(body, IDS) | (isText ? TEXT_IDS : NUMBER_IDS), IDS);
  store<u32>(slot, <u32>(begin - <usize>load<u32>(body, TEXT)));
  store<u32>(slot, <u32>(end - begin), 4);
  store<u32>(<usize>load<u32>(body, HASHES) + (row << 2), <u32>hashOf(begin, end - begin, 0));
  return end + usize(isText);
}

function isDigit(byte: u8): bool {
  return <u32>(byte - ZERO) < 10;
}

/** Where the quotes stand that end a text; 0 where something stands before them that is written otherwise, or may not stand there. */
function endOfText(at: usize): usize {
  let marked = markedAt(at);
  for (; marked === 0; marked = markedAt(at)) at += 16;
  at += <usize>ctz(marked);
  return load<u8>(at) === QUOTE ? at : 0;
}

/** Which of 16 bytes are quotes, backslashes or control characters. */
function markedAt(at: usize): i32 {
  const bytes = v128.load(at);
  const marks = v128.or(i8x16.eq(bytes, i8x16.splat(QUOTE)), i8x16.eq(bytes, i8x16.splat(BACKSLASH)));
  return i8x16.bitmask(v128.or(marks, i8x16.lt_u(bytes, i8x16.splat(32))));
}
