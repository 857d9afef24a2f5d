import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';

/** Standards for tasks against which periods can be held. */
export const taskStandardsQuery = queryOptions({
  queryKey: ['standards', 'tasks'],
  queryFn: async ({ signal }) => {
    const standards: { readonly id: string; readonly name: string; readonly version: number }[] = [];
    for await (const standard of client.each('listStandards', {
      query: { pipeline: 'tasks', limit: 200 },
      signal,
    })) {
      if (standard.state !== 'retired') standards.push(standard);
    }
    return standards;
  },
});

/** Every period, the newest first. */
export const periodsQuery = queryOptions({
  queryKey: ['structure', 'periods by day'],
  staleTime: 300_000,
  queryFn: async ({ signal }) => {
    const periods: Period[] = [];
    for await (const period of client.each('listPeriods', { query: { limit: 1000 }, signal })) {
      periods.push(period);
    }
    return periods.sort((a, b) => (a.starts_on < b.starts_on ? 1 : -1));
  },
});

export interface Period {
  readonly id: string;
  readonly name: string;
  readonly starts_on: string;
  readonly ends_on: string;
}

type TrendQuery = NonNullable<NonNullable<Parameters<typeof client.getCompanyTrend>[0]>['query']>;

/** Everybody from period to period, or a department with those below it. */
export function groupTrendQuery(department: string | undefined, query: TrendQuery) {
  return queryOptions({
    queryKey: ['trends', department ?? 'company', query],
    staleTime: 300_000,
    queryFn: ({ signal }) =>
      department === undefined
        ? client.getCompanyTrend({ query, signal })
        : client.getDepartmentTrend({ params: { id: department }, query, signal }),
  });
}

type MovesQuery = Parameters<typeof client.getMoves>[0]['query'];

/** Who went from which tier to which between two periods. */
export function movesQuery(query: MovesQuery) {
  return queryOptions({
    queryKey: ['trends', 'moves', query],
    staleTime: 300_000,
    queryFn: ({ signal }) => client.getMoves({ query, signal }),
  });
}

/** The people behind the moves, page after page. */
export function moversQuery(query: Parameters<typeof client.listMovers>[0]['query']) {
  return infiniteQueryOptions({
    queryKey: ['trends', 'movers', query],
    staleTime: 300_000,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      client.listMovers({ query: { ...query, limit: 50, cursor: pageParam }, signal }),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

/** The period of about the same length just before another one. `periods` are the newest first. */
export function periodBefore(periods: readonly Period[], of: Period): Period | undefined {
  const days = (period: Period) =>
    (Date.parse(period.ends_on) - Date.parse(period.starts_on)) / 86_400_000 + 1;
  return periods.find(
    (period) => period.ends_on < of.starts_on && Math.abs(days(period) / days(of) - 1) < 0.12,
  );
}
