import { isSlower } from './verdict.js';
import { built, together } from './work.js';

/** A side that takes less than this, in seconds, is run several times in one process: its start would count for much. */
const SHORT = 1;
const TIMES_IF_SHORT = 3;

/** How often a piece of work that looks slower is measured again. */
const SECOND_LOOKS = 2;

/**
 * Measures the works of a case here and in another checkout, by turns, so that what disturbs the machine disturbs both.
 * What looks slower is measured again, and all its times count.
 * @param {string} name of the case
 * @param {import('./work.js').Case} measuredCase
 * @param {{ other: string, rounds: number, scratch: string, say: (line: string) => void }} setting where the other dist is
 */
export async function compareWith(name, { works }, { other, rounds, scratch, say }) {
  /** @type {import('./verdict.js').Pair[]} */
  const pairs = [];
  for (const work of works) {
    const named = `${name}: ${work.name}`;
    const measure = (/** @type {string} */ dist, /** @type {number} */ times) =>
      work.measure({ scratch, dist, command: process.execPath, times });
    say(named);
    work.prepare(scratch);
    const first = await measure(built, 1);
    const possible = await measure(other, 1).then(
      () => true,
      () => false,
    );
    if (!possible) {
      pairs.push({ work: named, now: first, before: null });
      continue;
    }
    const times = first.seconds[0] < SHORT ? TIMES_IF_SHORT : 1;
    let pair = await byTurns(measure, named, other, rounds, times);
    for (let looks = 0; looks < SECOND_LOOKS && isSlower(pair); looks++) {
      say(`${named} looks slower: measuring it again`);
      const again = await byTurns(measure, named, other, rounds, times);
      pair = {
        work: named,
        now: together([pair.now, again.now]),
        before: together([pair.before, again.before]),
      };
    }
    pairs.push(pair);
  }
  return pairs;
}

/**
 * @param {(dist: string, times: number) => Promise<import('./work.js').Measured>} measure
 * @param {string} work
 * @param {string} other
 * @param {number} rounds
 * @param {number} times
 */
async function byTurns(measure, work, other, rounds, times) {
  const now = [];
  const before = [];
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) before.push(await measure(other, times));
    now.push(await measure(built, times));
    if (round % 2 === 1) before.push(await measure(other, times));
  }
  return { work, now: together(now), before: together(before) };
}
