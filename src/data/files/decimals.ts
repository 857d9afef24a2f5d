import { saysFormulaError } from '../../evaluation/formula-error.ts';
import { type Engine, quoted } from './engine.ts';
import type { Delimiter } from './records-of-text.ts';
import type { ValueKind } from './table.ts';

export type Decimal = 'comma' | 'point';

/** How the numbers of a file are written. */
export interface Notation {
  readonly decimal: Decimal;
  /** The person said so, so that "1,234" has one meaning only. */
  readonly told: boolean;
  /** Some number shows it, or the file's delimiter does, so that the decimal sign before three digits is believed. */
  readonly shown: boolean;
  /** What to tell the person about it. */
  readonly notes: readonly string[];
}

/** A column of numbers as text in the view `records`. */
export interface NumberColumn {
  readonly sql: string;
  readonly kind: ValueKind;
}

const SIGN = '[+-]?';
/** Only one reading is possible: one kind of sign with other than three digits after it, or both, or groups twice. */
const CLEAR = {
  point: `${SIGN}(\\d+\\.\\d{0,2}|\\.\\d+|\\d+\\.\\d{4,}|(0\\d*|\\d{4,})\\.\\d{3}|\\d+\\.\\d*[eE][+-]?\\d+|\\d{1,3}(,\\d{3})+\\.\\d+|\\d{1,3}(,\\d{3}){2,})`,
  comma: `${SIGN}(\\d+,\\d{1,2}|,\\d+|\\d+,\\d{4,}|(0\\d*|\\d{4,}),\\d{3}|\\d{1,3}(\\.\\d{3})+,\\d+|\\d{1,3}(\\.\\d{3}){2,})`,
} as const;

/** Not more than 99 places before the point and after the E, so that no text overflows. */
const EXPONENT = '([eE](\\+?\\d{1,2}|-\\d{1,3}))?';
const PLAIN = {
  point: `${SIGN}(\\d{1,99}(\\.\\d*)?|\\.\\d+)${EXPONENT}`,
  comma: `${SIGN}(\\d{1,99}(,\\d*)?|,\\d+)${EXPONENT}`,
} as const;
/** Thousands in groups: beyond doubt with a decimal sign or a second group, and in any case where the notation was told. */
const GROUPED = {
  point: `${SIGN}\\d{1,3}((,\\d{3})+\\.\\d+|(,\\d{3}){2,}\\.?)`,
  comma: `${SIGN}\\d{1,3}((\\.\\d{3})+,\\d+|(\\.\\d{3}){2,},?)`,
} as const;
const GROUPED_ONCE = { point: `${SIGN}\\d{1,3},\\d{3}`, comma: `${SIGN}\\d{1,3}\\.\\d{3}` } as const;
/** Might be thousands or a fraction. */
const UNCLEAR = { point: `${SIGN}[1-9]\\d{0,2}\\.\\d{3}`, comma: `${SIGN}[1-9]\\d{0,2},\\d{3}` } as const;

/** How many of a file's numbers have a comma in them, and how many can be read in one notation only. */
export interface DecimalSigns {
  readonly commas: number;
  readonly clearCommas: number;
  readonly clearPoints: number;
}

/**
 * Finds out whether a file's numbers have a decimal comma or a decimal point, from the numbers of all its columns
 * that only one reading fits, then from its delimiter (a semicolon is there to leave the comma to the numbers).
 */
export async function notationOf(
  engine: Engine,
  columns: readonly NumberColumn[],
  delimiter: Delimiter | null,
  told: Decimal | undefined,
): Promise<Notation> {
  if (told !== undefined) return notationTold(told);
  const texts = columns.filter(({ kind }) => kind === 'text').map(({ sql }) => sql);
  const total = async (condition: (sql: string) => string): Promise<number> => {
    const sums = texts.map((sql) => `count(*) FILTER (WHERE ${condition(sql)})`);
    const [count] = await engine.numbers(`SELECT ${sums.join(' + ') || '0'} FROM records`);
    return count;
  };
  const commas = await total((sql) => `contains(${sql}, ',')`);
  if (commas === 0 && delimiter !== ';') {
    return notationShown({ commas, clearCommas: 0, clearPoints: 0 }, delimiter);
  }
  const clearCommas = await total((sql) => `regexp_full_match(${sql}, ${quoted(CLEAR.comma)})`);
  const clearPoints = await total((sql) => `regexp_full_match(${sql}, ${quoted(CLEAR.point)})`);
  return notationShown({ commas, clearCommas, clearPoints }, delimiter);
}

export function notationTold(decimal: Decimal): Notation {
  return { decimal, told: true, shown: true, notes: [] };
}

/** The notation that a file's decimal signs and its delimiter show. */
export function notationShown(
  { commas, clearCommas, clearPoints }: DecimalSigns,
  delimiter: Delimiter | null,
): Notation {
  if (commas === 0 && delimiter !== ';') return { decimal: 'point', told: false, shown: true, notes: [] };
  if (clearCommas > 0 && clearPoints > 0) {
    const decimal = clearCommas > clearPoints ? 'comma' : 'point';
    const note = `some numbers have a decimal comma (${clearCommas}), some a decimal point (${clearPoints}): the decimal ${decimal} was taken for right`;
    return { decimal, told: false, shown: false, notes: [note] };
  }
  if (clearCommas > 0) return { decimal: 'comma', told: false, shown: true, notes: [] };
  if (clearPoints > 0) return { decimal: 'point', told: false, shown: true, notes: [] };
  if (commas > 0 && delimiter === ';') return { decimal: 'comma', told: false, shown: true, notes: [] };
  return { decimal: 'point', told: false, shown: false, notes: [] };
}

/** SQL: the finite number a text says in this notation, NULL where it says none or more than one. */
export function numberSql({ sql, kind }: NumberColumn, { decimal, told, shown }: Notation): string {
  const matches = (pattern: string): string => `regexp_full_match(${sql}, ${quoted(pattern)})`;
  const cast = (text: string): string => `try_cast(${text} AS DOUBLE)`;
  // adding 0.0 makes -0 what everybody means by it
  if (kind === 'number') return `(CASE WHEN ${matches(PLAIN.point)} THEN ${cast(sql)} END + 0.0)`;
  const pointed = (text: string): string => (decimal === 'point' ? text : `replace(${text}, ',', '.')`);
  const doubtful = shown ? '' : `WHEN ${matches(UNCLEAR[decimal])} THEN NULL `;
  const grouped = told ? `${GROUPED[decimal]}|${GROUPED_ONCE[decimal]}` : GROUPED[decimal];
  const ungrouped = `replace(${sql}, '${decimal === 'point' ? ',' : '.'}', '')`;
  return `(CASE ${doubtful}WHEN ${matches(PLAIN[decimal])} THEN ${cast(pointed(sql))} WHEN ${matches(grouped)} AND length(${sql}) < 100 THEN ${cast(pointed(ungrouped))} END + 0.0)`;
}

/** Why a text is no number in this notation, and what would make it one. */
export function whyNoNumber(text: string, notation: Notation): string {
  if (text.length > 40) return 'is not a number';
  if (saysFormulaError(text)) return 'is the error of a formula';
  if (/^[+-]?[\d.,]+[eE]\+?\d{3,}$/.test(text)) return 'is too large a number';
  const unclear = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(text);
  if (unclear) {
    const digits = text.replace(/[.,]/, '');
    return `could be ${digits} or ${text.replace(',', '.')}: say --decimal comma or --decimal point`;
  }
  const other = notation.decimal === 'comma' ? 'point' : 'comma';
  if (new RegExp(`^(?:${CLEAR[other]})$`).test(text)) {
    return `has a decimal ${other} where the others have a decimal ${notation.decimal} (--decimal ${other} reads it)`;
  }
  return /^-?\d+:\d\d(?::\d\d)?$/.test(text)
    ? 'is a time, not a number (1:30 hours are 1.5)'
    : 'is not a number';
}
