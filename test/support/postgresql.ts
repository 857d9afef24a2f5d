import type { TestProject } from 'vitest/node';
import { newestPrograms, startPostgresql } from '../../scripts/postgresql.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where tests may make databases; empty where there is no PostgreSQL. */
    postgresql: string;
  }
}

/** A PostgreSQL server of the tests' own, where one is installed: Debian's, or the one that EVENHAND_TEST_POSTGRESQL names. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.EVENHAND_TEST_POSTGRESQL;
  const programs = newestPrograms();
  if (given || programs === null) {
    project.provide('postgresql', given ?? '');
    return async () => {};
  }
  // These tests take no power away: what is written need not reach the disk.
  const server = await startPostgresql(programs, ['fsync=off', 'full_page_writes=off']);
  project.provide('postgresql', server.url);
  return server.stop;
}
