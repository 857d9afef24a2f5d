import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Change } from '../../data/store/store.ts';
import type { Principal } from '../access/principal.ts';
import type { Rate } from '../rate-limit.ts';
import type { ProblemKind } from './problem.ts';
import type { Services } from './services.ts';

/** One thing that the API can do: what checks a request is also what documents it. */
export interface Route {
  /** Name in the API document and in the typed client: `listDepartments`. Unique. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below /api/v1, parameters in braces: `/departments/{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  /** Null where the route takes no JSON. */
  readonly body: z.ZodType | null;
  /** Of the body, by name. */
  readonly examples?: Readonly<Record<string, { readonly summary: string; readonly value: unknown }>>;
  /** What is sent instead of JSON, where it is not: `multipart/form-data`. */
  readonly consumes?: string;
  /** What it answers when all went well, by status. */
  readonly answers: Readonly<Record<number, AnswerShape>>;
  /** Whether its answer has a version: an ETag, so that If-None-Match is answered with 304. */
  readonly versioned?: boolean;
  /** How it counts against the limit of requests, where it is not as any other. */
  readonly rate?: Rate;
  /** Whether its answer holds a secret that is shown once: it is not kept to be given again. */
  readonly isSecret?: boolean;
  /** What may go wrong, beside what may go wrong everywhere. */
  readonly problems: readonly ProblemKind[];
  handle(call: Call, services: Services): Promise<Reply>;
}

export interface AnswerShape {
  readonly description: string;
  /** Null where there is no body. */
  readonly schema: z.ZodType | null;
  /** Default application/json. */
  readonly type?: string;
}

/** A request that has the shape that it should have. */
export interface Call<P = unknown, Q = unknown, B = unknown> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Who asks; null where nobody has said, which only what is public allows. */
  readonly principal: Principal | null;
  /** What the audit log calls them. */
  readonly actor: string;
  /** The version that the sender believes to change (If-Match), where it says so. */
  readonly version: number | undefined;
  /** Aborted when the client goes. */
  readonly signal: AbortSignal;
  /**
   * Makes the change that was asked for. Where the request carries an Idempotency-Key, its answer is kept in the same
   * transaction: sent again, the request is answered and not made again.
   */
  change(work: (change: Change) => Promise<Reply>): Promise<Reply>;
  /** For bodies that are not JSON. */
  readonly request: FastifyRequest;
}

export interface Reply {
  /** Default 200, or 204 without a body. */
  readonly status?: number;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is. */
  readonly stream?: Readable;
  /** The version of what is answered, for ETag. */
  readonly version?: number;
  /** What says whether the answer has changed, for ETag, of what has no version. */
  readonly tag?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

const NOTHING = z.strictObject({});

type RouteOf<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType | null> = Omit<
  Route,
  'params' | 'query' | 'body' | 'handle' | 'problems'
> & {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly problems?: readonly ProblemKind[];
  handle(
    call: Call<z.output<P>, z.output<Q>, B extends z.ZodType ? z.output<B> : undefined>,
    services: Services,
  ): Promise<Reply>;
};

/** A route whose handler gets just what its schemas give. */
export function route<
  P extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Q extends z.ZodObject = z.ZodObject<Record<never, never>>,
  B extends z.ZodType | null = null,
>(definition: RouteOf<P, Q, B>): Route {
  const { params, query, body, problems } = definition;
  return {
    ...definition,
    params: params ?? NOTHING,
    query: query ?? NOTHING,
    body: body ?? null,
    problems: problems ?? [],
    // The three have been parsed with the three schemas.
    handle: (call, services) => definition.handle(call as Parameters<typeof definition.handle>[0], services),
  };
}
