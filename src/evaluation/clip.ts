const LONGEST = 200;

/** A value as an error may show it: long text is cut after 200 characters, everything else stays as it is. */
export function clip(value: unknown): unknown {
  if (typeof value !== 'string' || value.length <= LONGEST) return value;
  // joined from single characters: a slice would keep the whole long text in memory
  return `${Array.from(value.slice(0, LONGEST)).join('')}…`;
}
