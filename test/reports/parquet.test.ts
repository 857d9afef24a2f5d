import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { parquetChunks } from '../../src/reports/parquet.ts';
import { peopleTable } from '../../src/reports/people-table.ts';
import { type Cell, type ResultTable, type TableColumn, tableOf } from '../../src/reports/table.ts';
import {
  anomalousPerson,
  evaluationOf,
  HOSTILE_NAMES,
  person,
  unratedPerson,
} from '../support/evaluations.ts';

const folder = mkdtempSync(join(tmpdir(), 'evenhand-parquet-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** This reader takes a byte order mark for the beginning of a file wherever it stands. */
const NAMES = HOSTILE_NAMES.filter((name) => !name.startsWith('\ufeff'));

describe('Parquet', () => {
  it('gives every column a type that other programs understand, and nulls where a person is unrated', async () => {
    const people = [person({ department: 'R&D', level: 3 }), unratedPerson({ department: null, level: 2.5 })];
    const { types, rows } = await read(peopleTable(evaluationOf(people)));
    expect(types).toMatchObject({
      employee_id: 'VARCHAR',
      name: 'VARCHAR',
      department: 'VARCHAR',
      level: 'DOUBLE',
      performance_score: 'DOUBLE',
      performance_cluster: 'VARCHAR',
      is_anomaly: 'BOOLEAN',
      completion_rate: 'DOUBLE',
      avg_task_hours: 'DOUBLE',
      completed_tasks: 'BIGINT',
      total_tasks: 'BIGINT',
      next_tier_change: 'VARCHAR',
      unrated_reason: 'VARCHAR',
    });
    expect(rows[0]).toMatchObject({
      employee_id: 'E1',
      department: 'R&D',
      performance_score: 72.25,
      is_anomaly: false,
      completed_tasks: 36n,
      unrated_reason: null,
    });
    expect(rows[1]).toMatchObject({
      department: null,
      performance_score: null,
      is_anomaly: null,
      unrated_reason: 'no tasks',
    });
  });

  it('types ids as they all are: whole numbers as such, a mixture as text', async () => {
    const idType = async (...ids: (string | number)[]) => {
      const { types, rows } = await read(
        peopleTable(evaluationOf(ids.map((id) => person({ employee_id: id })))),
      );
      return [types.employee_id, ...rows.map((row) => row.employee_id)];
    };
    expect(await idType(101, 102)).toEqual(['BIGINT', 101n, 102n]);
    expect(await idType('101', '102')).toEqual(['VARCHAR', '101', '102']);
    expect(await idType(101, 'A7')).toEqual(['VARCHAR', '101', 'A7']);
    expect(await idType(1.5, 2)).toEqual(['DOUBLE', 1.5, 2]);
  });

  it('keeps text as it is, since nothing runs it', async () => {
    const { rows } = await read(
      column(
        'text',
        NAMES.map((name) => [name]),
      ),
    );
    expect(rows.map(({ value }) => value)).toEqual(NAMES);
  });

  it('keeps every number exactly', async () => {
    const numbers = [0, 0.1 + 0.2, 1e-300, 123_456_789.123_456_78, -7.5, 5e-324];
    const { rows } = await read(
      column(
        'number',
        numbers.map((value) => [value]),
      ),
    );
    expect(rows.map(({ value }) => value)).toEqual(numbers);
  });

  it('has its columns also where there is nobody', async () => {
    const { types, rows } = await read(peopleTable(evaluationOf([])));
    expect(rows).toEqual([]);
    expect(Object.keys(types)).toHaveLength(19);
  });

  it('holds a column without any value', async () => {
    const { types, rows } = await read(column('mixed', [[null], [null]]));
    expect(types).toEqual({ value: 'VARCHAR' });
    expect(rows).toEqual([{ value: null }, { value: null }]);
  });

  it('takes columns whose names have dots, spaces and quotes', async () => {
    const names = ['a.b', 'with space', '"quoted"', 'ünïcode', '日本'];
    const columns = names.map((key) => ({ key, label: key, kind: 'mixed' }) as const);
    const { types, rows } = await read(tableOf('t', columns, [names]));
    expect(Object.keys(types)).toEqual(names);
    expect(Object.values(rows[0] ?? {})).toEqual(names);
  });

  it('is written a row group at a time, and read back whole', async () => {
    const table: ResultTable = {
      title: 't',
      columns: [
        { key: 'id', label: '', kind: 'integer' },
        { key: 'name', label: '', kind: 'text' },
        { key: 'odd', label: '', kind: 'boolean' },
      ],
      length: 120_001,
      row: (i) => [i, i % 3 === 0 ? null : `name ${i}`, i % 2 === 1],
    };
    expect([...parquetChunks(table)]).toHaveLength(4);
    const { rows } = await read(table);
    expect(rows).toHaveLength(120_001);
    expect(rows[120_000]).toEqual({ id: 120_000n, name: null, odd: false });
    expect(rows[50_001]).toEqual({ id: 50_001n, name: null, odd: true });
    expect(rows[50_002]).toEqual({ id: 50_002n, name: 'name 50002', odd: false });
  });

  it('marks unusual people', async () => {
    const { rows } = await read(peopleTable(evaluationOf([anomalousPerson()])));
    expect(rows[0]).toMatchObject({
      is_anomaly: true,
      anomaly_reasons: 'many hours per task (40.2, typical 6.1), low completion rate (30%, typical 92.5%)',
    });
  });
});

function column(kind: TableColumn['kind'], rows: readonly (readonly Cell[])[]): ResultTable {
  return tableOf('t', [{ key: 'value', label: 'Value', kind }], rows);
}

async function read(table: ResultTable) {
  const path = join(folder, 'table.parquet');
  writeFileSync(path, Buffer.concat([...parquetChunks(table)]));
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM '${path}'`);
    const selected = await connection.runAndReadAll(`SELECT * FROM '${path}'`);
    return {
      types: Object.fromEntries(described.getRows().map(([name, type]) => [String(name), type])),
      rows: selected.getRowObjects(),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
