/**
 * A task log to one row per person with DuckDB's own reader, types given and nothing checked, ids ascending, in columns:
 * node duckdb_task_log.js tasks.csv. Prints its version.
 */
import { DuckDBInstance, version } from '@duckdb/node-api';

const path = process.argv[2].replaceAll("'", "''");
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
const result = await connection.runAndReadAll(`
  WITH log AS (
    FROM read_csv('${path}', auto_detect = false, header = true, columns = {
      employee: 'VARCHAR', task: 'VARCHAR', status: 'VARCHAR', hours: 'DOUBLE', completed_at: 'DATE' })
  ), tasks AS (
    SELECT employee, bool_or(status IN ('Done', 'Closed')) AS done, bool_and(status = 'Cancelled') AS excluded,
      sum(hours) FILTER (WHERE status <> 'Cancelled') AS hours
    FROM log GROUP BY employee, task
  )
  SELECT employee, count(*) FILTER (WHERE done) AS completed, count(*) FILTER (WHERE NOT excluded) AS total,
    avg(hours) FILTER (WHERE done) AS hours
  FROM tasks GROUP BY employee ORDER BY employee`);
if (result.getColumns()[0].length === 0) throw new Error('nobody was read');
console.log(`DuckDB ${version()}`);
