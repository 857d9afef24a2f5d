import { InputError } from '../../errors.ts';
import { clip } from '../../evaluation/clip.ts';
import { dateFormatNamed, dateFormatsOf, daySql } from '../files/dates.ts';
import { notationOf, numberSql, whyNoNumber } from '../files/decimals.ts';
import { isFormulaError } from '../files/formula-errors.ts';
import type { Table } from '../files/table.ts';
import type { EmployeeField } from './employee-fields.ts';
import type { EmployeeFields, EmployeeRow, ReadingTask, RejectionRow } from './kinds.ts';
import type { Taking } from './read-import.ts';
import type { EmployeePlaces } from './recognise-import.ts';
import { inApiWords } from './words.ts';

const LONGEST = { number: 100, name: 300, department: 200, position: 200, manager: 100 } as const;
const LONGEST_ATTRIBUTE = 200;
const TEXTS = ['number', 'name', 'department', 'position', 'manager'] as const;
const DAYS = ['active_from', 'active_to'] as const;
const STEP = 1000;

/**
 * Reads a file of employees, a row for each person. A row is rejected where its number is missing, an error of a formula
 * or that of another row, where a date or a cost cannot be read, or where somebody would leave before they come.
 */
export async function readEmployees(
  table: Table,
  { fields, protected: attributes }: EmployeePlaces,
  { options }: ReadingTask,
  take: Taking,
): Promise<{ rows: number; notes: string[] }> {
  const { engine } = table;
  const wanted = [...fields, ...attributes];
  const loaded = await table.load(wanted.map(([, place]) => place));
  const sqlOf = new Map(wanted.map(([field], i) => [field, `c${i}`]));
  const given = (field: EmployeeField): string | null => sqlOf.get(field) ?? null;
  const dayColumns = new Map<string, string>();
  for (const field of DAYS) {
    const sql = given(field);
    if (sql !== null) dayColumns.set(table.columns[fields.get(field) ?? 0], sql);
  }
  const formats =
    options.date_format !== undefined
      ? dateFormatNamed(options.date_format)
      : await dateFormatsOf(engine, table.name, dayColumns);
  const cost = { sql: given('cost') ?? 'NULL', kind: loaded.kinds[wanted.findIndex(([f]) => f === 'cost')] };
  const notation = await notationOf(engine, [cost], table.delimiter, options.decimal);

  const number = given('number') ?? 'NULL';
  const column = (field: EmployeeField): string => table.columns[fields.get(field) ?? 0];
  const selected = [
    '"row"',
    `count(*) OVER (PARTITION BY ${number})`,
    `${isFormulaError(number)}`,
    ...TEXTS.map((field) => given(field) ?? 'NULL::VARCHAR'),
    ...DAYS.map((field) => given(field) ?? 'NULL::VARCHAR'),
    ...DAYS.map((field) => {
      const sql = given(field);
      return sql === null ? 'NULL::VARCHAR' : `CAST(${daySql(sql, formats)} AS VARCHAR)`;
    }),
    cost.sql,
    numberSql(cost, notation),
    ...Array.from(attributes.keys(), (name) => sqlOf.get(name) ?? 'NULL::VARCHAR'),
  ];
  const names = [...attributes.keys()];

  let good: EmployeeRow[] = [];
  let bad: RejectionRow[] = loaded.rejected.map(({ row, column, value, reason }) => [
    row ?? null,
    column ?? null,
    value === undefined ? null : String(value),
    reason,
  ]);
  let read = 0;
  const handOver = async (least: number): Promise<void> => {
    if (good.length >= least) {
      await take({ of: 'employees', rows: good });
      good = [];
    }
    if (bad.length >= least) {
      await take({ of: 'rejections', rows: bad });
      bad = [];
    }
  };
  const sql = `SELECT ${selected.map((one, i) => `${one} AS v${i}`).join(', ')} FROM records ORDER BY "row"`;
  for await (const chunk of engine.chunks(sql)) {
    for (const values of chunk.getRows()) {
      const [at, twins, failed, ...cells] = values;
      const row = Number(at);
      const text = (i: number): string | null => (cells[i] === null ? null : String(cells[i]));
      const reject = (field: EmployeeField, value: string | null, reason: string): void => {
        bad.push([row, column(field), value === null ? null : String(clip(value)), reason]);
      };
      const id = text(0);
      const tooLong = TEXTS.findIndex((field, i) => (text(i)?.length ?? 0) > LONGEST[field]);
      const day = DAYS.findIndex((_, i) => text(5 + i) !== null && text(7 + i) === null);
      const [from, to] = [text(7), text(8)];
      const costText = text(9);
      const amount = cells[10];
      if (id === null) reject('number', null, 'the employee number is empty');
      else if (failed === true) reject('number', id, 'the employee number is the error of a formula');
      else if (Number(twins) > 1) reject('number', id, 'there is more than one row for this employee');
      else if (tooLong >= 0) {
        const field = TEXTS[tooLong];
        reject(field, text(tooLong), `is longer than ${LONGEST[field]} characters`);
      } else if (day >= 0) {
        reject(
          DAYS[day],
          text(5 + day),
          inApiWords('is not a date that can be read (--date-format says how dates are written)'),
        );
      } else if (from !== null && to !== null && to < from) {
        reject('active_to', text(6), 'nobody can leave before they come');
      } else if (
        costText !== null &&
        !(typeof amount === 'number' && Number.isFinite(amount) && amount >= 0)
      ) {
        const reason =
          typeof amount === 'number' ? 'a cost cannot be below 0' : whyNoNumber(costText, notation);
        reject('cost', costText, inApiWords(reason));
      } else {
        const said: Partial<Record<EmployeeField, string | number | null>> = {};
        for (const [i, field] of TEXTS.entries()) if (i > 0 && fields.has(field)) said[field] = text(i);
        if (fields.has('active_from')) said.active_from = from;
        if (fields.has('active_to')) said.active_to = to;
        if (fields.has('cost')) said.cost = typeof amount === 'number' ? amount : null;
        const kept = names.flatMap((name, i) => {
          const value = text(11 + i);
          return value === null ? [] : [[name, value.slice(0, LONGEST_ATTRIBUTE)] as const];
        });
        good.push([row, id, said as EmployeeFields, Object.fromEntries(kept)]);
      }
      read++;
      await handOver(STEP);
    }
  }
  await handOver(1);
  if (read === 0 && loaded.rows === 0) throw new InputError(`${table.name} has no rows below its header`);
  return { rows: loaded.rows, notes: [...table.notes, ...loaded.notes, ...notation.notes].map(inApiWords) };
}
