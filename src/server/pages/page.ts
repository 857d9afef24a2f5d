import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { contentPolicy } from '../security-headers.ts';

/** A page for people: everything that it shows and runs is in it. */
export interface Page {
  readonly path: string;
  readonly title: string;
  /** HTML. Nothing that anybody typed stands in it. */
  readonly main: string;
  /** JavaScript, a module. What it gets from the server it shows as text. */
  readonly script: string;
}

/** GET of a page. Its policy lets the browser run and show what is in it, ask this server, and do nothing else. */
export function pageRoute(app: FastifyInstance, { path, title, main, script }: Page): void {
  const policy = contentPolicy({
    'style-src': hashOf(STYLE),
    'script-src': hashOf(script),
    'connect-src': "'self'",
    'require-trusted-types-for': "'script'",
  });
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${main.trim()}
</main>
<script type="module">${script}</script>
</body>
</html>
`;
  app.get(path, (_request, reply) => {
    reply.headers({ 'content-security-policy': policy, 'cache-control': 'no-cache' });
    reply.type('text/html; charset=utf-8').send(html);
  });
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

const STYLE = `
:root { color-scheme: light dark; --accent: light-dark(#087078, #53a5ac); --on-accent: light-dark(#fff, #04262a); --line: #8886; }
* { box-sizing: border-box; }
body { font: 16px/1.6 system-ui, sans-serif; max-width: 54rem; margin: 3rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; margin-bottom: 0; }
a { color: var(--accent); }
form { max-width: 24rem; margin-top: 1.5rem; }
form label { display: block; font-weight: 600; margin-top: 1rem; }
form .beside { display: flex; gap: 0.5rem; align-items: center; font-weight: 400; margin-top: 0.5rem; }
form small { display: block; }
input:not([type=checkbox]) { width: 100%; font: inherit; padding: 0.5rem 0.65rem; border: 1px solid #888; border-radius: 6px; background: Field; color: FieldText; }
button { font: inherit; font-weight: 600; padding: 0.5rem 1.25rem; border: 0; border-radius: 6px; background: var(--accent); color: var(--on-accent); cursor: pointer; }
form button { margin-top: 1.5rem; }
button:disabled { opacity: 0.6; cursor: progress; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[role=alert]:not(:empty) { margin-top: 1rem; padding: 0.65rem 0.8rem; border-left: 4px solid light-dark(#b3261e, #f2b8b5); background: light-dark(#fbeae9, #4a1512); }
[hidden] { display: none; }
`;
