import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { contentPolicy } from '../security-headers.ts';

/** GET /: says to a person in a browser what is here and how to try it. */
export function homeRoute(app: FastifyInstance): void {
  const styleHash = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
  const policy = contentPolicy({ 'style-src': styleHash, 'connect-src': "'self'" });
  app.get('/', (_request, reply) => {
    reply.headers({ 'content-security-policy': policy, 'cache-control': 'no-cache' });
    reply.type('text/html; charset=utf-8').send(PAGE);
  });
}

const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.6 system-ui, sans-serif; max-width: 54rem; margin: 3rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; margin-bottom: 0; }
pre { padding: 1rem; overflow-x: auto; border: 1px solid #8886; border-radius: 6px; font-size: 0.9rem; }
dt { font-weight: 600; }
dd { margin: 0 0 0.75rem; }
`;

const EXAMPLE = `fetch('/analyze', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify([
    { employee_id: 101, name: 'John Doe', completed_tasks: 42, total_tasks: 50, avg_task_hours: 3.2 },
    { employee_id: 102, name: 'Jane Roe', completed_tasks: 35, total_tasks: 36, avg_task_hours: 2.5 },
    { employee_id: 103, name: 'Max Moe', completed_tasks: 12, total_tasks: 30, avg_task_hours: 6.1 },
  ]),
}).then((answer) => answer.json()).then(({ data }) => console.table(data));`;

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evenhand</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Evenhand</h1>
<p>Even-handed employee performance evaluation. This server runs and answers:</p>
<dl>
<dt><code>POST /analyze</code></dt>
<dd>Task summaries in, one per employee; tiers, scores from 0 to 100 and anomalies out, each with its reasons. Nothing is kept.</dd>
<dt><code>POST /api/v1/appraise?rubric=fan2022</code></dt>
<dd>Points of appraisers in, one field per indicator; grades by clustering beside the scoring method out, each with its reasons. Nothing is kept.</dd>
<dt><a href="/openapi.json"><code>GET /openapi.json</code></a></dt>
<dd>The API in full, for people and programs.</dd>
<dt><a href="/healthz"><code>GET /healthz</code></a></dt>
<dd>Whether the server answers.</dd>
</dl>
<h2>Try it</h2>
<p>Paste this into the console of your browser's developer tools, on this page:</p>
<pre><code>${EXAMPLE}</code></pre>
</main>
</body>
</html>
`;
