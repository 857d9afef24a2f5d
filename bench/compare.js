import { built, findPeers } from './work.js';

/**
 * Measures the works of a case, with peers or without. A peer that fails is told of and left out.
 * @param {import('./work.js').Case} measuredCase
 * @param {{ peers: boolean, times: number, scratch: string, say: (line: string) => void }} setting
 */
export async function compare({ works }, { peers, times, scratch, say }) {
  /** @type {import('./report.js').Result[]} */
  const results = [];
  /** @type {Set<string>} */
  const notFound = new Set();
  /** @type {string[]} */
  const failed = [];
  for (const work of works) {
    work.prepare(scratch);
    say(`${work.name}: Evenhand`);
    const ours = await work.measure({ scratch, dist: built, command: process.execPath, times });
    results.push({ work: work.name, within: work.within, ...ours });
    if (!peers) continue;
    const { found, missing } = findPeers(work);
    for (const peer of missing) notFound.add(peer);
    for (const { peer, command } of found) {
      say(`${work.name}: ${peer.name}`);
      try {
        const theirs = await peer.measure({ scratch, dist: built, command, times });
        results.push({ work: work.name, atLeast: peer.atLeast, ...theirs });
      } catch (error) {
        console.error(error);
        failed.push(`${peer.name} at ${work.name}`);
      }
    }
  }
  return { results, notFound: [...notFound], failed };
}
