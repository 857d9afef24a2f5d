import { FORMULA_ERROR } from '../../evaluation/formula-error.ts';

/** SQL: whether a text is what a spreadsheet shows where a formula fails. */
export function isFormulaError(sql: string): string {
  return `(starts_with(${sql}, '#') AND regexp_full_match(${sql}, '${FORMULA_ERROR}'))`;
}
