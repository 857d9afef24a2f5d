import { Agent, request } from 'node:http';
import { median } from './measure.js';

/** Seconds that a server is asked before it is measured, and each time that it is. */
const WARMING = 3;
const MEASURING = 4;

/**
 * Asks a server the same again and again over `connections` open connections, on each as soon as the answer before is
 * there. Answers with the seconds for each request of every run (the run's, through its requests), how long clients waited
 * in words, and what was answered. Throws where a request fails.
 * @param {string} url
 * @param {Uint8Array} body
 * @param {number} connections
 * @param {number} times
 */
export async function loadRepeatedly(url, body, connections, times) {
  await load(url, body, connections, WARMING);
  const runs = [];
  while (runs.length < times) runs.push(await load(url, body, connections, MEASURING));
  const waited = runs.flatMap((run) => run.waited).sort((a, b) => a - b);
  const rate = 1 / median(runs.map(({ each }) => each));
  const at = (/** @type {number} */ share) =>
    `${Math.round(waited[Math.floor((waited.length - 1) * share)])} ms`;
  return {
    seconds: runs.map(({ each }) => each),
    told: `${rate.toFixed(1)} requests a second, median ${at(0.5)}, 95th percentile ${at(0.95)}`,
    answer: runs[0].answer,
  };
}

/**
 * @param {string} url
 * @param {Uint8Array} body
 * @param {number} connections
 * @param {number} seconds
 */
async function load(url, body, connections, seconds) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  /** @type {number[]} in milliseconds */
  const waited = [];
  /** @type {readonly Buffer[]} */
  let answer = [];
  const began = performance.now();
  const client = async () => {
    do {
      const sent = performance.now();
      answer = await post(url, body, agent);
      waited.push(performance.now() - sent);
    } while (performance.now() - began < seconds * 1000);
  };
  await Promise.all(Array.from({ length: connections }, client));
  const took = (performance.now() - began) / 1000;
  agent.destroy();
  return { each: took / waited.length, waited, answer: Buffer.concat(answer).toString() };
}

/**
 * The answer as it came: who measures takes no time from the server, on the same processors, to put it together.
 * @param {string} url
 * @param {Uint8Array} body
 * @param {Agent} agent
 * @returns {Promise<readonly Buffer[]>}
 */
function post(url, body, agent) {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const sending = request(url, { method: 'POST', agent, headers }, (response) => {
      /** @type {Buffer[]} */
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) {
          resolve(parts);
          return;
        }
        const text = Buffer.concat(parts).toString();
        reject(new Error(`${url} answered ${response.statusCode}: ${text.slice(0, 500)}`));
      });
    });
    sending.on('error', reject);
    sending.end(body);
  });
}
