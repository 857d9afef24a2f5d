import { queryOptions, useQuery } from '@tanstack/react-query';
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
