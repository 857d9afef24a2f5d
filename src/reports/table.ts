/** A cell as a report shows it; null is shown as nothing. */
export type Cell = string | number | boolean | null;

export interface TableColumn {
  /** The machine's name: the header in CSV and Parquet. */
  readonly key: string;
  /** The person's name: the header in a terminal, XLSX, HTML and PDF. */
  readonly label: string;
  /** `mixed`: numbers, text or booleans, just as they came: ids, and columns that travel along. */
  readonly kind: 'text' | 'number' | 'integer' | 'percent' | 'boolean' | 'mixed';
  /** Digits after the point where a person reads it; machine formats keep every digit. */
  readonly digits?: number;
  /** Where space is short the column with the highest number is left out first; without a number it stays. */
  readonly expendable?: number;
}

/** Results as rows of cells, which every writer understands; rows are made when they are asked for. */
export interface ResultTable {
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly length: number;
  row(index: number): readonly Cell[];
  /** How a row stands out where there are colours; absent: no row does. */
  tone?(row: readonly Cell[]): Tone | null;
}

export type Tone = 'unusual' | 'muted';

/** The cell as a person reads it: as many digits as the column has, a percent sign, yes and no, nothing for null. */
export function cellText(cell: Cell, { kind, digits }: TableColumn): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  if (typeof cell === 'string') return cell;
  if (kind === 'percent') return `${(cell * 100).toFixed(digits ?? 1)}%`;
  return digits === undefined ? String(cell) : cell.toFixed(digits);
}

/** A table of rows that are there already. */
export function tableOf(
  title: string,
  columns: readonly TableColumn[],
  rows: readonly (readonly Cell[])[],
): ResultTable {
  return { title, columns, length: rows.length, row: (index) => rows[index] ?? [] };
}
