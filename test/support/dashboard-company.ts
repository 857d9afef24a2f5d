import { makeCompany } from '../../examples/generate.js';
import { people as ROSTER } from '../../examples/people.js';
import { makeTechnical } from '../../examples/technical.js';
import type { Client, Session } from '../../src/client/index.ts';
import type { Served } from './serve.ts';
import { firstAdminAt, invitedBy, type SignedIn } from './signed-in.ts';

type Role = NonNullable<Session['role']>;

/** The example company on a real server, with everything that the pages show. */
export interface DashboardCompany {
  readonly as: Readonly<Record<Role, SignedIn>>;
  /** Ids of people by their numbers. */
  readonly people: ReadonlyMap<string, string>;
  /** Of tasks, the newest last; the last one is not released. */
  readonly evaluations: readonly string[];
  readonly appraisal: string;
}

const POSITIONS: Readonly<Record<string, string>> = {
  Engineering: 'Engineer',
  'Customer Support': 'Agent',
  Operations: 'Planner',
  Sales: 'Account manager',
};
/** Whose account the manager's and the employee's are. */
const MANAGER = 'E001';
const EMPLOYEE = 'E008';

/** Fills a new server by its API: an organisation, six quarters, evaluations, appraisals, accounts, what people say. */
export async function exampleCompanyOn(server: Served): Promise<DashboardCompany> {
  const { url } = server;
  const admin = await firstAdminAt(server);
  const { client } = admin;
  await imported(client, peopleFile(), 'people.csv', { kind: 'employees' });
  await imported(client, makeCompany()['tasks.csv'], 'tasks-2024-2025.csv', {
    kind: 'task log',
    split: 'quarter',
    mode: 'replace',
  });
  const people = new Map<string, string>();
  for await (const { id, number } of client.each('listEmployees', { query: { limit: 500 } }))
    people.set(number, id);
  const idOf = (number: string) => people.get(number) ?? '';

  const periods = (await client.listPeriods()).items.toSorted((a, b) => (a.starts_on < b.starts_on ? -1 : 1));
  const evaluations: string[] = [];
  for (const [i, { id }] of periods.entries()) {
    const fit = i === 0 ? { fit: {}, standard_name: 'Quarterly work' } : {};
    const evaluation = await evaluated(client, { pipeline: 'tasks', period_id: id, ...fit });
    if (i === 0 && evaluation.standard_id !== null) {
      const params = { id: evaluation.standard_id };
      await client.approveStandard({ params });
      await client.activateStandard({ params });
    }
    evaluations.push(evaluation.id);
    if (i < periods.length - 1) await released(client, evaluation.id);
  }
  const last = periods[periods.length - 1].id;
  await imported(client, appraisalFile(), 'appraisals.csv', {
    kind: 'sheets',
    period: last,
    rubric: 'fan2022',
  });
  const appraisal = await evaluated(client, {
    pipeline: 'appraisal',
    period_id: last,
    name: 'Appraisals 2025',
    fit: { rubric: 'fan2022' },
  });
  await released(client, appraisal.id);
  for (const [i, number] of ['E001', 'E008', 'E017'].entries()) {
    const params = { id: idOf(number), period_id: last };
    await client.setEmployeeCost({ params, body: { cost: 14_500 + 1250 * i } });
  }
  await client.createKey({
    body: { name: 'Ticket system', role: 'analyst', operations: ['reportTasks'], days: 365 },
  });

  const invite = (name: string, role: Role, number?: string) =>
    invitedBy(admin, url, {
      email: `${name.split(' ')[0].toLowerCase()}@example.com`,
      name,
      role,
      ...(number && { employee_id: idOf(number) }),
    });
  const as = {
    admin,
    analyst: await invite('Bela Novak', 'analyst'),
    auditor: await invite('Clara Osei', 'auditor'),
    manager: await invite('Amara Okonkwo', 'manager', MANAGER),
    employee: await invite('Kwame Asante', 'employee', EMPLOYEE),
  };
  await client.createAccount({
    body: { email: 'dora@example.com', name: 'Dora Lindgren', role: 'employee' },
  });

  const params = { id: evaluations[evaluations.length - 2], employee_id: idOf(EMPLOYEE) };
  await as.employee.client.createComment({
    params,
    body: { kind: 'contest', text: 'I was on parental leave in February and March.' },
  });
  await as.manager.client.createComment({ params, body: { text: 'He mentored two new colleagues.' } });
  await as.manager.client.createDecision({
    params,
    body: { kind: 'training', text: 'A course in estimating.' },
  });
  return { as, people, evaluations, appraisal: appraisal.id };
}

/** A file taken in and committed. */
export async function imported(
  client: Client,
  text: string,
  name: string,
  how: Partial<Parameters<Client['createImport']>[0]['body']>,
): Promise<string> {
  const { id } = await client.createImport({ body: { file: new File([text], name), ...how } });
  await until(async () => {
    const { state, failure } = await client.getImport({ params: { id } });
    if (state === 'failed') throw new Error(`${name}: ${failure}`);
    return state === 'ready';
  });
  await client.commitImport({ params: { id } });
  return id;
}

/** An evaluation that is done. */
export async function evaluated(client: Client, body: Parameters<Client['createEvaluation']>[0]['body']) {
  const { id } = await client.createEvaluation({ body });
  await until(async () => {
    const { state, failure } = await client.getEvaluation({ params: { id } });
    if (state === 'failed') throw new Error(`the evaluation failed: ${failure}`);
    return state === 'done';
  });
  return client.getEvaluation({ params: { id } });
}

function released(client: Client, id: string) {
  const review = 'All anomalies and likely data errors looked at with the managers.';
  return client.releaseEvaluation({ params: { id }, body: { review } });
}

/** Everybody reports to the first of the department. */
function peopleFile(): string {
  const heads = new Map(ROSTER.toReversed().map(({ id, department }) => [department, id]));
  const rows = ROSTER.map(({ id, name, department }) => {
    const head = heads.get(department) ?? id;
    return `${id},"${name}",${department},${POSITIONS[department]},${head === id ? '' : head}`;
  });
  return ['number,name,department,position,manager', ...rows].join('\n');
}

/** The example's sheet, of the people of the company. */
function appraisalFile(): string {
  const [header, ...rows] = makeTechnical({ people: ROSTER.length }).trim().split('\n');
  return [header, ...rows.map((row, i) => row.replace(/^[^,]+/, ROSTER[i].id))].join('\n');
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries++) {
    if (tries > 1200) throw new Error('it takes too long');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
