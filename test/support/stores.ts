import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { describe, inject, it } from 'vitest';
import { openStore, type StorePlace } from '../../src/data/store/open-store.ts';
import type { Store } from '../../src/data/store/store.ts';
import { type Served, serve } from './serve.ts';

/** A new, empty place for a store, and what removes it. */
export interface Place extends StorePlace {
  open(): Promise<Store>;
  remove(): Promise<void>;
}

export type StoreName = 'SQLite' | 'PostgreSQL';

/** Runs the tests once for SQLite and once for PostgreSQL; where there is no PostgreSQL, a title says so. */
export function onBothStores(
  title: string,
  tests: (newPlace: () => Promise<Place>, store: StoreName) => void,
): void {
  describe(`${title} (SQLite)`, () => tests(sqlitePlace, 'SQLite'));
  const server = inject('postgresql');
  describe(`${title} (PostgreSQL)`, () => {
    if (server) tests(() => postgresqlPlace(server), 'PostgreSQL');
    else {
      it('(did not run: PostgreSQL is not installed)', () => {
        console.warn(`Did not run, for want of PostgreSQL: ${title}`);
      });
    }
  });
}

/** The same with the real server, in a process of its own, on each store. */
export function onServersOfBothStores(
  title: string,
  tests: (newServer: () => Promise<Served>, store: StoreName) => void,
): void {
  onBothStores(title, (newPlace, store) =>
    tests(async () => {
      const { databaseUrl, remove } = await newPlace();
      const server = await serve({
        EVENHAND_LOG_LEVEL: 'warn',
        ...(databaseUrl && { EVENHAND_DATABASE_URL: databaseUrl }),
      });
      const stop: Served['stop'] = async (signal) => {
        const status = await server.stop(signal);
        await remove();
        return status;
      };
      return { ...server, stop };
    }, store),
  );
}

export async function sqlitePlace(): Promise<Place> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'evenhand-store-'));
  return {
    dataFolder,
    open: () => openStore({ dataFolder }),
    remove: async () => rmSync(dataFolder, { recursive: true, force: true }),
  };
}

async function postgresqlPlace(server: string): Promise<Place> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'evenhand-store-'));
  const name = `evenhand_${process.pid}_${counter++}`;
  await asked(server, `create database ${name}`);
  const databaseUrl = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  return {
    dataFolder,
    databaseUrl,
    open: () => openStore({ dataFolder, databaseUrl }),
    async remove() {
      await asked(server, `drop database ${name} with (force)`);
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

let counter = 0;

async function asked(server: string, query: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(query);
  } finally {
    await client.end();
  }
}
