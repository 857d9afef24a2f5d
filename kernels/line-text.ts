import { writeNumber } from './number-text';

/** Lines that are written one after the other: as in src/math/line-text.ts. */
const BLOCK_ROWS: i32 = 32;

/** The parts of a line, as in src/math/line-text.ts; 0 ends it. */
const MARK: i32 = 1;
const NUMBER: i32 = 2;
const TEXT: i32 = 3;
const QUOTED: i32 = 4;
const PART_BYTES: usize = 12;

const NULL: u32 = 0x6c6c756e;
const QUOTE: u8 = 34;

/**
 * For the rows of blocks `from` to `to - 1` a line each, made of the parts of the row's form: a mark, which is the same in
 * every line, a number of the row, or a text of the row, as it is or between quotes, where null stands for none. Marks and texts stand among the `texts`. In `out` a block's lines
 * begin at the first of its two `places`; the second one becomes where they end. Up to 128 bytes further are overwritten.
 */
export function writeLines(
  powers: usize,
  texts: usize,
  forms: usize,
  formOf: usize,
  rows: i32,
  out: usize,
  places: usize,
  from: i32,
  to: i32,
): void {
  for (let block = from; block < to; block++) {
    const place = places + ((<usize>block) << 3);
    let at = out + <usize>load<u32>(place);
    const end = min((block + 1) * BLOCK_ROWS, rows);
    for (let row = <usize>(block * BLOCK_ROWS); row < <usize>end; row++) {
      let part = <usize>load<u32>(forms + ((<usize>load<u32>(formOf + (row << 2))) << 2));
      for (let kind = load<i32>(part); kind !== 0; kind = load<i32>(part)) {
        const what = <usize>load<u32>(part, 4);
        if (kind === MARK) {
          at = copied(at, texts + what, load<u32>(part, 8));
        } else if (kind === NUMBER) {
          at = writeNumberOrNull(powers, at, load<f64>(what + (row << 3)));
        } else if (kind === TEXT) {
          const text = what + (row << 3);
          at = copied(at, texts + <usize>load<u32>(text), load<u32>(text, 4));
        } else if (kind === QUOTED) {
          const text = what + (row << 3);
          const length = <usize>load<u32>(text, 4);
          if (length === 0) {
            at = writeNull(at);
          } else {
            store<u8>(at, QUOTE);
            at = copied(at + 1, texts + <usize>load<u32>(text), length);
            store<u8>(at++, QUOTE);
          }
        }
        part += PART_BYTES;
      }
    }
    store<u32>(place, <u32>(at - out), 4);
  }
}

function writeNumberOrNull(powers: usize, at: usize, value: f64): usize {
  return Number.isNaN(value) ? writeNull(at) : writeNumber(powers, at, value);
}

function writeNull(at: usize): usize {
  store<u32>(at, NULL);
  return at + 4;
}

/** Copies text, and answers with where it ends. */
function copied(to: usize, from: usize, length: usize): usize {
  for (let i: usize = 0; i < length; i += 16) v128.store(to + i, v128.load(from + i));
  return to + length;
}
