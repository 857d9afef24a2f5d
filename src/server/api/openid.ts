import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { sessionCookie } from '../access/session-cookie.ts';
import { loginCookie, loginToken } from '../openid/login-cookie.ts';
import type { OpenIdAccess } from '../openid/openid-access.ts';
import { OpenIdError } from '../openid/openid-login.ts';
import { ApiError, problemDetails } from './problem.ts';
import { type Reply, type Route, route } from './route.ts';
import type { Services } from './services.ts';

const common = {
  tag: 'accounts',
  method: 'GET',
  problems: ['not-allowed', 'not-found', 'provider'],
} as const;

/** Coming in by the identity provider. These are opened in a browser, which is sent from one to the next. */
export const OPENID_ROUTES: readonly Route[] = [
  route({
    ...common,
    operation: 'beginOpenIdLogin',
    path: '/login/openid',
    summary: 'Log in at the identity provider',
    description:
      'To be opened in a browser, which is sent to the identity provider and comes back logged in.',
    answers: { 303: { description: 'The way to the identity provider.', schema: null } },
    handle: (call, services) =>
      inBrowser(call.request, services, async (openId) => {
        const { url, token } = await openId.begin();
        return { location: url, cookies: [loginCookie(token, services.config)] };
      }),
  }),
  route({
    ...common,
    operation: 'finishOpenIdLogin',
    path: '/login/openid/callback',
    summary: 'Come back from the identity provider',
    description: 'Where the identity provider sends browsers to; it is registered there.',
    query: z.looseObject({}),
    answers: { 303: { description: 'The way to the first page; the session is a cookie.', schema: null } },
    handle: (call, services) =>
      inBrowser(call.request, services, async (openId) => {
        const { config } = services;
        const { headers, url } = call.request;
        const query = new URL(url, 'http://localhost').search.slice(1);
        const { token } = await openId.finish(loginToken(headers.cookie, config), query);
        return { location: '/', cookies: [loginCookie(null, config), sessionCookie(token, config)] };
      }),
  }),
];

/** Sends a browser on; where that cannot be, says why on a page for people. */
async function inBrowser(
  request: FastifyRequest,
  { openId }: Services,
  next: (openId: OpenIdAccess) => Promise<{ readonly location: string; readonly cookies: string[] }>,
): Promise<Reply> {
  try {
    if (openId === null) throw new ApiError('not-found', 'no identity provider is configured');
    const { location, cookies } = await next(openId);
    return { status: 303, headers: { location, 'set-cookie': cookies } };
  } catch (error) {
    const problem = error instanceof OpenIdError ? problemOf(error, request) : error;
    if (!(problem instanceof ApiError) || !/\btext\/html\b/.test(request.headers.accept ?? '')) throw problem;
    return pageOf(problem);
  }
}

function problemOf(error: OpenIdError, { log }: FastifyRequest): ApiError {
  log.warn({ err: error }, 'a login at the identity provider failed');
  const [kind, detail] = TOLD[error.reason];
  return new ApiError(kind, detail);
}

const TOLD = {
  unavailable: [
    'provider',
    'the identity provider does not answer as it should: try again in a few minutes, and tell an administrator if it lasts',
  ],
  denied: ['not-allowed', 'the identity provider did not let you in'],
  invalid: [
    'not-allowed',
    'what came back from the identity provider does not belong to this login: log in again',
  ],
} as const;

function pageOf(problem: ApiError): Reply {
  const { status, detail } = problemDetails(problem);
  // Every detail is a sentence of ours.
  const sentence = detail[0].toUpperCase() + detail.slice(1);
  const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Not logged in</title>
<h1>You are not logged in</h1>
<p>${sentence}.</p>
<p><a href="/api/v1/login/openid">Log in again</a> or <a href="/">go to the first page</a>.</p>
</html>
`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, stream: Readable.from([page]) };
}
