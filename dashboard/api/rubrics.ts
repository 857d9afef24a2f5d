import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { EntryOf } from '../../src/client/index.ts';
import { client } from './client.ts';

export type KeptRubric = EntryOf<'listRubrics'>;

/** All versions of all rubrics, newest first. */
export const rubricsQuery = queryOptions({
  queryKey: ['rubrics'],
  queryFn: async ({ signal }) => {
    const rubrics: KeptRubric[] = [];
    for await (const one of client.each('listRubrics', { query: { limit: 500 }, signal })) rubrics.push(one);
    return rubrics;
  },
});

/** Everything that is wrong with a rubric as it is being written. */
export function rubricCheckQuery(document: Readonly<Record<string, unknown>>) {
  return queryOptions({
    queryKey: ['rubric-check', document],
    queryFn: ({ signal }) => client.checkRubric({ body: { document }, signal }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}

/** Adds a rubric from its text, or the next version of one. */
export function addRubric(text: string) {
  return client.createRubric({ body: { text } });
}
