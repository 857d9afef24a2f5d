import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';

/** Other options for an evaluation, as the API takes them. */
export type WhatIfOptions = Omit<Parameters<typeof client.saveWhatIf>[0]['body'], 'name'>;

/** Who would change; `limit` people are listed. */
export function whatIfQuery(options: WhatIfOptions, limit: number) {
  return queryOptions({
    queryKey: ['what-if', options, limit],
    queryFn: ({ signal }) => client.whatIf({ body: { ...options, limit }, signal }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Keeps what the options fit as a draft of a standard. */
export function saveWhatIf(options: WhatIfOptions, name: string) {
  return client.saveWhatIf({ body: { ...options, name } });
}
