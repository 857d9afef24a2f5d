import { evaluated, imported } from './dashboard-company.ts';
import { PAYLOADS, packed } from './payloads.ts';
import type { Served } from './serve.ts';
import { firstAdminAt, invitedBy, type SignedIn } from './signed-in.ts';

/** A company in which every text that people can type is one that attacks whoever reads it. */
export interface HostileCompany {
  readonly admin: SignedIn;
  readonly manager: SignedIn;
  readonly employee: SignedIn;
  readonly people: readonly string[];
  /** The newest last. */
  readonly evaluations: readonly string[];
}

export async function hostileCompanyOn(server: Served): Promise<HostileCompany> {
  const { url } = server;
  const admin = await firstAdminAt(server, { email: 'ada@example.com', name: PAYLOADS[2] });
  const { client } = admin;
  // Every group is shown, so that every name stands beside a chart.
  await client.updateSettings({ body: { small_group: 1, min_tasks: 1 } });
  await imported(client, peopleFile(), `${packed(150)[0].replaceAll('/', '')}.csv`, { kind: 'employees' });
  const people: string[] = [];
  for await (const { id } of client.each('listEmployees', { query: { limit: 500 } })) people.push(id);

  const periods: string[] = [];
  for (const [i, name] of PAYLOADS.entries()) {
    const day = (month: number) => `${1970 + i}-0${month}-01`;
    periods.push((await client.createPeriod({ body: { name, starts_on: day(1), ends_on: day(6) } })).id);
  }
  const evaluations: string[] = [];
  let standard_id: string | null = null;
  for (const [i, name] of packed(190).slice(-3).entries()) {
    const period = periods[periods.length - 3 + i];
    await imported(client, summariesFile(i), 'summaries.csv', { kind: 'summaries', period });
    const how = { fit: { tier_names: PAYLOADS.slice(1, 4) }, standard_name: packed(190)[i] };
    const evaluation = await evaluated(client, {
      pipeline: 'tasks',
      period_id: period,
      name,
      ...(standard_id === null ? how : { standard_id }),
    });
    standard_id = evaluation.standard_id;
    evaluations.push(evaluation.id);
    await client.releaseEvaluation({
      params: { id: evaluation.id },
      body: { review: PAYLOADS.join(' ').slice(0, 2000) },
    });
  }
  await rubricAndAppraisals(admin, periods[periods.length - 1]);

  const [manager, employee] = [
    await invitedBy(admin, url, {
      email: 'mara@example.com',
      name: PAYLOADS[3],
      role: 'manager',
      employee_id: people[0],
    }),
    await invitedBy(admin, url, {
      email: 'edda@example.com',
      name: PAYLOADS[4],
      role: 'employee',
      employee_id: people[1],
    }),
  ];
  for (const [i, text] of PAYLOADS.entries()) {
    const params = { id: evaluations[evaluations.length - 1], employee_id: people[1] };
    await client.createAccount({ body: { email: `a${i}@example.com`, name: text, role: 'employee' } });
    await client.createKey({ body: { name: text, role: 'analyst', operations: ['reportTasks'] } });
    const { id } = await client.createComment({
      params,
      body: { kind: i % 2 === 0 ? 'contest' : 'comment', text },
    });
    if (i % 4 === 0) {
      await client.answerContest({ params: { ...params, comment_id: id }, body: { text } });
    }
    await client.createDecision({ params, body: { kind: 'training', text } });
    await client.createImportTemplate({
      body: { name: text, kind: 'summaries', mapping: { employee_id: text } },
    });
  }
  // Files that say what is wrong with them: their names, headers and values are shown.
  for (const [i, text] of packed(120).entries()) {
    const file = `employee_id,completed_tasks,total_tasks,"${quoted(text)}"\n1,"${quoted(text)}",9,"${quoted(text)}"\n2,3,4,5\n`;
    const body = {
      file: new File([file], `${i} ${text.replaceAll('/', '')}.csv`),
      kind: 'summaries',
      period: periods[0],
    } as const;
    await client.createImport({ body });
  }
  await client.createImport({
    body: { file: new File(['nothing'], 'failed <img src=x onerror=alert(1)>.csv') },
  });
  await client.reportTasks({
    body: {
      task_key: PAYLOADS[1],
      employee_number: PAYLOADS[1],
      day: '2019-03-01',
      completed: true,
      hours: 2,
    },
  });
  return { admin, manager, employee, people, evaluations };
}

/** Numbers, names, departments and positions: each payload stands in each column. */
function peopleFile(): string {
  const rows = PAYLOADS.map((_, i) => {
    const at = (shift: number) => `"${quoted(PAYLOADS[(i + shift) % PAYLOADS.length])}"`;
    return [at(0), at(1), at(2), at(3), i === 0 ? '' : at(-i)].join(',');
  });
  return ['number,name,department,position,manager', ...rows].join('\n');
}

function summariesFile(quarter: number): string {
  const rows = PAYLOADS.map((number, i) => {
    const total = 20 + ((i * 7 + quarter * 5) % 30);
    return [
      `"${quoted(number)}"`,
      Math.round(total * (0.4 + ((i * 11) % 60) / 100)),
      total,
      1 + ((i * 3) % 9),
    ].join(',');
  });
  return ['employee_id,completed_tasks,total_tasks,avg_task_hours', ...rows].join('\n');
}

async function rubricAndAppraisals({ client }: SignedIn, period: string): Promise<void> {
  const indicators = Object.fromEntries(packed(190).map((label, i) => [`indicator_${i}`, { label }]));
  const points = Object.fromEntries(Object.keys(indicators).map((name) => [name, 10]));
  const text = JSON.stringify({
    rubric: 'hostile',
    version: 1,
    title: PAYLOADS.join(' '),
    source: PAYLOADS.join(' '),
    grades: PAYLOADS.slice(0, 3),
    thresholds: { [PAYLOADS[0]]: 60, [PAYLOADS[1]]: 40 },
    indicators,
    positions: { all: { label: PAYLOADS[5], points } },
  });
  await client.createRubric({ body: { text } });
  const header = ['employee_id', 'position', 'appraiser', ...Object.keys(points)].join(',');
  const rows = PAYLOADS.map((number, i) =>
    [
      `"${quoted(number)}"`,
      'all',
      `"${quoted(PAYLOADS[i % 4])}"`,
      ...Object.keys(points).map((_, j) => 2 + ((i * 3 + j * 5) % 9)),
    ].join(','),
  );
  await imported(client, [header, ...rows].join('\n'), 'appraisals.csv', {
    kind: 'sheets',
    period,
    rubric: 'hostile',
  });
  await evaluated(client, {
    pipeline: 'appraisal',
    period_id: period,
    name: PAYLOADS[6],
    standard_name: PAYLOADS[7],
    fit: { rubric: 'hostile' },
  });
}

function quoted(text: string): string {
  return text.replaceAll('"', '""');
}
