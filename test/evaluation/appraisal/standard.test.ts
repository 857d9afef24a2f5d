import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/errors.ts';
import { applyAppraisalStandard, appraise } from '../../../src/evaluation/appraisal/appraise.ts';
import {
  appraisalStandardToText,
  parseAppraisalStandard,
} from '../../../src/evaluation/appraisal/standard.ts';
import { sealStandard } from '../../../src/evaluation/standard-file.ts';
import { FIFTEEN, FLOORS, fanRubric, records, rubricOf, sheetOf } from './fixtures.ts';

const RUBRIC = fanRubric({ floors: FLOORS });
const SHEET = sheetOf(records(FIFTEEN), RUBRIC);
const FITTED = appraise(SHEET, RUBRIC);
const TEXT = appraisalStandardToText(FITTED.standard);

describe('a standard of appraisals', () => {
  it('gives the people it was fitted on the same results, bit for bit, after it was saved and read', () => {
    const applied = applyAppraisalStandard(SHEET, parseAppraisalStandard(TEXT));
    for (let i = 0; i < FITTED.length; i++) {
      expect(JSON.stringify(applied.at(i))).toBe(JSON.stringify(FITTED.at(i)));
    }
    expect(applied.summary).toEqual(FITTED.summary);
    expect(applied.notes).toEqual(FITTED.notes);
  });

  it('gives the same bits for any sheet, also with ratings and adjusted points', () => {
    const rating = fc.record({
      employee_id: fc.integer({ min: 1, max: 8 }),
      appraiser: fc.constantFrom('A', 'B', 'C'),
      care: fc.integer({ min: 0, max: 10 }),
      speed: fc.integer({ min: 0, max: 20 }),
    });
    fc.assert(
      fc.property(fc.array(rating, { minLength: 1, maxLength: 30 }), fc.boolean(), (rows, adjustSeverity) => {
        const sheet = sheetOf(rows, rubricOf());
        const fitted = appraise(sheet, rubricOf(), { adjustSeverity, minPts: 3 });
        const read = parseAppraisalStandard(appraisalStandardToText(fitted.standard));
        const applied = applyAppraisalStandard(sheet, read);
        const all = Array.from({ length: fitted.length }, (_, i) => fitted.at(i));
        expect(Array.from({ length: applied.length }, (_, i) => applied.at(i))).toEqual(all);
        expect(applied.summary).toEqual(fitted.summary);
      }),
      { numRuns: 20 },
    );
  });

  it('is written the same from the same people in another order', () => {
    const reversed = sheetOf(records(FIFTEEN).reverse(), RUBRIC);
    expect(appraisalStandardToText(appraise(reversed, RUBRIC).standard)).toBe(TEXT);
  });

  it('holds one person against the others it was fitted on', () => {
    const alone = sheetOf([{ ...records([FIFTEEN[14]])[0], employee_id: 'new' }], RUBRIC);
    const [result, fifteenth] = [applyAppraisalStandard(alone, FITTED.standard).at(0), FITTED.at(14)];
    expect({ ...result, employee_id: 15 }).toEqual(fifteenth);
  });

  it('leaves people unrated whose position it was not fitted on', () => {
    const rubric = rubricOf({
      positions: {
        clerk: { points: { care: 10, speed: 20 } },
        guard: { points: { care: 10, speed: 20 } },
      },
    });
    const sheet = (position: string) =>
      sheetOf(
        [1, 2, 3, 4].map((i) => ({ employee_id: i, position, care: i, speed: i })),
        rubric,
      );
    const { standard } = appraise(sheet('clerk'), rubric);
    const applied = applyAppraisalStandard(sheet('guard'), standard);
    expect(applied.at(0).unrated_reason).toBe('the standard was fitted without people of the position Guard');
    expect(applied.summary).toMatchObject({ people: 4, rated: 0, unrated: 4 });
  });

  it('says what it was fitted on', () => {
    const [technical] = FITTED.standard.positions;
    expect(technical.fittedOn).toMatchObject({ people: 15, unrated: 0, different: 15 });
    expect(technical.fittedOn.fingerprint).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

describe('a standard is refused', () => {
  it('when a digit was changed, when it was cut off, and when it is no standard', () => {
    expect(() => parseAppraisalStandard(TEXT.replace('0.4', '0.5'), 's.json')).toThrow(
      's.json is damaged or was changed by hand',
    );
    expect(() => parseAppraisalStandard(TEXT.slice(0, -20), 's.json')).toThrow('not JSON, or was cut off');
    expect(() => parseAppraisalStandard('{}', 's.json')).toThrow('s.json is not a standard');
  });

  it('when it is newer, or of the other pipeline', () => {
    const sealed = (pipeline: 'tasks' | 'appraisal', version: number) =>
      sealStandard({ format: 'evenhand-standard', version, pipeline });
    expect(() => parseAppraisalStandard(sealed('appraisal', 99), 's.json')).toThrow(
      'update it to use the standard',
    );
    expect(() => parseAppraisalStandard(sealed('tasks', 1), 's.json')).toThrow(
      's.json is a standard of the tasks pipeline, not of the appraisal pipeline',
    );
  });

  it('when its parts do not fit together, whoever sealed it', () => {
    const { checksum: _, ...content } = JSON.parse(TEXT);
    const changed = (change: (copy: typeof content) => void) => {
      const copy = structuredClone(content);
      change(copy);
      return () => parseAppraisalStandard(sealStandard(copy), 's.json');
    };
    const damages: ((copy: typeof content) => void)[] = [
      (copy) => copy.positions[0].centres.pop(),
      (copy) => copy.positions[0].resampled[3].pop(),
      (copy) => copy.positions[0].resampled.splice(0, 1, 'x'),
      (copy) => {
        copy.positions[0].position = 'cook';
      },
      (copy) => {
        copy.positions = null;
      },
      (copy) => {
        copy.options.minPts = 0;
      },
      (copy) => {
        copy.rubric.grades = [];
      },
    ];
    for (const damage of damages) {
      expect(changed(damage)).toThrow(InputError);
      expect(changed(damage)).toThrow(/^s\.json is damaged/);
    }
  });
});
