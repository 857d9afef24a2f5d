import { infiniteQueryOptions, queryOptions, useQuery } from '@tanstack/react-query';
import type { Account } from '../../src/client/index.ts';
import { client } from './client.ts';
import { useSession } from './session.ts';

export function accountsQuery(role: Account['role'] | undefined) {
  return infiniteQueryOptions({
    queryKey: ['accounts', 'list', role],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      client.listAccounts({ query: { limit: 100, role, cursor: pageParam }, signal }),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

export const keysQuery = infiniteQueryOptions({
  queryKey: ['keys', 'list'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam, signal }) => client.listKeys({ query: { limit: 100, cursor: pageParam }, signal }),
  getNextPageParam: ({ next }) => next ?? undefined,
});

export const ownSessionsQuery = queryOptions({
  queryKey: ['own-sessions'],
  queryFn: ({ signal }) => client.listSessions({ signal }),
});

/** What accounts and keys are called, by how the records name who did something. */
const actorNamesQuery = queryOptions({
  queryKey: ['accounts', 'names'],
  staleTime: 300_000,
  queryFn: async ({ signal }) => {
    const names = new Map<string, string>();
    for await (const { id, name } of client.each('listAccounts', { query: { limit: 1000 }, signal })) {
      names.set(id, name);
    }
    for await (const { id, name } of client.each('listKeys', { query: { limit: 1000 }, signal })) {
      names.set(`keys/${id}`, name);
    }
    return names;
  },
});

const NOBODY: ReadonlyMap<string, string> = new Map();

/** Names of accounts and keys, for those who may know them all; else the reader's own. */
export function useActorNames(): ReadonlyMap<string, string> {
  const { data: session } = useSession();
  const knowsAll = session?.role === 'admin' || session?.role === 'auditor';
  const { data } = useQuery({ ...actorNamesQuery, enabled: knowsAll });
  if (data) return data;
  return session?.account ? new Map([[session.account.id, session.account.name]]) : NOBODY;
}
