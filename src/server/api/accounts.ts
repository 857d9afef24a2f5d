import type { Kysely } from 'kysely';
import { z } from 'zod';
import {
  type AccountRow,
  accountsAfter,
  addAccount,
  emailKey,
  findAccount,
  hasOtherAdmin,
  removeAccount,
  updateAccount,
} from '../../data/store/accounts.ts';
import { brokenConstraint } from '../../data/store/errors.ts';
import { invite } from '../../data/store/invitations.ts';
import type { Database } from '../../data/store/schema.ts';
import type { Change } from '../../data/store/store.ts';
import { ROLES } from '../access/roles.ts';
import { hashOfSecret, newSecret } from '../access/secrets.ts';
import { idIn, pageFrom } from './cursor.ts';
import { Kept, partOf } from './fields.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';
import { API_SHAPES, ById, Email, Id, Moment, Paging, pageOf, text } from './shapes.ts';
import { requireFound, requireVersion } from './versions.ts';

const Fields = z.strictObject({
  email: Email,
  name: text(200),
  role: z
    .enum(ROLES)
    .describe(
      'admin: everything; analyst: the data and the evaluations; manager: the people who report to them; employee: themselves; auditor: reads everything.',
    ),
  employee_id: Id.nullable()
    .default(null)
    .describe('Whose results are the own ones, and who stands at the top of what a manager sees.'),
});

const Account = z
  .strictObject({
    id: Id,
    ...Fields.shape,
    active: z.boolean(),
    has_password: z.boolean(),
    has_openid: z.boolean().describe('Whether it is tied to somebody at the identity provider.'),
    last_login_at: Moment.nullable(),
    created_by: z.string(),
    ...Kept,
  })
  .register(API_SHAPES, { id: 'Account', description: 'Somebody who may come in.' });

const Invitation = z
  .strictObject({
    secret: z.string().describe('Shown this once: it goes into the link /invitation#... to its holder.'),
    link: z.string().describe('To be given to the holder of the account, by a way that nobody else reads.'),
    expires_at: Moment,
  })
  .register(API_SHAPES, { id: 'Invitation', description: 'Lets its holder choose the password, once.' });

const common = { tag: 'accounts' };
const answer = { description: 'The account.', schema: Account };

/** Who may come in. */
export const ACCOUNT_ROUTES: readonly Route[] = [
  route({
    ...common,
    operation: 'listAccounts',
    method: 'GET',
    path: '/accounts',
    summary: 'Accounts, filtered',
    query: Paging.extend({ role: z.enum(ROLES).optional(), employee: Id.optional() }),
    answers: { 200: { description: 'A page of accounts, oldest first.', schema: pageOf(Account) } },
    handle: async ({ query: { limit, cursor, role, employee } }, { store }) => {
      const rows = await accountsAfter(store.read, { role, employeeId: employee }, idIn(cursor), limit + 1);
      return { body: pageFrom(rows, limit, ({ id }) => [id], shown) };
    },
  }),
  route({
    ...common,
    operation: 'createAccount',
    method: 'POST',
    path: '/accounts',
    summary: 'Make an account',
    description:
      'Nobody can use it before its invitation is taken up, or its holder comes by the identity provider.',
    body: Fields,
    examples: {
      manager: {
        summary: 'A manager',
        value: {
          email: 'ada@example.com',
          name: 'Ada Lovelace',
          role: 'manager',
          employee_id: '01920000-0000-7000-8000-000000000001',
        },
      },
    },
    versioned: true,
    answers: { 201: answer },
    problems: ['conflict', 'unprocessable'],
    handle: ({ body, change }) =>
      change(async (made) => {
        const row = await written(() => addAccount(made, Fields.parse(body)));
        const location = `/api/v1/accounts/${row.id}`;
        return { status: 201, body: shown(row), version: row.version, headers: { location } };
      }),
  }),
  route({
    ...common,
    operation: 'getAccount',
    method: 'GET',
    path: '/accounts/{id}',
    summary: 'One account',
    params: ById,
    versioned: true,
    answers: { 200: answer },
    handle: async ({ params: { id } }, { store }) => {
      const row = await existing(store.read, id);
      return { body: shown(row), version: row.version };
    },
  }),
  route({
    ...common,
    operation: 'updateAccount',
    method: 'PATCH',
    path: '/accounts/{id}',
    summary: 'Change an account',
    description:
      'Another role, another person or no access any more: its sessions end at once. Fields that are not given stay as they are.',
    params: ById,
    body: partOf(Fields.extend({ active: z.boolean() })),
    versioned: true,
    answers: { 200: answer },
    problems: ['changed', 'conflict', 'unprocessable'],
    handle: ({ params: { id }, body: { email, active, ...rest }, version, change }) =>
      change(async (made) => {
        const before = await existing(made.db, id);
        requireVersion(version, before.version);
        const values = {
          ...rest,
          ...(email !== undefined && { email: emailKey(email) }),
          ...(active !== undefined && { active: active ? 1 : 0 }),
        };
        const isLess = values.active === 0 || (rest.role !== undefined && rest.role !== 'admin');
        if (isLess) await requireOtherAdmin(made, before);
        const row = await written(() => updateAccount(made, before, values));
        return { body: shown(row), version: row.version };
      }),
  }),
  route({
    ...common,
    operation: 'deleteAccount',
    method: 'DELETE',
    path: '/accounts/{id}',
    summary: 'Remove an account',
    description: 'What it did stays on record, under its id.',
    params: ById,
    answers: { 204: { description: 'It is gone, and its sessions have ended.', schema: null } },
    problems: ['changed', 'conflict'],
    handle: ({ params: { id }, version, change }) =>
      change(async (made) => {
        const before = await existing(made.db, id);
        requireVersion(version, before.version);
        await requireOtherAdmin(made, before);
        await removeAccount(made, id);
        return { status: 204 };
      }),
  }),
  route({
    ...common,
    operation: 'inviteAccount',
    method: 'POST',
    path: '/accounts/{id}/invitation',
    summary: 'Invite the holder of an account',
    description:
      'Gives a link by which the password is chosen, for seven days and once; also where it was forgotten. Earlier invitations end.',
    params: ById,
    isSecret: true,
    answers: { 201: { description: 'The invitation, shown this once.', schema: Invitation } },
    problems: ['conflict'],
    handle: ({ params: { id }, change, request }, { config }) =>
      change(async (made) => {
        const { active } = await existing(made.db, id);
        if (active !== 1) throw new ApiError('conflict', 'the account may not be used: make it active first');
        const secret = newSecret();
        const expires_at = await invite(made, id, hashOfSecret(secret));
        const base = config.publicUrl ?? `${request.protocol}://${request.host}`;
        return {
          status: 201,
          body: { secret, link: `${base}/invitation#${secret}`, expires_at },
          headers: { location: `/api/v1/accounts/${id}` },
        };
      }),
  }),
];

async function existing(db: Kysely<Database>, id: string): Promise<AccountRow> {
  return requireFound(await findAccount(db, id), 'account');
}

/** Throws ApiError where nobody could make accounts any more. */
async function requireOtherAdmin({ db }: Change, { id, role, active }: AccountRow): Promise<void> {
  if (role !== 'admin' || active !== 1 || (await hasOtherAdmin(db, id))) return;
  throw new ApiError('conflict', 'this is the only admin who can come in: make another one first');
}

async function written(work: () => Promise<AccountRow>): Promise<AccountRow> {
  try {
    return await work();
  } catch (error) {
    const broken = brokenConstraint(error);
    if (broken === 'unique') throw new ApiError('conflict', 'there is another account of that address');
    if (broken === 'reference') throw new ApiError('unprocessable', 'there is no such employee');
    throw error;
  }
}

function shown({ password_hash, openid_issuer: _, openid_subject, active, ...row }: AccountRow) {
  return {
    ...row,
    active: active === 1,
    has_password: password_hash !== null,
    has_openid: openid_subject !== null,
  };
}
