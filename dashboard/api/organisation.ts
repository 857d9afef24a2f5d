import { queryOptions, useQuery } from '@tanstack/react-query';
import { client } from './client.ts';

/** All departments and positions, by id: there are never so many that they could not be kept. */
const organisationQuery = queryOptions({
  queryKey: ['organisation'],
  staleTime: 300_000,
  queryFn: async ({ signal }) => {
    const names = { departments: new Map<string, string>(), positions: new Map<string, string>() };
    for await (const { id, name } of client.each('listDepartments', { query: { limit: 1000 }, signal })) {
      names.departments.set(id, name);
    }
    for await (const { id, name } of client.each('listPositions', { query: { limit: 1000 }, signal })) {
      names.positions.set(id, name);
    }
    return names;
  },
});

const NOBODY: ReadonlyMap<string, string> = new Map();

/** The names of departments and positions, by id. */
export function useOrganisation() {
  const { data } = useQuery(organisationQuery);
  return { departments: data?.departments ?? NOBODY, positions: data?.positions ?? NOBODY };
}
