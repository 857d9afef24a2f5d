import type { FastifyInstance } from 'fastify';
import { pageRoute } from './page.ts';

/** GET /: says to a person in a browser what is here and how to try it, and who they are to the server. */
export function homePage(app: FastifyInstance): void {
  pageRoute(app, { path: '/', title: 'Evenhand', main: MAIN, script: SCRIPT });
}

const EXAMPLE = `fetch('/analyze', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify([
    { employee_id: 101, name: 'John Doe', completed_tasks: 42, total_tasks: 50, avg_task_hours: 3.2 },
    { employee_id: 102, name: 'Jane Roe', completed_tasks: 35, total_tasks: 36, avg_task_hours: 2.5 },
    { employee_id: 103, name: 'Max Moe', completed_tasks: 12, total_tasks: 30, avg_task_hours: 6.1 },
  ]),
}).then((answer) => answer.json()).then(({ data }) => console.table(data));`;

const MAIN = `
<h1>Evenhand</h1>
<div id="who" role="status"><span></span><button hidden>Log out</button></div>
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
<pre><code>${EXAMPLE}</code></pre>`;

const SCRIPT = `
const who = document.querySelector('#who span');
const out = document.querySelector('#who button');
const answer = await fetch('/api/v1/session').catch(() => null);
if (answer?.ok) {
  const { account, role, needs } = await answer.json();
  if (account) {
    who.textContent = 'You are ' + account.name + ', ' + role + '.';
    out.hidden = false;
  } else if (needs === 'log_in') {
    const link = Object.assign(document.createElement('a'), { href: '/log-in', textContent: 'Log in' });
    who.append(link);
  } else {
    who.textContent = 'Nobody has an account yet: whoever uses this machine may do everything. The server has printed the link to the first account.';
  }
}
out.addEventListener('click', async () => {
  await fetch('/api/v1/session', { method: 'DELETE' });
  location.reload();
});
`;
