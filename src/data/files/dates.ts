import { InputError, UsageError } from '../../errors.ts';
import { type Engine, quoted } from './engine.ts';
import { listed } from './listed.ts';

/** One way to write a date: a pattern that it must match, and the engine's own format (strptime). */
interface DateFormat {
  readonly pattern: string;
  readonly strptime: string;
}

/** How the dates of a file are written: the first format that fits is taken. */
export type DateFormats = readonly DateFormat[];

const TOKENS: Readonly<Record<string, DateFormat>> = {
  yyyy: { pattern: '\\d{4}', strptime: '%Y' },
  yy: { pattern: '\\d{2}', strptime: '%y' },
  MMMM: { pattern: '[A-Za-z]+', strptime: '%B' },
  MMM: { pattern: '[A-Za-z]{3}', strptime: '%b' },
  MM: { pattern: '\\d{1,2}', strptime: '%m' },
  M: { pattern: '\\d{1,2}', strptime: '%m' },
  dd: { pattern: '\\d{1,2}', strptime: '%d' },
  d: { pattern: '\\d{1,2}', strptime: '%d' },
};

const EXAMPLES = 'dd/MM/yyyy, MM/dd/yyyy, yyyy-MM-dd, dd-MMM-yy (02-Nov-04), d MMMM yyyy (2 November 2004)';

/**
 * The format that a person names, as in dd/MM/yyyy: yyyy or yy (69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068),
 * MM or M, MMM (Nov), MMMM (November), dd or d; every other character but letters stands for itself. ISO dates are
 * read besides. Throws UsageError where one of year, month and day is missing or there twice.
 */
export function dateFormatNamed(named: string): DateFormats {
  const parts = named.match(/[A-Za-z]+|[^A-Za-z]+/g) ?? [];
  const formats = parts.map((part) => {
    const token = Object.hasOwn(TOKENS, part) ? TOKENS[part] : undefined;
    if (token === undefined && /[A-Za-z]/.test(part)) {
      throw new UsageError(`--date-format does not know "${part}"; examples: ${EXAMPLES}`);
    }
    return token ?? literal(part);
  });
  for (const [what, letter] of [
    ['year', 'y'],
    ['month', 'M'],
    ['day', 'd'],
  ]) {
    if (parts.filter((part) => part.startsWith(letter)).length !== 1) {
      throw new UsageError(
        `--date-format must have the ${what} exactly once, unlike "${named}"; examples: ${EXAMPLES}`,
      );
    }
  }
  return [joined(formats), ...ISO.slice(0, 1)];
}

function literal(text: string): DateFormat {
  return {
    pattern: text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    strptime: text.replaceAll('%', '%%'),
  };
}

function joined(parts: readonly DateFormat[]): DateFormat {
  return {
    pattern: parts.map(({ pattern }) => pattern).join(''),
    strptime: parts.map(({ strptime }) => strptime).join(''),
  };
}

const ISO: DateFormats = [
  { pattern: '\\d{4}-\\d{1,2}-\\d{1,2}', strptime: '%Y-%m-%d' },
  { pattern: '\\d{4}/\\d{1,2}/\\d{1,2}', strptime: '%Y/%m/%d' },
  { pattern: '\\d{4}\\.\\d{1,2}\\.\\d{1,2}', strptime: '%Y.%m.%d' },
  { pattern: '(19|20)\\d{6}', strptime: '%Y%m%d' },
];

/** Only one reading fits: the year first with four digits, the month as a word, or dots (day first). */
const CLEAR: DateFormats = [
  ...ISO,
  ...['-', ' ', '/', '. ', '.'].flatMap((sign) => withMonthInWords(sign)),
  { pattern: '[A-Za-z]{3} \\d{1,2},? \\d{4}', strptime: '%b %d %Y' },
  { pattern: '[A-Za-z]{4,} \\d{1,2},? \\d{4}', strptime: '%B %d %Y' },
  { pattern: '\\d{1,2}\\.\\d{1,2}\\.\\d{4}', strptime: '%d.%m.%Y' },
  { pattern: '\\d{1,2}\\.\\d{1,2}\\.\\d{2}', strptime: '%d.%m.%y' },
];

function withMonthInWords(sign: string): DateFormat[] {
  const between = literal(sign);
  return [
    { pattern: '[A-Za-z]{3}', strptime: '%b' },
    { pattern: '[A-Za-z]{4,}', strptime: '%B' },
  ].flatMap((month) =>
    [
      { pattern: '\\d{4}', strptime: '%Y' },
      { pattern: '\\d{2}', strptime: '%y' },
    ].map((year) => {
      const after = sign === '. ' ? literal(' ') : between;
      return joined([{ pattern: '\\d{1,2}', strptime: '%d' }, between, month, after, year]);
    }),
  );
}

const ORDERS = ['dmy', 'mdy', 'ymd'] as const;
type Order = (typeof ORDERS)[number];

/** Day, month and year as numbers between slashes or dashes: the order must be told from all dates together. */
const UNCLEAR: Readonly<Record<Order, DateFormats>> = {
  dmy: numeric('%d', '%m'),
  mdy: numeric('%m', '%d'),
  ymd: ['/', '-'].map((sign) => ({
    pattern: `\\d{2}${sign}\\d{2}${sign}\\d{2}`,
    strptime: `%y${sign}%m${sign}%d`,
  })),
};

function numeric(first: string, second: string): DateFormats {
  return ['/', '-'].flatMap((sign) => [
    { pattern: `\\d{1,2}${sign}\\d{1,2}${sign}\\d{4}`, strptime: `${first}${sign}${second}${sign}%Y` },
    { pattern: `\\d{1,2}${sign}\\d{1,2}${sign}\\d{2}`, strptime: `${first}${sign}${second}${sign}%y` },
  ]);
}

const EXAMPLE_OF: Readonly<Record<Order, string>> = { dmy: 'dd/MM/yyyy', mdy: 'MM/dd/yyyy', ymd: 'yy-MM-dd' };

/** All formats that are known, whatever the order: enough to tell whether a text is a date at all. */
export const ANY_DATE: DateFormats = [...CLEAR, ...UNCLEAR.dmy, ...UNCLEAR.mdy, ...UNCLEAR.ymd];

/**
 * How the dates in these columns (SQL over the view `records`) are written. Where only the numbers of day and month
 * could tell their order, all dates are asked: the one order that fits them all is taken. Throws InputError that
 * names --date-format where several orders do, or none.
 */
export async function dateFormatsOf(
  engine: Engine,
  file: string,
  columns: ReadonlyMap<string, string>,
): Promise<DateFormats> {
  if (columns.size === 0) return CLEAR;
  const names = listed(Array.from(columns.keys()));
  const texts = Array.from(
    columns.values(),
    (sql) => `SELECT ${dayPart(sql)} AS d FROM records WHERE ${sql} IS NOT NULL`,
  );
  const reads = ORDERS.map((order) => `${dateSql('d', UNCLEAR[order])} IS NOT NULL AS ${order}`).join(', ');
  const [total, ...fitting] = await engine.numbers(
    `SELECT count(*), ${ORDERS.map((order) => `count_if(${order})`).join(', ')}
     FROM (SELECT ${reads} FROM (${texts.join(' UNION ALL ')}) WHERE regexp_full_match(d, '\\d{1,2}([/-])\\d{1,2}[/-]\\d{2}(\\d{2})?'))
     WHERE dmy OR mdy OR ymd`,
  );
  if (total === 0) return CLEAR;
  const possible = ORDERS.filter((_, i) => fitting[i] === total);
  if (possible.length === 1) return [...CLEAR, ...UNCLEAR[possible[0]]];
  if (possible.length === 0) {
    throw new InputError(
      `${file}: the dates in ${names} are written in different orders: no order of day, month and year fits them all. ` +
        `Name the right one with --date-format, for example ${EXAMPLE_OF.dmy} or ${EXAMPLE_OF.mdy}; dates that do not fit are rejected then.`,
    );
  }
  throw new InputError(
    `${file}: the dates in ${names} could be ${listed(
      possible.map((order) => EXAMPLE_OF[order]),
      'or',
    )}. ` +
      `Say which: --date-format ${possible.map((order) => EXAMPLE_OF[order]).join(' or --date-format ')}.`,
  );
}

/** SQL: the day that a text says in one of these formats; NULL where it says none. The time of day is left out. */
export function daySql(text: string, formats: DateFormats): string {
  return dateSql(dayPart(text), formats);
}

function dateSql(text: string, formats: DateFormats): string {
  const cases = formats.map(({ pattern, strptime }) => {
    const plain = strptime.includes('%d %Y') ? `replace(${text}, ',', '')` : text;
    return `WHEN regexp_full_match(${text}, ${quoted(pattern)}) THEN try_strptime(${plain}, ${quoted(strptime)})`;
  });
  return `CAST(CASE ${cases.join(' ')} END AS DATE)`;
}

const TIME_OF_DAY =
  '(T|,? +)\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d+)?)?( ?[AaPp]\\.?[Mm]\\.?)?( ?(Z|UTC|GMT|[+-]\\d{2}(:?\\d{2})?))?$';

function dayPart(text: string): string {
  return `regexp_replace(${text}, ${quoted(TIME_OF_DAY)}, '')`;
}

/** A day as a person names it for a range, in ISO writing. Throws UsageError for anything else. */
export function isoDay(option: string, text: string): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const date = new Date(`${text}T00:00:00Z`);
  if (found === null || Number.isNaN(date.valueOf()) || date.toISOString().slice(0, 10) !== text) {
    throw new UsageError(`${option} must be a day like 2024-12-31, not "${text.slice(0, 40)}"`);
  }
  return text;
}
