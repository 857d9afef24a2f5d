import { Validator } from '@seriousme/openapi-schema-validator';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { summariesFromRecords } from '../../src/evaluation/summaries.ts';
import {
  AnalyzeAnswer,
  AnalyzeBody,
  ErrorAnswer,
  HealthAnswer,
  SummaryRecord,
} from '../../src/server/schemas.ts';
import { appWith, company, post } from '../support/app.ts';

let app: FastifyInstance;
beforeAll(async () => {
  app = await appWith();
});
afterAll(() => app.close());

describe('GET /openapi.json', () => {
  it('is a valid OpenAPI 3.1 document', async () => {
    const answer = await app.inject('/openapi.json');
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    const validator = new Validator();
    expect(await validator.validate(answer.json())).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('names every address that answers, and no other', async () => {
    const { paths } = (await app.inject('/openapi.json')).json();
    expect(Object.keys(paths).sort()).toEqual(
      ['/analyze', '/api/analyze', '/api/v1/analyze', '/api/v1/appraise', '/healthz', '/openapi.json'].sort(),
    );
    for (const [url, operations] of Object.entries<Record<string, { operationId: string }>>(paths)) {
      for (const method of Object.keys(operations))
        expect(app.hasRoute({ url, method: method.toUpperCase() })).toBe(true);
    }
    const ids = Object.values<Record<string, { operationId: string }>>(paths).flatMap((operations) =>
      Object.values(operations).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('resolves every reference it makes', async () => {
    const { body } = await app.inject('/openapi.json');
    const { components } = JSON.parse(body);
    const references = [...body.matchAll(/"\$ref": "#\/components\/schemas\/(\w+)"/g)].map(([, id]) => id);
    expect(references.length).toBeGreaterThan(5);
    for (const id of references) expect(components.schemas).toHaveProperty(id);
    expect(body).not.toContain('$defs');
  });

  it('describes each query parameter with its type and range', async () => {
    const { paths } = (await app.inject('/openapi.json')).json();
    const parameters = new Map<string, { schema: unknown; description: string }>(
      paths['/analyze'].post.parameters.map((parameter: { name: string }) => [parameter.name, parameter]),
    );
    expect([...parameters.keys()]).toEqual([
      'weights',
      'k',
      'tier_names',
      'contamination',
      'random_state',
      'min_tasks',
      'seeding',
    ]);
    expect(parameters.get('k')).toMatchObject({
      in: 'query',
      schema: { type: 'integer', minimum: 2, maximum: 6 },
    });
    expect(parameters.get('weights')).toMatchObject({
      explode: false,
      schema: { type: 'array', minItems: 3, maxItems: 3 },
    });
    for (const { description } of parameters.values()) expect(description).toMatch(/^Must be .+\.$/);
  });

  it('shows examples that the server accepts', async () => {
    const { paths } = (await app.inject('/openapi.json')).json();
    const { examples } = paths['/analyze'].post.requestBody.content['application/json'];
    for (const { value } of Object.values<{ value: unknown }>(examples)) {
      expect((await post(app, value)).statusCode).toBe(200);
    }
  });
});

describe('the published shapes', () => {
  it('are those of the answers that are given', async () => {
    const mixed = [
      ...company(30),
      { employee_id: 'x', completed_tasks: null, total_tasks: 4, avg_task_hours: null },
      { employee_id: 'y', completed_tasks: 5, total_tasks: 4, avg_task_hours: 1 },
      { employee_id: 'z', completed_tasks: 90, total_tasks: 91, avg_task_hours: 500, remote: true },
    ];
    for (const records of [mixed, company(1), company(2), [{ employee_id: 1 }]]) {
      const answer = await post(app, records);
      expect(answer.statusCode).toBe(200);
      expect(AnalyzeAnswer.parse(answer.json())).toEqual(answer.json());
    }
    for (const body of ['', '[', [], { records: 1 }]) ErrorAnswer.parse((await post(app, body)).json());
    HealthAnswer.parse((await app.inject('/healthz')).json());
  });

  it('are those of the requests that are taken', () => {
    expect(AnalyzeBody.safeParse(company(5)).success).toBe(true);
    expect(AnalyzeBody.safeParse({ records: company(5) }).success).toBe(true);
    expect(AnalyzeBody.safeParse({ records: company(5), more: 1 }).success).toBe(false);
  });

  it('take a record where the evaluation takes it', () => {
    const value = fc.oneof(
      fc.constantFrom(null, true, 2 ** 53, 2 ** 53 - 1, 1e9, 1e9 + 1, [], {}, [1]),
      fc.constantFrom('', ' ', '7', ' +7 ', '7.', '.5', '0.5', '1e2', '1e400', '-1', 'seven', '0x1'),
      fc.integer({ min: -2, max: 50 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(value, value, value, value, (employee_id, name, completed_tasks, avg_task_hours) => {
        const record = { employee_id, name, completed_tasks, total_tasks: 2 ** 53 - 1, avg_task_hours };
        const promised = SummaryRecord.safeParse(record).success;
        const taken = summariesFromRecords([record]).rejected.length === 0;
        // Of texts that are numbers, more are taken than promised.
        const exact = typeof completed_tasks !== 'string' && typeof avg_task_hours !== 'string';
        expect({ record, taken }).toEqual({ record, taken: promised || (taken && !exact) });
      }),
      { numRuns: 3000, seed: 2025 },
    );
  });
});
