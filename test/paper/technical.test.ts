import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { readPrintedTables, readRubric } from '../../paper/tables.ts';
import { gradeTechnical, type TechnicalResult } from '../../paper/technical.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('tables 3 to 5 of the paper', () => {
  let result: TechnicalResult;
  beforeAll(() => {
    const tables = readPrintedTables(root);
    result = gradeTechnical(tables, readRubric(root, 'fan2022'), readRubric(root, 'fan2022-floors'), 10);
  });

  it('have the totals that they print', () => {
    const { company, companyTotals } = readPrintedTables(root);
    const { columns, data } = company.points;
    const totals = company.ids.map((_, i) =>
      data.subarray(i * columns, (i + 1) * columns).reduce((sum, points) => sum + points, 0),
    );
    expect(totals).toEqual(companyTotals);
  });

  it('give all 15 technical employees and all ten of Table 3 the printed grade by the scoring method', () => {
    expect(result.scoringAgrees).toBe(15);
    expect(result.companyScoringAgrees).toBe(10);
  });

  it('give at least 10 of the 14 printed grades by density-seeded K-means with plain defaults', () => {
    expect(result.plainAgrees).toBe(11);
  });

  it('give all 14 with the two floors', () => {
    expect(result.floorsAgree).toBe(14);
  });

  it('explain employees 3, 6 and 7 by the indicators that the paper names, and 15 without a floor', () => {
    const floors = Object.fromEntries(
      result.employees.map(({ id, withFloors }) => [id, withFloors.floors.map((floor) => floor.indicator)]),
    );
    expect(floors[3]).toEqual(['working_ability']);
    expect(floors[6]).toEqual(['team_spirit']);
    expect(floors[7]).toEqual(['moral_quality']);
    expect(floors[15]).toEqual([]);
    expect(result.employees[14].plain.grade).toBe('good');
    expect(result.employees[14].plain.scoring_grade).toBe('qualified');
  });

  it('cannot be had from any four starting employees: none of 1,365 choices gives more than 11 in any scaling', () => {
    expect(result.starts.map(({ starts, best }) => [starts, best])).toEqual([
      [1365, 11],
      [1365, 11],
      [1365, 11],
      [1365, 11],
    ]);
  });

  it('are no resting point: employees 3, 6 and 14 would leave their printed grades in every scaling', () => {
    for (const { moves } of result.fixedPoint) {
      expect(moves.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual([3, 6, 14]);
    }
  });

  it('are reached with 8 to 13 neighbours and with no others on shares of points', () => {
    const good = result.sweep.filter(
      ({ scaling, plain, floors }) => scaling === 'shares' && plain >= 10 && floors === 14,
    );
    expect(good.map(({ minPts }) => minPts)).toEqual([8, 9, 10, 11, 12, 13]);
  });
});
