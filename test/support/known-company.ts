import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIRequestContext, Browser } from 'playwright-core';
import { vi } from 'vitest';
import { createClient } from '../../src/client/index.ts';
import { root } from '../built.ts';
import { type Watched, watched } from './dashboard.ts';
import type { Served } from './serve.ts';

/** A company of which everything is on record: who reports to whom, ten quarters of tasks, and appraisals of the last. */
export interface KnownCompany {
  /** Ids by number: P01 to P40. */
  readonly people: Readonly<Record<string, string>>;
  /** Of the tasks of the last quarter, of those before it, and of the appraisals; none is released. */
  readonly evaluations: { readonly last: string; readonly before: string; readonly appraisal: string };
}

/** The name of P05. */
export const HOSTILE_NAME = '"><img src=x onerror=alert(1)>{{7*7}}';
/** Where P05 works. */
const HOSTILE_DEPARTMENT = "<svg/onload=alert(2)>'--";

const QUARTERS = Array.from({ length: 10 }, (_, i) => {
  const [year, quarter] = [2022 + (i >> 2), (i % 4) + 1];
  const month = (m: number) => String(m).padStart(2, '0');
  const lastDay = quarter === 1 || quarter === 4 ? 31 : 30;
  return {
    name: `${year}-Q${quarter}`,
    starts_on: `${year}-${month(quarter * 3 - 2)}-01`,
    ends_on: `${year}-${month(quarter * 3)}-${lastDay}`,
  };
});

/**
 * P01 leads everybody, P02 to P04 lead the others. Forty people: 24 clerks, 12 guides and 4 drivers, who are too few to be
 * told of. P40 has no tasks, P39 in the last quarter more hours than it has.
 */
const PEOPLE = Array.from({ length: 40 }, (_, i) => ({
  number: `P${String(i + 1).padStart(2, '0')}`,
  name: i === 4 ? HOSTILE_NAME : `${FIRST_NAMES()[i % 20]} ${i < 20 ? 'Abel' : 'Zuse'}`,
  department: i === 4 ? HOSTILE_DEPARTMENT : i % 2 === 0 ? 'Sales' : 'Service',
  position: i < 24 ? 'Clerk' : i < 36 ? 'Guide' : 'Driver',
  manager: i === 0 ? '' : i < 4 ? 'P01' : `P0${2 + (i % 3)}`,
}));

function FIRST_NAMES(): readonly string[] {
  return 'Ada Ben Cleo Dan Eva Finn Gwen Hugo Ida Jan Kim Leo Mia Nils Olga Paul Quinn Rosa Sven Tina'.split(
    ' ',
  );
}

/** Puts the company on a server on which nobody has an account yet. */
export async function knownCompany(url: string): Promise<KnownCompany> {
  const client = createClient({ baseUrl: url });
  const brought = async (name: string, rows: readonly (readonly (string | number)[])[], fields: object) => {
    const cell = (value: string | number) => `"${String(value).replaceAll('"', '""')}"`;
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.set(field, value);
    form.set('file', new File([rows.map((row) => row.map(cell).join(',')).join('\n')], name));
    const sent = await fetch(`${url}/api/v1/imports`, { method: 'POST', body: form });
    const { id }: { id: string } = await sent.json();
    await until(async () => (await client.getImport({ params: { id } })).state === 'ready');
    await client.commitImport({ params: { id } });
  };
  const evaluated = async (body: Parameters<typeof client.createEvaluation>[0]['body']) => {
    const { id } = await client.createEvaluation({ body });
    await until(async () => (await client.getEvaluation({ params: { id } })).state === 'done');
    return id;
  };

  await brought(
    'people.csv',
    [['number', 'name', 'department', 'position', 'manager'], ...PEOPLE.map((one) => Object.values(one))],
    { kind: 'employees' },
  );
  const periods: string[] = [];
  for (const [q, quarter] of QUARTERS.entries()) {
    const { id } = await client.createPeriod({ body: quarter });
    periods.push(id);
    await brought(
      `${quarter.name}.csv`,
      [
        ['employee_id', 'completed_tasks', 'total_tasks', 'avg_task_hours'],
        ...PEOPLE.flatMap(({ number }, i) => (i === 39 ? [] : [[number, ...tasksOf(i, q)]])),
      ],
      { kind: 'summaries', period: id },
    );
  }
  const [periodBefore, period] = periods.slice(-2);
  const before = await evaluated({ pipeline: 'tasks', period_id: periodBefore, fit: {} });
  const { standard_id } = await client.getEvaluation({ params: { id: before } });

  const rubric = await client.createRubric({
    body: { text: readFileSync(join(root, 'rubrics', 'fan2022-floors.yaml'), 'utf8') },
  });
  await brought('sheets.csv', [['employee_id', ...Object.keys(INDICATORS)], ...PEOPLE.map(sheetOf)], {
    kind: 'sheets',
    period,
    rubric: rubric.name,
    position: 'technical',
  });
  const appraisal = await evaluated({
    pipeline: 'appraisal',
    period_id: period,
    name: 'Appraisals',
    fit: { rubric: rubric.name },
  });
  const last = await evaluated({
    pipeline: 'tasks',
    period_id: period,
    ...(standard_id && { standard_id }),
  });
  const people: Record<string, string> = {};
  for await (const { id, number } of client.each('listEmployees', { query: { limit: 1000 } })) {
    people[number] = id;
  }
  return { people, evaluations: { last, before, appraisal } };
}

const INDICATORS = {
  team_spirit: 12,
  spirit_of_innovation: 8,
  awareness_of_responsibility: 12,
  cost_awareness: 8,
  working_ability: 12,
  communication_skills: 8,
  moral_quality: 10,
};

/** Completed tasks, tasks given and mean hours; better from quarter to quarter. */
function tasksOf(person: number, quarter: number): readonly [number, number, number] {
  const level = (person * 7) % 39;
  const given = 40 + ((person * 5 + quarter) % 7);
  const done = Math.min(given, 12 + Math.round(level * 0.7) + quarter + ((person + quarter) % 2));
  return [
    done,
    given,
    person === 38 && quarter === 9 ? 60 : Number((9 - level * 0.15 - quarter * 0.1).toFixed(2)),
  ];
}

function sheetOf({ number }: { readonly number: string }, i: number): readonly (string | number)[] {
  const points = Object.values(INDICATORS).map((most, j) =>
    Math.max(1, Math.round(most * (0.35 + 0.6 * (((i * 7 + j * 3) % 39) / 38)))),
  );
  return [number, ...points];
}

export const PASSWORD = 'tango veranda kiwi';

/** Makes the first account, an admin's, by the link that the server printed; answers with a browser's requests in it. */
export async function firstAdminOf(server: Served, browser: Browser): Promise<APIRequestContext> {
  const [, secret] = /\/set-up#(\S+)/.exec(server.errors()) ?? [];
  const { request } = await browser.newContext();
  await posted(request, server.url, '/set-up', {
    secret,
    email: 'ada@example.com',
    name: 'Ada the admin',
    password: PASSWORD,
  });
  return request;
}

/** A page on which somebody with this role is logged in, for whom an account is made. */
export async function pageOf(
  server: Served,
  browser: Browser,
  admin: APIRequestContext,
  {
    role,
    employee_id = null,
    name = `The ${role}`,
  }: { role: string; employee_id?: string | null; name?: string },
  options: Parameters<typeof watched>[1] = {},
): Promise<Watched> {
  const email = `${role}-${(count++).toString()}@example.com`;
  const { id } = await posted(admin, server.url, '/accounts', { email, name, role, employee_id });
  const { secret } = await posted(admin, server.url, `/accounts/${id}/invitation`, undefined);
  const seen = await watched(browser, options);
  await posted(seen.page.context().request, server.url, '/invitation', { secret, password: PASSWORD });
  return seen;
}

let count = 0;

/** Sends something as a page of the server does. */
export async function posted(
  request: APIRequestContext,
  url: string,
  path: string,
  data: unknown,
): Promise<Record<string, string>> {
  const answer = await request.post(`${url}/api/v1${path}`, {
    headers: { origin: url },
    ...(data !== undefined && { data }),
  });
  if (!answer.ok()) throw new Error(`${path} was answered with ${answer.status()}: ${await answer.text()}`);
  return answer.json();
}

function until(isSo: () => Promise<boolean>): Promise<unknown> {
  return vi.waitUntil(isSo, { timeout: 60_000, interval: 30 });
}
