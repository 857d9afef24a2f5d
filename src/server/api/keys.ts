import { z } from 'zod';
import { type ApiKeyRow, addKey, keysBefore, revokeKey } from '../../data/store/api-keys.ts';
import type { Principal } from '../access/principal.ts';
import { RIGHTS } from '../access/rights.ts';
import { ROLES, type Role } from '../access/roles.ts';
import { hashOfSecret, newSecret } from '../access/secrets.ts';
import { idIn, pageFrom } from './cursor.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';
import { API_SHAPES, ById, Id, Moment, Paging, pageOf, text } from './shapes.ts';
import { requireFound } from './versions.ts';

/** Nobody below works with keys: a key is nobody's, so there is nothing that would be its own. */
const KEY_ROLES = ROLES.filter((role) => role !== 'manager' && role !== 'employee');

const Fields = {
  name: text(200).describe('What it is for: the system that has it.'),
  role: z.enum(KEY_ROLES),
  operations: z
    .array(z.string().max(100))
    .min(1)
    .max(200)
    .nullable()
    .describe('The only operations it may ask for, by their operationId; null means all of its role.'),
  expires_at: Moment,
};

const Key = z
  .strictObject({
    id: Id,
    ...Fields,
    role: z.enum(ROLES),
    created_by: z.string(),
    created_at: Moment,
    last_used_at: Moment.nullable().describe('To the minute.'),
    revoked_at: Moment.nullable(),
  })
  .register(API_SHAPES, { id: 'ApiKey', description: 'What lets another system in.' });

const common = { tag: 'accounts' };

/** Keys of other systems. */
export const KEY_ROUTES: readonly Route[] = [
  route({
    ...common,
    operation: 'listKeys',
    method: 'GET',
    path: '/keys',
    summary: 'API keys',
    query: Paging,
    answers: { 200: { description: 'A page of keys, newest first.', schema: pageOf(Key) } },
    handle: async ({ query: { limit, cursor } }, { store }) => {
      const rows = await keysBefore(store.read, cursor === undefined ? undefined : idIn(cursor), limit + 1);
      return { body: pageFrom(rows, limit, ({ id }) => [id], shown) };
    },
  }),
  route({
    ...common,
    operation: 'createKey',
    method: 'POST',
    path: '/keys',
    summary: 'Make an API key',
    body: z
      .strictObject({
        ...Fields,
        operations: Fields.operations.default(null),
        days: z.int().min(1).max(730).default(90).describe('Days until it ends.'),
      })
      .omit({ expires_at: true }),
    examples: {
      tasks: {
        summary: 'For a system that reports tasks',
        value: { name: 'Ticket system', role: 'analyst', operations: ['reportTasks'], days: 365 },
      },
    },
    isSecret: true,
    answers: {
      201: {
        description: 'The key. It is sent as "Authorization: Bearer ...".',
        schema: Key.extend({ secret: z.string().describe('Shown this once.') }),
      },
    },
    problems: ['unprocessable'],
    handle: ({ body: { name, role, operations, days }, change, principal }) => {
      requireWithin(operations, role);
      requireNoMore(operations, principal);
      return change(async (made) => {
        const secret = newSecret('evenhand_');
        const expires_at = new Date(Date.parse(made.at) + days * 86_400_000).toISOString();
        const row = await addKey(made, {
          name,
          role,
          operations: operations && JSON.stringify(operations),
          token_hash: hashOfSecret(secret),
          expires_at,
        });
        return {
          status: 201,
          body: { ...shown(row), secret },
          headers: { location: '/api/v1/keys' },
        };
      });
    },
  }),
  route({
    ...common,
    operation: 'revokeKey',
    method: 'DELETE',
    path: '/keys/{id}',
    summary: 'End an API key',
    params: ById,
    answers: { 200: { description: 'The key, ended.', schema: Key } },
    handle: ({ params: { id }, change }) =>
      change(async (made) => ({ body: shown(requireFound(await revokeKey(made, id), 'key')) })),
  }),
];

/** Throws ApiError where a key is to do what its role may not. */
function requireWithin(operations: readonly string[] | null, role: Role): void {
  for (const operation of operations ?? []) {
    const right = Object.hasOwn(RIGHTS, operation) ? RIGHTS[operation] : undefined;
    if (right === undefined || right === 'public') {
      throw new ApiError('unprocessable', `there is no operation ${operation} that a key could be for`);
    }
    if (!right.includes(role))
      throw new ApiError('unprocessable', `${operation} is not for the role ${role}`);
  }
}

/** Throws ApiError where a key that is for some operations only would make one for more. */
function requireNoMore(operations: readonly string[] | null, maker: Principal | null): void {
  const own = maker?.operations ?? null;
  if (own === null || operations?.every((operation) => own.has(operation))) return;
  throw new ApiError('not-allowed', 'this API key can make no key that is for more than it is itself');
}

function shown({ token_hash: _, operations, ...row }: ApiKeyRow) {
  return { ...row, operations: operations === null ? null : JSON.parse(operations) };
}
