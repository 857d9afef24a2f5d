import type { Import, ImportTemplate } from '../../../src/client/index.ts';
import type { Period } from '../../api/structure.ts';
import { KINDS, type Kind, kindOf, needsPeriod } from './fields.ts';

export const SPLITS = ['month', 'quarter', 'year'] as const;
export type Split = (typeof SPLITS)[number];
export const DELIMITERS = [',', ';', '\t', '|'] as const;
export const DECIMALS = ['point', 'comma'] as const;

/** Which period a file is of. */
export type PeriodChoice =
  | { readonly how: 'none' }
  | { readonly how: 'existing'; readonly id: string }
  | { readonly how: 'new'; readonly name: string; readonly from: string; readonly to: string }
  | { readonly how: 'split'; readonly by: Split };

/** How a file is to be read, as somebody is about to say it; empty texts say nothing. */
export interface Draft {
  readonly kind: Kind | null;
  readonly period: PeriodChoice;
  readonly mode: Import['mode'];
  readonly mapping: Readonly<Record<string, string>>;
  readonly delimiter: (typeof DELIMITERS)[number] | null;
  readonly decimal: (typeof DECIMALS)[number] | null;
  readonly sheet: string;
  readonly dateFormat: string;
  readonly done: readonly string[];
  readonly exclude: readonly string[];
  readonly rubric: string | null;
  readonly position: string;
  readonly currency: string;
}

/** What is known of how a file is to be read, with the likeliest period where none is said. */
export function draftOf(one: Import, periods: readonly Period[], today: string): Draft {
  return {
    ...optionsOf(one.options),
    kind: KINDS.find((kind) => kind === one.options.kind) ?? null,
    period: periodOf(one, periods, today),
    mode: one.mode,
    mapping: one.mapping,
  };
}

/** A draft, read as a template says. */
export function withTemplate(draft: Draft, { kind, mapping, options }: ImportTemplate): Draft {
  const period: PeriodChoice = options.split ? { how: 'split', by: options.split } : draft.period;
  return { ...draft, ...optionsOf(options), kind, mapping, period };
}

/** What is kept of a draft beside its period and mapping, in the words of the API. */
export function readingOf(draft: Draft) {
  const { delimiter, decimal, sheet, dateFormat, done, exclude, rubric, position, currency } = draft;
  return {
    delimiter,
    decimal,
    sheet: sheet.trim() || null,
    date_format: dateFormat.trim() || null,
    done: done.length > 0 ? done : null,
    exclude: exclude.length > 0 ? exclude : null,
    rubric: draft.kind === 'sheets' ? rubric : null,
    position: draft.kind === 'sheets' ? position.trim() || null : null,
    ...(/^[A-Z]{3}$/.test(currency) && { currency }),
  };
}

/** Whether all is said that must be. */
export function isComplete({ kind, period, rubric }: Draft): boolean {
  if (kind === 'sheets' && rubric === null) return false;
  if (period.how !== 'new') return true;
  const { name, from, to } = period;
  return name.trim() !== '' && isDay(from) && isDay(to) && from <= to;
}

/** The quarter that a day is in. */
export function quarterOf(day: string): {
  readonly name: string;
  readonly from: string;
  readonly to: string;
} {
  const [year, month] = day.split('-').map(Number);
  const quarter = Math.floor((month - 1) / 3);
  const dayAt = (months: number, date: number) =>
    new Date(Date.UTC(year, months, date)).toISOString().slice(0, 10);
  return { name: `${year}-Q${quarter + 1}`, from: dayAt(quarter * 3, 1), to: dayAt(quarter * 3 + 3, 0) };
}

type Options = Readonly<Record<string, unknown>>;

function optionsOf(options: Options): Omit<Draft, 'kind' | 'period' | 'mode' | 'mapping'> {
  return {
    delimiter: DELIMITERS.find((one) => one === options.delimiter) ?? null,
    decimal: DECIMALS.find((one) => one === options.decimal) ?? null,
    sheet: textOf(options.sheet),
    dateFormat: textOf(options.date_format),
    done: textsOf(options.done),
    exclude: textsOf(options.exclude),
    rubric: textOf(options.rubric) || null,
    position: textOf(options.position),
    currency: textOf(options.currency) || 'EUR',
  };
}

function periodOf(one: Import, periods: readonly Period[], today: string): PeriodChoice {
  const { period, split } = one.options;
  if (typeof period === 'string') return { how: 'existing', id: period };
  const by = SPLITS.find((length) => length === split);
  if (by !== undefined) return { how: 'split', by };
  const kind = kindOf(one);
  if (!needsPeriod(one) && kind === one.recognised?.kind) return { how: 'none' };
  const isDated = one.recognised?.mapping.completed_at !== undefined || one.recognised?.kind === null;
  if (kind === 'task log' && isDated) return { how: 'split', by: 'quarter' };
  const newest = periods.toSorted((a, b) => (a.ends_on < b.ends_on ? 1 : -1))[0];
  return newest === undefined ? { how: 'new', ...quarterOf(today) } : { how: 'existing', id: newest.id };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}
