import { connect } from 'node:net';
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
  const answer = await answerTo(url, body);
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
    answer,
  };
}

/**
 * @param {string} url
 * @param {Uint8Array} body
 */
async function answerTo(url, body) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: Buffer.from(body) });
  const text = await response.text();
  if (response.ok) return text;
  throw new Error(`${url} answered ${response.status}: ${text.slice(0, 500)}`);
}

/**
 * @param {string} url
 * @param {Uint8Array} body
 * @param {number} connections
 * @param {number} seconds
 */
async function load(url, body, connections, seconds) {
  const { host, hostname, port, pathname } = new URL(url);
  const head = `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  const request = Buffer.concat([Buffer.from(head), body]);
  /** @type {number[]} in milliseconds */
  const waited = [];
  const began = performance.now();
  const client = async () => {
    const connection = new Connection(hostname, Number(port));
    do waited.push(await connection.ask(request));
    while (performance.now() - began < seconds * 1000);
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, client));
  return { each: (performance.now() - began) / 1000 / waited.length, waited };
}

/**
 * A connection to a server of HTTP/1.1 that does as little as it can: it shares the processors with the server. Answers are
 * read into one buffer again and again, and only counted. Where the server closes it, the next request opens it anew.
 */
class Connection {
  #host;
  #port;
  /** @type {import('node:net').Socket | null} */
  #socket = null;
  #buffer = Buffer.alloc(1 << 20);
  /** Bytes of the answer that have not come yet; NaN before its head has. */
  #missing = Number.NaN;
  #closes = false;
  #ended = (/** @type {Error | null} */ _error) => {};

  /**
   * @param {string} host
   * @param {number} port
   */
  constructor(host, port) {
    this.#host = host;
    this.#port = port;
  }

  /**
   * Sends a request; resolves with the milliseconds until its answer was there.
   * @param {Buffer} request
   * @returns {Promise<number>}
   */
  ask(request) {
    return new Promise((resolve, reject) => {
      const sent = performance.now();
      this.#missing = Number.NaN;
      this.#ended = (error) => {
        if (error === null) resolve(performance.now() - sent);
        else reject(error);
      };
      this.#socket ??= this.#open();
      this.#socket.write(request);
    });
  }

  close() {
    this.#socket?.destroy();
    this.#socket = null;
  }

  #open() {
    const callback = (/** @type {number} */ length) => {
      this.#take(length);
      return true;
    };
    const socket = connect({
      host: this.#host,
      port: this.#port,
      noDelay: true,
      onread: { buffer: this.#buffer, callback },
    });
    socket.on('error', (error) => this.#ended(error));
    socket.on('close', () => {
      if (this.#socket === socket)
        this.#ended(new Error('the server closed the connection before it had answered'));
    });
    return socket;
  }

  /** @param {number} length */
  #take(length) {
    let left = length;
    if (Number.isNaN(this.#missing)) {
      const end = this.#buffer.subarray(0, length).indexOf('\r\n\r\n');
      const head = this.#buffer.toString('latin1', 0, end);
      const bytes = /\r\ncontent-length: *(\d+)/i.exec(head);
      if (end < 0 || bytes === null || !/^HTTP\/1\.1 200 /.test(head)) {
        this.#ended(
          new Error(
            `not an answer that can be measured: ${this.#buffer.toString('utf8', 0, Math.min(length, 500))}`,
          ),
        );
        return;
      }
      this.#missing = Number(bytes[1]);
      this.#closes = /\r\nconnection: *close/i.test(head);
      left -= end + 4;
    }
    this.#missing -= left;
    if (this.#missing > 0) return;
    if (this.#closes) this.close();
    this.#ended(null);
  }
}
