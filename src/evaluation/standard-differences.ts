/** Something that two standards do not have alike. */
export interface StandardDifference {
  /** Where it is: `tiers.High.centre.completion_rate`. */
  readonly field: string;
  /** Null where the other alone has it. */
  readonly from: Fact | null;
  readonly to: Fact | null;
  /** How much larger `to` is; null where they are no numbers. */
  readonly change: number | null;
  /** One sentence. */
  readonly words: string;
}

type Fact = string | number | boolean;

/**
 * What differs between what people read of two standards, in the order of the first, then what the second alone has. Things
 * of a list are the same where their name is, or their position. Empty where nothing differs.
 */
export function standardDifferences(one: unknown, other: unknown): StandardDifference[] {
  const before = new Map(factsIn(one, []));
  const after = new Map(factsIn(other, []));
  const fields = new Set([...before.keys(), ...after.keys()]);
  return [...fields].flatMap((field) => {
    const from = before.get(field) ?? null;
    const to = after.get(field) ?? null;
    if (from === to) return [];
    const change = typeof from === 'number' && typeof to === 'number' ? to - from : null;
    return [{ field, from, to, change, words: inWords(field, from, to, change) }];
  });
}

function* factsIn(value: unknown, path: readonly string[]): Iterable<readonly [string, Fact]> {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    yield [path.join('.'), value];
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* factsIn(item, [...path, nameOf(item) ?? String(i + 1)]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      // The name of a thing in a list is its place already.
      if (NAMES.includes(key) && item === path.at(-1)) continue;
      yield* factsIn(item, [...path, key]);
    }
  }
}

const NAMES = ['name', 'position'];

function nameOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null) return null;
  const found = Object.entries(item).find(([key, value]) => NAMES.includes(key) && typeof value === 'string');
  return found ? String(found[1]) : null;
}

function inWords(field: string, from: Fact | null, to: Fact | null, change: number | null): string {
  const what = field.split('.').join(', ').replaceAll('_', ' ');
  if (from === null) return `${what}: ${readable(field, to)}, which the first does not have.`;
  if (to === null) return `${what}: ${readable(field, from)}, which the second does not have.`;
  const way = change === null ? '' : change > 0 ? ', which is more' : ', which is less';
  return `${what}: ${readable(field, to)} instead of ${readable(field, from)}${way}.`;
}

function readable(field: string, value: Fact | null): string {
  if (typeof value !== 'number') return String(value);
  const last = field.split('.').at(-1) ?? '';
  if (last === 'completion_rate' && !field.includes('weights'))
    return `${Number((value * 100).toPrecision(4))}%`;
  const unit = field.includes('avg_task_hours')
    ? ' hours'
    : field.includes('completed_tasks')
      ? ' tasks'
      : '';
  return `${Number(value.toPrecision(4))}${unit}`;
}
