import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Calculator } from '../../../src/server/evaluations/calculator.ts';
import { dist, requireBuilt } from '../../built.ts';
import { organise } from '../../support/organisation.ts';
import { serve } from '../../support/serve.ts';
import { sqlitePlace } from '../../support/stores.ts';

const PEOPLE = Array.from({ length: 4000 }, (_, i) => ({
  number: String(i),
  tasks: [(i * 37) % 101, 101 + (i % 5), 1 + ((i * 53) % 97) / 10] as const,
}));

describe('evaluations of a real server', () => {
  it('go on after it was killed, are computed in threads, and end when they are cancelled', async () => {
    const place = await sqlitePlace();
    const store = await place.open();
    const { period } = await organise(store, PEOPLE);
    await store.close();
    let server = await serve({ EVENHAND_DATA: place.dataFolder });
    onTestFinished(async () => {
      await server.stop();
      await place.remove();
    });
    const call = async (method: string, path: string, body?: unknown) => {
      const response = await fetch(`${server.url}/api/v1${path}`, {
        method,
        ...(body !== undefined && {
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        }),
      });
      const text = await response.text();
      return {
        status: response.status,
        body: /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text,
      };
    };
    const until = async (path: string, isSo: (body: Record<string, unknown>) => boolean) => {
      for (;;) {
        const { body } = await call('GET', path);
        if (isSo(body)) return body;
        await wait(20);
      }
    };
    const start = async () =>
      (await call('POST', '/evaluations', { pipeline: 'tasks', period_id: period, fit: {} })).body;

    const { id, job_id } = await start();
    await until(`/jobs/${job_id}`, ({ progress }) => Number(progress) > 0.3);
    await server.stop('SIGKILL');
    server = await serve({ EVENHAND_DATA: place.dataFolder });
    const done = await until(`/evaluations/${id}`, ({ state }) => state !== 'waiting' && state !== 'running');
    expect(done).toMatchObject({ state: 'done', people: 4000 });
    expect((await call('GET', `/evaluations/${id}/results?limit=1`)).body.total).toBe(4000);
    expect((await call('GET', '/standards')).body.items).toHaveLength(1);

    const csv = await call('GET', `/evaluations/${id}/export?tier=High`);
    const { total } = (await call('GET', `/evaluations/${id}/results?tier=High&limit=1`)).body;
    expect(csv.body.trimEnd().split('\n')).toHaveLength(total + 1);
    const other = await call('POST', '/what-if', { evaluation_id: id, contamination: 0.1, limit: 1 });
    expect(other.body.summary.anomaly_changed).toBe(200);

    const unwanted = await start();
    await until(`/evaluations/${unwanted.id}`, ({ state }) => state === 'running');
    expect((await call('POST', `/evaluations/${unwanted.id}/cancel`)).status).toBe(202);
    const ended = await until(`/evaluations/${unwanted.id}`, ({ state }) => state !== 'running');
    expect(ended.state).toBe('cancelled');
    const last = await start();
    await until(`/evaluations/${last.id}`, ({ state }) => state === 'done');
  });

  it('say what is wrong with their input, and not that something went wrong', async () => {
    requireBuilt();
    const place = await sqlitePlace();
    const store = await place.open();
    const { period } = await organise(store, []);
    const { ThreadCalculator } = await import(
      pathToFileURL(join(dist, 'server', 'evaluations', 'calculator.js')).href
    );
    const calculator: Calculator = new ThreadCalculator();
    onTestFinished(async () => {
      await calculator.close();
      await store.close();
      await place.remove();
    });
    const settings = { min_tasks: 5, anomaly_limit: 0.6, borderline_below: 0.8 };
    const parts = calculator.run('evaluate', {
      place: { dataFolder: place.dataFolder },
      pipeline: 'appraisal',
      period: { id: period, starts_on: '2024-01-01', ends_on: '2024-03-31' },
      scope: { department_ids: [], position_ids: [] },
      standardId: null,
      fit: {},
      appraisal: { rubric: 'nowhere' },
      settings,
    });
    const all = async () => {
      for await (const _part of parts);
    };
    await expect(all()).rejects.toMatchObject({
      name: 'InputError',
      message: 'the rubric is not there any more',
    });
  });

  it('leave a thread to the next question where somebody goes before a short answer is there', async () => {
    requireBuilt();
    const place = await sqlitePlace();
    const store = await place.open();
    const { people } = await organise(store, PEOPLE.slice(0, 3));
    const { ThreadCalculator } = await import(
      pathToFileURL(join(dist, 'server', 'evaluations', 'calculator.js')).href
    );
    const calculator: Calculator = new ThreadCalculator();
    let threads = 0;
    const started = () => threads++;
    process.on('worker', started);
    onTestFinished(async () => {
      process.off('worker', started);
      await calculator.close();
      await store.close();
      await place.remove();
    });
    const ask = async (signal: AbortSignal) => {
      const task = {
        place: { dataFolder: place.dataFolder },
        evaluationId: people['0'],
        by: 'all' as const,
        reader: null,
      };
      for await (const answer of calculator.run('groups', task, signal)) return answer;
      throw new Error('there is no answer');
    };
    const stays = new AbortController().signal;
    expect((await ask(stays)).withheld).toBe('nobody is rated');
    const before = threads;
    for (let i = 0; i < 3; i++) {
      const gone = new AbortController();
      const asked = ask(gone.signal);
      gone.abort();
      await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
      await expect(ask(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
      expect((await ask(stays)).withheld).toBe('nobody is rated');
    }
    // Two at most are there at once, and none was lost.
    expect(threads - before).toBeLessThanOrEqual(1);
  });
});
