import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Evaluation, Standard } from '../../../src/client/index.ts';
import { client } from '../../api/client.ts';

export type EvaluationRequest = Parameters<typeof client.createEvaluation>[0]['body'];

/** The standards that people can be held against, newest first. */
export function usableStandardsQuery(pipeline: Evaluation['pipeline']) {
  return queryOptions({
    queryKey: ['standards', 'usable', pipeline],
    queryFn: async ({ signal }) => {
      const found: Standard[] = [];
      for await (const one of client.each('listStandards', { query: { pipeline, limit: 200 }, signal })) {
        if (one.state !== 'retired') found.push(one);
      }
      return found;
    },
  });
}

/** Leads to the overview of an evaluation that is done. */
export function useLeadTo(): (id: string) => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (id) => {
    void queries
      .invalidateQueries({ queryKey: ['evaluations'] })
      .then(() => navigate({ to: '/', search: { evaluation: id } }));
  };
}
