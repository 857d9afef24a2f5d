import { type BasicType, ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { Cell, ResultTable, TableColumn } from './table.ts';

/**
 * A table as a Parquet file, a row group at a time, so that memory is bounded by a row group. Every column may hold
 * nulls. Whole numbers are INT64 where all of the column are, and DOUBLE otherwise; a column that came from the input
 * has the type that all its values share, and is text where they share none.
 */
export function* parquetChunks(table: ResultTable): Iterable<Uint8Array> {
  const columns = columnTypes(table);
  const writer = new ByteWriter();
  const schema = schemaFromColumnData({ columnData: columns.map((column) => ({ ...column, data: [] })) });
  const parquet = new ParquetWriter({ writer, schema, createdBy: 'evenhand' });
  for (let start = 0; start < table.length; start += ROW_GROUP) {
    const rows = Math.min(ROW_GROUP, table.length - start);
    parquet.write({ columnData: rowGroup(table, columns, start, rows), rowGroupSize: rows });
    yield writer.getBytes().slice();
    writer.index = 0;
  }
  parquet.finish();
  yield writer.getBytes();
}

const ROW_GROUP = 50_000;

interface ParquetColumn {
  readonly name: string;
  readonly type: BasicType;
  readonly nullable: true;
}

type ParquetValue = string | number | bigint | boolean | null;

function rowGroup(table: ResultTable, columns: readonly ParquetColumn[], start: number, rows: number) {
  const columnData = columns.map((column) => ({ ...column, data: new Array<ParquetValue>(rows).fill(null) }));
  for (let i = 0; i < rows; i++) {
    const cells = table.row(start + i);
    for (let j = 0; j < columnData.length; j++) {
      const { data, type } = columnData[j];
      data[i] = parquetValue(cells[j], type);
    }
  }
  return columnData;
}

function parquetValue(cell: Cell, type: BasicType): ParquetValue {
  if (cell === null) return null;
  if (type === 'INT64') return BigInt(cell);
  return type === 'STRING' ? String(cell) : cell;
}

/** One pass over the rows where a column's type depends on what is in it. */
function columnTypes(table: ResultTable): ParquetColumn[] {
  const seen = table.columns.map(() => new Set<BasicType>());
  if (table.columns.some(({ kind }) => kind === 'mixed' || kind === 'integer')) {
    for (let i = 0; i < table.length; i++) {
      const cells = table.row(i);
      for (let j = 0; j < cells.length; j++) {
        const cell = cells[j];
        if (cell !== null) seen[j].add(typeOf(cell));
      }
    }
  }
  return table.columns.map(({ key, kind }, j) => ({
    name: key,
    type: columnType(kind, seen[j]),
    nullable: true,
  }));
}

function typeOf(cell: string | number | boolean): BasicType {
  if (typeof cell === 'string') return 'STRING';
  if (typeof cell === 'boolean') return 'BOOLEAN';
  return Number.isSafeInteger(cell) ? 'INT64' : 'DOUBLE';
}

function columnType(kind: TableColumn['kind'], seen: ReadonlySet<BasicType>): BasicType {
  if (kind === 'text') return 'STRING';
  if (kind === 'boolean') return 'BOOLEAN';
  if (kind === 'number' || kind === 'percent') return 'DOUBLE';
  const [first, ...others] = seen;
  if (first === undefined) return kind === 'integer' ? 'INT64' : 'STRING';
  if (others.length === 0) return first;
  return seen.has('STRING') || seen.has('BOOLEAN') ? 'STRING' : 'DOUBLE';
}
