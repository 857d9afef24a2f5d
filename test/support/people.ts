import { addAccount, updateAccount } from '../../src/data/store/accounts.ts';
import { addSession } from '../../src/data/store/sessions.ts';
import type { Role } from '../../src/server/access/roles.ts';
import { hashOfSecret, newSecret } from '../../src/server/access/secrets.ts';
import type { Answer, Api } from './api.ts';

/** Somebody who has logged in. */
export interface LoggedIn {
  readonly id: string;
  /** What says so in a request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly call: Api['call'];
}

/** Makes an account and logs its holder in, without a password. */
export async function loggedIn(
  { call, services: { store } }: Api,
  role: Role,
  employeeId: string | null = null,
): Promise<LoggedIn> {
  const token = newSecret();
  const { id } = await store.change('test', async (change) => {
    const made = await addAccount(change, {
      email: `${role}-${token.slice(0, 8)}@example.com`,
      name: `The ${role}`,
      role,
      employee_id: employeeId,
    });
    const account = await updateAccount(change, made, { password_hash: 'none' });
    await addSession(change, account.id, hashOfSecret(token), 'password');
    return account;
  });
  const own = { cookie: `evenhand=${token}`, origin: 'http://localhost' };
  return {
    id,
    headers: own,
    call: (method, path, body, headers): Promise<Answer> => call(method, path, body, { ...own, ...headers }),
  };
}
