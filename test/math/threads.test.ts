import { afterAll, describe, expect, it, vi } from 'vitest';
import { KMeans } from '../../src/estimators/kmeans.ts';
import { dismissHelpers, hasHelpers, shareWhile, useThreads } from '../../src/math/parallel.ts';
import { Workspace } from '../../src/math/workspace.ts';
import { seededMatrix } from '../support/rough-matrix.ts';

afterAll(dismissHelpers);

describe('the number of threads', () => {
  it('changes no bit of a clustering', () => {
    const X = seededMatrix(100_000, 3);
    const saved = () => JSON.stringify(new KMeans({ clusters: 5, nInit: 2, maxIterations: 20 }).fit(X));
    useThreads(1);
    const alone = saved();
    for (const threads of [2, 3, 16]) {
      useThreads(threads);
      // Helpers take a moment to start: the first fit may have done without them, the last one has not.
      for (let time = 0; time < 3; time++) expect(saved()).toBe(alone);
    }
  });
});

describe('work that is shared only while processors are idle', () => {
  it('calls no helpers while none are, and gives the same bits', () => {
    const X = seededMatrix(100_000, 3);
    const saved = () => JSON.stringify(new KMeans({ clusters: 5, nInit: 2, maxIterations: 20 }).fit(X));
    let isIdle = false;
    useThreads(2);
    shareWhile(() => isIdle);
    try {
      const alone = saved();
      expect(hasHelpers()).toBe(false);
      isIdle = true;
      expect(saved()).toBe(alone);
      expect(hasHelpers()).toBe(true);
    } finally {
      shareWhile(() => true);
    }
  });
});

describe('helpers that were called before they are needed', () => {
  it('are there again when a large memory has gone, once', () => {
    vi.useFakeTimers();
    try {
      useThreads(2);
      Workspace.prepare();
      const large = Workspace.open();
      large?.bytes(100 * 2 ** 20);
      large?.close();
      expect(vi.getTimerCount()).toBe(1);
      vi.runOnlyPendingTimers();
      expect(hasHelpers()).toBe(true);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
