import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Comment, Decision } from '../../src/client/index.ts';
import { client } from './client.ts';

/** Which result: of an evaluation, of a person. */
export interface ResultKey {
  readonly evaluationId: string;
  readonly employeeId: string;
}

type NeighbourQuery = NonNullable<Parameters<typeof client.getResultNeighbours>[0]['query']>;

export function employeeQuery(id: string) {
  return queryOptions({
    queryKey: ['employee', id],
    queryFn: ({ signal }) => client.getEmployee({ params: { id }, signal }),
    staleTime: 300_000,
  });
}

export function neighboursQuery({ evaluationId, employeeId }: ResultKey, query: NeighbourQuery) {
  return queryOptions({
    queryKey: ['neighbours', evaluationId, employeeId, query],
    queryFn: ({ signal }) =>
      client.getResultNeighbours({ params: { id: evaluationId, employee_id: employeeId }, query, signal }),
  });
}

/** Where the positions of an evaluation stand, or all its people: awaited also by who has gone on to the next person. */
export function groupsQuery(evaluationId: string, by: 'position' | 'all') {
  return queryOptions({
    queryKey: ['groups', evaluationId, by],
    queryFn: () => client.getEvaluationGroups({ params: { id: evaluationId }, query: { by } }),
    staleTime: 300_000,
  });
}

/** From period to period, held against one standard. */
export function personTrendQuery(employeeId: string, standard: string) {
  return queryOptions({
    queryKey: ['trend', 'employee', employeeId, standard],
    queryFn: ({ signal }) =>
      client.getEmployeeTrend({ params: { id: employeeId }, query: { standard }, signal }),
    staleTime: 300_000,
  });
}

/** What evaluations found of a person, the newest evaluation first. */
export function historyQuery(employeeId: string) {
  return queryOptions({
    queryKey: ['history', employeeId],
    queryFn: ({ signal }) =>
      client.listEmployeeResults({ params: { id: employeeId }, query: { limit: 100 }, signal }),
  });
}

/** What the indicators of a rubric are called, by key. */
export function indicatorLabelsQuery(standardId: string) {
  return queryOptions({
    queryKey: ['indicators', standardId],
    staleTime: 300_000,
    queryFn: async ({ signal }) => {
      const { content } = await client.getStandard({ params: { id: standardId }, signal });
      // The server writes it so of appraisals; of tasks there is no rubric.
      const { rubric } = content as { readonly rubric?: { readonly name: string } };
      const labels = new Map<string, string>();
      if (rubric === undefined) return labels;
      const { items } = await client.listRubrics({ query: { name: rubric.name, limit: 1000 }, signal });
      for (const { document } of items.toReversed()) {
        // Rubrics were checked when they came in.
        const { indicators } = document as {
          readonly indicators?: Readonly<Record<string, { readonly label?: string } | null>>;
        };
        for (const [key, one] of Object.entries(indicators ?? {})) {
          if (one?.label) labels.set(key, one.label);
        }
      }
      return labels;
    },
  });
}

export function commentsQuery(key: ResultKey) {
  return queryOptions({
    queryKey: commentsKey(key),
    queryFn: async ({ signal }) => {
      const said: Comment[] = [];
      for await (const one of client.each('listComments', { params: paramsOf(key), signal })) said.push(one);
      return said;
    },
  });
}

export function decisionsQuery(key: ResultKey) {
  return queryOptions({
    queryKey: ['decisions', key.evaluationId, key.employeeId],
    queryFn: async ({ signal }) => {
      const made: Decision[] = [];
      for await (const one of client.each('listDecisions', { params: paramsOf(key), signal })) made.push(one);
      return made;
    },
  });
}

/** Says something of a result, or contests it. */
export function useComment(key: ResultKey) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly kind: Comment['kind']; readonly text: string }) =>
      client.createComment({ params: paramsOf(key), body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: commentsKey(key) }),
  });
}

/** Answers a contest. */
export function useAnswer(key: ResultKey) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, text }: { readonly id: string; readonly text: string }) =>
      client.answerContest({ params: { ...paramsOf(key), comment_id: id }, body: { text } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: commentsKey(key) }),
  });
}

/** Records what somebody decided about the person. */
export function useDecide(key: ResultKey) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly kind: Decision['kind']; readonly text: string }) =>
      client.createDecision({ params: paramsOf(key), body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['decisions', key.evaluationId, key.employeeId] }),
  });
}

function commentsKey({ evaluationId, employeeId }: ResultKey) {
  return ['comments', evaluationId, employeeId];
}

function paramsOf({ evaluationId, employeeId }: ResultKey) {
  return { id: evaluationId, employee_id: employeeId };
}
