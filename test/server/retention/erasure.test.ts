import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TABLES } from '../../../src/data/store/tables.ts';
import { type Api, apiOn } from '../../support/api.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

const AT = '2024-04-01T00:00:00.000Z';
/** Found nowhere but where somebody wrote it of the person who is erased. */
const NUMBER = 'ZQX-4711';
const NAME = 'Zerlinde Quax';

onBothStores('the erasure of a person', (newPlace) => {
  let place: Place;
  let api: Api;
  beforeEach(async () => {
    place = await newPlace();
    api = await apiOn(place);
  });
  afterEach(async () => {
    await api.close();
    await place.remove();
  });
  const made = async (path: string, body: unknown) => {
    const answer = await api.call('POST', path, body, {
      'idempotency-key': `${path}-${JSON.stringify(body).length}`,
    });
    expect(answer.status).toBeLessThan(300);
    return answer.body;
  };
  const insert = (table: string, rows: Record<string, string | number | null>[]) =>
    api.services.store.change('tester', async ({ db }) => {
      for (const row of rows) {
        const columns = Object.keys(row).map((name) => sql.ref(name));
        await sql`insert into ${sql.table(table)} (${sql.join(columns)}) values (${sql.join(Object.values(row))})`.execute(
          db,
        );
      }
    });
  const rowsWith = async (text: string) => {
    const found: string[] = [];
    for (const table of TABLES) {
      const { rows } = await sql<object>`select * from ${sql.table(table)}`.execute(api.services.store.read);
      for (const row of rows) if (JSON.stringify(row).includes(text)) found.push(table);
    }
    return found;
  };
  const filesWith = (text: string) =>
    readdirSync(place.dataFolder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => readFileSync(path).includes(text));

  /** Somebody of whom everything that can be is said. */
  async function somebody() {
    const period = await made('/periods', { name: 'Q1', starts_on: '2024-01-01', ends_on: '2024-03-31' });
    const person = await made('/employees', { number: NUMBER, name: NAME });
    const other = await made('/employees', { number: 'other', name: 'Ada', manager_id: person.id });
    await made('/tasks', {
      task_key: `${NAME}'s task`,
      employee_number: NUMBER,
      day: '2024-02-01',
      completed: true,
    });
    const of = { employee_id: person.id };
    const state = {
      state: 'ready',
      mode: 'replace',
      mapping: '{}',
      options: '{}',
      notes: '[]',
      created_by: 'x',
    };
    const file = { kind: 'summaries', file_name: 'f.csv', file_hash: 'h', file_size: 1, created_at: AT };
    await insert('imports', [
      { id: 'open', ...state, ...file, recognised: JSON.stringify({ samples: [NAME] }) },
      {
        id: 'done',
        ...state,
        ...file,
        state: 'committed',
        commit_number: 7,
        recognised: JSON.stringify([NUMBER]),
      },
      { id: 'elsewhere', ...state, ...file },
    ]);
    mkdirSync(join(place.dataFolder, 'uploads'), { recursive: true });
    writeFileSync(join(place.dataFolder, 'uploads', 'open'), `name\n${NAME}\n`);
    mkdirSync(join(place.dataFolder, 'backups'), { recursive: true });
    writeFileSync(join(place.dataFolder, 'backups', 'before-schema-2.db'), NAME);
    const person_row = {
      ...of,
      number: NUMBER,
      before: null,
      after: JSON.stringify({ name: NAME }),
      applied: null,
    };
    await insert('import_people', [
      { import_id: 'open', ...person_row },
      { import_id: 'done', ...person_row },
    ]);
    const rejection = { row: 2, column_name: 'name', ordinal: 0 };
    await insert('import_rejections', [
      { import_id: 'elsewhere', ...rejection, value: NAME, reason: 'wrong' },
      { import_id: 'done', ...rejection, value: null, reason: `${NUMBER} is there twice` },
      { import_id: 'done', ...rejection, ordinal: 1, value: 'kept', reason: 'wrong' },
    ]);
    const rubric = { rubric_id: 'r', position: null, role: '', points: '{}', period_id: period.id };
    await insert('sheets', [
      { import_id: 'done', ...of, ...rubric, appraiser: 'x' },
      { import_id: 'done', employee_id: other.id, ...rubric, appraiser: NAME },
    ]);
    await insert('protected_attributes', [{ ...of, name: 'sex', value: `${NAME} f` }]);
    const evaluation = {
      name: 'E',
      pipeline: 'tasks',
      period_id: period.id,
      scope: '{}',
      options: '{}',
      fitted: 0,
    };
    const stamps = {
      state: 'done',
      people: 2,
      results: 1,
      created_by: 'x',
      version: 1,
      created_at: AT,
      updated_at: AT,
    };
    await insert('evaluations', [{ id: 'e', ...evaluation, ...stamps }]);
    await insert('results', [{ evaluation_id: 'e', ...of, data_error: 0, unrated_reason: NAME }]);
    await insert('result_details', [{ evaluation_id: 'e', ...of, detail: JSON.stringify({ of: NAME }) }]);
    const said = {
      id: 'c',
      kind: 'comment',
      text: `I am ${NAME}`,
      state: 'open',
      created_by: 'x',
      created_at: AT,
    };
    await insert('comments', [{ evaluation_id: 'e', ...of, ...said }]);
    return { person, other };
  }

  it('leaves nothing of the person in the records, the files and the log of changes', async () => {
    const { person, other } = await somebody();
    expect(new Set(await rowsWith(NAME)).size).toBeGreaterThan(8);
    const answer = await api.call('POST', `/employees/${person.id}/erasure`, { number: NUMBER });
    expect(answer.status).toBe(204);
    for (const text of [NAME, NUMBER]) {
      expect(await rowsWith(text)).toEqual([]);
      expect(filesWith(text)).toEqual([]);
    }
    expect((await api.call('GET', `/employees/${person.id}`)).status).toBe(404);
    expect((await api.call('GET', `/employees/${other.id}`)).body).toMatchObject({
      manager_id: null,
      version: 2,
    });
    const imports = await api.services.store.read
      .selectFrom('imports')
      .select(['id', 'state'])
      .orderBy('id')
      .execute();
    expect(imports).toEqual([
      { id: 'done', state: 'committed' },
      { id: 'elsewhere', state: 'ready' },
      { id: 'open', state: 'dismissed' },
    ]);
    expect(await rowsWith('"kept"')).toEqual(['import_rejections']);
    expect((await api.call('GET', '/audit/verification')).body.broken).toBeNull();
    expect((await api.call('GET', '/audit?action=employee.erased')).body.items).toHaveLength(1);
  });

  it('asks for the number again, and is of one person', async () => {
    const { person, other } = await somebody();
    expect((await api.call('POST', `/employees/${person.id}/erasure`, { number: 'other' })).status).toBe(422);
    expect((await api.call('GET', `/employees/${person.id}`)).status).toBe(200);
    expect((await api.call('POST', `/employees/${other.id}/erasure`, { number: 'other' })).status).toBe(204);
    expect(new Set(await rowsWith(NAME)).size).toBeGreaterThan(7);
    expect((await api.call('POST', `/employees/${other.id}/erasure`, { number: 'other' })).status).toBe(404);
  });
});
