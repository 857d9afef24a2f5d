import { createClient } from '../../src/client/index.ts';

export { ProblemError } from '../../src/client/index.ts';

/** The server that the page came from. */
export const client = createClient({ baseUrl: window.location.origin });
