import { displayWidth, shortened } from './display-text.ts';
import { harmless } from './harmless.ts';
import { type Cell, cellText, type ResultTable, type TableColumn, type Tone } from './table.ts';

/** How text stands out; without colours every function gives its text back. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly yellow: (text: string) => string;
}

export interface TerminalOptions {
  /** Columns of the terminal; absent: as wide as need be, as in a pipe. */
  readonly width?: number | undefined;
  readonly paint: Paint;
}

/**
 * A table for a person to read, in lines: aligned columns, numbers to the right, long text shortened. Where the
 * terminal is too narrow, expendable columns are left out and named below; the last column takes what is left.
 */
export function* terminalTable(table: ResultTable, { width, paint }: TerminalOptions): Iterable<string> {
  const layout = fitted(measured(table, width), table.columns, width);
  yield `${paint.bold(line(layout.shown, (j) => harmless(table.columns[j].label)))}\n`;
  yield `${paint.dim('─'.repeat(Math.min(lineWidth(layout.shown), LONGEST_RULE)))}\n`;
  for (let i = 0; i < table.length; i++) {
    const row = table.row(i);
    const text = line(layout.shown, (j) => shownText(row[j], table.columns[j]));
    yield `${toned(text, table.tone?.(row) ?? null, paint)}\n`;
  }
  if (layout.hidden.length > 0) {
    const names = layout.hidden.map((j) => harmless(table.columns[j].label)).join(', ');
    yield `${paint.dim(`not shown, the terminal is too narrow: ${names}`)}\n`;
  }
}

const GAP = 2;
const LONGEST_RULE = 100;
const WIDEST_TEXT = 40;
const NARROWEST_TEXT = 16;
const NARROWEST_LAST = 14;

/** Column j of the table and how it is laid out. */
interface Laid {
  readonly j: number;
  readonly width: number;
  readonly right: boolean;
}

/** The width of every column, as wide as its widest cell but no hog, and whether it stands to the right. */
function measured(table: ResultTable, width: number | undefined): Laid[] {
  const { columns, length } = table;
  const last = columns.length - 1;
  const widths = columns.map(({ label }) => displayWidth(harmless(label)));
  const texts = columns.map(() => false);
  for (let i = 0; i < length; i++) {
    const row = table.row(i);
    for (let j = 0; j < row.length; j++) {
      const cell = row[j];
      if (typeof cell === 'string') texts[j] = true;
      const taken = displayWidth(shownText(cell, columns[j]));
      if (taken > widths[j]) widths[j] = taken;
    }
  }
  const share = width === undefined ? WIDEST_TEXT : Math.floor(width / 4);
  const widest = Math.min(Math.max(share, NARROWEST_TEXT), WIDEST_TEXT);
  return columns.map(({ kind }, j) => ({
    j,
    width: j < last ? Math.min(widths[j], widest) : widths[j],
    right: kind !== 'text' && kind !== 'boolean' && !texts[j],
  }));
}

/** Leaves out expendable columns until the rest fits, and gives the last column what is left. */
function fitted(
  all: readonly Laid[],
  columns: readonly TableColumn[],
  width: number | undefined,
): { shown: readonly Laid[]; hidden: readonly number[] } {
  if (width === undefined) return { shown: all, hidden: [] };
  const needed = (laid: readonly Laid[]): number => {
    const last = laid.at(-1);
    return last ? lineWidth(laid) - Math.max(0, last.width - NARROWEST_LAST) : 0;
  };
  let shown = all;
  while (needed(shown) > width) {
    const out = shown.reduce<number | undefined>((most, { j }) => {
      const expendable = columns[j].expendable ?? 0;
      const highest = most === undefined ? 0 : (columns[most].expendable ?? 0);
      return expendable > highest ? j : most;
    }, undefined);
    if (out === undefined) break;
    shown = shown.filter(({ j }) => j !== out);
  }
  const last = shown.at(-1);
  if (last && lineWidth(shown) > width) {
    const left = Math.max(NARROWEST_LAST, width - (lineWidth(shown) - last.width));
    shown = [...shown.slice(0, -1), { ...last, width: Math.min(last.width, left) }];
  }
  const kept = new Set(shown.map(({ j }) => j));
  return { shown, hidden: all.map(({ j }) => j).filter((j) => !kept.has(j)) };
}

function lineWidth(laid: readonly Laid[]): number {
  return laid.reduce((sum, { width }) => sum + width + GAP, -GAP);
}

function line(laid: readonly Laid[], text: (j: number) => string): string {
  let result = '';
  for (let k = 0; k < laid.length; k++) {
    const { j, width, right } = laid[k];
    const cell = shortened(text(j), width);
    const padding = ' '.repeat(width - displayWidth(cell));
    result += (k === 0 ? '' : ' '.repeat(GAP)) + (right ? padding + cell : cell + padding);
  }
  return result.trimEnd();
}

function shownText(cell: Cell, column: TableColumn): string {
  return harmless(cellText(cell, column));
}

function toned(text: string, tone: Tone | null, paint: Paint): string {
  if (tone === 'unusual') return paint.yellow(text);
  return tone === 'muted' ? paint.dim(text) : text;
}
