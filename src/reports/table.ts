/** A cell as a report shows it; null is shown as nothing. */
export type Cell = string | number | boolean | null;

export interface TableColumn {
  /** The machine's name: the header in CSV and Parquet. */
  readonly key: string;
  /** The person's name: the header in a terminal, XLSX, HTML and PDF. */
  readonly label: string;
  readonly kind: 'text' | 'number' | 'integer' | 'percent' | 'boolean';
  /** Digits after the point where a person reads it; machine formats keep every digit. */
  readonly digits?: number;
}

/** Results as rows of cells, which every writer understands; rows are made when they are asked for. */
export interface ResultTable {
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly length: number;
  row(index: number): readonly Cell[];
}
