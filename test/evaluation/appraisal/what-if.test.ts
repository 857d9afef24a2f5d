import { describe, expect, it } from 'vitest';
import { appraise } from '../../../src/evaluation/appraisal/appraise.ts';
import { sheetFromRecords } from '../../../src/evaluation/appraisal/sheet-records.ts';
import { whatIfFloors } from '../../../src/evaluation/appraisal/what-if.ts';
import { rubricOf } from './fixtures.ts';

const RECORDS = [
  { employee_id: 1, name: 'Ada', position: 'clerk', care: 10, speed: 19 },
  { employee_id: 2, name: 'Ben', position: 'clerk', care: 3, speed: 20 },
  { employee_id: 3, name: 'Cy', position: 'clerk', care: 6, speed: 10 },
  { employee_id: 4, name: 'Di', position: 'clerk', care: 6.2, speed: 11 },
  { employee_id: 5, name: 'Eve', position: 'clerk', care: 2, speed: 3 },
  { employee_id: 6, name: 'Fay', position: 'clerk', care: 1, speed: 2 },
];

describe('whatIfFloors', () => {
  const rubric = rubricOf();
  const { sheet } = sheetFromRecords(RECORDS, rubric);
  const evaluation = appraise(sheet, rubric);
  const floor = { atMost: 'fair', atOrBelow: 0.35 };

  it('tells whose grade a floor would lower, and nobody else', () => {
    const before = RECORDS.map((_, i) => evaluation.at(i).grade);
    expect(before).toEqual(['good', 'good', 'fair', 'fair', 'poor', 'poor']);
    const { changes, summary, after } = whatIfFloors(sheet, evaluation, [floor]);
    expect(changes).toEqual([
      { employee_id: 2, name: 'Ben', position: 'clerk', grade: { from: 'good', to: 'fair' } },
    ]);
    expect(summary).toEqual({ people: 6, rated: 6, grade_changed: 1, rose: 0, fell: 1 });
    expect(after.at(1).floors).toMatchObject([{ indicator: 'care', at_or_below: 0.35, at_most: 'fair' }]);
  });

  it('gives what appraising by the other rubric gives, and leads back again', () => {
    const stricter = rubricOf({ floors: [floor] });
    const anew = appraise(sheet, stricter);
    const { after } = whatIfFloors(sheet, evaluation, [floor]);
    expect(RECORDS.map((_, i) => after.at(i))).toEqual(RECORDS.map((_, i) => anew.at(i)));
    const back = whatIfFloors(sheet, anew, []);
    expect(back.summary).toMatchObject({ grade_changed: 1, rose: 1, fell: 0 });
  });

  it('takes the place of the floors that single positions have', () => {
    const own = rubricOf({
      positions: {
        clerk: { points: { care: 10, speed: 20 }, floors: [{ atMost: 'poor', atOrBelow: 0.35 }] },
      },
    });
    const graded = appraise(sheet, own);
    expect(graded.at(1).grade).toBe('poor');
    expect(whatIfFloors(sheet, graded, [floor]).changes.map(({ grade }) => grade)).toEqual([
      { from: 'poor', to: 'fair' },
    ]);
  });

  it('refuses a floor that the rubric cannot have, and another sheet', () => {
    expect(() => whatIfFloors(sheet, evaluation, [{ atMost: 'good', atOrBelow: 0.2 }])).toThrow(
      /"good" is the best grade/,
    );
    const { sheet: other } = sheetFromRecords(RECORDS.slice(1), rubric);
    expect(() => whatIfFloors(other, evaluation, [])).toThrow(/has 5 people, the appraisals 6/);
  });
});
