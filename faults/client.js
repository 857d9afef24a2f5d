import { Agent, request } from 'node:http';

/**
 * What a server answered: 0 where it did not.
 * @typedef {{ status: number, body: any, headers: import('node:http').IncomingHttpHeaders }} Answer
 */

/** Asks a server under /api/v1; its address may change when it is started again. */
export class Client {
  url = '';
  #agent;

  /**
   * @param {string} url
   * @param {number} [sockets]
   */
  constructor(url, sockets = 256) {
    this.url = url;
    this.#agent = new Agent({ keepAlive: true, maxSockets: sockets });
  }

  /**
   * Sends JSON, or nothing. Never throws: a server that does not answer is status 0.
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @param {string} [key] for Idempotency-Key
   * @returns {Promise<Answer>}
   */
  call(method, path, body, key) {
    const text = body === undefined ? undefined : [Buffer.from(JSON.stringify(body))];
    return this.send(method, `/api/v1${path}`, text, { 'content-type': 'application/json' }, key);
  }

  /**
   * Sends a file to be imported.
   * @param {string} name
   * @param {Uint8Array | readonly Uint8Array[]} content whole, or in parts
   * @param {Readonly<Record<string, string>>} fields
   * @param {string} [key]
   */
  upload(name, content, fields, key) {
    const boundary = 'evenhand-faults-0123456789';
    const part = (/** @type {string} */ head) => `--${boundary}\r\ncontent-disposition: form-data; ${head}`;
    const said = Object.entries(fields).map(([field, value]) => part(`name="${field}"\r\n\r\n${value}\r\n`));
    const head = `${said.join('')}${part(`name="file"; filename="${name}"`)}\r\ncontent-type: application/octet-stream\r\n\r\n`;
    const body = [Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)].flat();
    const type = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    return this.send('POST', '/api/v1/imports', body, type, key);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {readonly Uint8Array[] | undefined} body
   * @param {Readonly<Record<string, string>>} headers
   * @param {string} [key]
   * @returns {Promise<Answer>}
   */
  send(method, path, body, headers, key) {
    return new Promise((resolve) => {
      const nothing = () => resolve({ status: 0, body: null, headers: {} });
      const sending = request(`${this.url}${path}`, {
        method,
        agent: this.#agent,
        headers: {
          ...(body && headers),
          ...(body && { 'content-length': body.reduce((sum, { length }) => sum + length, 0) }),
          ...(key && { 'idempotency-key': key }),
        },
      });
      sending.on('response', (response) => {
        /** @type {Buffer[]} */
        const parts = [];
        response.on('data', (data) => parts.push(data));
        response.on('error', nothing);
        response.on('aborted', nothing);
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          const isJson = /json/.test(response.headers['content-type'] ?? '');
          const answered = isJson && text !== '' ? JSON.parse(text) : text;
          resolve({ status: response.statusCode ?? 0, body: answered, headers: response.headers });
        });
      });
      sending.on('error', nothing);
      for (const part of body?.slice(0, -1) ?? []) sending.write(part);
      sending.end(body?.at(-1));
    });
  }

  /**
   * Everything on all pages of a list.
   * @param {string} path
   * @returns {Promise<any[]>}
   */
  async all(path) {
    const items = [];
    for (let cursor = ''; ; ) {
      const { status, body } = await this.call(
        'GET',
        `${path}${path.includes('?') ? '&' : '?'}limit=1000${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(body)}`);
      items.push(...body.items);
      if (body.next === null) return items;
      cursor = body.next;
    }
  }

  close() {
    this.#agent.destroy();
  }
}

/**
 * What was asked for; throws with what was answered where the status is another one.
 * @param {Answer} answer
 * @param {readonly number[]} statuses
 */
export function bodyOf({ status, body }, statuses = [200, 201, 202]) {
  if (!statuses.includes(status))
    throw new Error(`answered ${status}: ${JSON.stringify(body)?.slice(0, 1000)}`);
  return body;
}
