import { plainWord } from '../../evaluation/plain-word.ts';
import { SYNONYMS } from '../files/fields.ts';

/** What a file of employees may say of a person; `number` must be there. */
export const EMPLOYEE_FIELDS = [
  'number',
  'name',
  'department',
  'position',
  'manager',
  'active_from',
  'active_to',
  'cost',
] as const;

export type EmployeeField = (typeof EMPLOYEE_FIELDS)[number];

/** The mapping of a protected attribute begins like this: `protected:sex`. No header alone makes a column one. */
export const PROTECTED = 'protected:';

/** Headers that mean a field, besides its own name, the likeliest first; compared without case, blanks and signs. */
export const EMPLOYEE_SYNONYMS: Readonly<Record<EmployeeField, readonly string[]>> = {
  number: ['employee id', ...SYNONYMS.employee_id, 'id', 'no', 'Nummer', 'Nr.'],
  name: SYNONYMS.name,
  department: SYNONYMS.department,
  position: [
    ...['position name', 'job title', 'job', 'title', 'role', 'post', 'function'],
    ...['Stelle', 'Funktion', 'Stellenbezeichnung', 'Tätigkeit', 'Rolle'],
  ],
  manager: [
    ...['manager id', 'manager no', 'manager number', 'supervisor', 'supervisor id', 'supervisor number'],
    ...['reports to', 'boss', 'line manager', 'line manager id', 'team lead'],
    ...[
      'Vorgesetzter',
      'Vorgesetzte',
      'Vorgesetzten-ID',
      'Vorgesetztennummer',
      'Vorgesetzter Personalnummer',
    ],
    ...['Führungskraft', 'berichtet an', 'Leiter', 'Teamleiter'],
  ],
  active_from: [
    ...['active since', 'hired', 'hired on', 'hire date', 'start date', 'joined', 'joined on', 'entry date'],
    ...[
      'employed from',
      'employed since',
      'Eintritt',
      'Eintrittsdatum',
      'Eingetreten am',
      'Beschäftigt seit',
    ],
    ...['Beschäftigt ab', 'aktiv ab', 'aktiv seit'],
  ],
  active_to: [
    ...['active until', 'left', 'left on', 'leaving date', 'exit date', 'end date', 'termination date'],
    ...['employed to', 'employed until', 'Austritt', 'Austrittsdatum', 'Ausgetreten am', 'Beschäftigt bis'],
    ...['aktiv bis'],
  ],
  cost: [
    ...[
      'costs',
      'cost per period',
      'total cost',
      'personnel cost',
      'Kosten',
      'Personalkosten',
      'Gesamtkosten',
    ],
  ],
};

/** The places of the columns that could be a field, the likeliest first. */
export function fittingColumns(columns: readonly string[], field: EmployeeField): number[] {
  const words = [field, ...EMPLOYEE_SYNONYMS[field]].map(plainWord);
  return columns
    .flatMap((column, place) => {
      const rank = words.indexOf(plainWord(column));
      return rank < 0 ? [] : [{ place, rank }];
    })
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .map(({ place }) => place);
}
