/** No two parts can match the same digits, so that a long text takes no longer than it is long. */
const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The most hours that are believed of one task or one mean: a thousand centuries. Keeps every sum exact. */
export const MOST_HOURS = 1e9;

/**
 * The finite number a text says in plain notation (`12`, `-0.5`, `1e3`), or null. Strict: no separators between
 * thousands, no decimal comma, no "NaN", "Infinity", "0x10", "1_000", and nothing that overflows.
 */
export function parseNumber(text: string): number | null {
  if (!PLAIN.test(text)) return null;
  const value = Number(text) + 0;
  return Number.isFinite(value) ? value : null;
}
