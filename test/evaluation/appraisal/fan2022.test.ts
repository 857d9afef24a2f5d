import { describe, expect, it } from 'vitest';
import { appraise } from '../../../src/evaluation/appraisal/appraise.ts';
import { FIFTEEN, FLOORS, fanRubric, records, sheetOf } from './fixtures.ts';

/** Table 4 of Fan 2022 for technical positions; employee 11 is missing under the improved method. */
const SCORING = 'eegepgegeppgpqq';
const IMPROVED = 'eeqeppqgep?gpqg';

function grades(rubric: ReturnType<typeof fanRubric>) {
  const evaluation = appraise(sheetOf(records(FIFTEEN), rubric), rubric);
  const results = Array.from({ length: 15 }, (_, i) => evaluation.at(i));
  const letters = (of: (i: number) => string | null) => results.map((_, i) => of(i)?.charAt(0)).join('');
  return {
    results,
    grade: letters((i) => results[i].grade),
    scoring: letters((i) => results[i].scoring_grade),
  };
}

function agreeing(found: string): number {
  return Array.from(IMPROVED).filter((letter, i) => letter === found[i]).length;
}

describe('the 15 technical employees of Fan 2022', () => {
  it('have the printed grades by the scoring method, all 15', () => {
    expect(grades(fanRubric()).scoring).toBe(SCORING);
  });

  it('have at least 10 of the 14 printed grades by clustering with plain defaults', () => {
    expect(agreeing(grades(fanRubric()).grade)).toBeGreaterThanOrEqual(10);
  });

  it('have all 14 printed grades with the two floors, and employee 11 is poor', () => {
    const { grade } = grades(fanRubric({ floors: FLOORS }));
    expect(agreeing(grade)).toBe(14);
    expect(grade.charAt(10)).toBe('p');
  });

  it('differ from the scoring method for the reasons that the paper gives in prose', () => {
    const { results } = grades(fanRubric({ floors: FLOORS }));
    const why = (employee: number) => results[employee - 1].difference;
    expect(why(7)).toContain('Moral quality is 4 of 10 points');
    expect(why(3)).toContain('Working ability is 3 of 12 points');
    expect(why(6)).toContain('Team spirit is 2 of 12 points');
    expect(why(15)).toContain('nearer to the centre of good');
    expect(results.filter(({ agreement }) => !agreement).map(({ employee_id }) => employee_id)).toEqual([
      3, 6, 7, 15,
    ]);
  });
});
