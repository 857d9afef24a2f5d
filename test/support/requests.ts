import { v7 as newId } from 'uuid';
import { z } from 'zod';
import type { RandomState } from '../../src/math/random.ts';
import type { Route } from '../../src/server/api/route.ts';
import { ROUTES } from '../../src/server/api/routes.ts';

/** A request as it goes over the wire. */
export interface MadeRequest {
  readonly route: Route;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Buffer | undefined;
}

/** What is known of the server's records, so that requests find something. */
export interface Known {
  /** Ids by the first part of their path: `employees`, `comments`. */
  readonly ids: Map<string, string[]>;
  readonly cursors: string[];
}

/** Stands in hostile texts; nothing but an answer's body may repeat it. */
export const MARK = 'evilmark';

type Schema = Readonly<Record<string, unknown>>;

/** Makes requests to every route: those that fit its schemas, and from them those that should not be taken. */
export class RequestMaker {
  readonly #random: RandomState;
  readonly #known: Known;
  #count = 0;

  constructor(random: RandomState, known: Known) {
    this.#random = random;
    this.#known = known;
  }

  next(): MadeRequest {
    const route = ROUTES[this.#count++ % ROUTES.length];
    const parts = this.#fitting(route);
    const attacks = this.#chance(0.3) ? 0 : 1 + this.#random.randomInteger(3);
    for (let i = 0; i < attacks; i++) this.#attack(parts);
    const query = parts.query.map(([name, value]) => `${name}=${value}`).join('&');
    const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => parts.params[name] ?? '');
    return {
      route,
      method: parts.method,
      url: `/api/v1${path}${query === '' ? '' : `?${query}`}`,
      headers: parts.headers,
      payload: payloadOf(parts),
    };
  }

  #fitting(route: Route): Parts {
    const { method } = route;
    const headers: Record<string, string> = { host: 'localhost' };
    if (method !== 'GET' && this.#chance(0.3)) headers['idempotency-key'] = `key-${this.#count}`;
    if (method !== 'GET' && this.#chance(0.2)) headers['if-match'] = this.#pick(['"1"', '"2"', '*']);
    return {
      route,
      method,
      headers,
      params: Object.fromEntries(
        Object.keys(route.params.shape).map((name) => [name, this.#id(collectionOf(route, name))]),
      ),
      query: this.#query(route),
      body: route.body === null ? undefined : this.#value(jsonSchema(route.body, 'input')),
      raw: undefined,
    };
  }

  #query({ query }: Route): [string, string][] {
    const { properties = {}, required = [] } = jsonSchema(query, 'output');
    return Object.entries(properties as Record<string, Schema>).flatMap(
      ([name, schema]): [string, string][] => {
        if (!(required as string[]).includes(name) && !this.#chance(0.35)) return [];
        if (name === 'cursor') {
          return this.#known.cursors.length === 0 ? [] : [[name, this.#pick(this.#known.cursors)]];
        }
        const value = this.#value(schema);
        return [[name, encodeURIComponent(Array.isArray(value) ? value.join(',') : String(value))]];
      },
    );
  }

  #attack(parts: Parts): void {
    const hostile = () => this.#hostile();
    const names = Object.keys(parts.params);
    const attacks: (() => void)[] = [
      () => {
        parts.body = this.#spoiled(parts.body);
      },
      () => {
        parts.body = this.#spoiled(parts.body);
      },
      () => {
        parts.raw = this.#pick(RAW_BODIES);
      },
      () => {
        if (names.length > 0) parts.params[this.#pick(names)] = this.#pick(PATHS)(textOf(hostile()));
      },
      () => {
        const name = this.#pick([
          ...Object.keys(parts.route.query.shape),
          'unknown',
          '__proto__',
          'a[b]',
          '',
        ]);
        parts.query.push([encodeURIComponent(name), this.#pick(QUERY_VALUES)(textOf(hostile()))]);
      },
      () => {
        if (parts.query.length > 0) parts.query.push(this.#pick(parts.query));
      },
      () => {
        for (const pair of parts.query) pair[1] = encodeURIComponent(textOf(hostile())).slice(0, 8000);
      },
      () => {
        if (!('cursor' in parts.route.query.shape)) return;
        parts.query = [...parts.query.filter(([name]) => name !== 'cursor'), ['cursor', this.#pick(CURSORS)]];
      },
      () => {
        parts.method = this.#pick(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE']);
      },
      () => {
        parts.headers[this.#pick(HEADERS)] = this.#pick(HEADER_VALUES);
      },
    ];
    this.#pick(attacks)();
  }

  /** The value with something in it put in another one's place, or added. */
  #spoiled(value: unknown): unknown {
    if (value === null || typeof value !== 'object' || this.#chance(0.15)) return this.#hostile();
    if (Array.isArray(value)) {
      if (value.length === 0) return [this.#hostile()];
      const at = this.#random.randomInteger(value.length);
      return value.map((item: unknown, i) => (i === at ? this.#spoiled(item) : item));
    }
    const names = Object.keys(value);
    if (names.length === 0 || this.#chance(0.15)) {
      return { ...value, [this.#pick(['unknown', 'id', 'version', 'constructor', MARK])]: this.#hostile() };
    }
    const name = this.#pick(names);
    if (this.#chance(0.1)) return { ...value, [name]: undefined };
    return { ...value, [name]: this.#spoiled(Reflect.get(value, name)) };
  }

  #hostile(): unknown {
    return this.#chance(0.6) ? this.#pick(HOSTILE_TEXTS) : this.#pick(HOSTILE_VALUES);
  }

  #value(schema: Schema, root: Schema = schema): unknown {
    if (typeof schema.$ref === 'string') {
      const definitions = root.$defs as Record<string, Schema>;
      return this.#value(definitions[schema.$ref.slice('#/$defs/'.length)], root);
    }
    if ('const' in schema) return schema.const;
    if (Array.isArray(schema.enum)) return this.#pick(schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (Array.isArray(choices)) return this.#value(this.#pick<Schema>(choices), root);
    switch (schema.type) {
      case 'string':
        return this.#text(schema);
      case 'integer':
      case 'number':
        return this.#number(schema);
      case 'boolean':
        return this.#chance(0.5);
      case 'null':
        return null;
      case 'array': {
        const { items, minItems = 0 } = schema as { items: Schema; minItems?: number };
        return Array.from({ length: minItems + this.#random.randomInteger(3) }, () =>
          this.#value(items, root),
        );
      }
      case 'object':
        return this.#object(schema, root);
      default:
        return this.#pick<unknown>(['text', 5, true, null, ['a'], { a: 1 }]);
    }
  }

  #object(schema: Schema, root: Schema): object {
    const { properties = {}, required = [] } = schema as {
      properties?: Record<string, Schema>;
      required?: string[];
    };
    const fields = Object.entries(properties).flatMap(([name, property]) =>
      required.includes(name) || this.#chance(0.5) ? [[name, this.#value(property, root)]] : [],
    );
    return Object.fromEntries(fields);
  }

  #text({ format, pattern, maxLength = 50 }: Schema): string {
    if (format === 'uuid') return this.#id(this.#pick([...this.#known.ids.keys()]));
    if (format === 'date') return this.#pick(['2024-01-01', '2024-03-31', '2024-05-17', '1900-01-01']);
    if (format === 'date-time') return this.#pick(['2024-03-31T14:05:00.000Z', '2030-01-01T00:00:00Z']);
    if (typeof pattern === 'string' && /\{64\}/.test(pattern)) return 'ab'.repeat(32);
    return this.#pick([...WORDS, `Name ${this.#count}`]).slice(0, Number(maxLength));
  }

  #number({ type, minimum, exclusiveMinimum, maximum, exclusiveMaximum }: Schema): number {
    const low = Number(minimum ?? exclusiveMinimum ?? -1000);
    const high = Math.min(Number(maximum ?? exclusiveMaximum ?? 1000), low + 1e6);
    if (type === 'integer') return low + this.#random.randomInteger(Math.max(1, high - low + 1));
    return low + (0.1 + 0.8 * this.#random.randomSample()) * (high - low);
  }

  #id(collection: string): string {
    const ids = this.#known.ids.get(collection);
    return ids === undefined || ids.length === 0 || this.#chance(0.1) ? newId() : this.#pick(ids);
  }

  #pick<T>(values: readonly T[]): T {
    return values[this.#random.randomInteger(values.length)];
  }

  #chance(share: number): boolean {
    return this.#random.randomSample() < share;
  }
}

interface Parts {
  readonly route: Route;
  method: string;
  readonly headers: Record<string, string>;
  readonly params: Record<string, string>;
  query: [string, string][];
  body: unknown;
  /** Sent in place of the body. */
  raw: Buffer | undefined;
}

function payloadOf({ route, body, raw, headers, method }: Parts): Buffer | undefined {
  if (raw === undefined && body === undefined) return undefined;
  if (method === 'TRACE') return undefined;
  if (route.consumes === undefined || raw !== undefined) {
    headers['content-type'] ??= 'application/json';
    return raw ?? Buffer.from(JSON.stringify(body) ?? '');
  }
  headers['content-type'] ??= 'multipart/form-data; boundary=edge';
  const fields = Object.entries(body ?? {}).map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const file = name === 'file' ? '; filename="tasks.csv"' : '';
    return `--edge\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n${text}\r\n`;
  });
  return Buffer.from(`${fields.join('')}--edge--\r\n`);
}

/** Which things the ids of a path's parameter are of. */
function collectionOf({ path }: Route, name: string): string {
  if (name === 'employee_id') return 'employees';
  if (name === 'comment_id') return 'comments';
  return path.split('/')[1];
}

const schemas = new Map<z.ZodType, Schema>();

function jsonSchema(shape: z.ZodType, io: 'input' | 'output'): Schema {
  const known = schemas.get(shape) ?? z.toJSONSchema(shape, { io, unrepresentable: 'any' });
  schemas.set(shape, known);
  return known;
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  // A request's line holds 16 KiB, and encodeURIComponent knows no halves of characters.
  return text.slice(0, 2000).replace(/\p{Surrogate}/gu, '\ufffd');
}

const WORDS = ['Ada', 'Optics', 'tasks', '101', 'employee.created', 'name', 'İstanbul', '李小龍', '2024-Q3'];

const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  `${MARK}\0`,
  `\ud800${MARK}`,
  `${MARK}\udc00 `,
  `\u202e${MARK}\u202c`,
  `'; drop table employees; -- ${MARK}`,
  `" or 1=1 /* ${MARK} */`,
  `<script>alert("${MARK}")</script>`,
  `../../../../etc/passwd?${MARK}`,
  `{{7*7}} \${7*7} <%= 7*7 %> ${MARK}`,
  `${MARK}\r\nset-cookie: ${MARK}=1`,
  `=HYPERLINK("http://${MARK}.example")`,
  '__proto__',
  'constructor',
  'NaN',
  'Infinity',
  '-1',
  '1e400',
  '0x10',
  '9'.repeat(400),
  '9007199254740993',
  '2147483648',
  'null',
  'undefined',
  '[object Object]',
  '%00%ff',
  '0000-00-00',
  '2024-02-30',
  '9999-12-31',
  '+010000-01-01',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '𝕏👩‍👩‍👧é',
  'e\u0301'.repeat(500),
  `${MARK} `.repeat(40_000),
  'x'.repeat(1 << 20),
];

const HOSTILE_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e21,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  Number.MAX_VALUE,
  5e-324,
  [],
  {},
  [[]],
  [null],
  { $gt: '' },
  { length: 5 },
  { toString: 'no', valueOf: null },
  JSON.parse('{"__proto__": {"admin": true}}'),
  ['a', 'a'],
  Array.from({ length: 2000 }, (_, i) => i),
  Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`${MARK}${i}`, i])),
  JSON.parse('['.repeat(500) + ']'.repeat(500)),
];

const RAW_BODIES: readonly Buffer[] = [
  '',
  ' ',
  'null',
  '{',
  '{"name":',
  '{"name":"a","name":"b"}',
  '{"__proto__":{"name":"x"}}',
  `{"name": NaN}`,
  `\ufeff{"name":"${MARK}"}`,
  `name=${MARK}`,
  '['.repeat(100_000),
  '['.repeat(100_000) + ']'.repeat(100_000),
  `{"name":"a","document":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`,
  `{"text":"${'\\u0000'.repeat(10)}"}`,
  `{"text":${JSON.stringify('a: &a [*a, *a]\n')}}`,
  `{"text":${JSON.stringify(`x: ${'['.repeat(5000)}`)}}`,
  Buffer.from([0xff, 0xfe, 0x7b, 0x7d]),
].map((body) => Buffer.from(body));

const PATHS: readonly ((text: string) => string)[] = [
  (text) => encodeURIComponent(text).slice(0, 3000),
  (text) => text.replace(/[^\x21-\x7e]|[?#]/g, '').slice(0, 90),
  () => '%',
  () => '%zz',
  () => '%2e%2e%2f',
  () => '..%5c',
  () => '%00',
  () => '%ff%fe',
  () => '',
];

const NUMBERS = [1.5, -1, 1e300, 2 ** 31, 2 ** 53];

/** Cursors of no list, or of another one. */
export const CURSORS: readonly string[] = [
  ...[null, '', 'a', '~', ...NUMBERS].flatMap((one) => [[one], [one, one], [5, one, '~'], [5, one, 1]]),
  ...NUMBERS.flatMap((one) => [
    [one, 0.5, '~'],
    [one, one, '~'],
    [one, 'a', '~'],
  ]),
  [],
  {},
  [[]],
  [{ a: 1 }],
].map((key) => Buffer.from(JSON.stringify(key)).toString('base64url'));

const QUERY_VALUES: readonly ((text: string) => string)[] = [
  (text) => encodeURIComponent(text).slice(0, 8000),
  (text) => encodeURIComponent(text).slice(0, 8000),
  () => '%',
  () => '%ff',
  () => '',
];

const HEADERS = [
  'content-type',
  'if-match',
  'if-none-match',
  'idempotency-key',
  'last-event-id',
  'origin',
  'accept',
  'accept-encoding',
  'x-request-id',
  'x-forwarded-host',
  'x-http-method-override',
  'content-encoding',
  'range',
];

const HEADER_VALUES = [
  '',
  ' ',
  '*',
  '"1"',
  'W/"1"',
  '"1", "2"',
  '1',
  '"99999999999999999999"',
  '"-1"',
  `"${MARK}"`,
  MARK,
  'x'.repeat(200),
  'x'.repeat(201),
  'x'.repeat(8000),
  `${MARK}\u00e9\u00ff`,
  'application/json',
  'application/json; charset=utf-16',
  'application/jsonp',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=other',
  'text/plain',
  'DELETE',
  'gzip',
  'bytes=0-1',
  '-1',
  '999999999999999',
  'null',
  `http://${MARK}.example`,
];
