import { FORMATS } from './formats.ts';
import { choice, flag, list, pairs, text } from './options.ts';

/** How any file is read, whatever it is evaluated for. */
export const readingOptions = {
  map: pairs(
    'FIELD=COLUMN,...',
    'which column is what, where its header does not say it; may be given several times',
  ),
  sheet: text('NAME', 'the sheet of a workbook, by name or number; default the first'),
  decimal: choice(['point', 'comma'], 'what separates decimals, where it cannot be told from the numbers'),
  strict: flag('make any rejected row fatal (exit status 3) instead of going on with the good rows'),
  rejected: text('PATH', 'write the rejected rows, all of them, to a CSV file'),
};

/** Where any result goes. */
export const writingOptions = {
  format: choice(FORMATS, "how to write the result; default what --out's name tells, else table"),
  out: text(
    'PATH',
    'write the result to a file, which is there whole or not at all; default standard output',
  ),
  quiet: flag('say nothing on standard error but errors'),
};

/** Saved standards. */
export const standardOptions = {
  'save-standard': text('PATH', 'save what was fitted as a readable JSON file, to be applied again later'),
  standard: text('PATH', 'apply a saved standard instead of fitting a new one'),
};

/** Which rows of a task log count. */
export const taskLogOptions = {
  done: list('STATUS,...', 'the statuses of completed tasks; default the common words for them'),
  exclude: list('STATUS,...', 'the statuses of tasks that do not count at all, such as cancelled ones'),
  from: text('DATE', 'count only tasks completed on or after this day, YYYY-MM-DD'),
  to: text('DATE', 'count only tasks completed on or before this day, YYYY-MM-DD'),
  'date-format': text(
    'FORMAT',
    'how dates are written, such as dd/MM/yyyy, where it cannot be told from the dates',
  ),
};
