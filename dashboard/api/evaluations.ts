import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { Evaluation } from '../../src/client/index.ts';
import { client } from './client.ts';

/** Every evaluation that is done, newest first. */
export const evaluationsQuery = queryOptions({
  queryKey: ['evaluations', 'done'],
  queryFn: async ({ signal }) => {
    const items: Evaluation[] = [];
    const done = client.each('listEvaluations', { query: { state: 'done', limit: 200 }, signal });
    for await (const one of done) items.push(one);
    return { items };
  },
});

/** Every evaluation, newest first, also those that are not done. */
export const allEvaluationsQuery = queryOptions({
  queryKey: ['evaluations', 'all'],
  queryFn: async ({ signal }) => {
    const all: Evaluation[] = [];
    for await (const one of client.each('listEvaluations', { query: { limit: 200 }, signal })) all.push(one);
    return all;
  },
});

/** The evaluation that is looked at: the one in the address, else the newest one that is done. */
export function useEvaluation() {
  const { evaluation: wanted } = useSearch({ strict: false });
  const { data, ...state } = useQuery(evaluationsQuery);
  const evaluations = data?.items ?? [];
  const chosen = evaluations.find(({ id }) => id === wanted) ?? evaluations[0];
  return { ...state, evaluations, evaluation: chosen };
}

export function resultsQuery(
  evaluationId: string,
  query: NonNullable<Parameters<typeof client.listResults>[0]['query']>,
) {
  return queryOptions({
    queryKey: ['results', evaluationId, query],
    queryFn: ({ signal }) => client.listResults({ params: { id: evaluationId }, query, signal }),
    placeholderData: keepPreviousData,
  });
}

export function resultQuery(evaluationId: string, employeeId: string) {
  return queryOptions({
    queryKey: ['result', evaluationId, employeeId],
    queryFn: ({ signal }) =>
      client.getResult({ params: { id: evaluationId, employee_id: employeeId }, signal }),
  });
}

/** One evaluation, looked at until it has ended. */
export function evaluationQuery(id: string) {
  return queryOptions({
    queryKey: ['evaluations', 'one', id],
    queryFn: ({ signal }) => client.getEvaluation({ params: { id }, signal }),
    // The server tells when it ends; this is for when it cannot.
    refetchInterval: ({ state: { data } }) =>
      data?.state === 'waiting' || data?.state === 'running' ? 2000 : false,
  });
}

/** Evaluations of a period, in any state. */
export function evaluationsOfQuery(periodId: string) {
  return queryOptions({
    queryKey: ['evaluations', 'of', periodId],
    queryFn: async ({ signal }) => {
      const found = [];
      for await (const one of client.each('listEvaluations', {
        query: { period: periodId, limit: 200 },
        signal,
      })) {
        found.push(one);
      }
      return found;
    },
  });
}
