import { describe, expect, it } from 'vitest';
import {
  appraisalAnswerOf,
  appraisalStandardToText,
  appraise,
  appraiseSheets,
  InputError,
  loadRubric,
  parseAppraisalStandard,
  parseRubric,
  sheetFromRecords,
  UsageError,
} from '../src/index.ts';
import { appraisalTable } from '../src/reports/appraisal-tables.ts';
import { FIFTEEN, records } from './evaluation/appraisal/fixtures.ts';

const RECORDS = Object.freeze(records(FIFTEEN).map((record) => Object.freeze(record)));
const FAN = { rubric: 'fan2022-floors', position: 'technical' };

describe('appraiseSheets', () => {
  it('grades records in memory by a rubric of Evenhand, and changes nothing it is handed', async () => {
    const { people, summary, rejected, notes } = await appraiseSheets(RECORDS, FAN);
    expect(Array.from(people, ({ grade }) => grade?.charAt(0)).join('')).toBe('eeqeppqgeppgpqg');
    expect(people.length).toBe(15);
    expect(people.at(14).difference).toContain('The total of 39 of 70 points alone gives qualified.');
    expect([summary.people, rejected, notes]).toEqual([15, [], []]);
  });

  it('gives the same whether it is asked in one step or in several', async () => {
    const appraisal = await appraiseSheets(RECORDS, FAN);
    const rubric = await loadRubric('fan2022-floors');
    const checked = sheetFromRecords(RECORDS, rubric, { position: 'technical' });
    const evaluation = appraise(checked.sheet, rubric);
    expect(appraisal.answer({ compare: true })).toEqual(
      appraisalAnswerOf(evaluation, checked, { compare: true }),
    );
    expect(appraisal.answer()).not.toHaveProperty('comparison');
  });

  it('takes a rubric of your own, and a map of fields', async () => {
    const rubric = parseRubric({
      rubric: 'own',
      version: '2024-1',
      grades: ['yes', 'no'],
      thresholds: { yes: 10 },
      positions: { all: { points: { care: 10, wit: 10 } } },
    });
    const rows = [
      { who: 'a', care: 9, Humour: 9 },
      { who: 'b', care: 1, Humour: 2 },
    ];
    const { people, standard } = await appraiseSheets(rows, {
      rubric,
      map: { employee_id: 'who', wit: 'Humour' },
    });
    expect(Array.from(people, ({ employee_id, grade }) => [employee_id, grade])).toEqual([
      ['a', 'yes'],
      ['b', 'no'],
    ]);
    expect(standard.rubric.version).toBe('2024-1');
  });

  it('heads shares in tables so that nobody takes them for points when a result is read as a sheet', async () => {
    const rubric = await loadRubric(FAN.rubric);
    const { columns } = appraisalTable(appraise(sheetFromRecords(RECORDS, rubric, FAN).sheet, rubric));
    const labels = columns.map(({ label }) => label);
    expect(labels).toContain('Team spirit share');
    const readBack = [Object.fromEntries(labels.map((label) => [label, 1]))];
    await expect(appraiseSheets(readBack, FAN)).rejects.toThrow('neither a column for any indicator');
  });

  it('refuses what is neither a path nor records', async () => {
    for (const input of [null, undefined, 7, {}]) {
      const answer: Promise<unknown> = Reflect.apply(appraiseSheets, null, [input, FAN]);
      await expect(answer).rejects.toThrow(InputError);
      await expect(answer).rejects.toThrow('the records must be an array of objects');
    }
  });

  it('applies a saved standard', async () => {
    const { standard, answer } = await appraiseSheets(RECORDS, { ...FAN, minPts: 8 });
    const read = parseAppraisalStandard(appraisalStandardToText(standard));
    const again = await appraiseSheets(RECORDS, { standard: read, position: 'technical' });
    expect(again.answer()).toEqual(answer());
  });

  it('refuses to guess the rubric, and options out of range', async () => {
    await expect(appraiseSheets(RECORDS, {})).rejects.toThrow('a rubric or a standard');
    const bare: Promise<unknown> = Reflect.apply(appraiseSheets, null, [RECORDS]);
    await expect(bare).rejects.toThrow(UsageError);
    await expect(appraiseSheets(RECORDS, { ...FAN, minPts: 1.5 })).rejects.toThrow('not 1.5');
    await expect(appraiseSheets(RECORDS, { rubric: 'fan2022' })).rejects.toThrow('"position": "technical"');
  });
});
