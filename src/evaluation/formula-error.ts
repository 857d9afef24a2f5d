/** What a spreadsheet shows where a formula fails, as a regular expression: #N/A, #REF!, ... */
export const FORMULA_ERROR = '#(N/A|REF!|VALUE!|DIV/0!|NAME\\?|NULL!|NUM!|SPILL!|CALC!)';

/** Whether a text, white space aside, is what a spreadsheet shows where a formula fails. */
export function saysFormulaError(text: string): boolean {
  return WHOLE.test(text.trim());
}

const WHOLE = new RegExp(`^${FORMULA_ERROR}$`);
