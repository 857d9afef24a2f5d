import { median } from './measure.js';
import { megabytes, seconds, table } from './report.js';

/** How much longer a piece of work may take before it counts as slower. */
export const TOLERANCE = 0.15;

/**
 * One piece of work in two checkouts; before is null where the older one cannot do it.
 * @typedef {{ work: string, now: import('./work.js').Measured, before: import('./work.js').Measured | null }} Pair
 */

/**
 * Whether a piece of work became slower: both its fastest and its median run take more than the tolerance longer. What
 * disturbs a machine for a while makes a median slower, but seldom the fastest of runs that took turns.
 * @param {Pair} pair
 */
export function isSlower(pair) {
  const ratios = ratiosOf(pair);
  return ratios !== null && Math.min(ratios.fastest, ratios.median) > 1 + TOLERANCE;
}

/**
 * How many times as long the work takes now as before, by the fastest and by the median run.
 * @param {Pair} pair
 */
export function ratiosOf({ now, before }) {
  if (before === null) return null;
  return {
    fastest: Math.min(...now.seconds) / Math.min(...before.seconds),
    median: median(now.seconds) / median(before.seconds),
  };
}

/**
 * Pairs as a Markdown table.
 * @param {readonly Pair[]} pairs
 * @param {string} commit as it was asked for
 */
export function verdictTable(pairs, commit) {
  const times = (/** @type {import('./work.js').Measured} */ side) =>
    `${seconds(Math.min(...side.seconds))}, ${seconds(median(side.seconds))} (${side.seconds.length})`;
  const rows = pairs.map((pair) => {
    const { work, now, before } = pair;
    const ratios = ratiosOf(pair);
    return [
      work,
      before === null ? 'cannot do it' : times(before),
      times(now),
      ratios === null ? '' : `${ratios.fastest.toFixed(2)}, ${ratios.median.toFixed(2)}`,
      before === null ? '' : megabytes(before.peak),
      megabytes(now.peak),
      isSlower(pair) ? 'slower' : '',
    ];
  });
  const fastest = 'fastest, median (runs)';
  return table(
    ['work', `${commit}: ${fastest}`, `now: ${fastest}`, 'now / before', 'memory before', 'memory now', ''],
    rows,
  );
}
