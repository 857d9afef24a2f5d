/** What a spreadsheet shows where a formula fails. */
const ERRORS = '#(N/A|REF!|VALUE!|DIV/0!|NAME\\?|NULL!|NUM!|SPILL!|CALC!)';

/** SQL: whether a text is what a spreadsheet shows where a formula fails: #N/A, #REF!, ... */
export function isFormulaError(sql: string): string {
  return `(starts_with(${sql}, '#') AND regexp_full_match(${sql}, '${ERRORS}'))`;
}

/** The same of a text at hand. */
export function saysFormulaError(text: string): boolean {
  return new RegExp(`^${ERRORS}$`).test(text);
}
