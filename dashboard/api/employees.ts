import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';

export function employeeQuery(id: string) {
  return queryOptions({
    queryKey: ['employees', 'one', id],
    queryFn: ({ signal }) => client.getEmployee({ params: { id }, signal }),
  });
}

/** The first people whose name or number has what was typed. */
export function employeesFoundQuery(search: string) {
  return queryOptions({
    queryKey: ['employees', 'found', search],
    queryFn: ({ signal }) =>
      client.listEmployees({ query: { limit: 20, ...(search && { search }) }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** What somebody costs in each period where that is known. */
export function employeeCostsQuery(id: string) {
  return queryOptions({
    queryKey: ['employees', 'costs', id],
    queryFn: ({ signal }) => client.listEmployeeCosts({ params: { id }, query: { limit: 1000 }, signal }),
  });
}

/** Everybody whose name or number has what was typed, page after page. */
export function employeesQuery(search: string) {
  return infiniteQueryOptions({
    queryKey: ['employees', 'list', search],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      client.listEmployees({ query: { limit: 100, cursor: pageParam, ...(search && { search }) }, signal }),
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
}
