import { describe, expect, it } from 'vitest';
import { isSlower, ratiosOf, verdictTable } from '../../bench/verdict.js';

const side = (...seconds: number[]) => ({ side: 'Evenhand', seconds, peak: 3e6 });
const pair = (now: number[], before: number[] | null) => ({
  work: 'lloyd',
  now: side(...now),
  before: before && side(...before),
});

describe('the verdict on two commits', () => {
  it('compares the fastest runs and the medians', () => {
    expect(ratiosOf(pair([3, 2, 4], [1, 2, 4]))).toEqual({ fastest: 2, median: 1.5 });
  });

  it('calls slower what takes more than 15 % longer at its fastest and in the middle', () => {
    expect(isSlower(pair([1.16, 1.2, 1.3], [1, 1, 1]))).toBe(true);
    expect(isSlower(pair([1.15, 1.2, 1.3], [1, 1, 1]))).toBe(false);
  });

  it('is not misled by a machine that was busy for a while', () => {
    expect(isSlower(pair([1, 5, 5], [1, 1, 1]))).toBe(false);
    expect(isSlower(pair([1, 1, 1], [0.8, 1, 1]))).toBe(false);
  });

  it('calls nothing slower than a commit that cannot do it', () => {
    expect(isSlower(pair([9, 9], null))).toBe(false);
  });

  it('shows both sides with their ratio, and marks what is slower', () => {
    const [, , slower, impossible] = verdictTable([pair([2, 2], [1, 1]), pair([2, 2], null)], 'v1').split(
      '\n',
    );
    expect(slower.split('|').map((cell) => cell.trim())).toEqual([
      '',
      'lloyd',
      '1.000 s, 1.000 s (2)',
      '2.000 s, 2.000 s (2)',
      '2.00, 2.00',
      '3 MB',
      '3 MB',
      'slower',
      '',
    ]);
    expect(impossible).toContain('cannot do it');
  });
});
