import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Import } from '../../src/client/index.ts';
import { problemOf } from '../../src/client/problem.ts';
import { client } from './client.ts';

const firstPage = undefined as string | undefined;
const nextOf = ({ next }: { readonly next: string | null }) => next ?? undefined;

export const importsQuery = infiniteQueryOptions({
  queryKey: ['imports', 'list'],
  initialPageParam: firstPage,
  queryFn: ({ pageParam, signal }) => client.listImports({ query: { limit: 50, cursor: pageParam }, signal }),
  getNextPageParam: nextOf,
});

/** The last 200 imports, for their names. */
export const newestImportsQuery = queryOptions({
  queryKey: ['imports', 'newest'],
  queryFn: ({ signal }) => client.listImports({ query: { limit: 200 }, signal }),
});

export function importQuery(id: string) {
  return queryOptions({
    queryKey: ['imports', 'one', id],
    queryFn: ({ signal }) => client.getImport({ params: { id }, signal }),
    // The server tells when it has been read; this is for when it cannot.
    refetchInterval: ({ state: { data } }) => (data?.state === 'reading' ? 1000 : false),
  });
}

export function rejectionsQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['imports', 'rejections', id],
    initialPageParam: firstPage,
    queryFn: ({ pageParam, signal }) =>
      client.listImportRejections({ params: { id }, query: { limit: 100, cursor: pageParam }, signal }),
    getNextPageParam: nextOf,
  });
}

export function changesQuery(id: string, change: 'added' | 'changed') {
  return infiniteQueryOptions({
    queryKey: ['imports', 'changes', id, change],
    initialPageParam: firstPage,
    queryFn: ({ pageParam, signal }) =>
      client.listImportChanges({ params: { id }, query: { limit: 100, change, cursor: pageParam }, signal }),
    getNextPageParam: nextOf,
  });
}

export function tierMovesQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['imports', 'tier-moves', id],
    initialPageParam: firstPage,
    queryFn: ({ pageParam, signal }) =>
      client.listImportTierMoves({ params: { id }, query: { limit: 100, cursor: pageParam }, signal }),
    getNextPageParam: nextOf,
  });
}

export const templatesQuery = queryOptions({
  queryKey: ['imports', 'templates'],
  queryFn: async ({ signal }) => {
    const found = [];
    for await (const one of client.each('listImportTemplates', { query: { limit: 200 }, signal }))
      found.push(one);
    return found;
  },
});

/** The rubrics that sheets can be held against, the newest of each name, with the indicators of their positions. */
export const rubricsQuery = queryOptions({
  queryKey: ['imports', 'rubrics'],
  queryFn: async ({ signal }) => {
    const newest = new Map<string, { readonly version: number; readonly indicators: readonly string[] }>();
    for await (const { name, version, document } of client.each('listRubrics', {
      query: { limit: 200 },
      signal,
    })) {
      if ((newest.get(name)?.version ?? 0) < version)
        newest.set(name, { version, indicators: indicatorsOf(document) });
    }
    return newest;
  },
});

/**
 * Sends a file to be read, and tells how much of it has gone (0 to 1). Fetch cannot tell that, so an older way of asking is taken.
 * Throws ProblemError where the server refuses.
 */
export function sendFile(file: File, sent: (share: number) => void, signal: AbortSignal): Promise<Import> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.set('file', file);
    request.open('POST', '/api/v1/imports');
    request.upload.onprogress = ({ loaded, total }) => sent(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const { status, statusText, responseText } = request;
      const type = request.getResponseHeader('content-type') ?? '';
      // The server answers with an import; the typed client takes it as such, too.
      if (status < 300) resolve(JSON.parse(responseText));
      else
        problemOf(new Response(responseText, { status, statusText, headers: { 'content-type': type } })).then(
          reject,
        );
    };
    request.onerror = () => reject(new TypeError('the server cannot be reached'));
    request.onabort = () => reject(new DOMException('it was stopped', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

function indicatorsOf(document: { readonly [name: string]: unknown }): readonly string[] {
  const { indicators } = document;
  return typeof indicators === 'object' && indicators !== null ? Object.keys(indicators) : [];
}
