import { infiniteQueryOptions } from '@tanstack/react-query';
import { client } from './client.ts';

/** Which entries of the log are asked for. */
export type AuditQuery = Readonly<
  Partial<Record<'actor' | 'action' | 'subject' | 'from' | 'to', string | undefined>>
>;

export function auditQuery(filter: AuditQuery) {
  return infiniteQueryOptions({
    queryKey: ['audit', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      client.listAudit({ query: { ...filter, limit: 100, cursor: pageParam }, signal }),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}
