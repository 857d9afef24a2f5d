import { describe, expect, it } from 'vitest';
import { majorityAccuracy, matchedAccuracy, matchedLabels, numbered } from '../../paper/agreement.ts';

describe('agreement of clusters and classes', () => {
  it('matches clusters and classes one to one as well as can be', () => {
    expect(matchedAccuracy([0, 0, 1, 1, 1], [1, 1, 0, 0, 1])).toBe(4 / 5);
    expect(matchedAccuracy([0, 0, 0, 0], [0, 0, 1, 1])).toBe(1 / 2);
  });

  it('leaves clusters without a class where there are more of them', () => {
    expect(matchedAccuracy([0, 1, 2, 3], [0, 0, 1, 1])).toBe(1 / 2);
  });

  it('lets several clusters stand for one class where the majority counts', () => {
    expect(majorityAccuracy([0, 1, 2, 3], [0, 0, 1, 1])).toBe(1);
    expect(majorityAccuracy([0, 0, 0, 1], [0, 0, 1, 1])).toBe(3 / 4);
  });

  it('renames groups after those of another run', () => {
    expect(Array.from(matchedLabels([2, 2, 0, 1], [0, 0, 1, 2]))).toEqual([0, 0, 1, 2]);
  });

  it('numbers names as they come', () => {
    expect(Array.from(numbered(['b', 'a', 'b']))).toEqual([0, 1, 0]);
  });
});
