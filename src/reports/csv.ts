import type { Cell, ResultTable } from './table.ts';

/**
 * A table as CSV (RFC 4180) in UTF-8 without a byte order mark: commas, quotes where needed, every digit of a number,
 * `true` and `false`, nothing for null, and a line feed after each line, so that the tools of a pipe read it too.
 *
 * A spreadsheet runs text that begins like a formula, so such text gets an apostrophe before it (OWASP, "CSV
 * Injection"). Numbers stay as they are, also where they are text: "-5" can do no harm.
 */
export function* csvChunks(table: ResultTable): Iterable<string> {
  let chunk = csvLine(table.columns.map(({ key }) => key));
  for (let i = 0; i < table.length; i++) {
    chunk += csvLine(table.row(i));
    if (chunk.length > CHUNK_LENGTH) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}

const CHUNK_LENGTH = 1 << 16;

/** White space is skipped by some spreadsheets, and full-width signs are taken for the plain ones by others. */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/;
const PLAIN_NUMBER = /^[+-]?\d+(?:\.\d+)?$/;
/** What most text is, told by one look: neither a formula nor in need of quotes. */
const ORDINARY = /^\w(?:[^",\r\n]*[^",\s])?$/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/** One line of CSV, of which no spreadsheet runs anything. */
export function csvLine(cells: readonly Cell[]): string {
  let line = '';
  for (let j = 0; j < cells.length; j++) line += (j === 0 ? '' : ',') + csvCell(cells[j]);
  // A lone empty cell would be an empty line, which readers skip.
  return cells.length === 1 && line === '' ? '""\n' : `${line}\n`;
}

function csvCell(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  if (ORDINARY.test(cell)) return cell;
  const text = FORMULA.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
