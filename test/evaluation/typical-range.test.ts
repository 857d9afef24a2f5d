import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluation/pipeline.ts';
import type { FeatureName } from '../../src/evaluation/results.ts';
import { typicalRange } from '../../src/evaluation/typical-range.ts';
import { summariesOf } from './people.ts';

describe('the typical range', () => {
  it('holds the middle four fifths of fifty people and more, in two digits', () => {
    // 101 to 150 tasks: the first decile is the 5th value, the ninth the 45th.
    expect(rangeOf(50, 'completed_tasks', (i) => 101 + i)).toEqual({ from: 110, to: 150, share: 0.8 });
  });

  it('holds the middle three fifths of 25 people and more, and is not told of fewer', () => {
    expect(rangeOf(25, 'completed_tasks', (i) => i + 1)).toEqual({
      from: 5,
      to: 20,
      share: expect.closeTo(0.6, 12),
    });
    expect(rangeOf(24, 'completed_tasks', (i) => i + 1)).toBeNull();
  });

  it('is one value where most people have the same', () => {
    expect(rangeOf(50, 'completed_tasks', (i) => (i < 48 ? 10 : 20 + i))).toMatchObject({ from: 10, to: 10 });
    expect(rangeOf(50, 'avg_task_hours', (i) => i + 1)).toMatchObject({ from: 3, to: 3 });
  });
});

function rangeOf(people: number, feature: FeatureName, completed: (i: number) => number) {
  const summaries = summariesOf(
    Array.from({ length: people }, (_, i) => ({
      employee_id: i,
      completed_tasks: completed(i),
      total_tasks: 200,
      avg_task_hours: 3,
    })),
  );
  const { standard } = evaluate(summaries);
  if (standard === null) throw new Error('nobody is rated');
  return typicalRange(standard, feature);
}
