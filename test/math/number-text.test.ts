import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kernelNumberText, type NumberText, plainNumberText } from '../../src/math/number-text.ts';
import { useWorkspace } from '../support/use-workspace.ts';

describe('the text of a number', () => {
  const written = [
    0,
    -0,
    1,
    -1,
    0.1,
    0.5,
    1 / 3,
    1e21,
    1e20,
    123456789012345680000,
    1e-6,
    1e-7,
    1.5e-7,
    5e-324,
  ];
  const edges = [
    Number.MAX_VALUE,
    Number.MIN_VALUE,
    Number.EPSILON,
    Number.MAX_SAFE_INTEGER,
    2 ** 53,
    2.2250738585072014e-308,
    2.225073858507201e-308,
    4.35,
    2.5e-8,
    -72.25,
    100,
    1e22,
    9.5e-5,
    8.41e21,
    9.109e-31,
    2 ** -1074 * 3,
    ...Array.from({ length: 2098 }, (_, i) => 2 ** (i - 1074)),
    ...Array.from({ length: 632 }, (_, i) => Number(`1e${i - 323}`)),
  ];

  it('is what JavaScript writes, at the edges of what there is', () => {
    both((text) => {
      for (const value of [...written, ...edges]) expect(textOf(text, value)).toBe(String(value));
    });
  });

  it('is what JavaScript writes, for any bits', () => {
    both((text) => {
      const words = fc.tuple(fc.nat(0xffffffff), fc.nat(0xffffffff));
      fc.assert(
        fc.property(words, (pair) => {
          const [value] = new Float64Array(Uint32Array.from(pair).buffer);
          if (Number.isFinite(value)) expect(textOf(text, value)).toBe(String(value));
        }),
        { numRuns: 20_000 },
      );
    });
  });

  it('is what JavaScript writes, for numbers of few digits and for what arithmetic makes of them', () => {
    both((text) => {
      const few = fc.tuple(
        fc.maxSafeInteger(),
        fc.integer({ min: 0, max: 22 }),
        fc.integer({ min: 1, max: 999 }),
      );
      fc.assert(
        fc.property(few, ([digits, decimals, divisor]) => {
          for (const value of [digits / 10 ** decimals, digits / divisor, digits * 10 ** decimals, digits]) {
            expect(textOf(text, value)).toBe(String(value));
          }
        }),
        { numRuns: 10_000 },
      );
    });
  });

  it('leaves alone what stands before it, and what stands 128 bytes after its start', () => {
    both((text) => {
      for (const value of edges) {
        text.bytes.fill(7);
        text.write(10, value);
        expect(text.bytes.subarray(0, 10).every((byte) => byte === 7)).toBe(true);
        expect(text.bytes.subarray(138).every((byte) => byte === 7)).toBe(true);
      }
    });
  });
});

function both(body: (text: NumberText) => void): void {
  body(plainNumberText(200));
  useWorkspace((workspace) => body(kernelNumberText(200, workspace)));
}

function textOf({ bytes, write }: NumberText, value: number): string {
  return Buffer.from(bytes.slice(3, write(3, value))).toString('latin1');
}
