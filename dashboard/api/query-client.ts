import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ProblemError } from './client.ts';

/** What was read, kept while it is looked at. A refusal is not asked again; a connection that broke is. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // The server may be there without any network: on this machine.
      networkMode: 'always',
      retry: (failures, error) => !(error instanceof ProblemError) && failures < 3,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
  queryCache: new QueryCache({ onError: noteEnd }),
  mutationCache: new MutationCache({ onError: noteEnd }),
});

/** Where the session has ended, whoever looks is asked to log in again. */
function noteEnd(error: unknown): void {
  if (error instanceof ProblemError && error.status === 401) {
    void queryClient.invalidateQueries({ queryKey: ['session'] });
  }
}
