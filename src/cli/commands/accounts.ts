import { readConfig } from '../../config.ts';
import { UsageError } from '../../errors.ts';
import { ROLES } from '../../server/access/roles.ts';
import { command } from '../command.ts';
import { choice, text } from '../options.ts';
import { writeToStream } from '../output.ts';

const options = {
  role: choice(ROLES, 'what the account may be; without it, there must be one of this address'),
  name: text('TEXT', "the holder's name; default: the address"),
};

/** `evenhand accounts add EMAIL`: the first account, or one whose password was forgotten. */
export const accounts = command(
  {
    name: 'accounts',
    summary: 'make an account, or a new link to one',
    about:
      'Makes an account in the data in EVENHAND_DATA or EVENHAND_DATABASE_URL, also while the server runs, and prints the link by which its holder chooses the password: for seven days, once. Given again, it prints a new link. Whoever can run this on the machine of the server can do everything there.',
    operands: [
      { name: 'add', says: 'the deed' },
      { name: 'EMAIL', says: 'what the holder logs in with' },
    ],
    options,
    groups: [{ title: 'The account', options }],
    examples: [
      { line: 'evenhand accounts add ada@example.com --role admin', says: 'the first account' },
      { line: 'evenhand accounts add ada@example.com', says: 'a new link, where the password was forgotten' },
    ],
  },
  async ({ operands: [what, email], values: { role, name } }, { stdout, env }) => {
    if (what !== 'add' || email === undefined) {
      throw new UsageError('say what to do: evenhand accounts add you@example.com --role admin');
    }
    const { invited } = await import('../../server/access/invited.ts');
    const { link, expiresAt } = await invited(readConfig(env), { email, name: name ?? email, role });
    await writeToStream([`${link}\nuntil ${expiresAt}, once\n`], stdout);
  },
);
