import { z } from 'zod';
import type { AccountRow } from '../../data/store/accounts.ts';
import type { Opened } from '../access/access.ts';
import { ROLES } from '../access/roles.ts';
import { sessionCookie } from '../access/session-cookie.ts';
import { PASSWORD_LENGTH } from '../access/weak-passwords.ts';
import { ApiError } from './problem.ts';
import { type Call, type Reply, type Route, route } from './route.ts';
import type { Services } from './services.ts';
import { API_SHAPES, ById, Email, Id, Moment, text } from './shapes.ts';

export const NewPassword = z
  .string()
  .min(PASSWORD_LENGTH.least)
  .max(PASSWORD_LENGTH.most)
  .describe(`At least ${PASSWORD_LENGTH.least} characters, and none that everybody would try.`);
const Password = z.string().min(1).max(PASSWORD_LENGTH.most);
const Secret = z.string().min(1).max(200);

const Self = z
  .strictObject({
    account: z
      .strictObject({ id: Id, email: z.string(), name: z.string(), employee_id: Id.nullable() })
      .nullable()
      .describe('Null where nobody has logged in, or nobody has an account yet.'),
    role: z.enum(ROLES).nullable().describe('Null where nobody has logged in.'),
    needs: z
      .enum(['set_up', 'log_in'])
      .nullable()
      .describe('What is to be done first: the first account, or to log in. Null where neither.'),
    has_provider: z
      .boolean()
      .describe('Whether people can also log in at an identity provider: GET /login/openid.'),
  })
  .register(API_SHAPES, { id: 'Session', description: 'Who asks, as the server sees it.' });

const Session = z
  .strictObject({
    id: Id,
    created_at: Moment,
    last_seen_at: Moment,
    expires_at: Moment,
    is_this: z.boolean(),
  })
  .register(API_SHAPES, { id: 'OpenSession', description: 'Somewhere the account is logged in.' });

const common = { tag: 'accounts' };
const opened = { 200: { description: 'Who has come in; the session is a cookie.', schema: Self } };

/** Coming in and going out. */
export const SESSION_ROUTES: readonly Route[] = [
  route({
    ...common,
    operation: 'getSession',
    method: 'GET',
    path: '/session',
    summary: 'Who asks',
    answers: { 200: { description: 'Who asks, and what is to be done first.', schema: Self } },
    handle: async ({ principal }, { access, openId }) => {
      const has_provider = openId !== null;
      if (principal === null) {
        return { body: { account: null, role: null, needs: 'log_in', has_provider } };
      }
      const account = await access.accountOf(principal);
      const isOpen = principal.credential === null;
      return {
        body: {
          account: account && shown(account),
          role: principal.role,
          needs: isOpen ? 'set_up' : null,
          has_provider,
        },
      };
    },
  }),
  route({
    ...common,
    operation: 'setUp',
    method: 'POST',
    path: '/set-up',
    summary: 'Make the first account',
    description:
      "An admin's, by the secret in the link that the server prints when it starts without accounts. From then on everybody says who they are.",
    body: z.strictObject({ secret: Secret, email: Email, name: text(200), password: NewPassword }),
    examples: {
      first: {
        summary: 'The first admin',
        value: {
          secret: 'what stands after # in the link',
          email: 'ada@example.com',
          name: 'Ada Lovelace',
          password: 'four small words together',
        },
      },
    },
    isSecret: true,
    answers: opened,
    problems: ['not-allowed', 'busy'],
    handle: async ({ body: { secret, password, ...fields }, principal }, services) =>
      welcomed(
        await services.access.setUp(secret, { ...fields, role: 'admin' }, password),
        principal,
        services,
      ),
  }),
  route({
    ...common,
    operation: 'logIn',
    method: 'POST',
    path: '/session',
    summary: 'Log in',
    body: z.strictObject({ email: z.string().max(254), password: Password }),
    isSecret: true,
    answers: opened,
    problems: ['not-signed-in', 'too-many-requests', 'busy'],
    handle: async ({ body: { email, password }, principal, request }, services) =>
      welcomed(await services.access.logIn(email, password, request.ip), principal, services),
  }),
  route({
    ...common,
    operation: 'acceptInvitation',
    method: 'POST',
    path: '/invitation',
    summary: 'Take up an invitation',
    description: 'Chooses the password of an account, by the secret in the link of its invitation.',
    body: z.strictObject({ secret: Secret, password: NewPassword }),
    isSecret: true,
    answers: opened,
    problems: ['busy'],
    handle: async ({ body: { secret, password }, principal }, services) =>
      welcomed(await services.access.accept(secret, password), principal, services),
  }),
  route({
    ...common,
    operation: 'logOut',
    method: 'DELETE',
    path: '/session',
    summary: 'Log out',
    answers: { 204: { description: 'The session has ended.', schema: null } },
    handle: async ({ principal }, { access, config }) => {
      await access.leave(sessionIn(principal).own);
      return { status: 204, headers: { 'set-cookie': sessionCookie(null, config) } };
    },
  }),
  route({
    ...common,
    operation: 'changePassword',
    method: 'PUT',
    path: '/account/password',
    summary: 'Change the own password',
    description: 'All other sessions of the account end.',
    body: z.strictObject({ current: Password, password: NewPassword }),
    isSecret: true,
    answers: { 204: { description: 'The new password holds.', schema: null } },
    problems: ['too-many-requests', 'busy'],
    handle: async ({ body: { current, password }, principal, request }, { access }) => {
      await access.changePassword(sessionIn(principal).own, current, password, request.ip);
      return { status: 204 };
    },
  }),
  route({
    ...common,
    operation: 'listSessions',
    method: 'GET',
    path: '/account/sessions',
    summary: 'Where the own account is logged in',
    answers: {
      200: { description: 'Newest first.', schema: z.strictObject({ items: z.array(Session) }) },
    },
    handle: async ({ principal }, { access }) => {
      const { own, id } = sessionIn(principal);
      const rows = await access.sessionsOf(own);
      return {
        body: {
          items: rows.map(({ token_hash: _, account_id: _account, ...row }) => ({
            ...row,
            is_this: row.id === id,
          })),
        },
      };
    },
  }),
  route({
    ...common,
    operation: 'endSession',
    method: 'DELETE',
    path: '/account/sessions/{id}',
    summary: 'End one of the own sessions',
    params: ById,
    answers: { 204: { description: 'It has ended.', schema: null } },
    handle: async ({ params: { id }, principal }, { access }) => {
      if (!(await access.endSession(sessionIn(principal).own, id))) {
        throw new ApiError('not-found', 'there is no such session');
      }
      return { status: 204 };
    },
  }),
];

/** The cookie of a new session. The one that the browser had before is in nobody's hands any more, so it ends. */
async function welcomed(
  { account, token }: Opened,
  before: Call['principal'],
  { access, config, openId }: Services,
): Promise<Reply> {
  if (before !== null) await access.leave(before);
  return {
    status: 200,
    body: { account: shown(account), role: account.role, needs: null, has_provider: openId !== null },
    headers: { 'set-cookie': sessionCookie(token, config) },
  };
}

function shown({ id, email, name, employee_id }: AccountRow) {
  return { id, email, name, employee_id };
}

function sessionIn(principal: Call['principal']) {
  const [, id] = /^sessions\/(.+)$/.exec(principal?.credential ?? '') ?? [];
  if (principal === null || id === undefined) {
    throw new ApiError('not-allowed', 'this is for people who have logged in');
  }
  return { own: principal, id };
}
