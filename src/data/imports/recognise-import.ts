import { InputError } from '../../errors.ts';
import { parseRubric } from '../../evaluation/appraisal/check-rubric.ts';
import { recogniseSheet } from '../../evaluation/appraisal/recognise-sheet.ts';
import { plainWord } from '../../evaluation/plain-word.ts';
import { listed } from '../files/listed.ts';
import { type Recognition, recognise } from '../files/recognise.ts';
import { EMPLOYEE_FIELDS, type EmployeeField, fittingColumns, PROTECTED } from './employee-fields.ts';
import type { ReadingTask } from './kinds.ts';

/** What a file is, and where it says what. */
export type Found = { readonly mapping: Readonly<Record<string, string>> } & (
  | {
      readonly kind: 'task log' | 'summaries';
      readonly recognition: Recognition;
      /** There is a column, or several that could be it, of when tasks were completed. */
      readonly isDated: boolean;
    }
  | { readonly kind: 'employees'; readonly places: EmployeePlaces }
  | { readonly kind: 'sheets' }
);

export interface EmployeePlaces {
  readonly fields: ReadonlyMap<EmployeeField, number>;
  readonly protected: ReadonlyMap<string, number>;
}

interface Headed {
  readonly name: string;
  readonly columns: readonly string[];
}

/**
 * Tells by its headers what a file is, unless that is told, and finds the column of every field. A file for which a
 * rubric is named is one of appraisal sheets. Throws InputError that says what is missing, and how it can be mended.
 */
export function findOut(file: Headed, task: ReadingTask): Found {
  switch (task.kind ?? (task.rubric === null ? null : 'sheets')) {
    case 'employees':
      return employeesIn(file, task);
    case 'sheets':
      return sheetsIn(file, task);
    case 'task log':
    case 'summaries':
      return tasksIn(file, task);
    case null:
      return likeliest(file, task);
  }
}

function likeliest(file: Headed, task: ReadingTask): Found {
  const names = Object.keys(task.mapping);
  if (names.some((name) => name === 'number' || name.startsWith(PROTECTED))) return employeesIn(file, task);
  try {
    return tasksIn(file, task);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const employees = employeesOrNull(file, task);
    if (employees !== null) return employees;
    throw new InputError(
      `${error.message} A file of employees has a column of numbers, and names, departments, positions or managers; of appraisal sheets it must be said which rubric they are held against.`,
      { code: error.code, cause: error },
    );
  }
}

function tasksIn({ name, columns }: Headed, { kind, mapping }: ReadingTask): Found {
  const recognition = recognise(name, columns, mapping);
  const { places, undecided } = recognition;
  const found = recognition.kind === 'summary' ? 'summaries' : 'task log';
  if (kind !== null && kind !== found) {
    throw new InputError(
      `${name} was to be read as ${shown(kind)}, but its columns are those of ${shown(found)}: ${columns.slice(0, 60).join(', ')}`,
      { code: 'columns_not_recognised' },
    );
  }
  return {
    kind: found,
    recognition,
    isDated: places.has('completed_at') || undecided.has('completed_at'),
    mapping: Object.fromEntries(Array.from(places, ([field, place]) => [field, columns[place]])),
  };
}

function shown(kind: 'task log' | 'summaries' | string): string {
  return kind === 'task log' ? 'a task log' : kind;
}

function sheetsIn({ name, columns }: Headed, { mapping, rubric }: ReadingTask): Found {
  if (rubric === null) {
    throw new InputError('appraisal sheets are held against a rubric: say which (rubric)', {
      code: 'rubric_missing',
    });
  }
  const layout = recogniseSheet(
    columns,
    parseRubric(JSON.parse(rubric)),
    new Map(Object.entries(mapping)),
    name,
  );
  const places = [...layout.fields, ...layout.indicators];
  return {
    kind: 'sheets',
    mapping: Object.fromEntries(places.map(([field, place]) => [field, columns[place]])),
  };
}

function employeesOrNull(file: Headed, task: ReadingTask): Found | null {
  try {
    const found = employeesIn(file, task);
    return found.kind === 'employees' && found.places.fields.size > 1 ? found : null;
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

function employeesIn(file: Headed, { mapping }: ReadingTask): Found {
  const { name, columns } = file;
  const fields = new Map<EmployeeField, number>();
  const attributes = new Map<string, number>();
  for (const [field, column] of Object.entries(mapping)) {
    const place = placeOf(file, column, field);
    const attribute = field.startsWith(PROTECTED) ? field.slice(PROTECTED.length) : null;
    const known = field === 'employee_id' ? 'number' : EMPLOYEE_FIELDS.find((one) => one === field);
    if (attribute !== null && /^[\p{L}\p{N}_ -]{1,60}$/u.test(attribute)) attributes.set(attribute, place);
    else if (known !== undefined) fields.set(known, place);
    else {
      throw new InputError(
        `the mapping names "${field.slice(0, 80)}", which a file of employees does not have: there are ${listed([...EMPLOYEE_FIELDS])}, and ${PROTECTED}... for protected attributes`,
        { code: 'columns_not_recognised' },
      );
    }
  }
  const taken = new Set([...fields.values(), ...attributes.values()]);
  for (const field of EMPLOYEE_FIELDS) {
    if (fields.has(field)) continue;
    const [place] = fittingColumns(columns, field).filter((candidate) => !taken.has(candidate));
    if (place === undefined) continue;
    fields.set(field, place);
    taken.add(place);
  }
  if (!fields.has('number')) {
    throw new InputError(
      `${name} has no column of employee numbers. Its columns are ${columns.slice(0, 60).join(', ')}. Say which it is: mapping number=COLUMN.`,
      { code: 'columns_not_recognised' },
    );
  }
  const places = [
    ...fields,
    ...Array.from(attributes, ([attribute, place]) => [`${PROTECTED}${attribute}`, place] as const),
  ];
  return {
    kind: 'employees',
    places: { fields, protected: attributes },
    mapping: Object.fromEntries(places.map(([field, place]) => [field, columns[place]])),
  };
}

function placeOf({ name, columns }: Headed, column: string, field: string): number {
  const exact = columns.indexOf(column);
  const place = exact >= 0 ? exact : columns.findIndex((other) => plainWord(other) === plainWord(column));
  if (place >= 0) return place;
  throw new InputError(
    `${name} has no column "${column.slice(0, 80)}", which the mapping names for ${field.slice(0, 80)}. Its columns are ${columns.slice(0, 60).join(', ')}.`,
    { code: 'columns_not_recognised' },
  );
}
