import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Job } from '../../src/client/index.ts';
import { client } from './client.ts';

export function jobsQuery(state: Job['state'] | undefined) {
  return infiniteQueryOptions({
    queryKey: ['jobs', 'list', state],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      client.listJobs({ query: { limit: 50, state, cursor: pageParam }, signal }),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

/** The newest job about something, such as `imports/0190...`; null where there is none. */
export function jobOfQuery(subject: string) {
  return queryOptions({
    queryKey: ['jobs', 'of', subject],
    queryFn: async ({ signal }) =>
      (await client.listJobs({ query: { subject, limit: 1 }, signal })).items[0] ?? null,
    // The server tells of each step; this is for when it cannot.
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? 2000 : false),
  });
}

/** Whether something is still to come. */
export function isUnderWay({ state }: { readonly state: Job['state'] }): boolean {
  return state === 'waiting' || state === 'running';
}
