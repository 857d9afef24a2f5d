import type { Route } from './route.ts';

/** Every route of the API, in the order of its document. */
export const ROUTES: readonly Route[] = [];
