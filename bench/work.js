import { join } from 'node:path';
import { findCommand, needsInWords } from './peers.js';

/**
 * What a side is given: a folder to write to (the work's input lies there), the built Evenhand to measure, the command
 * that was found for a peer, how often to measure.
 * @typedef {{ scratch: string, dist: string, command: string, times: number }} Run
 *
 * What a side did: its name with versions, every time, the most memory it held, what it answered.
 * @typedef {{ side: string, seconds: readonly number[], peak: number | null, answer?: string }} Measured
 *
 * A peer: its name, what it needs here, how many times as long as we it should take at least.
 * @typedef {import('./peers.js').Needs & {
 *   name: string, atLeast?: number | undefined, measure: (run: Run) => Promise<Measured> }} Peer
 *
 * One piece of work: rows, bytes of its feature matrix, how its input is made, our side, how long that should take at
 * most in seconds, and who else does it.
 * @typedef {{
 *   name: string, rows: number, bytes: number, prepare: (scratch: string) => void,
 *   measure: (run: Run) => Promise<Measured>, within?: number, peers: readonly Peer[] }} Work
 *
 * Something whose growth is measured: where its plot lies, and the work for a number of rows.
 * @typedef {{ id: string, title: string, at: (rows: number) => Work }} Growing
 *
 * What a file in bench/cases/ exports.
 * @typedef {{ title: string, works: readonly Work[], growth?: readonly Growing[] }} Case
 */

/** What `npm run build` makes. */
export const built = join(import.meta.dirname, '..', 'dist');

/**
 * The peers of a piece of work that are here, with their commands, and in words those that are not.
 * @param {Work} work
 */
export function findPeers({ peers }) {
  const looked = peers.map((peer) => ({ peer, command: findCommand(peer) }));
  return {
    found: looked.flatMap(({ peer, command }) => (command === null ? [] : [{ peer, command }])),
    missing: looked.flatMap(({ peer, command }) =>
      command === null ? [`${peer.name} (needs ${needsInWords(peer)})`] : [],
    ),
  };
}

/**
 * Several measurements of one side as one.
 * @param {readonly Measured[]} measured
 * @returns {Measured}
 */
export function together(measured) {
  const peaks = measured.flatMap(({ peak }) => peak ?? []);
  return {
    ...measured[0],
    seconds: measured.flatMap(({ seconds }) => seconds),
    peak: peaks.length > 0 ? Math.max(...peaks) : null,
  };
}
