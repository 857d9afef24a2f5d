import { queryOptions } from '@tanstack/react-query';
import type { Standard } from '../../src/client/index.ts';
import { client } from './client.ts';

/** All versions of all standards, newest first: there are never so many that they could not be kept. */
export const standardsQuery = queryOptions({
  queryKey: ['standards'],
  queryFn: async ({ signal }) => {
    const standards: Standard[] = [];
    for await (const one of client.each('listStandards', { query: { limit: 500 }, signal }))
      standards.push(one);
    return standards;
  },
});

export function standardQuery(id: string) {
  return queryOptions({
    queryKey: ['standards', id],
    queryFn: ({ signal }) => client.getStandard({ params: { id }, signal }),
  });
}

/** What differs from one standard to another. */
export function differencesQuery(id: string, other: string) {
  return queryOptions({
    queryKey: ['standards', id, 'differences', other],
    queryFn: ({ signal }) => client.compareStandards({ params: { id, other }, signal }),
  });
}

export function driftQuery(id: string, period: string) {
  return queryOptions({
    queryKey: ['standards', id, 'drift', period],
    queryFn: ({ signal }) => client.getStandardDrift({ params: { id }, query: { period }, signal }),
  });
}

/** The newest evaluations in which people were held against a standard. */
export function usesQuery(id: string) {
  return queryOptions({
    queryKey: ['standards', id, 'evaluations'],
    queryFn: ({ signal }) => client.listEvaluations({ query: { standard: id, limit: 100 }, signal }),
  });
}

/** The steps that a standard can take. */
export const STANDARD_STEPS = {
  approve: (id: string) => client.approveStandard({ params: { id } }),
  activate: (id: string) => client.activateStandard({ params: { id } }),
  retire: (id: string) => client.retireStandard({ params: { id } }),
};
export type StandardStep = keyof typeof STANDARD_STEPS;
