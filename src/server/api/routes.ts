import { EMPLOYEE_ROUTES } from './employees.ts';
import { ORGANISATION_ROUTES } from './organisation.ts';
import type { Route } from './route.ts';

/** Every route of the API, in the order of its document. */
export const ROUTES: readonly Route[] = [...ORGANISATION_ROUTES, ...EMPLOYEE_ROUTES];
