import { z } from 'zod';
import type { ApiDocument } from './api/document.ts';
import './appraisal-schemas.ts';
import { AppraiseQuery } from './appraise-query.ts';
import { AnalyzeQuery } from './query.ts';
import { SHAPES } from './schemas.ts';

/** The OpenAPI 3.1 document of the HTTP API, made from the schemas that requests and answers are held against. */
export function openApiDocument(
  version: string,
  analyzePaths: readonly string[],
  appraisePaths: readonly string[],
  api: ApiDocument,
): object {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Evenhand',
      version,
      description:
        'Even-handed employee performance evaluation: tiers, scores from 0 to 100 and anomalies, each with its reasons. The same request has the same answer, byte for byte.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [],
    tags: [
      { name: 'analysis', description: 'Task summaries in, evaluations out; nothing is kept.' },
      { name: 'appraisal', description: 'Points of appraisers in, grades out; nothing is kept.' },
      { name: 'server', description: 'About the server itself.' },
      ...api.tags,
    ],
    paths: {
      ...Object.fromEntries(analyzePaths.map((path) => [path, { post: analyzeOperation(path) }])),
      ...Object.fromEntries(appraisePaths.map((path) => [path, { post: appraiseOperation(path) }])),
      ...api.paths,
      '/healthz': { get: healthOperation },
      '/openapi.json': { get: openApiOperation },
    },
    components: { schemas: { ...schemas(), ...api.schemas } },
  };
}

function analyzeOperation(path: string): object {
  return {
    operationId: camelCase(path),
    tags: ['analysis'],
    summary: 'Evaluate task summaries',
    description:
      'Fits a standard on the people of the request and applies it to them, or applies the standard that the request holds. Each record that cannot be used is named under "rejected"; all others are evaluated.',
    parameters: queryParameters(AnalyzeQuery),
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { $ref: pathOf('AnalyzeBody') }, examples: requestExamples } },
    },
    responses: responses('The evaluation.', 'AnalyzeAnswer'),
  };
}

function appraiseOperation(path: string): object {
  return {
    operationId: camelCase(path),
    tags: ['appraisal'],
    summary: 'Grade appraisal sheets',
    description:
      'Fits grades on the people of the request, each position by itself, by clustering beside the scoring method; or applies the standard that the request holds. Each record that cannot be used is named under "rejected"; all others are graded.',
    parameters: queryParameters(AppraiseQuery),
    requestBody: { required: true, content: json('AppraiseBody') },
    responses: responses('The appraisal.', 'AppraiseAnswer'),
  };
}

function responses(description: string, id: string): object {
  return {
    200: { description, content: json(id) },
    400: problem('The body is not JSON or no array of records, or a query parameter is wrong.'),
    413: problem('The body is larger, or has more records, than the server takes at once.'),
    415: problem('The body is not sent as JSON.'),
    422: problem('Not one record can be used; "errors" says why for each.'),
    429: { ...problem('More requests in a minute than one client may send.'), headers: RETRY_AFTER },
    503: {
      ...problem('As many requests are waiting as may wait, or the evaluation took too long.'),
      headers: RETRY_AFTER,
    },
  };
}

const RETRY_AFTER = {
  'Retry-After': { description: 'Seconds after which to ask again.', schema: { type: 'integer' } },
};

const healthOperation = {
  operationId: 'health',
  tags: ['server'],
  summary: 'Whether the server answers',
  responses: { 200: { description: 'It does.', content: json('HealthAnswer') } },
};

const openApiOperation = {
  operationId: 'openApi',
  tags: ['server'],
  summary: 'This document',
  responses: {
    200: { description: 'OpenAPI 3.1.', content: { 'application/json': { schema: { type: 'object' } } } },
  },
};

const requestExamples = {
  summaries: {
    summary: 'An array of summaries',
    value: [
      { employee_id: 101, name: 'John Doe', completed_tasks: 42, total_tasks: 50, avg_task_hours: 3.2 },
      { employee_id: 102, name: 'Jane Roe', completed_tasks: 35, total_tasks: 36, avg_task_hours: 2.5 },
      { employee_id: 103, name: 'Max Moe', completed_tasks: 12, total_tasks: 30, avg_task_hours: 6.1 },
    ],
  },
};

/** `z.toJSONSchema` of the query gives each parameter's values as they are understood, not as text. */
function queryParameters(query: z.ZodObject): object[] {
  const { properties = {} } = z.toJSONSchema(query, { io: 'output' });
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = typeof property === 'object' ? property : {};
    const list = schema.type === 'array' ? { style: 'form', explode: false } : {};
    return { name, in: 'query', description: `Must be ${description}.`, ...list, schema };
  });
}

/** Every schema with an id, under the names that references use. */
function schemas(): object {
  const { schemas: all } = z.toJSONSchema(SHAPES, { io: 'input', uri: pathOf });
  return Object.fromEntries(
    Object.entries(all).map(([id, { $id: _id, $schema: _schema, ...schema }]) => [id, schema]),
  );
}

function pathOf(id: string): string {
  return `#/components/schemas/${id}`;
}

function json(id: string): object {
  return { 'application/json': { schema: { $ref: pathOf(id) } } };
}

function problem(description: string): object {
  return { description, content: json('ErrorAnswer') };
}

/** /api/v1/analyze is apiV1Analyze. */
function camelCase(path: string): string {
  return path.slice(1).replace(/\/(.)/g, (_, letter: string) => letter.toUpperCase());
}
