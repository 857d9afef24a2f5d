import { setImmediate as others } from 'node:timers/promises';
import { v7 as newId } from 'uuid';
import type { EmployeeFields, EmployeeRow } from '../../data/imports/kinds.ts';
import { insertAll } from '../../data/store/insert-all.ts';
import type { Change } from '../../data/store/store.ts';
import { type Hierarchy, hierarchyOf } from './hierarchy.ts';
import { rowsIn, type Staged, type Staging } from './stage.ts';

/** Writes people that a file adds or changes into the rows of an import; who stays as they are leaves none. */
export async function stageEmployees(staging: Staging, output: string): Promise<Staged> {
  const hierarchy = await checkedHierarchy(staging, output);
  const added = new Map<string, string>();
  // Managers get their ids before those who report to them: in the order of their ids people can be added.
  for (const number of hierarchy.newcomers()) added.set(number, newId());
  let [changed, unchanged, seen] = [0, 0, 0];
  for await (const rows of rowsIn(output)) {
    if (rows.of !== 'employees') continue;
    const good = rows.rows.filter(([, number]) => !hierarchy.refused.has(number));
    await staging.write(async (change) => {
      const before = await formerly(change, staging.of.periodId, good);
      const people: StagedPerson[] = [];
      for (const [, number, fields, attributes] of good) {
        const known = before.get(number);
        const difference = known === undefined ? fields : differing(known, fields);
        const attributesChanged = Object.entries(attributes).filter(
          ([name, value]) => known?.attributes.get(name) !== value,
        );
        if (known !== undefined && Object.keys(difference).length === 0 && attributesChanged.length === 0) {
          unchanged++;
          continue;
        }
        if (known !== undefined) changed++;
        people.push({
          id: known?.id ?? added.get(number) ?? newId(),
          number,
          before: known === undefined ? null : part(known.fields, difference),
          after: difference,
          attributes: attributesChanged.map(([name, value]) => [
            name,
            known?.attributes.get(name) ?? null,
            value,
          ]),
        });
      }
      await write(change, staging.of.importId, people);
    });
    seen += good.length;
    await others();
  }
  return {
    people_added: seen - changed - unchanged,
    people_changed: changed,
    people_unchanged: unchanged,
    summaries: 0,
    sheets: 0,
    rejected: staging.rejected,
  };
}

interface StagedPerson {
  readonly id: string;
  readonly number: string;
  readonly before: EmployeeFields | null;
  readonly after: EmployeeFields;
  readonly attributes: readonly (readonly [name: string, before: string | null, value: string])[];
}

/** The first look: which rows cannot be, because of who their manager would be. */
async function checkedHierarchy(staging: Staging, output: string): Promise<Hierarchy> {
  const everybody = await staging.store.read
    .selectFrom('employees')
    .leftJoin('employees as above', 'above.id', 'employees.manager_id')
    .select(['employees.number', 'above.number as manager'])
    .execute();
  const said: [row: number, number: string, manager: string | null | undefined][] = [];
  for await (const rows of rowsIn(output)) {
    if (rows.of === 'rejections') await staging.reject(rows.rows);
    else if (rows.of === 'employees') {
      for (const [row, number, { manager }] of rows.rows) said.push([row, number, manager]);
    }
  }
  const hierarchy = hierarchyOf(everybody, said);
  const refused = [...hierarchy.refused.values()].sort((a, b) => a.row - b.row);
  await staging.reject(refused.map(({ row, manager, reason }) => [row, 'manager', manager, reason]));
  return hierarchy;
}

interface Known {
  readonly id: string;
  readonly fields: Required<EmployeeFields>;
  readonly attributes: ReadonlyMap<string, string>;
}

/** What is known of these people now, by their numbers. */
async function formerly(
  { db }: Change,
  periodId: string | null,
  rows: readonly EmployeeRow[],
): Promise<ReadonlyMap<string, Known>> {
  const found = await db
    .selectFrom('employees')
    .leftJoin('departments', 'departments.id', 'employees.department_id')
    .leftJoin('positions', 'positions.id', 'employees.position_id')
    .leftJoin('employees as above', 'above.id', 'employees.manager_id')
    .leftJoin('employee_costs as costs', (join) =>
      join.onRef('costs.employee_id', '=', 'employees.id').on('costs.period_id', '=', periodId ?? ''),
    )
    .select(['employees.id', 'employees.number', 'employees.name'])
    .select(['employees.active_from', 'employees.active_to'])
    .select(['departments.name as department', 'positions.name as position'])
    .select(['above.number as manager', 'costs.cost'])
    .where('employees.number', 'in', [...rows.map(([, number]) => number), ''])
    .execute();
  const named = rows.some(([, , , attributes]) => Object.keys(attributes).length > 0);
  const attributes = new Map<string, Map<string, string>>();
  if (named) {
    const ids = found.map(({ id }) => id);
    for (const { employee_id, name, value } of await db
      .selectFrom('protected_attributes')
      .selectAll()
      .where('employee_id', 'in', [...ids, ''])
      .execute()) {
      attributes.set(employee_id, (attributes.get(employee_id) ?? new Map()).set(name, value));
    }
  }
  return new Map(
    found.map(({ id, number, ...fields }) => [
      number,
      { id, fields, attributes: attributes.get(id) ?? new Map() },
    ]),
  );
}

function differing({ fields }: Known, said: EmployeeFields): EmployeeFields {
  const known: EmployeeFields = fields;
  return Object.fromEntries(
    Object.entries(said).filter(([name, value]) => Reflect.get(known, name) !== value),
  );
}

/** Of the former fields those that change. */
function part(fields: EmployeeFields, changed: EmployeeFields): EmployeeFields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name in changed));
}

async function write({ db }: Change, importId: string, people: readonly StagedPerson[]): Promise<void> {
  await insertAll(
    db,
    'import_people',
    people.map(({ id, number, before, after }) => ({
      import_id: importId,
      employee_id: id,
      number,
      before: before === null ? null : JSON.stringify(before),
      after: JSON.stringify(after),
      applied: null,
    })),
  );
  await insertAll(
    db,
    'import_protected',
    people.flatMap(({ id, attributes }) =>
      attributes.map(([name, before, value]) => ({
        import_id: importId,
        employee_id: id,
        name,
        before,
        value,
      })),
    ),
  );
}
