import { createReadStream } from 'node:fs';
import { type Route, route } from './route.ts';

/** The task log of the example company, beside `src` and `dist` alike. */
const EXAMPLE = new URL('../../../examples/tasks.csv', import.meta.url);

/** What can be tried out without files of one's own. */
export const EXAMPLE_ROUTES: readonly Route[] = [
  route({
    operation: 'downloadExample',
    method: 'GET',
    path: '/example',
    tag: 'imports',
    summary: 'The task log of an invented company, to try out an import',
    description:
      'Sixty people and six quarters, with what real logs have of oddities. It is imported as any file, and undone as any import.',
    answers: { 200: { description: 'The file.', schema: null, type: 'text/csv' } },
    handle: async () => ({
      stream: createReadStream(EXAMPLE),
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="example-company.csv"',
      },
    }),
  }),
];
