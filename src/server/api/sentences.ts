import { z } from 'zod';
import { API_SHAPES } from './shapes.ts';

/**
 * Sentences of answers that people read, by stable codes. What varies in them stands in braces: `{name}` a text, `{name#}` a number,
 * `{one|other}` words that follow from the rest. Of several sentences for one code, the first that fits counts.
 */
export const SENTENCES = {
  // Why somebody is unrated.
  'tasks-missing': 'the number of tasks is missing',
  'no-tasks': 'no tasks',
  'too-few-tasks': [
    '{tasks#} {task|tasks}, fewer than the {needed#} that a rating needs',
    'fewer than {needed#} tasks',
  ],
  'completed-missing': 'the number of completed tasks is missing',
  'none-completed': 'no completed task, so no hours per task',
  'no-hours': ['no hours', 'no hours: an average of 0 hours a task'],
  'no-sheet': 'no appraisal sheet',
  'no-usable-sheet': 'no usable sheet: {why}',
  'no-points': 'no points',
  'no-points-that-count': 'points only from roles that do not count',
  'position-not-in-standard': 'the standard was fitted without people of the position {position}',
  'too-few-points': [
    'no points for {indicators}, and only {allowed#} may be missing',
    'no points for {indicators}',
  ],

  // What a reader of results should know.
  'fields-reserved': 'Not passed on, because results have fields of that name: {fields}.',
  'nobody-rated': 'Nobody has enough evidence for a rating.',
  'fewer-tiers':
    '{tiers#} tiers need {people#} people with different numbers; there {is|are} {different#}, and so many tiers.',
  'scores-all-alike':
    'Everybody the standard was fitted on has the same weighted score, which nothing tells apart: it is 50.',
  'scores-beyond':
    '{people#} of {rated#} rated people lie beyond the scores the standard was fitted on: theirs are clipped to 0-100.',
  'people-moved':
    'The people have moved away from the data of the standard, {people#} people (population stability index: {features}; above {limit#} is much): fit a new standard.',
  'nothing-to-grade': 'There are no appraisal sheets to grade.',
  'nobody-graded': '{position}: nobody could be graded.',
  'graded-by-thresholds':
    '{position}: clustering into {grades#} grades needs {people#} people with different points; there {is|are} {different#}, so the thresholds of the scoring method give the grades.',
  'appraisers-apart':
    'The appraisers form {groups#} groups without people in common: how strict they are can only be compared within a group.',
  'position-left-out': ['Left out: {rows#} {row|rows} of the position {position}.'],
  'indicators-without-column': '{position}: no column for {indicators}; the rubric lets that be missing.',
  'points-like-shares':
    'No points are above 1, but indicators reach more: these look like shares, not points.',
  'nested-left-out': '"{field}" is not passed on where it is nested.',

  // What was noticed of a file.
  'field-reserved': '"{field}" is a name that results use: it is not passed on',
  'columns-nameless': '{columns#} {column|columns} without a name: not passed on',
  'rows-empty': '{rows#} empty {row|rows} skipped',
  'sheet-chosen': '{file} has {sheets#} sheets: "{sheet}" was read (sheet names another)',
  'values-beyond-header': '{values#} {value|values} to the right of the header: not read',
  'formulas-without-result':
    '{formulas#} {formula|formulas} without a stored result in {file}: open it in a spreadsheet program and save it',
  'statuses-open':
    'statuses counted as open, for want of a better word: {statuses}; done and exclude say what they mean',
  'status-unused': 'no task has the status {statuses}',
  'several-of-one-person':
    '{people#} {employee has|employees have} more than one {field} in {file}: the most frequent is shown',
  'rows-outside-days': '{rows#} {row|rows} outside of the range of days',
  'rows-without-day': '{rows#} {row|rows} left out of the range of days for want of a date',
  'column-chosen': '{columns} fit {field}: {column} was taken (mapping {example}=... takes another)',
  'decimals-mixed':
    'some numbers have a decimal comma ({commas#}), some a decimal point ({points#}): the decimal {comma|point} was taken for right',
  'rejections-many': '{rows#} rows are rejected: the first {listed#} of them are listed',

  // Why a row is rejected.
  'employee-empty': ['the employee id is empty', 'the employee number is empty', 'the employee is missing'],
  'task-empty': 'the task id is empty',
  'appraiser-missing': 'the appraiser is missing',
  'formula-error': ['is the error of a formula', 'the {field} is the error of a formula'],
  'employee-twice': [
    'there is more than one row for this employee',
    'two summaries of one employee: {employee} is in row {row#}, too',
  ],
  'points-twice': 'two rows of points of one employee{by}: row {row#} says it, too',
  'position-twice': 'one employee with two positions: {positions}',
  'text-too-long': 'is longer than {most#} characters',
  'no-date': 'is not a date that can be read (date_format says how dates are written)',
  'leaves-before-coming': 'nobody can leave before they come',
  'cost-negative': 'a cost cannot be below 0',
  'no-number': ['is not a number', 'is not a finite number'],
  'number-too-large': 'is too large a number',
  'number-unclear': 'could be {whole} or {fraction}: say decimal comma or decimal point',
  'number-other-decimal': [
    'has a decimal {comma|point} where the others have a decimal {point|comma} (decimal {reads} reads it)',
  ],
  'number-is-time': 'is a time, not a number (1:30 hours are 1.5)',
  'count-negative': 'a number of tasks cannot be negative',
  'count-too-large': 'the number of tasks is too large',
  'count-not-whole': 'a number of tasks must be a whole number',
  'more-completed': 'more tasks are completed ({completed#}) than there are ({tasks#})',
  'hours-negative': 'hours cannot be negative',
  'hours-too-many': 'more than {most#} hours are not believed',
  'quote-open': 'has a quote that is never closed',
  'quote-misplaced': 'has text after a closing quote (a quote inside of quotes must be doubled)',
  'values-miscounted': [
    'has {values#} {value|values} where the header has {columns#}: a value with a {delimiter} in it must stand in quotes',
    'has {values#} {value|values} where the header has {columns#}',
  ],
  'record-broken': ['is not valid JSON', 'is no object: a record must be { ... }'],
  'field-twice': 'is given twice in one record',
  'points-negative': 'points cannot be negative',
  'points-beyond': '{indicator} can reach {most#} points in the position {position}, not {points#}',
  'points-missing': 'the points are missing',
  'position-missing': 'the position is missing; the rubric has {positions}',
  'position-unknown': 'the rubric has no such position; it has {positions}',
  'indicator-unknown': [
    'the position {position} has no such indicator; it has {indicators}',
    'the position {position} has no indicator {indicators}',
  ],
  'role-unknown': 'the role must be one of {roles}',
  'reports-to-itself': 'nobody can report to themselves, be it through others',

  // Why a file could not be read.
  'period-missing': [
    'say which period the tasks are of (period), or that they are to be split into months, quarters or years by their days of completion (split)',
    'say which period the numbers are of (period)',
    'say which period the costs in the column {column} are of (period)',
  ],
  'rubric-missing': [
    'appraisal sheets are held against a rubric: say which (rubric)',
    'say which rubric the appraisals are held against (rubric)',
  ],
  'columns-unclear': '{file} was taken for a {kind}, but {reasons}. Its columns are {columns}.{mend}',
  'kind-unclear': '{file} has no column of employee numbers. Its columns are {columns}.{mend}',
  'dates-mixed': '{file}: the dates in {columns} are written in different orders: {mend}',
  'dates-unclear': '{file}: the dates in {columns} could be {days}. Say which: {mend}',
  'file-empty': [
    '{file} is empty: it has blank lines only',
    '{file} is empty: the sheet "{sheet}" has no cells',
    '{file} is empty',
  ],
  'file-without-rows': ['the file has no rows below its header', '{file} has no rows below its header'],
  'file-without-good-rows': 'no row of the file can be used: the rejected rows say why',
  'file-encrypted': '{file} is encrypted: save it without a password',
  'file-damaged': ['{file} is a damaged archive: {why}', '{file} is a damaged workbook: {why}'],
  'file-not-json': ['{file} is not valid JSON in {place}', '{file} is not valid JSON'],
  'file-foreign': '{file} is {kind}. Evenhand reads CSV, TSV, JSON, NDJSON, Parquet and XLSX',
  'file-gone': 'the file is not here any more: send it again',
  'file-too-slow': 'reading the file took longer than {seconds#} seconds: send it in parts',
  'file-too-large': [
    'reading the file takes more than {memory#} MiB of memory: send it in parts',
    'the file could not be read: it takes more than a reader may use, or is damaged',
  ],
  'period-gone': [
    'the period is no longer there: name another one',
    'the period {period} is no longer there: name another one, and the file is read again',
  ],
  'position-nobodys': 'nobody in {file} has the position {position}; it has {others}',
  'indicators-needed': '{file} has no column for {indicators}, which the position {position} needs. {mend}',

  // Why a job failed.
  'server-failed': [
    'something went wrong in the server; its log says more',
    'something went wrong in the server; its log says more under the request id',
  ],
  'given-up': 'the server ended {times#} times while it did this; it is not tried again',
  'reading-cancelled': 'the reading was cancelled',
  'same-person-twice':
    'the file says something of the same person twice: their numbers differ only in characters that cannot be kept',
  'rubric-unknown': 'there is no rubric "{rubric}"',
  'rubric-gone': 'the rubric is not there any more',

  // What is wrong with a rubric.
  'must-be-mapping': [
    '{what} must be a mapping with the keys {keys}, not {found}',
    '{what} must be a mapping, not {found}',
  ],
  'key-unknown': 'unknown key "{key}"; {known}',
  'rubric-lacks': 'missing: give {what}',
  'rubric-lacks-grades': 'missing: list the names of the grades, best first',
  'rubric-lacks-threshold': 'missing: give the points from which on the grade is given',
  'rubric-lacks-thresholds': 'missing: say from how many points each grade but the last is given: {grades}',
  'entries-missing': '{what} are missing: there must be at least one entry',
  'name-impossible': '"{name}" cannot be a name',
  'must-be-number': ['must be a number, not {found}', 'must be a finite number, not {found}'],
  'must-be-list': 'must be a list of words, not {found}',
  'must-be-word': 'must be a word (put quotes around numbers), not {found}',
  'listed-twice': '"{word}" is listed twice',
  'must-be-text': '{what} must be text, not {found}',
  'grades-count': 'there must be 2 to 6 grades, best first, not {grades#}',
  'roles-without-weight': 'at least one role must have a weight above 0',
  'too-many-indicators': 'a position can have at most {most#} indicators, not {indicators#}',
  'too-few-indicators': 'a position needs at least two indicators, not 1',
  'at-least-zero': 'must be at least 0, not {found}',
  'whole-at-least-zero': 'must be a whole number of at least 0, not {found}',
  'above-zero': [
    'must be above 0 and at most {most#} (leave out of points what shall not count), not {found}',
    'must be above 0 and at most {most#}, not {found}',
  ],
  'must-be-share': 'must be a share of points, at least 0 and below 1, not {found}',
  'not-among-rubrics': "is not among the rubric's indicators: {indicators}",
  'not-among-positions': [
    '"{indicator}" is not among the position\'s indicators: {indicators}',
    "is not among the position's indicators: {indicators}",
  ],
  'threshold-beyond': '{threshold#} is more than the {most#} points of the position {position}',
  'thresholds-disordered':
    'out of order: {grade} begins at {points}, but {better}, the better grade, at {others}',
  'must-be-floors': 'must be a list, each entry with atMost and atOrBelow',
  'grade-caps-nothing': '"{grade}" is the best grade, which caps nothing: name one of {grades}',
  'must-be-grade': 'must be one of the grades {grades}, not {found}',
  'floor-without-indicator': 'names no indicator: leave it out for all',
  'missing-too-many':
    '{missing#} may be missing, but the position {position} has only {indicators#} indicators',
  'indicator-unused': 'no position gives points for it',
  'word-taken': '"{word}" already stands for {owner}',

  // Why a request is refused.
  'not-for-role': 'this is not for the role {role}',
  'not-there': 'there is no such {what}',
  'changed-meanwhile':
    'it has been changed since it was read: this is version {version#}, If-Match asked for {expected#}; read it again',
  'server-busy': ['{why}: ask again in a few seconds'],
  'store-full':
    'there is no room left for the data: nothing was changed; make room on the disk and try again',
  'store-unavailable': 'the database does not answer: nothing was changed; try again in a moment',
  'upload-full': 'there is no room left for the file: make room on the disk and try again',
  'upload-too-large':
    'the file is larger than the {bytes#} bytes that can be imported (EVENHAND_UPLOAD_LIMIT)',
  'requests-too-many':
    'these are more than {most#} {what} in a minute: ask again in {seconds#} seconds (EVENHAND_RATE_LIMIT)',
  'name-taken': 'there is another {what} of that name',
  'number-taken': 'there is another person of that number',
  'address-taken': 'there is another account of that address',
  'in-use': 'the {what} is in use: people, numbers or other {others} belong to it',
  'person-in-use':
    'there is something of the person, or somebody who reports to them: erase the person, or say that they left',
  'person-not-this-number': 'this is not the number of the person: nobody was erased',
  'circle-of-managers': 'nobody can report to themselves or to somebody who reports to them',
  'circle-of-departments': 'a department cannot be part of itself or of one below it',
  'ends-before-start': 'a period cannot end before it starts',
  'last-admin': 'this is the only admin who can come in: make another one first',
  'account-inactive': 'the account may not be used: make it active first',
  'password-wrong': 'the current password is another one',
  'own-decision': 'nobody decides about themselves: somebody else has to',
  'contest-answered': 'the contest is answered already',
  'job-ended': [
    'the job has ended already: it is {state}',
    'the evaluation has ended already: it is {state}',
  ],
  'evaluation-under-way': 'the evaluation is {state}: cancel it first',
  'released-already': 'the results are released already',
  'released-not': 'the results are not released',
  'standard-state': 'the standard is {state}; only one that is {from} can become {to}',
  'standard-in-use': 'the standard was approved, or an evaluation used it: it stays on record',
  'standard-retired': 'the standard is retired: nobody is held against it any more',
  'standard-needed': [
    'no standard for tasks is active: activate one, or name one as standard',
    'no standard of appraisals is active: say which rubric to use',
  ],
  'nobody-to-keep': 'nobody could be rated by this: there is nothing to keep',
  'import-state': [
    'an import that is {state} cannot be {done}',
    'an import that is {state} stays on record; {how}',
  ],
  'import-twin':
    'the same file was committed before, as import {import}: undo that one first, or say "again": true to import it once more',
  'import-manager-gone': 'a manager that the file names is no longer among the people: read the file again',
  'sheet-unfit': 'the sheet does not fit the rubric',
} as const satisfies Readonly<Record<string, string | readonly string[]>>;

type SentenceCode = keyof typeof SENTENCES;
const CODES = Object.keys(SENTENCES) as SentenceCode[];

/** A sentence for programs: what it says, and of what. */
export const Said = z
  .strictObject({
    code: z.enum(CODES),
    values: z.record(z.string(), z.union([z.string(), z.number()])).describe('What the sentence is about.'),
  })
  .register(API_SHAPES, {
    id: 'Said',
    description: 'What a sentence says, for programs: to be said in another language, or acted upon.',
  });
export type Said = z.output<typeof Said>;

/** What a sentence says; null where no code is for it. */
export function saidBy(sentence: string): Said | null {
  const known = EXACT.get(sentence);
  if (known !== undefined) return { code: known, values: {} };
  for (const { code, parts } of OPEN) {
    const values = valuesIn(sentence, parts);
    if (values !== null) return { code, values };
  }
  return null;
}

/** Literal texts at even places, what is in braces between them at odd ones. */
type Parts = readonly string[];

const ALL = CODES.flatMap((code) => [SENTENCES[code]].flat().map((sentence: string) => ({ code, sentence })));
const isOpen = ({ sentence }: { readonly sentence: string }) => /\{\S/.test(sentence);
const EXACT: ReadonlyMap<string, SentenceCode> = new Map(
  ALL.filter((one) => !isOpen(one)).map(({ code, sentence }) => [sentence, code]),
);
const OPEN = ALL.filter(isOpen).map(({ code, sentence }) => ({
  code,
  parts: sentence.split(/\{(\S[^}]*)\}/),
}));

/** The values with which a sentence is made of its parts; null where it is not. Each goes as far as the next literal text. */
function valuesIn(sentence: string, [start, ...rest]: Parts): Said['values'] | null {
  if (!sentence.startsWith(start)) return null;
  const values: Record<string, string | number> = {};
  let at = start.length;
  for (let i = 0; i < rest.length; i += 2) {
    const [hole, after] = [rest[i], rest[i + 1]];
    const isLast = i + 2 === rest.length;
    const end = isLast ? sentence.length - after.length : sentence.indexOf(after, at);
    if (end < at || !sentence.endsWith(isLast ? after : '')) return null;
    const text = sentence.slice(at, end);
    at = end + after.length;
    if (hole.includes('|')) {
      if (!hole.split('|').includes(text)) return null;
    } else if (hole.endsWith('#')) {
      if (!/^-?\d+(?:\.\d+)?$/.test(text)) return null;
      values[hole.slice(0, -1)] = Number(text);
    } else {
      values[hole] = text;
    }
  }
  return values;
}
