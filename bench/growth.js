import { median } from './measure.js';
import { built, findPeers, together } from './work.js';

/** Seconds that a side may take at a size, so that all of it is done in a quarter of an hour; we ourselves take what we take. */
const MOST_SECONDS = 30;

/** Rows at which growth is measured. */
export const SIZES = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];

/**
 * One side at one size: median seconds, how many runs, peak memory in bytes.
 * @typedef {{ rows: number, seconds: number, runs: number, peak: number | null }} Point
 *
 * One side over the sizes; where a peer stopped before the last size, what it would have taken (null: it failed).
 * @typedef {{ name: string, side: string, points: readonly Point[], stopped?: { rows: number, seconds: number | null } }} Series
 *
 * What was measured of one thing: bytes of the feature matrix for one row, where and when, ours first.
 * @typedef {{ id: string, title: string, bytesPerRow: number, about: string, series: readonly Series[] }} Grown
 */

/**
 * Measures how the time and memory of all sides grow. A peer stops before the size at which a run would take more than
 * half a minute, as far as its smaller sizes tell.
 * @param {import('./work.js').Growing} growing
 * @param {{ sizes: readonly number[], times: number, scratch: string, about: string, say: (line: string) => void }} setting
 * @returns {Promise<Grown>}
 */
export async function grow({ id, title, at }, { sizes, times, scratch, about, say }) {
  /** @type {Map<string, Series>} */
  const series = new Map();
  for (const rows of sizes) {
    const work = at(rows);
    work.prepare(scratch);
    const ours = { name: 'Evenhand', measure: work.measure };
    const peers = findPeers(work).found;
    for (const { peer, command } of [{ peer: ours, command: process.execPath }, ...peers]) {
      const before = series.get(peer.name) ?? { name: peer.name, side: peer.name, points: [] };
      if (before.stopped) continue;
      const expected = expectedSeconds(before.points, rows);
      if (peer !== ours && expected > MOST_SECONDS) {
        series.set(peer.name, { ...before, stopped: { rows, seconds: expected } });
        continue;
      }
      say(`${title}, ${work.name}: ${peer.name}`);
      try {
        const measured = await measureFor(MOST_SECONDS, times, (count) =>
          peer.measure({ scratch, dist: built, command, times: count }),
        );
        const { side, seconds, peak } = measured;
        const point = { rows, seconds: median(seconds), runs: seconds.length, peak };
        series.set(peer.name, { ...before, side, points: [...before.points, point] });
      } catch (error) {
        if (peer === ours) throw error;
        console.error(error);
        series.set(peer.name, { ...before, stopped: { rows, seconds: null } });
      }
    }
  }
  const bytesPerRow = at(sizes[0]).bytes / sizes[0];
  return { id, title, bytesPerRow, about, series: Array.from(series.values()) };
}

/**
 * What a size should take, by the growth of the last two that were measured, which counts as linear at least.
 * @param {readonly Pick<Point, 'rows' | 'seconds'>[]} points by ascending size
 * @param {number} rows
 */
export function expectedSeconds(points, rows) {
  const [last, before] = points.toReversed();
  if (last === undefined) return 0;
  const power = before ? Math.log(last.seconds / before.seconds) / Math.log(last.rows / before.rows) : 1;
  return last.seconds * (rows / last.rows) ** Math.max(1, power);
}

/**
 * Measures once, and again as often as the time allows, up to a number of times.
 * @param {number} seconds
 * @param {number} times
 * @param {(times: number) => Promise<import('./work.js').Measured>} measure
 */
async function measureFor(seconds, times, measure) {
  const first = await measure(1);
  const more = Math.min(times - 1, Math.floor(seconds / first.seconds[0]));
  return more > 0 ? together([first, await measure(more)]) : first;
}
