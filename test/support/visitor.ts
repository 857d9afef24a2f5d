import type { Answer, Api } from './api.ts';

/** A browser on a page of the server: it keeps its cookie, and says where its requests come from. */
export class Visitor {
  readonly #api: Api;
  /** What it sends as the header Cookie. */
  cookie = '';

  constructor(api: Api) {
    this.#api = api;
  }

  call: Api['call'] = async (method, path, body, headers): Promise<Answer> => {
    const own = { origin: 'http://localhost', ...(this.cookie && { cookie: this.cookie }) };
    const answer = await this.#api.call(method, path, body, { ...own, ...headers });
    const set = [answer.headers['set-cookie'] ?? []].flat().map(String);
    for (const one of set) this.cookie = /max-age=0/i.test(one) ? '' : one.split(';', 1)[0];
    return answer;
  };

  logIn(email: string, password: string): Promise<Answer> {
    return this.call('POST', '/session', { email, password });
  }

  /** Whether the server takes it for somebody. */
  async isIn(): Promise<boolean> {
    return (await this.call('GET', '/session')).body.account !== null;
  }
}

export const PASSWORD = 'tango veranda kiwi';

/** The first admin, made by the link that a server prints. */
export async function firstAdmin(api: Api): Promise<Visitor> {
  const admin = new Visitor(api);
  const secret = await api.services.access.setUpSecret();
  const account = { email: 'ada@example.com', name: 'Ada', password: PASSWORD };
  const { status } = await admin.call('POST', '/set-up', { secret, ...account });
  if (status !== 200) throw new Error(`the first account is refused with ${status}`);
  return admin;
}

/** Somebody whom an admin has made an account for, and who has taken up the invitation. */
export async function invitee(
  api: Api,
  admin: Visitor,
  account: Readonly<Record<string, unknown>>,
): Promise<{ readonly id: string; readonly visitor: Visitor }> {
  const made = await admin.call('POST', '/accounts', { name: 'Somebody', ...account });
  const { body } = await admin.call('POST', `/accounts/${made.body.id}/invitation`);
  const visitor = new Visitor(api);
  const { status } = await visitor.call('POST', '/invitation', { secret: body.secret, password: PASSWORD });
  if (status !== 200) throw new Error(`the invitation is refused with ${status}`);
  return { id: made.body.id, visitor };
}
