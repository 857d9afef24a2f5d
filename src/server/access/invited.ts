import { type Config, urlOf } from '../../config.ts';
import { accountByEmail, addAccount, type NewAccount, updateAccount } from '../../data/store/accounts.ts';
import { invite } from '../../data/store/invitations.ts';
import { openStoreBeside } from '../../data/store/open-store.ts';
import { InputError } from '../../errors.ts';
import { Email, text } from '../api/shapes.ts';
import { hashOfSecret, newSecret } from './secrets.ts';

/** Where the holder of an account chooses the password; once. */
export interface InvitationLink {
  readonly link: string;
  readonly expiresAt: string;
}

/**
 * Makes an account from this machine, or gives one that is there a new link, also while a server runs. With a role the
 * account has it from then on, and one that could not be used can be again; without one there must be such an account.
 * Throws InputError `no_account` else, `no_address` where the address or the name is none.
 */
export async function invited(
  config: Config,
  { email, name, role }: Omit<NewAccount, 'role'> & { readonly role: string | undefined },
): Promise<InvitationLink> {
  if (!Email.safeParse(email).success || !text(200).safeParse(name).success) {
    throw new InputError(
      'an account has an address such as you@example.com, and a name of at most 200 characters',
      {
        code: 'no_address',
      },
    );
  }
  const store = await openStoreBeside(config);
  try {
    return await store.change('command', async (change) => {
      const there = await accountByEmail(change.db, email);
      if (there === undefined && role === undefined) {
        throw new InputError('there is no account of this address: give it a --role to make one', {
          code: 'no_account',
        });
      }
      const account =
        there === undefined
          ? await addAccount(change, { email, name, role: role ?? '' })
          : await updateAccount(change, there, { active: 1, ...(role !== undefined && { role }) });
      const secret = newSecret();
      const expiresAt = await invite(change, account.id, hashOfSecret(secret));
      const { host, port, publicUrl } = config;
      return { link: `${publicUrl ?? urlOf(host, port)}/invitation#${secret}`, expiresAt };
    });
  } finally {
    await store.close();
  }
}
