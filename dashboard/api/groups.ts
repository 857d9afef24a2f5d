import { queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';

/** Where groups of an evaluation's people stand: departments, positions, or all together. */
export function groupsQuery(evaluationId: string, by: 'all' | 'department' | 'position') {
  return queryOptions({
    queryKey: ['results', evaluationId, 'groups', by],
    queryFn: ({ signal }) =>
      client.getEvaluationGroups({ params: { id: evaluationId }, query: { by }, signal }),
    staleTime: 300_000,
  });
}
