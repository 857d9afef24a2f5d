import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Session } from '../../src/client/index.ts';
import { client } from './client.ts';

/** Who looks, and what is to be done first. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => client.getSession({ signal }),
  staleTime: 60_000,
});

export function useSession() {
  return useQuery(sessionQuery);
}

/** The role of whoever looks; the pages are for people who have come in. */
export function useRole(): NonNullable<Session['role']> {
  const { data } = useSession();
  return data?.role ?? 'employee';
}

/** Whether whoever looks changes the data and the evaluations. */
export function useIsWorker(): boolean {
  const role = useRole();
  return role === 'admin' || role === 'analyst';
}
