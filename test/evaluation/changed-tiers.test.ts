import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedTiers } from '../../src/evaluation/changed-tiers.ts';
import { applyStandard, evaluate } from '../../src/evaluation/pipeline.ts';
import { companies, type Person, summariesOf } from './people.ts';

const TEAM: readonly Person[] = [
  { employee_id: 1, completed_tasks: 40, total_tasks: 40, avg_task_hours: 2 },
  { employee_id: 2, completed_tasks: 39, total_tasks: 40, avg_task_hours: 2.2 },
  { employee_id: 3, completed_tasks: 20, total_tasks: 40, avg_task_hours: 6 },
  { employee_id: 4, completed_tasks: 21, total_tasks: 40, avg_task_hours: 6.2 },
  { employee_id: 5, completed_tasks: 4, total_tasks: 40, avg_task_hours: 11 },
  { employee_id: 6, completed_tasks: 5, total_tasks: 40, avg_task_hours: 11.5 },
];

describe('changedTiers', () => {
  it('names those who move, who come, who go and who are no longer rated', () => {
    const before = evaluate(summariesOf(TEAM));
    const { standard } = before;
    if (!standard) throw new Error('nothing was fitted');
    const after = applyStandard(
      summariesOf([
        { ...TEAM[0], employee_id: '1' },
        { ...TEAM[1], completed_tasks: 20, avg_task_hours: 6 },
        TEAM[2],
        { ...TEAM[3], completed_tasks: 0, total_tasks: 0 },
        TEAM[4],
        { employee_id: 7, completed_tasks: 40, total_tasks: 40, avg_task_hours: 2 },
        { employee_id: 8, completed_tasks: 0, total_tasks: 0, avg_task_hours: Number.NaN },
      ]),
      standard,
    );
    expect(changedTiers(before, after)).toEqual([
      { employee_id: 2, from: 'High', to: 'Medium', before: 'rated', after: 'rated' },
      { employee_id: 4, from: 'Medium', to: null, before: 'rated', after: 'unrated' },
      { employee_id: 7, from: null, to: 'High', before: 'absent', after: 'rated' },
      { employee_id: 8, from: null, to: null, before: 'absent', after: 'unrated' },
      { employee_id: 6, from: 'Low', to: null, before: 'rated', after: 'absent' },
    ]);
  });

  it('finds nothing between an evaluation and itself, whatever order its people stand in', () => {
    fc.assert(
      fc.property(
        companies.chain((people) =>
          fc.tuple(fc.constant(people), fc.shuffledSubarray(people, sameSize(people))),
        ),
        ([people, shuffled]) => {
          const unique = new Set(people.map(({ employee_id }) => String(employee_id).trim()));
          fc.pre(unique.size === people.length);
          expect(changedTiers(evaluate(summariesOf(people)), evaluate(summariesOf(shuffled)))).toEqual([]);
        },
      ),
    );
  });
});

function sameSize({ length }: readonly Person[]): { minLength: number; maxLength: number } {
  return { minLength: length, maxLength: length };
}
