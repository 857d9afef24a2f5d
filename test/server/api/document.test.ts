import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../../src/server/api/routes.ts';
import { type Api, apiOn } from '../../support/api.ts';
import { type Place, sqlitePlace } from '../../support/stores.ts';

let place: Place;
let api: Api;
beforeAll(async () => {
  place = await sqlitePlace();
  api = await apiOn(place);
});
afterAll(async () => {
  await api.close();
  await place.remove();
});

describe('the document of the API', () => {
  it('is valid OpenAPI 3.1 and resolves every reference it makes', async () => {
    const { body } = await api.app.inject('/openapi.json');
    const { components } = JSON.parse(body);
    expect(await new Validator().validate(JSON.parse(body))).toEqual({ valid: true });
    const references = [...body.matchAll(/"\$ref": "#\/components\/schemas\/(\w+)"/g)].map(([, id]) => id);
    for (const id of references) expect(components.schemas).toHaveProperty(id);
    expect(body).not.toContain('$defs');
  });

  it('has every route once, by a name of its own', async () => {
    const { paths } = (await api.app.inject('/openapi.json')).json();
    for (const { method, path, operation } of ROUTES) {
      expect(paths[`/api/v1${path}`][method.toLowerCase()].operationId).toBe(operation);
    }
    expect(new Set(ROUTES.map(({ operation }) => operation)).size).toBe(ROUTES.length);
  });

  it('says of every parameter in a path that it must be there, and of every problem its shape', async () => {
    const { paths } = (await api.app.inject('/openapi.json')).json();
    const { parameters, responses } = paths['/api/v1/departments/{id}'].patch;
    expect(parameters).toContainEqual(
      expect.objectContaining({ name: 'id', in: 'path', required: true, schema: expect.anything() }),
    );
    expect(Object.keys(responses)).toEqual([
      ...['200', '400', '401', '403', '404', '409', '412', '413', '415', '422', '429', '500', '503', '507'],
    ]);
    expect(responses[404].content['application/problem+json'].schema.$ref).toBe(
      '#/components/schemas/ProblemDetails',
    );
  });

  it('gives examples that the routes take, wherever something is made', () => {
    for (const { body, examples, operation } of ROUTES) {
      for (const { value } of Object.values(examples ?? {})) {
        expect(body?.safeParse(value).error, operation).toBeUndefined();
      }
    }
    const without = ROUTES.filter(
      ({ operation, body, consumes, examples }) =>
        /^(?:create|report|set|whatIf)/.test(operation) && body && !consumes && !examples,
    );
    expect(without.map(({ operation }) => operation)).toEqual(['createStandard', 'createRubric']);
  });
});

describe('addresses', () => {
  it('answer what was read before with 304, until it changes', async () => {
    const { body } = await api.call('POST', '/positions', { name: 'Reader' });
    const read = (tag: string) =>
      api.call('GET', `/positions/${body.id}`, undefined, { 'if-none-match': tag });
    expect(await read('"1"')).toMatchObject({ status: 304, body: '', headers: { etag: '"1"' } });
    expect((await read('W/"0", W/"1"')).status).toBe(304);
    expect((await read('"0"')).status).toBe(200);
    await api.call('PATCH', `/positions/${body.id}`, { name: 'Writer' });
    expect(await read('"1"')).toMatchObject({ status: 200, body: { name: 'Writer' } });
  });

  it('say what they take, and that nothing is there, as problems', async () => {
    const id = '01920000-0000-7000-8000-000000000001';
    const wrong = await api.call('PUT', `/employees/${id}`, {});
    expect(wrong).toMatchObject({ status: 405, body: { type: '/problems/method-not-allowed' } });
    expect(String(wrong.headers.allow).split(', ').sort()).toEqual([
      'DELETE',
      'GET',
      'HEAD',
      'OPTIONS',
      'PATCH',
    ]);
    expect((await api.call('GET', '/nothing')).body).toMatchObject({
      type: '/problems/not-found',
      status: 404,
    });
    expect((await api.call('GET', '/employees/%ff')).body).toMatchObject({
      type: '/problems/invalid-request',
    });
    const head = await api.app.inject({
      method: 'HEAD',
      url: '/api/v1/events',
      headers: { host: 'localhost' },
    });
    expect([head.statusCode, head.body]).toEqual([200, '']);
  });
});

describe('pages of elsewhere', () => {
  it('do not get at the records: not by their origin, not by a name that leads here', async () => {
    const post = (headers: Record<string, string>) =>
      api.call('POST', '/departments', { name: `D ${Math.floor(performance.now() * 1000)}` }, headers);
    expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await post({ origin: 'null' })).status).toBe(403);
    expect((await post({ host: 'evil.example' })).status).toBe(403);
    expect((await post({ host: 'localhost.evil.example:5000' })).status).toBe(403);
    expect((await post({ host: '127.0.0.1:5000', origin: 'http://127.0.0.1:5000' })).status).toBe(201);
    expect((await post({ origin: 'http://localhost:3000' })).status).toBe(201);
    expect((await api.call('GET', '/departments')).body.items).toHaveLength(2);
  });
});
