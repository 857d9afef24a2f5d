import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { built } from '../bench/work.js';
import { newestPrograms, startPostgresql } from '../scripts/postgresql.js';

/**
 * Where one server keeps its data: its folder, and what its environment says of the database.
 * @typedef {{ store: 'SQLite' | 'PostgreSQL', folder: string, env: Readonly<Record<string, string>> }} Place
 */

/** @type {import('../scripts/postgresql.js').Postgresql | undefined} */
let running;

/**
 * A new, empty place in SQLite.
 * @param {string} scratch
 * @returns {Place}
 */
export function sqlitePlace(scratch) {
  return { store: 'SQLite', folder: mkdtempSync(join(scratch, 'sqlite-')), env: {} };
}

/**
 * A new, empty place in PostgreSQL, and its server, which is started with the first one; null where none is installed.
 * @param {string} scratch
 * @returns {Promise<{ place: Place, server: import('../scripts/postgresql.js').Postgresql } | null>}
 */
export async function postgresqlPlace(scratch) {
  const programs = newestPrograms();
  if (programs === null) return null;
  running ??= await startPostgresql(programs);
  const folder = mkdtempSync(join(scratch, 'postgresql-'));
  const name = `evenhand_${process.pid}_${counter++}`;
  const client = new pg.Client({ connectionString: running.url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = Object.assign(new URL(running.url), { pathname: `/${name}` }).href;
  return { place: { store: 'PostgreSQL', folder, env: { EVENHAND_DATABASE_URL: url } }, server: running };
}

let counter = 0;

/**
 * New places in every database that is here.
 * @param {string} scratch
 */
export async function bothPlaces(scratch) {
  const other = await postgresqlPlace(scratch);
  return other === null ? [sqlitePlace(scratch)] : [sqlitePlace(scratch), other.place];
}

/** Ends PostgreSQL where it was started. */
export async function stopStores() {
  await running?.stop();
  running = undefined;
}

/**
 * What `evenhand audit verify` says of a place; throws where the log is not as it was written.
 * @param {Place} place
 */
export async function verifyAudit({ folder, env }) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(built, 'cli', 'main.js'), 'audit', 'verify'],
    { env: { PATH: process.env.PATH, EVENHAND_DATA: folder, ...env } },
  );
  return stdout.split('\n')[0];
}
