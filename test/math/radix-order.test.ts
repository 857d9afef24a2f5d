import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { dismissHelpers, useThreads } from '../../src/math/parallel.ts';
import { orderOfKeys, orderOfKeysByKernel, orderOfKeysPlainly } from '../../src/math/radix-order.ts';
import { RandomState } from '../../src/math/random.ts';
import { useWorkspace } from '../support/use-workspace.ts';

afterAll(dismissHelpers);

describe('orderOfKeys', () => {
  it('sorts keys and tells where they stood, equal ones in the order they came in', () => {
    const keys = Uint32Array.of(7, 2 ** 32 - 1, 0, 7, 1);
    expect(Array.from(orderOfKeys(keys, 32))).toEqual([2, 4, 0, 3, 1]);
    expect(Array.from(keys)).toEqual([0, 1, 7, 7, 2 ** 32 - 1]);
  });

  it('gives the same with kernels as with plain loops, however many bits the keys have', () => {
    const drawn = fc
      .integer({ min: 0, max: 32 })
      .chain((bits) =>
        fc.tuple(fc.constant(bits), fc.array(fc.integer({ min: 0, max: 2 ** bits - 1 }), { minLength: 1 })),
      );
    fc.assert(
      fc.property(drawn, ([bits, numbers]) => {
        expectTheSame(Uint32Array.from(numbers), bits);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([1, 2, 3])('sorts 150,000 keys on %i threads as plain loops do', (threads) => {
    useThreads(threads);
    const random = new RandomState(3);
    for (const bits of [9, 21, 31]) {
      expectTheSame(
        Uint32Array.from({ length: 150_000 }, () => random.randomInteger(2 ** bits - 1)),
        bits,
      );
    }
  });
});

function expectTheSame(keys: Uint32Array, bits: number): void {
  const plainKeys = keys.slice();
  const plain = Buffer.from(orderOfKeysPlainly(plainKeys, bits).buffer);
  const kernelKeys = keys.slice();
  useWorkspace((workspace) => {
    expect(Buffer.from(orderOfKeysByKernel(kernelKeys, bits, workspace).buffer).equals(plain)).toBe(true);
  });
  expect(Buffer.from(kernelKeys.buffer).equals(Buffer.from(plainKeys.buffer))).toBe(true);
}
