import { sql } from 'kysely';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { verifyAudit } from '../../../src/data/store/audit.ts';
import { RESULT_SORTS } from '../../../src/data/store/results.ts';
import { TABLES } from '../../../src/data/store/tables.ts';
import { RandomState } from '../../../src/math/random.ts';
import { problemsOf } from '../../../src/server/api/document.ts';
import { PROBLEMS, type ProblemKind } from '../../../src/server/api/problem.ts';
import { ROUTES } from '../../../src/server/api/routes.ts';
import { Said } from '../../../src/server/api/sentences.ts';
import { requireBuilt } from '../../built.ts';
import { type Api, apiOn } from '../../support/api.ts';
import { evaluated } from '../../support/evaluate.ts';
import { importOf } from '../../support/imports.ts';
import { organise } from '../../support/organisation.ts';
import { CURSORS, type Known, MARK, type MadeRequest, RequestMaker } from '../../support/requests.ts';
import { onBothStores } from '../../support/stores.ts';

const REQUESTS = Number(process.env.EVENHAND_TEST_REQUESTS ?? 600);
const SEED = Number(process.env.EVENHAND_TEST_SEED ?? 5);

onBothStores(`${REQUESTS} requests of every shape (seed ${SEED})`, (newPlace) => {
  beforeAll(requireBuilt);

  it('take no cursor that their list did not give for a fault, however they are sorted', async () => {
    const place = await newPlace();
    const api = await apiOn(place);
    onTestFinished(async () => {
      await api.close();
      await place.remove();
    });
    const known: Known = { ids: new Map(), cursors: [] };
    await fill(api, known);
    const wrong: string[] = [];
    for (const { path, query, method } of ROUTES) {
      if (method !== 'GET' || !('cursor' in query.shape)) continue;
      const sorts = 'sort' in query.shape ? RESULT_SORTS.map((sort) => `&sort=${sort}`) : [''];
      const filled = path
        .replace('{employee_id}', known.ids.get('employees')?.[0] ?? '')
        .replace('{id}', known.ids.get(path.split('/')[1])?.[0] ?? '');
      for (const sort of sorts) {
        for (const cursor of CURSORS) {
          const { status } = await api.call('GET', `${filled}?cursor=${cursor}${sort}`);
          if (status !== 200 && status !== 400) wrong.push(`${status} ${path} ${atob(cursor)}${sort}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('are answered as documented, never by a fault, and change nothing where they are refused', async () => {
    const place = await newPlace();
    const api = await apiOn(place, { EVENHAND_BODY_LIMIT: '2MiB', EVENHAND_UPLOAD_LIMIT: '1MiB' });
    onTestFinished(async () => {
      await api.close();
      await place.remove();
    });
    const known: Known = { ids: new Map(), cursors: [] };
    await fill(api, known);
    // From here on nothing is written but what requests write.
    await api.services.jobs.close();
    await api.services.live.close();

    const maker = new RequestMaker(new RandomState(SEED), known);
    const wrong: unknown[] = [];
    const seen = new Map<number, number>();
    let before = await fingerprint(api);
    for (let i = 0; i < REQUESTS; i++) {
      const request = maker.next();
      const answer = await sent(api, request);
      const complaints = complaintsOn(request, answer);
      if (request.method !== 'GET') {
        const after = await fingerprint(api);
        if (answer.status >= 400 && after !== before)
          complaints.push('it was refused, and changed something');
        before = after;
      }
      if (complaints.length > 0)
        wrong.push({ i, complaints, ...shown(request), answer: shownAnswer(answer) });
      if (wrong.length >= 10) break;
      learn(known, request, answer);
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
    }
    expect(wrong).toEqual([]);
    // Requests that all are refused would show nothing.
    expect(Math.min(seen.get(200) ?? 0, seen.get(201) ?? 0, seen.get(400) ?? 0)).toBeGreaterThan(
      REQUESTS / 100,
    );
    expect(await verifyAudit(api.services.store.read)).toMatchObject({ broken: null });
  }, 3_600_000);
});

interface SentAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

async function sent(api: Api, { route, method, url, headers, payload }: MadeRequest): Promise<SentAnswer> {
  const response = await api.app.inject({
    // Fastify's types know only methods that it routes.
    method: method as 'GET',
    url,
    headers,
    ...(payload && { payload }),
    payloadAsStream: true,
  });
  const stream = response.stream();
  // A stream of events never ends.
  const isEndless = String(response.headers['content-type']).startsWith('text/event-stream');
  let text = '';
  if (isEndless) stream.destroy();
  else text = Buffer.concat(await stream.toArray()).toString();
  if (route.operation === 'streamEvents') stream.destroy();
  return { status: response.statusCode, headers: response.headers, text };
}

/** What is not as it was documented. */
function complaintsOn({ route, method, url }: MadeRequest, { status, headers, text }: SentAnswer): string[] {
  const complaints: string[] = [];
  const type = String(headers['content-type'] ?? '');
  for (const [name, value] of Object.entries(headers)) {
    const line = String(value);
    if (!/^[\x20-\x7e]*$/.test(line) || line.includes(MARK)) complaints.push(`header ${name}: ${line}`);
  }
  if (typeof headers['x-request-id'] !== 'string') complaints.push('it has no request id');
  if (status >= 500 && status !== 503 && status !== 507) complaints.push(`it failed: ${status}`);
  const path = new URL(url, 'http://localhost').pathname;
  if (status >= 400 && method !== 'HEAD' && path.startsWith('/api/v1/')) {
    const problem = type === 'application/problem+json; charset=utf-8' || type === 'application/problem+json';
    if (!problem) return [...complaints, `${status} as ${type} is no problem`];
    complaints.push(...problemComplaints(JSON.parse(text), status));
    const kind = String(JSON.parse(text).type).slice('/problems/'.length) as ProblemKind;
    // Another method or a mangled path leads to another route, or to none.
    const isHere = method === route.method && samePath(route.path, url);
    if (isHere && !problemsOf(route).has(kind)) complaints.push(`${kind} is not documented`);
  }
  if (status < 400 && method === route.method && samePath(route.path, url)) {
    const answer = route.answers[status];
    if (status === 304 && route.versioned) return complaints;
    if ((headers.etag !== undefined) !== (route.versioned ?? false))
      complaints.push('its ETag is not documented');
    if (answer === undefined) complaints.push(`${status} is not documented`);
    else if (answer.schema !== null && (answer.type ?? 'application/json') === 'application/json') {
      const parsed = answer.schema.safeParse(JSON.parse(text));
      if (!parsed.success) complaints.push(`the answer is not as documented: ${parsed.error.message}`);
    }
  }
  return complaints;
}

function problemComplaints(problem: Record<string, unknown>, status: number): string[] {
  const complaints: string[] = [];
  const { type, title, detail, detail_said, request_id, errors, status: said, ...rest } = problem;
  const kind = String(type).slice('/problems/'.length) as ProblemKind;
  if (PROBLEMS[kind]?.status !== status || said !== status) complaints.push(`type ${type}, status ${said}`);
  if (title !== PROBLEMS[kind]?.title) complaints.push(`title ${title}`);
  if (typeof detail !== 'string' || detail === '') complaints.push('no detail');
  if (detail_said !== undefined && !Said.safeParse(detail_said).success) complaints.push('no code');
  if (typeof request_id !== 'string') complaints.push('no request id');
  if (Object.keys(rest).length > 0) complaints.push(`unknown: ${Object.keys(rest)}`);
  if (errors !== undefined) {
    const fits =
      Array.isArray(errors) &&
      errors.every((one) => ['in', 'pointer', 'reason'].every((name) => typeof one[name] === 'string'));
    if (!fits) complaints.push('errors are not as documented');
  }
  return complaints;
}

function samePath(path: string, url: string): boolean {
  const pattern = path.replace(/\./g, '\\.').replace(/\{\w+\}/g, '[0-9a-f-]{36}');
  return new RegExp(`^/api/v1${pattern}$`).test(url.split('?', 1)[0]);
}

/** How many rows every table has, and what is counted in the store. */
async function fingerprint({ services: { store } }: Api): Promise<string> {
  const counts = TABLES.map((table) => sql`(select count(*) from ${sql.table(table)}) as ${sql.ref(table)}`);
  const versions = ['departments', 'positions', 'periods', 'employees', 'import_templates'].map(
    (table) => sql`(select coalesce(sum(version), 0) from ${sql.table(table)}) as ${sql.ref(`v_${table}`)}`,
  );
  const { rows } = await sql`select ${sql.join([...counts, ...versions])}`.execute(store.read);
  return JSON.stringify(rows[0]);
}

function learn({ ids, cursors }: Known, { route, method }: MadeRequest, { status, text }: SentAnswer): void {
  if (method !== route.method || !(status === 200 || status === 201) || !text.startsWith('{')) return;
  // Lines of JSON are no JSON.
  if (route.answers[status]?.type !== undefined) return;
  const body: { id?: unknown; next?: unknown } = JSON.parse(text);
  if (status === 201 && typeof body.id === 'string') {
    const name = route.operation === 'createComment' ? 'comments' : route.path.split('/')[1];
    ids.set(name, [...(ids.get(name) ?? []), body.id]);
  }
  if (typeof body.next === 'string') cursors.push(encodeURIComponent(body.next));
}

function shown({ route, method, url, headers, payload }: MadeRequest) {
  return {
    operation: route.operation,
    method,
    url: url.slice(0, 500),
    headers: JSON.stringify(headers).slice(0, 500),
    payload: payload?.toString().slice(0, 500),
  };
}

function shownAnswer({ status, text }: SentAnswer): string {
  return `${status} ${text.slice(0, 500)}`;
}

/** A small company with something of everything. */
async function fill(api: Api, { ids }: Known): Promise<void> {
  const { store } = api.services;
  const workers = Array.from({ length: 12 }, (_, i) => ({
    number: String(101 + i),
    name: `Person ${i}`,
    department: ['Lab', 'Optics', 'Sales'][i % 3],
    position: ['Engineer', 'Clerk'][i % 2],
    ...(i > 0 && { manager: '101' }),
    tasks: [90 - 7 * i, 100, 1 + (i % 5)] as const,
  }));
  const departments = { Lab: null, Optics: 'Lab', Sales: null };
  const made = await organise(store, workers, { departments });
  ids.set('employees', Object.values(made.people));
  ids.set('departments', Object.values(made.departments));
  ids.set('positions', Object.values(made.positions));
  ids.set('periods', [made.period]);
  const evaluation = await evaluated(api, { pipeline: 'tasks', period_id: made.period, fit: {} });
  const other = await evaluated(api, { pipeline: 'tasks', period_id: made.period, fit: { clusters: 2 } });
  ids.set('evaluations', [evaluation.id, other.id]);
  ids.set('standards', [evaluation.standard_id, other.standard_id]);
  const file =
    'employee_id,name,completed_tasks,total_tasks,avg_task_hours\n101,Ada,5,6,2.5\n102,B,3,x,2\nN,N,1,2,3\n';
  const { id } = await importOf(api, 'q1.csv', file, { period: made.period });
  ids.set('imports', [id]);
  const comment = await api.call(
    'POST',
    `/evaluations/${evaluation.id}/results/${ids.get('employees')?.[0]}/comments`,
    {
      kind: 'contest',
      text: 'No',
    },
  );
  ids.set('comments', [comment.body.id]);
  for (const name of ['jobs', 'rubrics']) {
    const { body } = await api.call('GET', `/${name}`);
    ids.set(
      name,
      body.items.map((item: { id: string }) => item.id),
    );
  }
  ids.set('import-templates', []);
}
