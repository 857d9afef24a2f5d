import { queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';

/** Everybody in an evaluation as points: read once, and again when something of the results has changed. */
export function peopleMapQuery(evaluationId: string) {
  return queryOptions({
    queryKey: ['results', evaluationId, 'map'],
    queryFn: ({ signal }) => client.getEvaluationMap({ params: { id: evaluationId }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
