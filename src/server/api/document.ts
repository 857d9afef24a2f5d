import { z } from 'zod';
import { PROBLEMS, type ProblemKind } from './problem.ts';
import type { AnswerShape, Route } from './route.ts';
import { Said } from './sentences.ts';
import { API_SHAPES } from './shapes.ts';

/** The part of an OpenAPI 3.1 document that routes make up. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, object>>;
  readonly schemas: Readonly<Record<string, unknown>>;
  readonly tags: readonly { readonly name: string }[];
}

/** Describes routes by the schemas that check their requests. `prefix` goes before every path. */
export function documentOf(routes: readonly Route[], prefix: string): ApiDocument {
  const schemas = new Map<string, unknown>([['ProblemDetails', PROBLEM]]);
  // Which problems point to.
  schemaOf(Said, 'output', schemas);
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = prefix + route.path;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, schemas) };
  }
  const tags = [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name }));
  return { paths, schemas: Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1))), tags };
}

function operation(route: Route, schemas: Map<string, unknown>): object {
  const {
    operation: operationId,
    tag,
    summary,
    description,
    params,
    query,
    body,
    consumes,
    examples,
  } = route;
  const writes = route.method !== 'GET';
  const hasVersion = route.problems.includes('changed');
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description && { description }),
    parameters: [
      ...parameters(params, 'path', schemas),
      ...parameters(query, 'query', schemas),
      ...(writes ? [IDEMPOTENCY_KEY] : []),
      ...(hasVersion ? [IF_MATCH] : []),
      ...(isCached(route) ? [IF_NONE_MATCH] : []),
    ],
    ...(body && {
      requestBody: {
        required: true,
        content: {
          [consumes ?? 'application/json']: {
            schema: schemaOf(body, 'input', schemas),
            ...(examples && { examples }),
          },
        },
      },
    }),
    responses: responses(route, schemas),
  };
}

/** Everything that may go wrong with a route: its own problems, and those that come with what it takes. */
export function problemsOf({ problems, method, params }: Route): ReadonlySet<ProblemKind> {
  const writes = method !== 'GET';
  return new Set<ProblemKind>([
    'invalid-request',
    'not-signed-in',
    'not-allowed',
    'too-many-requests',
    ...(Object.keys(params.shape).length > 0 ? (['not-found'] as const) : []),
    ...problems,
    // Unprocessable is an Idempotency-Key that was used for another request.
    ...(writes ? (['too-large', 'unsupported-media', 'unprocessable', 'full'] as const) : []),
    'failed',
    'unavailable',
  ]);
}

function responses(route: Route, schemas: Map<string, unknown>): object {
  const { answers } = route;
  const titles = new Map<number, string[]>();
  for (const kind of [...problemsOf(route)].sort((a, b) => PROBLEMS[a].status - PROBLEMS[b].status)) {
    const { status, title } = PROBLEMS[kind];
    titles.set(status, [...(titles.get(status) ?? []), `${title}.`]);
  }
  return {
    ...Object.fromEntries(
      Object.entries(answers).map(([status, answer]) => [
        status,
        { ...response(answer, schemas), ...headersOf(route, Number(status)) },
      ]),
    ),
    ...(isCached(route) && { 304: { description: 'It is as it was (If-None-Match).', headers: ETAG } }),
    ...Object.fromEntries(
      Array.from(titles, ([status, those]) => [
        status,
        {
          description: those.join(' '),
          content: {
            'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDetails' } },
          },
        },
      ]),
    ),
  };
}

/** Whether what was read before need not be sent again. */
function isCached({ method, versioned = false }: Route): boolean {
  return method === 'GET' && versioned;
}

function headersOf({ versioned = false }: Route, status: number): object {
  const headers = {
    ...(versioned && ETAG),
    ...(status === 201 && { Location: { description: 'Where it is.', schema: { type: 'string' } } }),
  };
  return Object.keys(headers).length > 0 ? { headers } : {};
}

const ETAG = { ETag: { description: 'The version of what is answered.', schema: { type: 'string' } } };

function response(
  { description, schema, type = 'application/json' }: AnswerShape,
  schemas: Map<string, unknown>,
): object {
  if (schema === null) {
    return type === 'application/json' ? { description } : { description, content: { [type]: {} } };
  }
  return { description, content: { [type]: { schema: schemaOf(schema, 'output', schemas) } } };
}

function parameters(shape: z.ZodObject, place: 'path' | 'query', schemas: Map<string, unknown>): object[] {
  const { properties = {}, required = [] } = z.toJSONSchema(shape, { io: 'output', unrepresentable: 'any' });
  const optional = new Set(
    Object.keys(shape.shape).filter((name) => shape.shape[name].safeParse(undefined).success),
  );
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = typeof property === 'object' ? property : {};
    const list = schema.type === 'array' ? { style: 'form', explode: false } : {};
    const isRequired = required.includes(name) && !optional.has(name);
    return {
      name,
      in: place,
      ...(description && { description }),
      ...(isRequired && { required: true }),
      ...list,
      schema: hoisted(schema, schemas),
    };
  });
}

function schemaOf(shape: z.ZodType, io: 'input' | 'output', schemas: Map<string, unknown>): unknown {
  const { $schema: _schema, ...schema } = z.toJSONSchema(shape, {
    io,
    metadata: API_SHAPES,
    unrepresentable: 'any',
    // Names come from our own registry, what fields mean from zod's.
    override: ({ zodSchema, jsonSchema }) => void Object.assign(jsonSchema, z.globalRegistry.get(zodSchema)),
  });
  return hoisted(schema, schemas);
}

/** The schema with the shapes that have names moved to the document's components. */
function hoisted(schema: object, schemas: Map<string, unknown>): unknown {
  const { $defs = {}, ...rest }: { $defs?: Record<string, object> } = pointingToComponents(schema);
  for (const [name, definition] of Object.entries($defs)) keep(name, definition, schemas);
  if ('id' in rest && typeof rest.id === 'string') {
    keep(rest.id, rest, schemas);
    return { $ref: `#/components/schemas/${rest.id}` };
  }
  return rest;
}

function keep(name: string, definition: object, schemas: Map<string, unknown>): void {
  const { id: _id, $schema: _schema, ...schema }: { id?: string; $schema?: string } = { ...definition };
  const known = schemas.get(name);
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
    throw new Error(`two different shapes are called ${name}`);
  }
  schemas.set(name, schema);
}

function pointingToComponents(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
}

const PROBLEM = {
  type: 'object',
  description: 'What is wrong and what to do (RFC 9457).',
  required: ['type', 'title', 'status', 'detail', 'request_id'],
  properties: {
    type: { type: 'string', enum: Object.keys(PROBLEMS).map((kind) => `/problems/${kind}`) },
    title: { type: 'string', description: 'The same for every problem of the type.' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is wrong here, and what to do.' },
    detail_said: { $ref: '#/components/schemas/Said' },
    request_id: { type: 'string', description: "The request's id in the server's log." },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['in', 'pointer', 'reason'],
        properties: {
          in: { type: 'string', description: 'body, query, path or header.' },
          pointer: { type: 'string', description: 'A JSON pointer into it.' },
          reason: { type: 'string' },
          reason_said: { $ref: '#/components/schemas/Said' },
        },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Made up by the sender, 1 to 200 characters: the same request with the same key is carried out once, and answered as the first time. Keys are kept for a day.',
  schema: { type: 'string', maxLength: 200 },
};

const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  description: 'The ETag of what was read: where somebody has changed it since, nothing is done (412).',
  schema: { type: 'string' },
};

const IF_NONE_MATCH = {
  name: 'If-None-Match',
  in: 'header',
  description: 'The ETag of what was read before: where it is still that, the answer is 304 without a body.',
  schema: { type: 'string' },
};
