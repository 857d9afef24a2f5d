import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished } from 'vitest';
import { requireBuilt } from '../../built.ts';
import { apiOn } from '../../support/api.ts';
import { evaluated } from '../../support/evaluate.ts';
import { committed, importOf } from '../../support/imports.ts';
import { itWithShared, sharedFile } from '../../support/shared.ts';
import { sqlitePlace } from '../../support/stores.ts';

const LOG = 'data/sip/tasks_with_dates.csv';

describe('trends of a real company', () => {
  itWithShared('show by quarter what its people know, and rate nobody on next to nothing', LOG, async () => {
    requireBuilt();
    const place = await sqlitePlace();
    const api = await apiOn(place);
    onTestFinished(async () => {
      await api.close();
      await place.remove();
    });
    const seen = await importOf(api, 'tasks.csv', new Uint8Array(readFileSync(sharedFile(LOG))), {
      split: 'quarter',
      mapping: JSON.stringify({
        employee_id: 'DeveloperID',
        task_id: 'TaskNumber',
        status: 'StatusCode',
        hours: 'DeveloperHoursActual',
        completed_at: 'CompletedOn',
        started_at: 'StartedOn',
      }),
      done: JSON.stringify(['FINISHED', 'COMPLETED', 'RELEASED']),
      exclude: JSON.stringify(['CANCELLED', 'TEMPLATE', 'AUTHORISE', 'ESTIMATED']),
    });
    await committed(api, seen.id);
    const { items: periods } = (await api.call('GET', '/periods?limit=1000')).body;
    const named = (name: string) => periods.find((period: { name: string }) => period.name === name).id;
    const { standard_id } = await evaluated(api, {
      pipeline: 'tasks',
      period_id: named('2008-Q1'),
      fit: {},
    });
    const get = async (path: string) =>
      (await api.call('GET', `/trends/${path}standard=${standard_id}`)).body;

    const company = await get('company?');
    expect(company.periods).toHaveLength(periods.length);
    expect([company.gaps, company.left_out]).toEqual([[], []]);
    expect(company.trend.direction).toBe('falling');
    expect(company.changes.changes).toMatchObject([{ period: { name: '2009-Q1' } }]);
    expect(company).toMatchObject({
      forecast: null,
      reasons: { forecast: 'the last period has no score to go on from' },
    });
    const { forecast } = await get('company?to=2014-06-30&');
    expect(forecast).toMatchObject({ starts_on: '2014-07-01', backtest: { forecasts: 31 } });
    expect(forecast.backtest.error).toBeLessThan(15);
    for (const { withheld, people, rated, score } of company.periods) {
      if (withheld === null)
        expect([people >= rated, rated >= 5, score !== null]).toEqual([true, true, true]);
      else expect(score).toBeNull();
    }
    const { items: people } = (await api.call('GET', '/employees?limit=1000')).body;
    const trends = new Map();
    for (const { id, number } of people) trends.set(number, await get(`employees/${id}?`));
    for (const number of ['23', '27']) {
      for (const { presence, score } of trends.get(number).periods) {
        expect([presence, score]).toEqual([expect.stringMatching(/^(unrated|absent)$/), null]);
      }
      expect(trends.get(number)).toMatchObject({ trend: null, changes: null, forecast: null });
    }
    expect(trends.get('13').forecast).toMatchObject({ starts_on: '2015-01-01', backtest: { forecasts: 35 } });
    await api.call('PATCH', '/settings', { small_group: 1 });
    const moves = await get(`moves?from=${named('2008-Q1')}&to=${named('2009-Q3')}&`);
    expect(moves).toMatchObject({ people: 9, counts: { rose: 1, stayed: 2, fell: 3, added: 1, gone: 2 } });
  });
});
