import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router';
import { readResultsView, readRubricView, readSheetView } from '../pages/appraisals/appraisals-view.ts';
import { readAuditView } from '../pages/audit/audit-view.ts';
import { readJobsView } from '../pages/jobs/jobs-view.ts';
import { readMapView } from '../pages/map/map-view.ts';
import { readPeopleView } from '../pages/people/people-view.ts';
import { readSettingsView } from '../pages/settings/tabs.ts';
import { readStandardsView, readStandardView } from '../pages/standards/standards-view.ts';
import { readTrendsView } from '../pages/trends/trends-view.ts';
import { readWhatIfView } from '../pages/what-if/what-if-view.ts';
import { Failed } from '../parts/failed.tsx';
import { NotFound } from '../parts/not-found.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { Home } from './home.tsx';
import { Shell } from './shell.tsx';

/** What every page's address may say: which evaluation is looked at; the newest one where it says nothing. */
export interface Looking {
  readonly evaluation?: string | undefined;
}

const rootRoute = createRootRoute({
  component: Shell,
  validateSearch: ({ evaluation }: Record<string, unknown>): Looking =>
    typeof evaluation === 'string' ? { evaluation } : {},
  search: { middlewares: [retainSearchParams(['evaluation'])] },
});

const overview = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: Home,
});

const people = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people',
  validateSearch: (search: Record<string, unknown>) => readPeopleView(search),
  component: lazyRouteComponent(() => import('../pages/people/people-page.tsx'), 'PeoplePage'),
});

const person = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people/$id',
  validateSearch: (search: Record<string, unknown>) => readPeopleView(search),
  component: lazyRouteComponent(() => import('../pages/person/person-page.tsx'), 'PersonPage'),
});

const appraisals = createRoute({
  getParentRoute: () => rootRoute,
  path: '/appraisals',
  validateSearch: (search: Record<string, unknown>) => readResultsView(search),
  component: lazyRouteComponent(() => import('../pages/appraisals/results-page.tsx'), 'ResultsPage'),
});

const sheet = createRoute({
  getParentRoute: () => rootRoute,
  path: '/appraisals/sheet',
  validateSearch: (search: Record<string, unknown>) => readSheetView(search),
  component: lazyRouteComponent(() => import('../pages/appraisals/sheet-page.tsx'), 'SheetPage'),
});

const rubrics = createRoute({
  getParentRoute: () => rootRoute,
  path: '/appraisals/rubrics',
  component: lazyRouteComponent(() => import('../pages/appraisals/rubrics-page.tsx'), 'RubricsPage'),
});

const rubric = createRoute({
  getParentRoute: () => rootRoute,
  path: '/appraisals/rubrics/$name',
  validateSearch: (search: Record<string, unknown>) => readRubricView(search),
  component: lazyRouteComponent(() => import('../pages/appraisals/rubric-page.tsx'), 'RubricPage'),
});

const newRubric = createRoute({
  getParentRoute: () => rootRoute,
  path: '/appraisals/new-rubric',
  component: lazyRouteComponent(() => import('../pages/appraisals/rubric-page.tsx'), 'NewRubricPage'),
});

const trends = createRoute({
  getParentRoute: () => rootRoute,
  path: '/trends',
  validateSearch: (search: Record<string, unknown>) => readTrendsView(search),
  component: lazyRouteComponent(() => import('../pages/trends/trends-page.tsx'), 'TrendsPage'),
});

const map = createRoute({
  getParentRoute: () => rootRoute,
  path: '/map',
  validateSearch: (search: Record<string, unknown>) => readMapView(search),
  component: lazyRouteComponent(() => import('../pages/map/map-page.tsx'), 'MapPage'),
});

const audit = createRoute({
  getParentRoute: () => rootRoute,
  path: '/audit',
  validateSearch: (search: Record<string, unknown>) => readAuditView(search),
  component: lazyRouteComponent(() => import('../pages/audit/audit-page.tsx'), 'AuditPage'),
});

const settingsPage = lazyRouteComponent(() => import('../pages/settings/settings-page.tsx'), 'SettingsPage');

const settings = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  validateSearch: (search: Record<string, unknown>) => readSettingsView(search),
  component: settingsPage,
});

const settingsTab = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings/$tab',
  validateSearch: (search: Record<string, unknown>) => readSettingsView(search),
  component: settingsPage,
});

const standards = createRoute({
  getParentRoute: () => rootRoute,
  path: '/standards',
  validateSearch: (search: Record<string, unknown>) => readStandardsView(search),
  component: lazyRouteComponent(() => import('../pages/standards/standards-page.tsx'), 'StandardsPage'),
});

const standard = createRoute({
  getParentRoute: () => rootRoute,
  path: '/standards/$id',
  validateSearch: (search: Record<string, unknown>) => readStandardView(search),
  component: lazyRouteComponent(() => import('../pages/standards/standard-page.tsx'), 'StandardPage'),
});

const whatIf = createRoute({
  getParentRoute: () => rootRoute,
  path: '/what-if',
  validateSearch: (search: Record<string, unknown>) => readWhatIfView(search),
  component: lazyRouteComponent(() => import('../pages/what-if/what-if-page.tsx'), 'WhatIfPage'),
});

const imports = createRoute({
  getParentRoute: () => rootRoute,
  path: '/imports',
  component: lazyRouteComponent(() => import('../pages/imports/imports-page.tsx'), 'ImportsPage'),
});

const oneImport = createRoute({
  getParentRoute: () => rootRoute,
  path: '/imports/$id',
  component: lazyRouteComponent(() => import('../pages/imports/import-page.tsx'), 'ImportPage'),
});

const jobs = createRoute({
  getParentRoute: () => rootRoute,
  path: '/jobs',
  validateSearch: (search: Record<string, unknown>) => readJobsView(search),
  component: lazyRouteComponent(() => import('../pages/jobs/jobs-page.tsx'), 'JobsPage'),
});

const own = createRoute({
  getParentRoute: () => rootRoute,
  path: '/me',
  component: lazyRouteComponent(() => import('../pages/own/own-page.tsx'), 'OwnPage'),
});

/** Every page and its address. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    overview,
    people,
    person,
    standards,
    standard,
    whatIf,
    appraisals,
    sheet,
    rubrics,
    rubric,
    newRubric,
    audit,
    settings,
    settingsTab,
    imports,
    oneImport,
    jobs,
    own,
    trends,
    map,
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: Waiting,
  defaultErrorComponent: Failed,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
