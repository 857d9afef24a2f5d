import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { textsOf } from '../../src/evaluation/people-texts.ts';
import type { Summaries } from '../../src/evaluation/records.ts';
import { summariesFromRecords } from '../../src/evaluation/summaries.ts';
import { Workspace } from '../../src/math/workspace.ts';
import { analyze } from '../../src/server/analysis.ts';
import { MAX_VALUES, parseJson } from '../../src/server/json.ts';
import { plainRecords } from '../../src/server/plain-records.ts';

const ADA = { employee_id: 'a', name: 'Ada', completed_tasks: 3, total_tasks: 4, avg_task_hours: 1.5 };
const BOB = { ...ADA, employee_id: 'b', name: 'Bob', completed_tasks: 1 };

describe('bodies of plain records', () => {
  beforeAll(() => Workspace.prepare());

  it('are read as they are the usual way', () => {
    const text = fc.stringMatching(/^[ !#-[\]-~]{0,40}$/);
    const unicode = fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .map((value) => value.replace(/["\\\p{Cc}]/gu, ''));
    const count = fc.integer({ min: 0, max: 100_000 });
    const hours = fc.oneof(
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.integer({ min: 0, max: 1e9 }),
      fc.integer({ min: 0, max: 9999 }).map((hundredths) => hundredths / 100),
    );
    const record = fc.record({
      name: fc.option(fc.oneof(text, unicode)),
      department: fc.option(unicode.map((value) => `${value}.`)),
      completed_tasks: fc.option(count),
      more_tasks: count,
      avg_task_hours: fc.option(hours),
    });
    const spaces = fc.constantFrom(undefined, 1, '\t');
    fc.assert(
      fc.property(fc.array(record, { minLength: 1 }), fc.boolean(), spaces, (people, areNumbers, space) => {
        const records = people.map(({ more_tasks, ...person }, i) => ({
          ...person,
          employee_id: areNumbers ? i * 7 : `E-${i * 7}`,
          total_tasks: person.completed_tasks === null ? null : person.completed_tasks + more_tasks,
        }));
        const body = JSON.stringify(records, null, space);
        // the shortest text of a number may have an exponent, or be long
        const isPlain = !/[\d.]e-?\d|[\d.]{21}/.test(body.replace(/"[^"]*"/g, ''));
        const read = plain(body);
        if (isPlain) expect(read).not.toBeNull();
        if (read !== null) expectUsual(read, body);
      }),
      { numRuns: 500 },
    );
  });

  it('are left to the usual way where anything is odd, which then reads or refuses them', () => {
    const odd = [
      [ADA, { ...ADA }],
      [ADA, { ...BOB, employee_id: ' b' }],
      [ADA, { ...BOB, employee_id: 'ö' }],
      [ADA, { ...BOB, employee_id: '' }],
      [ADA, { ...BOB, employee_id: null }],
      [ADA, { ...BOB, employee_id: 7 }],
      [ADA, { ...BOB, name: 'B "the" b' }],
      [ADA, { ...BOB, name: 'B\nb' }],
      [ADA, { ...BOB, name: 5 }],
      [ADA, { ...BOB, completed_tasks: 5 }],
      [ADA, { ...BOB, completed_tasks: 0.5 }],
      [ADA, { ...BOB, completed_tasks: -1 }],
      [ADA, { ...BOB, completed_tasks: '1' }],
      [ADA, { ...BOB, avg_task_hours: 1e10 }],
      [ADA, { ...BOB, avg_task_hours: 1e-7 }],
      [ADA, { ...BOB, avg_task_hours: '' }],
      [ADA, { ...BOB, avg_task_hours: [1] }],
      [ADA, { ...BOB, team: 'x' }],
      [ADA, {}],
      [ADA, null],
      [{ ...ADA, team: '' }],
      [{ ...ADA, team: 3 }],
      [{ ...ADA, team: true }],
      [{ ...ADA, is_anomaly: 'x' }],
      [{ ...ADA, 7: 'x' }],
      [{ employee_id: 'a', name: 'Ada', completed_tasks: 3, total_tasks: 4 }],
      [],
      { records: [ADA, BOB] },
    ].map((value) => JSON.stringify(value));
    const ada = JSON.stringify(ADA);
    const broken = [
      `[${ada}`,
      `[${ada},]`,
      `[${ada}]]`,
      `[${ada}] x`,
      `[${ada} ${ada}]`,
      `[${ada.replace('3', '03')}]`,
      `[${ada.replace('1.5', '1.')}]`,
      `[${ada.replace('1.5', '.5')}]`,
      `[${ada.replace('1.5', '-0')}]`,
      `[${ada.replace('1.5', '1.5.5')}]`,
      `[${ada.replace('1.5', 'nul')}]`,
      `[${ada.replace('"Ada"', '"Ada')}]`,
      `[${ada.replace('"name"', '"total_tasks"')}]`,
      `[${ada.replace('"name"', '"na\\u006de"')}]`,
      `[${ada.replace('"name"', '"na\tme"')}]`,
      '[{',
      '[{}]',
      '',
    ];
    for (const body of [...odd, ...broken]) expect(plain(body), body).toBeNull();
    expect(plainRecords(Uint8Array.of(...bytesOf(`[${ada}`), 0xff), 9, MAX_VALUES)).toBeNull();
    expect(
      plainRecords(bytesOf(JSON.stringify([{ ...ADA, name: 'x' }])).fill(0xc3, 26, 27), 9, 99),
    ).toBeNull();
  });

  it('are left to the usual way where they are more than may be sent', () => {
    const body = bytesOf(JSON.stringify([ADA, BOB]));
    expect(plainRecords(body, 2, 13)).not.toBeNull();
    expect(plainRecords(body, 1, 13)).toBeNull();
    expect(plainRecords(body, 2, 12)).toBeNull();
  });

  it('get the answer that they get otherwise', () => {
    const people = Array.from({ length: 500 }, (_, i) => ({
      employee_id: `E${i}`,
      name: i % 5 === 0 ? null : `Müller ${i}`,
      team: i % 7 === 0 ? null : `T${i % 3}`,
      completed_tasks: i % 11 === 0 ? null : (i * 37) % 101,
      total_tasks: 101,
      avg_task_hours: 1 + ((i * 53) % 97) / 10,
    }));
    const body = JSON.stringify(people);
    expect(plain(body)).not.toBeNull();
    expect(plain(body.replace('"E7"', '"\\u00457"'))).toBeNull();
    expect(answerTo(body)).toBe(answerTo(body.replace('"E7"', '"\\u00457"')));
  });
});

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function plain(body: string): Summaries | null {
  return plainRecords(bytesOf(body), 1e6, MAX_VALUES);
}

function answerTo(body: string): string {
  return new TextDecoder().decode(analyze({ body: bytesOf(body), options: {}, maxPeople: 1000 }).body);
}

function expectUsual(read: Summaries, body: string): void {
  const records = parseJson(bytesOf(body));
  if (!Array.isArray(records)) throw new Error('records are an array');
  const { summaries, rejected, notes } = summariesFromRecords(records);
  expect(rejected).toEqual([]);
  expect(notes).toEqual([]);
  expect({ ...read, extras: read.extras.map((extra) => ({ ...extra })) }).toEqual(summaries);
  const texts = textsOf(read);
  expect(texts?.ids.length).toBe(2 * summaries.ids.length);
}
