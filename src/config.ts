import { isIP } from 'node:net';
import { availableParallelism, homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { UsageError } from './errors.ts';

/** Everything the server can be told from outside, checked. Sizes are bytes, times milliseconds. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Web origins allowed to call the API from a page, beside those of this machine. */
  readonly corsOrigins: readonly string[];
  /** Largest request body. */
  readonly bodyLimit: number;
  /** Most records in one request. */
  readonly maxPeople: number;
  /** Threads that evaluate. */
  readonly workers: number;
  /** Bytes of requests that may wait for a worker; beyond it the server says that it is busy. */
  readonly queueLimit: number;
  /** Longest time to receive a request, and to wait for a client that does not take its answer. */
  readonly requestTimeout: number;
  /** Longest time that one evaluation may take. */
  readonly evaluationTimeout: number;
  readonly logLevel: LogLevel;
  /** Where the server keeps its data, unless databaseUrl says otherwise. */
  readonly dataFolder: string;
  /** A PostgreSQL database to keep the data in; uploads still wait in the data folder. */
  readonly databaseUrl: string | undefined;
  /** Largest file that can be imported. */
  readonly uploadLimit: number;
  /** Requests that one client may send in a minute; 0 is without limit. */
  readonly rateLimit: number;
  /** Addresses and networks of proxies, who are believed when they say for whom they ask. */
  readonly proxies: readonly string[];
  /** Under which people reach the server, such as https://evenhand.example.com. */
  readonly publicUrl: string | undefined;
  /** The identity provider that people may sign in with. */
  readonly openId: OpenIdConfig | undefined;
  /** Hosts with their ports that the server may ask although they are in a private network: `idp.corp.example:443`. */
  readonly outgoingHosts: readonly string[];
}

/** An OpenID provider, and what it knows this server by. */
export interface OpenIdConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export type LogLevel = (typeof LOG_LEVELS)[number];

/** What a command's options say; they go before the environment. */
export interface Flags {
  readonly port?: string | undefined;
  readonly host?: string | undefined;
}

/**
 * The configuration from the environment, defaults filled in. Throws UsageError that names every variable that cannot
 * be used, its value and what is allowed; an unknown EVENHAND_ variable is one, because it is usually a misspelt one.
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
  flags: Flags = {},
): Config {
  const variables: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(env)) {
    if ((Object.hasOwn(Environment.shape, name) || name.startsWith('EVENHAND_')) && value?.trim())
      variables[name] = value.trim();
  }
  if (flags.port !== undefined) variables.PORT = flags.port;
  if (flags.host !== undefined) variables.HOST = flags.host;

  const parsed = Environment.safeParse(variables);
  if (!parsed.success) {
    throw new UsageError(
      parsed.error.issues.flatMap((issue) => complaints(issue, variables, flags)).join('\n'),
    );
  }
  const settings = parsed.data;
  const openId = openIdIn(settings);
  return {
    port: settings.PORT,
    host: settings.HOST,
    corsOrigins: settings.EVENHAND_CORS_ORIGINS,
    bodyLimit: settings.EVENHAND_BODY_LIMIT,
    maxPeople: settings.EVENHAND_MAX_PEOPLE,
    workers: settings.EVENHAND_WORKERS,
    queueLimit: settings.EVENHAND_QUEUE_LIMIT,
    requestTimeout: settings.EVENHAND_REQUEST_TIMEOUT,
    evaluationTimeout: settings.EVENHAND_EVALUATION_TIMEOUT,
    logLevel: settings.EVENHAND_LOG_LEVEL,
    dataFolder: resolve(settings.EVENHAND_DATA ?? defaultFolder(env)),
    databaseUrl: settings.EVENHAND_DATABASE_URL,
    uploadLimit: settings.EVENHAND_UPLOAD_LIMIT,
    rateLimit: settings.EVENHAND_RATE_LIMIT,
    proxies: settings.EVENHAND_PROXIES,
    publicUrl: settings.EVENHAND_PUBLIC_URL,
    openId,
    outgoingHosts: settings.EVENHAND_OUTGOING_HOSTS,
  };
}

/** Whether only this machine reaches an address: 127.0.0.0/8, ::1 or a name for them. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** Where a server answers on this machine; on all addresses of it, that is localhost. */
export function urlOf(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const MiB = 1024 * 1024;

/** Each description completes the sentence "it must be ...". */
const Environment = z.strictObject({
  PORT: whole(0, 65_535).default(5000).describe('a whole number from 0 to 65535; 0 takes any free port'),
  HOST: z
    .string()
    .regex(/^[\w.:%-]+$/)
    .default('127.0.0.1')
    .describe('a host name or an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them'),
  EVENHAND_CORS_ORIGINS: z
    .string()
    .transform(origins)
    .default([])
    .describe(
      'origins such as https://hr.example.com, with nothing after the host and port, separated by commas',
    ),
  EVENHAND_BODY_LIMIT: size(1024, 256 * MiB)
    .default(64 * MiB)
    .describe('a size from 1KiB to 256MiB, such as 64MiB'),
  EVENHAND_MAX_PEOPLE: whole(1, 2_000_000).default(1_000_000).describe('a whole number from 1 to 2000000'),
  EVENHAND_WORKERS: whole(1, 256).default(availableParallelism()).describe('a whole number from 1 to 256'),
  EVENHAND_QUEUE_LIMIT: size(0, 4096 * MiB)
    .default(256 * MiB)
    .describe('a size from 0 to 4GiB, such as 256MiB'),
  EVENHAND_REQUEST_TIMEOUT: seconds(1, 3600).default(60_000).describe('a number of seconds from 1 to 3600'),
  EVENHAND_EVALUATION_TIMEOUT: seconds(0.1, 86_400)
    .default(300_000)
    .describe('a number of seconds from 0.1 to 86400'),
  EVENHAND_DEBUG: z.string().optional().describe('1, for the command to show where an error happened'),
  EVENHAND_THREADS: whole(1, 256)
    .optional()
    .describe('a whole number from 1 to 256, the threads that a command computes on'),
  EVENHAND_LOG_LEVEL: z
    .enum(LOG_LEVELS)
    .default('info')
    .describe(`one of ${LOG_LEVELS.join(', ')}`),
  EVENHAND_DATA: z.string().optional().describe('a folder that this program may write to'),
  EVENHAND_DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//)
    .optional()
    .describe('an address such as postgresql://evenhand@localhost/evenhand'),
  EVENHAND_UPLOAD_LIMIT: size(1024, 65_536 * MiB)
    .default(2048 * MiB)
    .describe('a size from 1KiB to 64GiB, such as 2GiB'),
  EVENHAND_RATE_LIMIT: whole(0, 100_000_000)
    .default(30_000)
    .describe('a whole number from 0 to 100000000, the requests that a client may send in a minute'),
  EVENHAND_PROXIES: z
    .string()
    .transform(networks)
    .default([])
    .describe('addresses or networks such as 127.0.0.1 or 10.0.0.0/8, separated by commas'),
  EVENHAND_PUBLIC_URL: z
    .string()
    .refine(isPublicUrl)
    .transform((text) => new URL(text).origin)
    .optional()
    .describe(
      'an origin such as https://evenhand.example.com, with nothing after the host and port, and http only on this machine',
    ),
  EVENHAND_OIDC_ISSUER: z
    .string()
    .refine(isIssuer)
    .optional()
    .describe('the issuer of an OpenID provider, such as https://idp.example.com/realms/company'),
  EVENHAND_OIDC_CLIENT_ID: z
    .string()
    .regex(/^[\x20-\x7e]{1,255}$/)
    .optional()
    .describe('the client id that the OpenID provider gave, at most 255 characters of ASCII'),
  EVENHAND_OIDC_CLIENT_SECRET: z
    .string()
    .regex(/^[\x20-\x7e]{1,1024}$/)
    .optional()
    .describe('the client secret that the OpenID provider gave, at most 1024 characters of ASCII'),
  EVENHAND_OUTGOING_HOSTS: z
    .string()
    .transform(hosts)
    .default([])
    .describe('hosts such as idp.corp.example or 10.0.0.7:8443, without https://, separated by commas'),
});

/** Variables whose values are in no message. */
const SECRETS: ReadonlySet<string> = new Set(['EVENHAND_DATABASE_URL', 'EVENHAND_OIDC_CLIENT_SECRET']);

/** The provider that is configured. Throws UsageError where something of it is missing, or anybody could guess the secret. */
function openIdIn(settings: z.output<typeof Environment>): OpenIdConfig | undefined {
  const {
    EVENHAND_OIDC_ISSUER: issuer,
    EVENHAND_OIDC_CLIENT_ID: clientId,
    EVENHAND_OIDC_CLIENT_SECRET: clientSecret,
    EVENHAND_PUBLIC_URL: publicUrl,
  } = settings;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return undefined;
  if (!issuer || !clientId || !clientSecret || !publicUrl) {
    const missing = Object.entries({
      EVENHAND_OIDC_ISSUER: issuer,
      EVENHAND_OIDC_CLIENT_ID: clientId,
      EVENHAND_OIDC_CLIENT_SECRET: clientSecret,
      EVENHAND_PUBLIC_URL: publicUrl,
    }).flatMap(([name, value]) => (value === undefined ? [name] : []));
    throw new UsageError(
      `to sign people in with an identity provider, ${missing.join(', ')} must be set too`,
    );
  }
  if (!isLoopback(settings.HOST) && isGuessable(clientSecret)) {
    throw new UsageError(
      `EVENHAND_OIDC_CLIENT_SECRET is too weak to listen on ${settings.HOST}: it must have at least 16 characters that are no well-known words; let the provider make a new one, or listen on 127.0.0.1 only`,
    );
  }
  return { issuer, clientId, clientSecret };
}

/** Whether a secret has fewer than 16 characters, or fewer than 8 different ones, beside words that anybody would try. */
function isGuessable(secret: string): boolean {
  const rest = secret.toLowerCase().replace(COMMON, '');
  return rest.length < 16 || new Set(rest).size < 8;
}

const COMMON =
  /admin|change|client|default|demo|dummy|evenhand|example|insert|keycloak|letmein|openid|passw(?:or)?d|placeholder|please|qwerty|replace|sample|secret|test|your|0?123456789?0?/g;

/** Where programs of this user keep their data (XDG Base Directory Specification). */
function defaultFolder(env: Readonly<Record<string, string | undefined>>): string {
  return join(env.XDG_DATA_HOME?.trim() || join(homedir(), '.local', 'share'), 'evenhand');
}

function whole(minimum: number, maximum: number) {
  return z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number)
    .pipe(z.number().min(minimum).max(maximum));
}

function seconds(minimum: number, maximum: number) {
  return z
    .string()
    .regex(/^\d{1,10}(?:\.\d{1,3})?$/)
    .transform(Number)
    .pipe(z.number().min(minimum).max(maximum))
    .transform((value) => Math.round(value * 1000));
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1000,
  mb: 1000 ** 2,
  gb: 1000 ** 3,
  kib: 1024,
  mib: MiB,
  gib: 1024 * MiB,
};

function size(minimum: number, maximum: number) {
  return z
    .string()
    .regex(/^\d{1,12} ?(?:[kmg]?i?b)?$/i)
    .transform((text) => Number.parseInt(text, 10) * UNITS[text.replace(/[\d ]/g, '').toLowerCase()])
    .pipe(z.number().min(minimum).max(maximum));
}

function origins(text: string, context: z.RefinementCtx): string[] {
  const found = new Set<string>();
  for (const entry of text.split(/[\s,]+/).filter(Boolean)) {
    const url = URL.canParse(entry) ? new URL(entry) : null;
    if (url === null || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) {
      context.addIssue({ code: 'custom', message: `"${entry}" is none` });
    } else {
      found.add(url.origin);
    }
  }
  return [...found];
}

function networks(text: string, context: z.RefinementCtx): string[] {
  const entries = text.split(/[\s,]+/).filter(Boolean);
  for (const entry of entries) {
    const [address, prefix = '0', ...more] = entry.split('/');
    const bits = isIP(address) === 6 ? 128 : 32;
    if (isIP(address) === 0 || !/^\d{1,3}$/.test(prefix) || Number(prefix) > bits || more.length > 0) {
      context.addIssue({ code: 'custom', message: `"${entry}" is none` });
    }
  }
  return entries;
}

function isPublicUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.href !== `${url.origin}/`) return false;
  return (
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && isLoopback(url.hostname.replace(/^\[|\]$/g, '')))
  );
}

function isIssuer(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === 'https:' && !/[?#]/.test(text) && url.username === '' && url.password === '';
}

function hosts(text: string, context: z.RefinementCtx): string[] {
  const found = new Set<string>();
  for (const entry of text.split(/[\s,]+/).filter(Boolean)) {
    const url = URL.canParse(`https://${entry}`) ? new URL(`https://${entry}`) : null;
    if (
      url === null ||
      url.href !== `${url.origin}/` ||
      !/^[\w.:[\]-]+$/.test(url.host) ||
      /[/@?#\\]/.test(entry)
    ) {
      context.addIssue({ code: 'custom', message: `"${entry}" is none` });
    } else {
      found.add(`${url.hostname}:${url.port || 443}`);
    }
  }
  return [...found];
}

function complaints(
  issue: z.core.$ZodIssue,
  variables: Record<string, string | undefined>,
  flags: Flags,
): string[] {
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(Environment.shape).join(', ');
    return issue.keys.map((name) => `${name} is not a setting; there are ${known}`);
  }
  const variable = String(issue.path[0]);
  const flag = variable.toLowerCase();
  const name = (flag === 'port' || flag === 'host') && flags[flag] !== undefined ? `--${flag}` : variable;
  const allowed = Object.entries(Environment.shape).find(([key]) => key === variable)?.[1].description;
  if (SECRETS.has(variable)) return [`${name} cannot be used: it must be ${allowed}`];
  const detail = issue.code === 'custom' && issue.message !== 'Invalid input' ? ` (${issue.message})` : '';
  return [`${name} is ${JSON.stringify(variables[variable])}: it must be ${allowed}${detail}`];
}
