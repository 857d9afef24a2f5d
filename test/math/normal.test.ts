import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../src/math/normal.ts';

describe('normalQuantile', () => {
  it.each([
    [0.5, 0],
    [0.9, 1.2815515655446008],
    [0.975, 1.9599639845400536],
    [0.01, -2.3263478740408408],
    [1e-9, -5.9978070150076865],
    [1e-13, -7.348796102800604],
  ])('of %d is %d', (probability, quantile) => {
    expect(normalQuantile(probability)).toBeCloseTo(quantile, 5);
    expect(normalQuantile(1 - probability)).toBeCloseTo(-quantile, 2);
  });
});
