import { normalQuantile } from '../../../src/math/normal.ts';
import { RandomState } from '../../../src/math/random.ts';

/** Seeded, independent draws from the standard normal distribution. */
export function noise(seed: number): () => number {
  const random = new RandomState(seed);
  return () => normalQuantile(Math.max(random.randomSample(), Number.MIN_VALUE));
}
