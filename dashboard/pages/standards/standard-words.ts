import type { Standard } from '../../../src/client/index.ts';
import type { Messages } from '../../messages/en.ts';
import type { Formats } from '../../messages/language.tsx';

/** The steps that a standard has taken, in their order in time, and who took them. */
export function stepsOf(standard: Standard, { standards: words }: Messages, format: Formats) {
  const steps = [
    ['made', standard.created_at, standard.created_by, standard.created_by_name],
    ['approved', standard.approved_at, standard.approved_by, standard.approved_by_name],
    ['active', standard.activated_at, standard.activated_by, standard.activated_by_name],
    ['retired', standard.retired_at, standard.retired_by, standard.retired_by_name],
  ] as const;
  return steps
    .flatMap(([step, at, actor, name]) =>
      at === null
        ? []
        : [
            {
              step: words.steps[step],
              at,
              says: words.by(format.moment(at), name ?? (actor === 'local' ? words.local : words.somebody)),
            },
          ],
    )
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** Where a difference is, in the reader's words: tiers.High.centre.completion_rate as "Tier High, centre, completion rate". */
export function placeInWords(field: string, { standards: { words } }: Messages): string {
  const known: Readonly<Record<string, string>> = words;
  const parts = field.split('.').map((part) => (Object.hasOwn(known, part) ? known[part] : part));
  // A name or a number belongs to the word before it.
  const joined = parts.reduce<string[]>((all, part, i) => {
    const isName = i > 0 && !Object.hasOwn(known, field.split('.')[i]);
    if (isName) all.push(`${all.pop()} ${part}`);
    else all.push(part);
    return all;
  }, []);
  return joined.join(', ');
}

/** A value of a standard as people read it: shares in percent, everything else to four places. */
export function valueInWords(
  field: string,
  value: string | number | boolean | null,
  format: Formats,
): string | null {
  if (typeof value !== 'number') return value === null ? null : String(value);
  return isShare(field) ? format.percent(value, 1) : format.number(Number(value.toPrecision(4)), 4);
}

/** How much more or less; shares in hundredths, not in percent of what was. */
export function changeInWords(
  field: string,
  change: number,
  { standards: words }: Messages,
  format: Formats,
): string {
  const size = Math.abs(change);
  const by = isShare(field)
    ? words.hundredths(format.number(100 * size, 1))
    : format.number(Number(size.toPrecision(4)), 4);
  return change > 0 ? words.more(by) : words.less(by);
}

const SHARES = ['contamination', 'at_or_below'];

function isShare(field: string): boolean {
  const last = field.split('.').at(-1) ?? '';
  return (
    SHARES.includes(last) ||
    field.startsWith('options.weights.') ||
    field.includes('.centres.') ||
    last === 'completion_rate'
  );
}
