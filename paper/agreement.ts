/** The share of people whose cluster is their class, clusters and classes matched one to one as well as can be; 0 to 1. */
export function matchedAccuracy(labels: ArrayLike<number>, classes: ArrayLike<number>): number {
  const table = contingency(labels, classes);
  const size = Math.max(table.length, table[0].length);
  return bestMatching(table, size, 0, new Set()).agreeing / labels.length;
}

/** The labels renamed so that as many as possible equal those of the reference. */
export function matchedLabels(labels: ArrayLike<number>, reference: ArrayLike<number>): Int32Array {
  const table = contingency(labels, reference);
  const { partners } = bestMatching(table, Math.max(table.length, table[0].length), 0, new Set());
  return Int32Array.from(labels, (label) => partners[label]);
}

/** The share of people whose class is the commonest of their cluster: several clusters may stand for one class. */
export function majorityAccuracy(labels: ArrayLike<number>, classes: ArrayLike<number>): number {
  const table = contingency(labels, classes);
  return table.reduce((sum, row) => sum + Math.max(...row), 0) / labels.length;
}

/** Names as numbers, in the order in which they first occur. */
export function numbered(names: readonly string[]): Int32Array {
  const numbers = new Map<string, number>();
  for (const name of names) if (!numbers.has(name)) numbers.set(name, numbers.size);
  return Int32Array.from(names, (name) => numbers.get(name) ?? -1);
}

/** How many rows have label i and class j. */
function contingency(labels: ArrayLike<number>, classes: ArrayLike<number>): number[][] {
  const rows = 1 + Math.max(...Array.from(labels));
  const columns = 1 + Math.max(...Array.from(classes));
  const table = Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
  for (let i = 0; i < labels.length; i++) table[labels[i]][classes[i]]++;
  return table;
}

/** Tries every matching of the rows from `row` on; few clusters, so few matchings. */
function bestMatching(
  table: readonly (readonly number[])[],
  size: number,
  row: number,
  taken: ReadonlySet<number>,
): { agreeing: number; partners: readonly number[] } {
  if (row === table.length) return { agreeing: 0, partners: [] };
  let best: { agreeing: number; partners: readonly number[] } | null = null;
  for (let column = 0; column < size; column++) {
    if (taken.has(column)) continue;
    const rest = bestMatching(table, size, row + 1, new Set([...taken, column]));
    const agreeing = (table[row][column] ?? 0) + rest.agreeing;
    if (best === null || agreeing > best.agreeing) best = { agreeing, partners: [column, ...rest.partners] };
  }
  return best ?? { agreeing: 0, partners: [] };
}
