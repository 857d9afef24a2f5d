import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { gradeCompany } from '../../paper/company.ts';
import { readRubric } from '../../paper/tables.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('finds among 1,064 the groups of Figure 2 while the poor stand apart, whatever the MinPts and the scaling', () => {
  const company = gradeCompany(readRubric(root, 'fan2022'), readRubric(root, 'fan2022-floors'));
  const inPercent = (shares: readonly number[]) => shares.map((share) => Math.round(share * 100));
  expect(company.people).toBe(1064);
  expect(inPercent(company.byKMeans)).toEqual([32, 39, 26, 3]);
  for (const { shares } of company.sweep) {
    [0.32, 0.38, 0.27, 0.03].forEach((share, grade) => {
      expect(Math.abs(shares[grade] - share)).toBeLessThan(0.015);
    });
  }
  expect(company.lowest.map(({ reach, shares }) => [reach, inPercent(shares)[3]])).toEqual([
    [0.4, 17],
    [0.38, 16],
    [0.36, 16],
    [0.34, 14],
    [0.32, 11],
    [0.3, 3],
    [0.2, 3],
    [0.1, 3],
  ]);
});
