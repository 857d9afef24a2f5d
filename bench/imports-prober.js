import { setTimeout as wait } from 'node:timers/promises';

/** Asks a server over and over how it is, and tells on SIGTERM how long it took to answer. */

/** @type {number[]} */
const times = [];
process.once('SIGTERM', () => {
  times.sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => Math.round(times[Math.floor((times.length - 1) * share)]);
  console.log(
    `/healthz, asked ${times.length} times: median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`,
  );
  process.exit();
});
for (;;) {
  const began = performance.now();
  await fetch(`${process.argv[2]}/healthz`).then((answer) => answer.text());
  times.push(performance.now() - began);
  await wait(20);
}
