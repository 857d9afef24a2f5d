import { queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';

/** How an organisation is divided: there is never so much of it that it could not be read whole. */
export const departmentsQuery = queryOptions({
  queryKey: ['structure', 'departments'],
  queryFn: ({ signal }) => all(client.each('listDepartments', { query: { limit: 1000 }, signal })),
});

export const positionsQuery = queryOptions({
  queryKey: ['structure', 'positions'],
  queryFn: ({ signal }) => all(client.each('listPositions', { query: { limit: 1000 }, signal })),
});

export const periodsQuery = queryOptions({
  queryKey: ['structure', 'periods'],
  queryFn: ({ signal }) => all(client.each('listPeriods', { query: { limit: 1000 }, signal })),
});

async function all<T>(entries: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = [];
  for await (const entry of entries) read.push(entry);
  return read;
}

export type Department = Awaited<ReturnType<typeof client.getDepartment>>;
export type Position = Awaited<ReturnType<typeof client.getPosition>>;
export type Period = Awaited<ReturnType<typeof client.getPeriod>>;

/** What else shows names of the structure. */
export const STRUCTURE_KEYS = [['structure'], ['organisation']] as const;
