import { expect } from 'vitest';
import type { Answer, Api } from './api.ts';

type Fields = Readonly<Record<string, string>>;

/** Sends a file as a form does, and answers what the server says at once. */
export async function send(
  api: Api,
  name: string,
  content: string | Uint8Array<ArrayBuffer>,
  fields: Fields = {},
  headers: Fields = {},
): Promise<Answer> {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  form.set('file', new File([content], name));
  const body = new Response(form);
  return sendBody(
    api,
    Buffer.from(await body.arrayBuffer()),
    body.headers.get('content-type') ?? '',
    headers,
  );
}

/** Sends any bytes to where files are sent. */
export async function sendBody(
  api: Api,
  payload: Buffer,
  type: string,
  headers: Fields = {},
): Promise<Answer> {
  const response = await api.app.inject({
    method: 'POST',
    url: '/api/v1/imports',
    headers: { host: 'localhost', 'content-type': type, ...headers },
    payload,
  });
  return { status: response.statusCode, headers: response.headers, body: response.json() };
}

/** The import when it is no longer being read. */
export async function settled(api: Api, id: string): Promise<Answer['body']> {
  const now = async () => (await api.call('GET', `/imports/${id}`)).body;
  await expect.poll(async () => (await now()).state, { timeout: 60_000, interval: 30 }).not.toBe('reading');
  return now();
}

/** Sends a file and waits until it has been read. */
export async function importOf(
  api: Api,
  name: string,
  content: string | Uint8Array<ArrayBuffer>,
  fields: Fields = {},
): Promise<Answer['body']> {
  const { status, body } = await send(api, name, content, fields);
  expect(status, JSON.stringify(body)).toBe(201);
  return settled(api, body.id);
}

/** Commits an import and answers what it is then. */
export async function committed(api: Api, id: string): Promise<Answer['body']> {
  const { status, body } = await api.call('POST', `/imports/${id}/commit`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}
