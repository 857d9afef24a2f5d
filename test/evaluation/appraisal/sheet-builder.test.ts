import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError, UsageError } from '../../../src/errors.ts';
import { parseRubric } from '../../../src/evaluation/appraisal/check-rubric.ts';
import { sheetFromRecords } from '../../../src/evaluation/appraisal/sheet-records.ts';
import { rowsOf } from '../../../src/math/matrix.ts';
import { rubricOf, SMALL } from './fixtures.ts';

const TWO = parseRubric({
  ...SMALL,
  positions: {
    clerk: { label: 'Office clerk', synonyms: ['clerks'], points: { care: 10, speed: 20 } },
    guard: { points: { care: 10, nerve: 20 } },
  },
});

const ROLES = { self: 0, peer: 1, manager: 3 };

describe('a wide sheet', () => {
  it('is read by keys, labels and synonyms, whatever their case and punctuation', () => {
    const rubric = rubricOf({
      indicators: { care: { label: 'Due care', synonyms: ['diligence'] }, speed: null },
    });
    for (const care of ['care', 'CARE', 'Due Care', 'due_care', 'dueCare', 'Diligence ']) {
      const { sheet, rejected } = sheetFromRecords([{ 'Employee No.': 7, [care]: 3, Speed: 4 }], rubric);
      expect([sheet.ids, rowsOf(sheet.points), rejected]).toEqual([[7], [[3, 4]], []]);
    }
  });

  it('passes its other columns along, and the name', () => {
    const { sheet } = sheetFromRecords(
      [{ employee_id: 'a', name: 'Ann', care: 1, speed: 2, team: 'North', total_score: 3 }],
      rubricOf(),
    );
    expect(sheet.names).toEqual(['Ann']);
    expect(sheet.extras).toEqual([
      { name: 'team', values: ['North'] },
      { name: 'total_score', values: [3] },
    ]);
  });

  it('takes numbers and texts that are numbers, and nothing else', () => {
    const rows = [
      7,
      '7',
      ' 7.5 ',
      '0',
      10,
      '',
      null,
      'seven',
      '7,5',
      true,
      [7],
      -1,
      10.5,
      '1e400',
      Number.NaN,
    ];
    const { sheet, rejected } = sheetFromRecords(
      rows.map((care, i) => ({ employee_id: i + 1, care, speed: 1 })),
      rubricOf(),
    );
    expect(rowsOf(sheet.points).map(([care]) => care)).toEqual([7, 7, 7.5, 0, 10, Number.NaN, Number.NaN]);
    expect(rejected.map(({ row, column, value, reason }) => [row, column, value, reason])).toEqual([
      [8, 'care', 'seven', 'is not a number'],
      [9, 'care', '7,5', 'is not a number'],
      [10, 'care', true, 'is not a number'],
      [11, 'care', 'an array of 1', 'is not a number'],
      [12, 'care', -1, 'points cannot be negative'],
      [13, 'care', 10.5, 'Care can reach 10 points in the position Clerk, not 10.5'],
      [14, 'care', '1e400', 'is not a number'],
      [15, 'care', 'NaN', 'is not a finite number'],
    ]);
  });

  it('rejects rows without an employee, and both of two rows about one', () => {
    const { sheet, rejected } = sheetFromRecords(
      [
        { employee_id: 1, care: 1, speed: 1 },
        { employee_id: ' ', care: 2, speed: 2 },
        { employee_id: '1', care: 3, speed: 3 },
        { employee_id: 2, care: 4, speed: 4 },
        { care: 5, speed: 5 },
        { employee_id: 2 ** 60, care: 5, speed: 5 },
        { employee_id: { id: 1 }, care: 5, speed: 5 },
      ],
      rubricOf(),
    );
    expect(sheet.ids).toEqual([2]);
    expect(rejected.map(({ row, reason }) => [row, reason])).toEqual([
      [1, 'two rows of points of one employee: row 3 says it, too'],
      [2, 'the employee is missing'],
      [3, 'two rows of points of one employee: row 1 says it, too'],
      [5, 'the employee is missing'],
      [6, 'an employee id this large is not exact as a number: give it as text'],
      [7, 'an employee id must be text or a number'],
    ]);
  });

  it('rejects what is no record, and points on an indicator that the position does not have', () => {
    const { rejected } = sheetFromRecords(
      [
        { employee_id: 1, position: 'guard', care: 1, nerve: 2, speed: 3 },
        'a text',
        { employee_id: 2, position: 'guard', care: 1, nerve: 2, speed: '' },
      ],
      TWO,
    );
    expect(rejected.map(({ row, column, reason }) => [row, column, reason])).toEqual([
      [1, 'speed', 'the position Guard has no indicator speed'],
      [2, undefined, 'a record must be an object, { ... }'],
    ]);
  });

  it('names the column that is missing, the columns that there are, and what mends it', () => {
    expect(() =>
      sheetFromRecords([{ employee_id: 1, care: 1, haste: 2 }], rubricOf(), { file: 'q1.csv' }),
    ).toThrow(
      'q1.csv has no column for speed ("Speed"), which the position Clerk needs. Its columns: "employee_id", "care", "haste". Say which it is: "map": {"speed":"COLUMN"}',
    );
    expect(() => sheetFromRecords([{ who: 1, care: 1, speed: 2 }], rubricOf())).toThrow(
      'no column that says who a row is about. Its columns: "who", "care", "speed". Say which it is: "map": {"employee_id":"COLUMN"}',
    );
    expect(() => sheetFromRecords([{ employee_id: 1, a: 1 }], rubricOf())).toThrow(
      /"map": \{"care":"COLUMN"\} and so on/,
    );
    expect(() => sheetFromRecords([{ id: 1, number: 1, care: 1, speed: 2 }], rubricOf())).toThrow(
      'the columns "id" and "number" may both be employee_id. Say which it is: "map": {"employee_id":"id"}',
    );
  });

  it('goes on without a column for what the rubric lets be missing, and says so', () => {
    const { sheet, notes } = sheetFromRecords([{ employee_id: 1, care: 1 }], rubricOf({ missing: 1 }));
    expect(rowsOf(sheet.points)).toEqual([[1, Number.NaN]]);
    expect(notes).toEqual(['Clerk: no column for Speed; the rubric lets that be missing.']);
  });

  it('names who has rejected rows only, in whatever order they come', () => {
    const rows = [
      { employee_id: 'a', care: 5, speed: 9 },
      { employee_id: 'f', care: 50, speed: 9 },
      { employee_id: ' f', care: -1, speed: 9 },
      { employee_id: 'c', care: 5, speed: 9 },
      { employee_id: 'c', care: 5, speed: 9 },
      { employee_id: 10, care: 'x', speed: 9 },
      { employee_id: 'a', care: 'x', speed: 9 },
      { employee_id: '', care: 5, speed: 9 },
    ];
    const note = ['3 employees have no usable row and no result: 10, c, f.'];
    expect(sheetFromRecords(rows, rubricOf()).notes).toEqual(note);
    expect(sheetFromRecords(rows.toReversed(), rubricOf()).notes).toEqual(note);
    const many = Array.from({ length: 12 }, (_, i) => ({ employee_id: i, care: -1, speed: 1 }));
    expect(sheetFromRecords(many, rubricOf()).notes).toEqual([
      '12 employees have no usable row and no result: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more.',
    ]);
  });

  it('says so where its points look like shares', () => {
    const notesOn = (care: number, speed: number | null, changes = {}) =>
      sheetFromRecords([{ employee_id: 1, care, speed }], rubricOf({ missing: 1, ...changes })).notes;
    const note = ['No points are above 1, but indicators reach more: these look like shares, not points.'];
    expect([notesOn(0.7, 1), notesOn(0.2, null)]).toEqual([note, note]);
    expect([notesOn(0.5, 2), notesOn(0, 1)]).toEqual([[], []]);
    const positions = { clerk: { points: { care: 1, speed: 29 } } };
    expect(notesOn(0.5, 1, { positions })).toEqual([]);
  });

  it('follows a map before anything else', () => {
    const map = new Map([
      ['employee_id', 'Who'],
      ['speed', 'haste'],
    ]);
    const rows = [{ id: 9, who: 1, care: 1, HASTE: 2, speed: 3 }];
    const { sheet } = sheetFromRecords(rows, rubricOf(), { map });
    expect([sheet.ids, rowsOf(sheet.points)]).toEqual([[1], [[1, 2]]]);
    expect(sheet.extras.map(({ name }) => name)).toEqual(['id', 'speed']);
  });

  it('refuses a map of fields or columns that do not exist', () => {
    const rows = [{ id: 9, care: 1, speed: 3 }];
    const mapped = (key: string, column: string) => () =>
      sheetFromRecords(rows, rubricOf(), { map: new Map([[key, column]]) });
    expect(mapped('wit', 'care')).toThrow(UsageError);
    expect(mapped('wit', 'care')).toThrow('map knows no wit; it knows employee_id, name, position');
    expect(mapped('name', 'Name')).toThrow('the sheet has no column "Name", which map gives for name');
  });

  it('may name appraisers, who are then averaged', () => {
    const rows = [
      { employee_id: 1, appraiser: 'A', care: 2, speed: 10 },
      { employee_id: 1, appraiser: 'B', care: 5, speed: null },
      { employee_id: 2, appraiser: 'A', care: 1, speed: 1 },
      { employee_id: 2, appraiser: '', care: 9, speed: 9 },
    ];
    const { sheet, rejected } = sheetFromRecords(rows, rubricOf());
    expect(rowsOf(sheet.points)).toEqual([
      [3.5, 10],
      [1, 1],
    ]);
    expect(sheet.ratings?.appraisers).toEqual(['A', 'B']);
    expect(rejected.map(({ row, reason }) => [row, reason])).toEqual([[4, 'the appraiser is missing']]);
  });
});

describe('positions', () => {
  const rows = [
    { employee_id: 1, position: 'Office Clerk', care: 1, speed: 2 },
    { employee_id: 2, position: 'GUARD', care: 3, nerve: 4 },
    { employee_id: 3, position: 'cook', care: 5, speed: 6 },
    { employee_id: 4, position: '', care: 7, speed: 8 },
    { employee_id: 5, position: 'clerks', care: 9, speed: 10 },
  ];

  it('come from their column, by key, label or synonym; others are rejected', () => {
    const { sheet, rejected } = sheetFromRecords(rows, TWO);
    expect(sheet.positions).toEqual(['clerk', 'guard', 'clerk']);
    expect(rowsOf(sheet.points)).toEqual([
      [1, 2],
      [3, 4],
      [9, 10],
    ]);
    expect(rejected.map(({ row, value, reason }) => [row, value, reason])).toEqual([
      [3, 'cook', 'the rubric has no such position; it has clerk, guard'],
      [4, '', 'the position is missing; the rubric has clerk, guard'],
    ]);
  });

  it('can be limited to one; who has another is left out, not rejected', () => {
    const { sheet, rejected, notes } = sheetFromRecords(rows.slice(0, 2), TWO, { position: 'guard' });
    expect([sheet.ids, rejected]).toEqual([[2], []]);
    expect(notes).toEqual(['Left out: 1 row of the position Office clerk.']);
  });

  it('are an error when nobody has the one that is asked for, or the rubric does not know it', () => {
    expect(() => sheetFromRecords(rows.slice(0, 1), TWO, { position: 'guard' })).toThrow(
      'nobody in the sheet has the position guard; it has clerk (1 row)',
    );
    expect(() => sheetFromRecords(rows, TWO, { position: 'cook' })).toThrow(
      'the rubric small has no position "cook"; it has clerk, guard',
    );
  });

  it('must be said where neither sheet nor rubric tells them', () => {
    const untold = [{ employee_id: 1, care: 1, speed: 2 }];
    expect(() => sheetFromRecords(untold, TWO)).toThrow(
      'the sheet has no column of positions: say which one its people have, "position": "clerk" (the rubric has clerk, guard), or which column says it, "map": {"position":"COLUMN"}',
    );
    expect(sheetFromRecords(untold, TWO, { position: 'Clerk' }).sheet.positions).toEqual(['clerk']);
    expect(sheetFromRecords(untold, rubricOf()).sheet.positions).toEqual(['clerk']);
  });

  it('of one employee cannot be two', () => {
    const { sheet, rejected } = sheetFromRecords(
      [
        { employee_id: 1, appraiser: 'A', position: 'clerk', care: 1, speed: 2 },
        { employee_id: 1, appraiser: 'B', position: 'guard', care: 1, nerve: 2 },
      ],
      TWO,
    );
    expect(sheet.ids).toEqual([]);
    const reason = 'one employee with two positions: clerk and guard';
    expect(rejected.map((problem) => [problem.row, problem.reason])).toEqual([
      [1, reason],
      [2, reason],
    ]);
  });
});

describe('a long sheet', () => {
  const row = (
    employee: unknown,
    appraiser: unknown,
    indicator: unknown,
    points: unknown,
    role?: unknown,
  ): Record<string, unknown> => ({
    employee,
    appraiser,
    indicator,
    points,
    ...(role !== undefined && { role }),
  });

  it('has a row for each indicator, with or without appraisers', () => {
    const rows = [row(1, 'A', 'Care', 3), row(1, 'A', 'speed', '4')];
    const { sheet } = sheetFromRecords(rows, rubricOf());
    expect(rowsOf(sheet.points)).toEqual([[3, 4]]);
    expect(sheet.ratings?.appraisers).toEqual(['A']);
    const alone = rows.map(({ employee, indicator, points }) => ({ employee, indicator, points }));
    const { sheet: plain } = sheetFromRecords(alone, rubricOf());
    expect([rowsOf(plain.points), plain.ratings]).toEqual([[[3, 4]], null]);
  });

  it('averages the appraisers of each role, then the roles by their weights', () => {
    const rows = [
      row(1, 'S', 'care', 10, 'self'),
      row(1, 'P', 'care', 2, 'Peer'),
      row(1, 'Q', 'care', 4, 'peer'),
      row(1, 'M', 'care', 7, 'manager'),
      row(1, 'S', 'speed', 10, 'self'),
      row(1, 'Q', 'speed', 8, 'peer'),
    ];
    const { sheet } = sheetFromRecords(rows, rubricOf({ roles: ROLES }));
    expect(rowsOf(sheet.points)).toEqual([[(3 + 3 * 7) / 4, 8]]);
  });

  it('counts all usual roles alike where the rubric names none', () => {
    const rows = [
      row(1, 'S', 'care', 9, 'self'),
      row(1, 'P', 'care', 2, 'peer'),
      row(1, 'Q', 'care', 4, 'peer'),
      row(1, 'S', 'speed', 1, 'subordinate'),
    ];
    const { sheet } = sheetFromRecords(rows, rubricOf());
    expect(rowsOf(sheet.points)).toEqual([[6, 1]]);
  });

  it('leaves an indicator missing that only roles without weight appraised', () => {
    const { sheet } = sheetFromRecords([row(1, 'S', 'care', 9, 'self')], rubricOf({ roles: ROLES }));
    expect(rowsOf(sheet.points)).toEqual([[Number.NaN, Number.NaN]]);
  });

  it('rejects each kind of bad row with its reason, and goes on with the others', () => {
    const rows = [
      row(1, 'A', 'care', 11, 'peer'),
      row(1, 'A', 'care', null, 'peer'),
      row(1, 'A', 'wit', 3, 'peer'),
      row(1, 'A', 'care', 3, 'boss'),
      row(1, '', 'care', 3, 'peer'),
      row(1, 'A', 'care', 'x', 'peer'),
      row(1, 'B', 'care', 5, 'peer'),
      row(1, 'C', 'care', 5, 'peer'),
      row(1, 'C', 'care', 6, 'manager'),
      row(1, 'C', 'care', 5, 'peer'),
    ];
    const { sheet, rejected } = sheetFromRecords(rows, rubricOf({ roles: ROLES }));
    expect(rowsOf(sheet.points)).toEqual([[5, Number.NaN]]);
    expect(rejected.map((problem) => [problem.row, problem.column, problem.reason])).toEqual([
      [1, 'points', 'Care can reach 10 points in the position Clerk, not 11'],
      [2, 'points', 'the points are missing'],
      [3, 'indicator', 'the position Clerk has no such indicator; it has care, speed'],
      [4, 'role', 'the role must be one of self, peer, manager'],
      [5, 'appraiser', 'the appraiser is missing'],
      [6, 'points', 'is not a number'],
      [8, 'employee', 'two rows of points of one employee by C on care: row 9 says it, too'],
      [9, 'employee', 'two rows of points of one employee by C on care: row 8 says it, too'],
      [10, 'employee', 'two rows of points of one employee by C on care: row 8 says it, too'],
    ]);
  });

  it('takes names and other columns that all rows of a person agree on', () => {
    const rows = [
      { ...row(1, 'A', 'care', 1), name: 'Ann', team: 'X', floor: 1 },
      { ...row(1, 'A', 'speed', 1), name: '', team: 'Y', floor: 1 },
      { ...row(1, 'B', 'speed', 1), name: 'Ann', team: 'X', floor: 1 },
    ];
    const { sheet } = sheetFromRecords(rows, rubricOf());
    expect(sheet.names).toEqual(['Ann']);
    expect(sheet.extras).toEqual([
      { name: 'team', values: [null] },
      { name: 'floor', values: [1] },
    ]);
  });

  it('cannot at the same time be wide', () => {
    expect(() => sheetFromRecords([{ ...row(1, 'A', 'care', 1), speed: 3 }], rubricOf())).toThrow(
      'the sheet has a column of indicators, "indicator", with points in "points", and also "speed", a column of its own for speed: leave one of the two out',
    );
  });

  it('says the same in any order of its rows', () => {
    const cell = fc.record({
      employee: fc.constantFrom(1, '1', 2, 3),
      appraiser: fc.constantFrom('A', 'B', 'C'),
      role: fc.constantFrom('self', 'peer', 'manager'),
      indicator: fc.constantFrom('care', 'speed', 'wit'),
      points: fc.oneof(fc.double({ min: -1, max: 12, noNaN: true }), fc.constant(null)),
      name: fc.constantFrom('Ann', 'Bob', null),
    });
    const rubric = rubricOf({ roles: ROLES });
    const understood = (rows: readonly unknown[]) => {
      const { sheet, rejected } = sheetFromRecords(rows, rubric);
      const people = sheet.ids.map((id, i) => [id, sheet.names[i], rowsOf(sheet.points)[i]]);
      return [people.map((person) => JSON.stringify(person)).sort(), rejected.length];
    };
    fc.assert(
      fc.property(
        fc
          .array(cell, { minLength: 1, maxLength: 25 })
          .chain((rows) =>
            fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
          ),
        ([rows, shuffled]) => {
          expect(understood(shuffled)).toEqual(understood(rows));
        },
      ),
    );
  });
});

describe('hostile records', () => {
  it('cannot reach into prototypes or stand for a field of a result', () => {
    const rows = JSON.parse(
      '[{"employee_id":1,"care":1,"speed":1,"__proto__":{"polluted":1},"constructor":"x"},{"employee_id":2,"care":1,"speed":1}]',
    );
    const { sheet } = sheetFromRecords(rows, rubricOf());
    expect(sheet.extras).toEqual([{ name: 'constructor', values: ['x', null] }]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('never crash the reader, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.object(), fc.anything()), { maxLength: 5 }), (rows) => {
        const padded = [...rows, { employee_id: 'x', care: 1, speed: 1 }];
        try {
          sheetFromRecords(padded, rubricOf());
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
    );
  });

  it('are an error where there are none', () => {
    expect(() => sheetFromRecords([], rubricOf())).toThrow('the sheet has no records');
    expect(() => sheetFromRecords([1, 2], rubricOf())).toThrow('the sheet has no records');
  });
});
