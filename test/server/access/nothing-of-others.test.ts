import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RESULT_SORTS } from '../../../src/data/store/results.ts';
import { TABLES } from '../../../src/data/store/tables.ts';
import { RIGHTS } from '../../../src/server/access/rights.ts';
import type { Route } from '../../../src/server/api/route.ts';
import { ROUTES } from '../../../src/server/api/routes.ts';
import { MOVES } from '../../../src/server/trends/moves.ts';
import { requireBuilt } from '../../built.ts';
import { type Api, apiOn } from '../../support/api.ts';
import { type Company, companyOn } from '../../support/company.ts';
import { type LoggedIn, loggedIn } from '../../support/people.ts';
import { onBothStores, type Place } from '../../support/stores.ts';
import { unzip } from '../../support/unzip.ts';

interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly raw: Buffer;
}

/** Somebody who does not see everything, and whom they do see. */
interface Confined {
  readonly role: 'manager' | 'employee';
  readonly number: string;
  readonly sees: readonly string[];
  readonly relations: Readonly<Record<string, string>>;
}

const CONFINED: readonly Confined[] = [
  {
    role: 'manager',
    number: 'MARIUS',
    sees: ['MARIUS', 'DOROTHEA', 'IDALINA', 'PAULUS', 'EMILIANO', 'EVANGELINE', 'ELISABETH'],
    relations: {
      self: 'MARIUS',
      'directly below': 'DOROTHEA',
      'indirectly below': 'IDALINA',
      'own manager': 'MARTHA',
      peer: 'PAULINE',
      stranger: 'SIMONIDES',
    },
  },
  {
    role: 'employee',
    number: 'DOROTHEA',
    sees: ['DOROTHEA'],
    relations: {
      self: 'DOROTHEA',
      'directly below': 'IDALINA',
      'own manager': 'MARIUS',
      peer: 'PAULUS',
      stranger: 'SIMONIDES',
    },
  },
];

onBothStores('managers and employees', (newPlace) => {
  let place: Place;
  let api: Api;
  let company: Company;
  let admin: LoggedIn;
  const whos = new Map<Confined, LoggedIn>();

  beforeAll(async () => {
    requireBuilt();
    place = await newPlace();
    api = await apiOn(place);
    admin = await loggedIn(api, 'admin');
    company = await companyOn(api, await loggedIn(api, 'analyst'));
    for (const one of CONFINED) whos.set(one, await loggedIn(api, one.role, company.people[one.number]));
  }, 120_000);
  afterAll(async () => {
    await api.close();
    await place.remove();
  });

  function whoIs(one: Confined): LoggedIn {
    const who = whos.get(one);
    if (who === undefined) throw new Error(`nobody is logged in as ${one.number}`);
    return who;
  }

  async function sent(
    { headers }: Pick<LoggedIn, 'headers'>,
    method: string,
    path: string,
    body?: unknown,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Sent> {
    const isEvents = path.startsWith('/events');
    const response = await api.app.inject({
      // Routes have no other methods than Fastify's types know.
      method: method as 'GET',
      url: `/api/v1${path}`,
      headers: {
        host: 'localhost',
        ...headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...more,
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
      payloadAsStream: true,
    });
    const stream = response.stream();
    const chunks: Buffer[] = [];
    // A stream of events does not end; what was missed comes at once.
    if (isEvents) setTimeout(() => stream.destroy(), 300).unref();
    try {
      for await (const chunk of stream) chunks.push(Buffer.from(chunk));
    } catch (error) {
      if (!isEvents) throw error;
    }
    return { status: response.statusCode, headers: response.headers, raw: Buffer.concat(chunks) };
  }

  it.each(CONFINED)(
    'see of everybody what is theirs: $role',
    async (one) => {
      const who = whoIs(one);
      const { evaluations, people } = company;
      const wrong: string[] = [];
      const expectStatus = async (
        title: string,
        wanted: number,
        method: string,
        path: string,
        body?: unknown,
      ) => {
        const { status } = await sent(who, method, path, body);
        if (status !== wanted) wrong.push(`${title}: ${method} ${path}: ${status}, not ${wanted}`);
      };
      for (const [relation, number] of Object.entries(one.relations)) {
        const id = people[number];
        const isTheirs = one.sees.includes(number);
        const seen = isTheirs ? 200 : 404;
        await expectStatus(relation, seen, 'GET', `/employees/${id}`);
        await expectStatus(relation, seen, 'GET', `/employees/${id}/results`);
        await expectStatus(relation, seen, 'GET', `/trends/employees/${id}`);
        for (const [name, evaluation] of Object.entries(evaluations)) {
          const isShown = isTheirs && (name === 'first' || name === 'second');
          const title = `${relation}, ${name}`;
          const result = `/evaluations/${evaluation}/results/${id}`;
          await expectStatus(title, isShown ? 200 : 404, 'GET', result);
          await expectStatus(title, isShown ? 200 : 404, 'GET', `${result}/comments`);
          await expectStatus(title, isShown ? 200 : 404, 'GET', `${result}/decisions`);
          const words = { kind: 'comment', text: 'Said by who may.' };
          await expectStatus(title, isShown ? 201 : 404, 'POST', `${result}/comments`, words);
          const contest = { kind: 'contest', text: 'Said by who may.' };
          const isOwn = relation === 'self';
          await expectStatus(
            title,
            isShown ? (isOwn ? 201 : 403) : 404,
            'POST',
            `${result}/comments`,
            contest,
          );
          const decision = { kind: 'training', text: 'Said by who may.' };
          const mayDecide = one.role === 'manager' && !isOwn;
          const decided = one.role === 'employee' ? 403 : isShown ? (mayDecide ? 201 : 403) : 404;
          await expectStatus(title, decided, 'POST', `${result}/decisions`, decision);
          await expectStatus(title, 403, 'POST', `${result}/comments/${newId()}/answer`, { text: 'No.' });
        }
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );

  it.each(CONFINED)(
    'cannot tell what is not theirs from what is not there: $role',
    async (one) => {
      const who = whoIs(one);
      const { evaluations, people } = company;
      const wrong: string[] = [];
      const alike = async (method: string, path: (id: string) => string, id: string, body?: unknown) => {
        const found = await sent(who, method, path(id), body);
        const nothing = await sent(who, method, path(newId()), body);
        if (plain(found) !== plain(nothing)) {
          wrong.push(`${method} ${path(id)}: ${plain(found)}\n  of nobody: ${plain(nothing)}`);
        }
      };
      const others = Object.values(one.relations).filter((number) => !one.sees.includes(number));
      for (const number of others) {
        const id = people[number];
        for (const path of [
          (of: string) => `/employees/${of}`,
          (of: string) => `/employees/${of}/results`,
          (of: string) => `/trends/employees/${of}`,
          (of: string) => `/employees?manager=${of}`,
          (of: string) => `/evaluations/${evaluations.first}/results?manager=${of}`,
          (of: string) => `/evaluations/${evaluations.first}/results?manager=${of}&directly=true`,
          (of: string) => `/evaluations/${evaluations.first}/export?format=json&manager=${of}`,
          (of: string) => `/periods/${company.periods[0]}/numbers?employee=${of}`,
          (of: string) => `/trends/moves?from=${company.periods[0]}&to=${company.periods[1]}&manager=${of}`,
          (of: string) =>
            `/trends/moves/people?from=${company.periods[0]}&to=${company.periods[1]}&manager=${of}`,
          (of: string) => `/evaluations/${evaluations.first}/results/${of}`,
          (of: string) => `/evaluations/${evaluations.first}/results/${of}/comments`,
          (of: string) => `/evaluations/${evaluations.first}/results/${of}/decisions`,
        ]) {
          await alike('GET', path, id);
        }
        const result = (of: string) => `/evaluations/${evaluations.first}/results/${of}`;
        await alike('POST', (of) => `${result(of)}/comments`, id, { kind: 'contest', text: 'x' });
        await alike('POST', (of) => `${result(of)}/decisions`, id, { kind: 'none', text: 'x' });
      }
      for (const evaluation of [evaluations.elsewhere, evaluations.unreleased]) {
        for (const rest of ['', '/results', '/export?format=csv', `/results/${people[one.number]}`]) {
          await alike('GET', (of) => `/evaluations/${of}${rest}`, evaluation);
        }
      }
      for (const standard of company.standards) {
        if ((await sent(who, 'GET', `/standards/${standard}`)).status === 200) continue;
        await alike('GET', (of) => `/standards/${of}`, standard);
        await alike('GET', (of) => `/trends/employees/${people[one.number]}?standard=${of}`, standard);
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );

  it.each(CONFINED)(
    'cannot ask filters and sorts about others: $role',
    async (one) => {
      const who = whoIs(one);
      const { first } = company.evaluations;
      const { store } = api.services;
      const wrong: string[] = [];
      const rows = await store.read
        .selectFrom('results')
        .innerJoin('employees', 'employees.id', 'results.employee_id')
        .selectAll('results')
        .select(['number', 'name'])
        .where('evaluation_id', '=', first)
        .execute();
      expect(rows).toHaveLength(company.size);
      const list = `/evaluations/${first}/results`;
      const nothing = async (path: string) => {
        const { status, raw } = await sent(who, 'GET', path);
        const { items, total } = JSON.parse(raw.toString());
        if (status !== 200 || items.length > 0 || (total ?? 0) !== 0) wrong.push(`${path}: ${status} ${raw}`);
      };
      for (const { number, name, score } of rows.filter((row) => !one.sees.includes(row.number))) {
        for (const search of [number, encodeURIComponent(name ?? ''), number.slice(1)]) {
          await nothing(`${list}?search=${search}`);
          await nothing(`/employees?search=${search}`);
        }
        const theirs = rows.some((row) => one.sees.includes(row.number) && row.score === score);
        if (!theirs) await nothing(`${list}?score_from=${score}&score_to=${score}`);
      }
      // Cursors that were made for somebody who sees everything lead nowhere else.
      for (const sort of RESULT_SORTS) {
        for (const order of ['asc', 'desc']) {
          const path = `${list}?sort=${sort}&order=${order}&limit=3`;
          const theirs: string[] = [];
          let next: string | null = '';
          while (next !== null) {
            const page: Sent = await sent(admin, 'GET', next === '' ? path : `${path}&cursor=${next}`);
            next = JSON.parse(page.raw.toString()).next;
            if (next === null) break;
            const { raw, status } = await sent(who, 'GET', `${path}&cursor=${next}`);
            if (status !== 200) wrong.push(`${path}: ${status}`);
            theirs.push(...JSON.parse(raw.toString()).items.map((item: { number: string }) => item.number));
          }
          const foreign = theirs.filter((number) => !one.sees.includes(number));
          if (foreign.length > 0) wrong.push(`${path}: ${foreign}`);
        }
      }
      expect(wrong).toEqual([]);
    },
    240_000,
  );

  it.each(CONFINED)(
    'are told nothing of others by any byte of any answer: $role',
    async (one) => {
      const who = whoIs(one);
      const forbidden = forbiddenFor(one);
      const wrong: string[] = [];
      let asked = 0;
      let found = 0;
      for (const path of await pathsFor(who)) {
        for (const more of [{}, { 'if-none-match': '"1"' }]) {
          const answer = await sent(who, 'GET', path, undefined, more);
          asked++;
          if (answer.status === 200) found++;
          if (answer.status >= 500) wrong.push(`${path}: ${answer.status}`);
          for (const leak of leaksIn(await textOf(answer), forbidden)) wrong.push(`${path}: ${leak}`);
          // Groups are of everybody, and tell as much as they may.
          const counts = path.includes('/groups') ? [] : countsIn(answer);
          for (const count of counts) wrong.push(`${path}: a count of everybody, ${count}`);
          if (wrong.length > 20) break;
        }
      }
      expect(wrong).toEqual([]);
      // Answers that all refuse would show nothing.
      expect(found).toBeGreaterThan(asked / 4);
    },
    600_000,
  );

  it('say so where something is missing: whoever sees everything is told of everybody', async () => {
    const [one] = CONFINED;
    const forbidden = forbiddenFor(one);
    const { first } = company.evaluations;
    for (const path of [
      `/evaluations/${first}/results?limit=1000`,
      ...['csv', 'xlsx', 'parquet', 'json'].map((format) => `/evaluations/${first}/export?format=${format}`),
    ]) {
      const text = await textOf(await sent(admin, 'GET', path));
      // The numbers of one period and the numbers, names and scores of all who are not theirs.
      expect(leaksIn(text, forbidden).length, path).toBeGreaterThan(3 * (company.size - one.sees.length));
    }
    expect(countsIn(await sent(admin, 'GET', `/evaluations/${first}`))).not.toEqual([]);
  }, 60_000);

  it.each(CONFINED)(
    'change nothing that is not theirs to change: $role',
    async (one) => {
      const who = whoIs(one);
      const { evaluations, people } = company;
      const wrong: string[] = [];
      let before = await everything();
      for (const route of ROUTES) {
        if (route.method === 'GET' || RIGHTS[route.operation] === 'public') continue;
        const isOwn = ['logOut', 'changePassword', 'endSession'].includes(route.operation);
        if (isOwn) continue;
        const ids = ['id', 'employee_id', 'comment_id', 'period_id', 'name'];
        const others = { id: idFor(route, evaluations.first), employee_id: people.SIMONIDES };
        const values: Readonly<Record<string, string>> = { ...others, period_id: company.periods[0] };
        const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? newId());
        expect(Object.keys(route.params.shape).every((name) => ids.includes(name) || name === 'other')).toBe(
          true,
        );
        const body = Object.values(route.examples ?? {})[0]?.value ?? {};
        const { status } = await sent(who, route.method, path, body);
        const after = await everything();
        if (status < 400) wrong.push(`${route.operation} ${path}: ${status}`);
        if (after !== before) wrong.push(`${route.operation} ${path}: it changed something`);
        before = after;
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );

  it('are not answered again what they were answered in another role', async () => {
    const { first } = company.evaluations;
    const somebody = await loggedIn(api, 'analyst', company.people.DOROTHEA);
    const path = `/evaluations/${first}/results/${company.people.SIMONIDES}/comments`;
    const again = { 'idempotency-key': 'the-same' };
    const words = { kind: 'comment', text: 'As an analyst.' };
    expect((await sent(somebody, 'POST', path, words, again)).status).toBe(201);
    expect((await sent(somebody, 'POST', path, words, again)).status).toBe(201);
    // The session has ended with the role; the account logs in again.
    await admin.call('PATCH', `/accounts/${somebody.id}`, { role: 'employee' });
    const { store } = api.services;
    expect((await sent(somebody, 'POST', path, words, again)).status).toBe(401);
    const back = await loggedIn(api, 'employee', company.people.DOROTHEA);
    await store.change('test', async ({ db }) => {
      await db
        .updateTable('sessions')
        .set({ account_id: somebody.id })
        .where('account_id', '=', back.id)
        .execute();
    });
    const { status, raw } = await sent(back, 'POST', path, words, again);
    expect(status).toBe(422);
    expect(raw.toString()).not.toContain('As an analyst');
  });

  /** An answer without what is of the request alone. */
  function plain({ status, headers, raw }: Sent): string {
    const { 'content-length': _, 'content-disposition': __, ...rest } = headers;
    const kept = Object.entries(rest).filter(([name]) => !/^(x-request-id|date|ratelimit.*)$/.test(name));
    const text = raw.toString().replace(/"request_id":"[^"]*"/, '');
    return `${status} ${JSON.stringify(kept)} ${text}`;
  }

  /** Everything that tells of people who are not theirs, and what is not released of those who are. */
  function forbiddenFor({ role, sees, number: own }: Confined): readonly string[] {
    return Object.keys(company.people).flatMap((number) => {
      if (!sees.includes(number)) return company.markers(number);
      const contests = company.markers(number).filter((mark) => mark.startsWith('contest on'));
      const notForThem = role === 'manager' && number !== own ? contests : [];
      return [...company.markers(number, false), ...notForThem];
    });
  }

  function leaksIn(text: string, forbidden: readonly string[]): string[] {
    return forbidden.filter((mark) => {
      for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
        // Within another number or a cursor it is none; the first digits of a fraction stand before its last ones.
        const isWhole = /^\d+$/.test(mark);
        const isNumber = isWhole || /^[\d.]+$/.test(mark);
        const isWithin =
          (isNumber && /[\w.-]/.test(text[at - 1] ?? ' ')) ||
          (isWhole && /\w/.test(text[at + mark.length] ?? ' '));
        if (!isWithin) return true;
      }
      return false;
    });
  }

  /** All that an answer tells: headers, what is packed in files, and what cursors hold. */
  async function textOf({ headers, raw }: Sent): Promise<string> {
    const type = String(headers['content-type']);
    const texts = [JSON.stringify(headers), raw.toString()];
    if (type.includes('spreadsheetml')) texts.push(...unzip(raw).values());
    if (type.includes('parquet')) texts.push(await parquetText(raw));
    for (const [, cursor] of raw.toString().matchAll(/"next":"([\w-]+)"/g)) {
      texts.push(Buffer.from(cursor, 'base64url').toString());
    }
    return texts.join('\n');
  }

  /** Numbers in an answer that are as many as there are people, or as many as are not theirs. */
  function countsIn({ headers, raw }: Sent): number[] {
    if (!String(headers['content-type']).includes('json')) return [];
    const found: number[] = [];
    JSON.parse(raw.toString(), (_, value) => {
      if (value === company.size) found.push(value);
      return value;
    });
    return found;
  }

  /** What every address shows, with every value of every parameter that could tell of somebody. */
  async function pathsFor(who: LoggedIn): Promise<string[]> {
    const { evaluations, people, periods, departments, positions, standards } = company;
    const some = [people.MARIUS, people.DOROTHEA, people.MARTHA, people.SIMONIDES, newId()];
    const rubrics = JSON.parse((await sent(admin, 'GET', '/rubrics')).raw.toString()).items;
    const ids: Readonly<Record<string, readonly string[]>> = {
      employees: some,
      evaluations: Object.values(evaluations),
      departments: Object.values(departments),
      positions: Object.values(positions),
      periods,
      standards,
      rubrics: rubrics.map(({ id }: { id: string }) => id),
      accounts: [admin.id, who.id],
      'trends/employees': some,
      'trends/departments': Object.values(departments),
    };
    const values: Readonly<Record<string, readonly string[]>> = {
      limit: ['1', '1000'],
      search: ['SIMONIDES', 'Name', 'DOROTHEA', 'e'],
      department: [Object.values(departments).join(','), departments.Elsewhere],
      position: [positions.Odd],
      manager: some,
      active_on: ['2024-02-02'],
      employee: [...some, some.join(',')],
      directly: ['true', 'false'],
      tier: ['High', 'Medium', 'Low'],
      unusual: ['true'],
      beyond: ['true', 'false'],
      direction: ['better', 'worse', 'mixed'],
      data_error: ['true', 'false'],
      borderline: ['true'],
      rated: ['true', 'false'],
      score_from: ['0', '50'],
      score_to: ['50', '100'],
      sort: RESULT_SORTS,
      order: ['asc', 'desc'],
      format: ['csv', 'xlsx', 'parquet', 'json'],
      period: periods,
      pipeline: ['tasks', 'appraisal'],
      state: ['done', 'active', 'draft'],
      name: ['First', 'Elsewhere'],
      standard: standards,
      periods: [periods.join(',')],
      length: ['quarter'],
      from_tier: ['High', 'Low'],
      to_tier: ['High', 'Low'],
      scoring_grade: ['poor'],
      appraised_as: ['technical'],
      move: MOVES,
      after: ['0'],
      by: ['department', 'position', 'all'],
    };
    const paths: string[] = [];
    for (const route of ROUTES) {
      const right = RIGHTS[route.operation];
      const isForThem = right === 'public' || right.some((role) => role === 'manager' || role === 'employee');
      if (route.method !== 'GET' || !isForThem) continue;
      const [, collection = ''] = /^\/((?:trends\/)?[\w-]+)/.exec(route.path) ?? [];
      const own = route.path.includes('{id}') ? (ids[collection] ?? []) : [''];
      expect(own, `the test knows nothing of ${collection}`).not.toEqual([]);
      for (const id of own) {
        const plains = route.path.includes('{employee_id}')
          ? some.map((person) => route.path.replace('{employee_id}', person))
          : [route.path];
        for (const plain of plains) {
          const path = plain.replace('{id}', id);
          const needs =
            'from_tier' in route.query.shape || route.operation === 'getMoves'
              ? `from=${periods[0]}&to=${periods[1]}`
              : '';
          paths.push(`${path}?${needs}`);
          if (right === 'public' || (plains.length > 1 && !plain.includes(people.DOROTHEA))) continue;
          for (const name of Object.keys(route.query.shape)) {
            if (['cursor', 'from', 'to', 'events'].includes(name)) continue;
            expect(values[name], `the test has no values of ${route.operation}’s ${name}`).toBeDefined();
            for (const value of values[name]) paths.push(`${path}?${needs}&${name}=${value}`);
          }
        }
      }
    }
    return paths;
  }

  function idFor({ path }: Route, evaluation: string): string {
    const { people, departments, positions, periods, standards } = company;
    const [, collection] = path.split('/');
    const one: Readonly<Record<string, string>> = {
      evaluations: evaluation,
      employees: people.DOROTHEA,
      departments: departments.Here,
      positions: positions.Odd,
      periods: periods[0],
      standards: standards[0],
      accounts: admin.id,
    };
    return one[collection] ?? newId();
  }

  /** All that is kept, but for what notes that somebody was here. */
  async function everything(): Promise<string> {
    const { read } = api.services.store;
    const noted = ['audit', 'sessions', 'counters'];
    const rows = TABLES.filter((table) => !noted.includes(table)).map(async (table) => {
      const all = await read.selectFrom(table).selectAll().execute();
      return all.map((row) => JSON.stringify(row)).toSorted();
    });
    return JSON.stringify(await Promise.all(rows));
  }
});

async function parquetText(file: Buffer): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'evenhand-parquet-'));
  try {
    const path = join(folder, 'file.parquet');
    writeFileSync(path, file);
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll(`select * from read_parquet('${path}')`);
    const text = reader.getRowsJson();
    connection.closeSync();
    instance.closeSync();
    return JSON.stringify(text);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
