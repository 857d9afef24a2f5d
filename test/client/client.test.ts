import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { clientSource } from '../../scripts/client-source.js';
import { type Client, createClient, type Employee, ProblemError } from '../../src/client/index.ts';
import { OPERATIONS } from '../../src/client/operations.ts';
import { ROUTES } from '../../src/server/api/routes.ts';
import { wholeDocument } from '../../src/server/routes/openapi.ts';
import { requireBuilt } from '../built.ts';
import { type Api, apiOn } from '../support/api.ts';
import { type Place, sqlitePlace } from '../support/stores.ts';

let place: Place;
let api: Api;
let baseUrl: string;
let client: Client;
beforeAll(async () => {
  requireBuilt();
  place = await sqlitePlace();
  api = await apiOn(place);
  baseUrl = await api.app.listen({ host: '127.0.0.1', port: 0 });
  client = createClient({ baseUrl });
});
afterAll(async () => {
  await api.close();
  await place.remove();
});

describe('the client', () => {
  it('is made from the routes as they are: run `npm run client` where it is not', () => {
    const written = readFileSync(new URL('../../src/client/operations.ts', import.meta.url), 'utf8');
    expect(written === clientSource(wholeDocument(ROUTES)), 'npm run client makes it anew').toBe(true);
    for (const { operation, answers } of ROUTES) {
      // Browsers are sent on there; programs have nothing to gain.
      if (!(303 in answers)) expect(OPERATIONS).toHaveProperty(operation);
    }
  });

  it('makes, reads, changes and removes things, in their types', async () => {
    const made = await client.createEmployee({ body: { number: 'a/b?c#d', name: 'Ada 李 & "x"' } });
    expectTypeOf(made).toEqualTypeOf<Employee>();
    expect(await client.getEmployee({ params: { id: made.id } })).toEqual(made);
    const changed = await client.updateEmployee({
      params: { id: made.id },
      body: { name: null },
      version: 1,
    });
    expect(changed).toMatchObject({ name: null, version: 2 });
    const found = await client.listEmployees({ query: { search: 'a/b?c#d', limit: 5, cursor: undefined } });
    expect(found).toMatchObject({ total: 1, next: null, items: [{ id: made.id }] });
    const position = await client.createPosition({ body: { name: 'Clerk' } });
    expect(await client.deletePosition({ params: { id: position.id } })).toBeUndefined();
  });

  it('refuses at compile time what the server would refuse', () => {
    const never = async () => {
      // @ts-expect-error a number is text
      await client.createEmployee({ body: { number: 5 } });
      // @ts-expect-error the id is missing
      await client.getEmployee({});
      // @ts-expect-error no such tier of states
      await client.listJobs({ query: { state: 'sleeping' } });
      // @ts-expect-error not a list
      client.each('getEmployee');
      // @ts-expect-error reading needs no key
      await client.listEmployees({ idempotencyKey: 'k' });
    };
    expect(never).toBeTypeOf('function');
  });

  it('throws what the server says is wrong', async () => {
    const wrong = client.getEmployee({ params: { id: '../../healthz' } });
    await expect(wrong).rejects.toBeInstanceOf(ProblemError);
    await expect(wrong).rejects.toMatchObject({ status: 400, kind: 'invalid-request' });
    const { id } = await client.createDepartment({ body: { name: 'Lab' } });
    await client.updateDepartment({ params: { id }, body: { name: 'Labs' } });
    await expect(
      client.updateDepartment({ params: { id }, body: { name: 'L' }, version: 1 }),
    ).rejects.toMatchObject({
      status: 412,
      kind: 'changed',
      problem: { title: 'Somebody changed it in the meantime', request_id: expect.any(String) },
    });
    await expect(client.apiV1Analyze({ body: [] })).rejects.toMatchObject({
      status: 422,
      kind: null,
      message: expect.stringMatching(/record/),
    });
  });

  it('carries out a request once that is sent twice with one key', async () => {
    const request = { body: { name: 'Once' }, idempotencyKey: 'key-1' };
    expect(await client.createDepartment(request)).toEqual(await client.createDepartment(request));
    const { items } = await client.listDepartments();
    expect(items.filter(({ name }) => name === 'Once')).toHaveLength(1);
  });

  it('goes through all pages of a list', async () => {
    for (let i = 0; i < 7; i++)
      await client.createPeriod({ body: { name: `P${i}`, starts_on: '2024-01-01', ends_on: '2024-01-31' } });
    const names: string[] = [];
    for await (const { name } of client.each('listPeriods', { query: { limit: 3 } })) names.push(name);
    expect(names).toEqual(['P0', 'P1', 'P2', 'P3', 'P4', 'P5', 'P6']);
  });

  it('sends files, and hears of what becomes of them', async () => {
    const until = new AbortController();
    const heard = client.events({ after: '0', signal: until.signal });
    const period = await client.createPeriod({
      body: { name: 'Q1', starts_on: '2024-01-01', ends_on: '2024-03-31' },
    });
    const text = 'Nummer,name,completed_tasks,total_tasks,avg_task_hours\n101,Ada,5,6,2.5\n';
    const { id, state } = await client.createImport({
      body: {
        file: new File([text], 'q1.csv'),
        period: period.id,
        mapping: { employee_id: 'Nummer' },
        again: false,
      },
    });
    expect(state).toBe('reading');
    for await (const { type, data } of heard) {
      if (type === 'job.done' && data.subject === `imports/${id}`) break;
    }
    until.abort();
    const read = await client.getImport({ params: { id } });
    expect(read).toMatchObject({ state: 'ready', file_name: 'q1.csv', failure: null });
    const rejected = await client.downloadImportRejections({ params: { id } });
    expect(await rejected.text()).toMatch(/^\ufeff?row/);
  });

  it('hears what it missed after a connection broke', async () => {
    let connections = 0;
    const breaking: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      if (connections++ > 0 || answer.body === null) return answer;
      // The first connection opens, and breaks before anything has come.
      await answer.body.cancel();
      return new Response('retry: 10\n\n');
    };
    const before = (await api.services.store.read.selectFrom('events').select('sequence').execute()).length;
    const until = new AbortController();
    const heard = createClient({ baseUrl, fetch: breaking }).events({
      after: String(before),
      signal: until.signal,
    });
    const next = heard.next();
    await client.createDepartment({ body: { name: 'After the break' } });
    expect((await next).value).toMatchObject({ id: String(before + 1), type: 'department.created' });
    until.abort();
    expect(await heard.next()).toEqual({ done: true, value: undefined });
    expect(connections).toBeGreaterThan(1);
  });
});
