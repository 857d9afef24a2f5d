import type { Workspace } from './workspace.ts';

/** Bytes that texts of numbers are written into. */
export interface NumberText {
  readonly bytes: Uint8Array;
  /** Writes a finite number as JavaScript does, from place `at` on, and answers with where it ends; up to 128 further bytes may be overwritten. */
  write(at: number, value: number): number;
}

/** As many bytes, with the kernel that writes numbers into them (kernels/number-text.ts). */
export function kernelNumberText(length: number, workspace: Workspace): NumberText {
  const powers = powersOfTen(workspace);
  const bytes = workspace.bytes(length);
  const write = workspace.writer('writeNumber');
  const needs = powers.byteOffset;
  const start = bytes.byteOffset;
  return { bytes, write: (at, value) => write(needs, start + at, value) - start };
}

/** The plain twin of kernelNumberText. */
export function plainNumberText(length: number): NumberText {
  const bytes = new Uint8Array(length);
  return {
    bytes,
    write(at, value) {
      const text = String(value);
      for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
      return at + text.length;
    },
  };
}

/** What kernels that write numbers need. */
export function powersOfTen(workspace: Workspace): Uint8Array {
  const kept = computedPowers();
  const powers = workspace.bytes(kept.length);
  powers.set(kept);
  return powers;
}

/** 10 ** k for k from -292 to 324: the first 128 bits, rounded up, the high 64 of them first; in all 617 x 16 bytes. */
function computedPowers(): Uint8Array {
  if (powers !== null) return powers;
  const words = new BigUint64Array(2 * (LARGEST_POWER - SMALLEST_POWER + 1));
  for (let k = SMALLEST_POWER, at = 0; k <= LARGEST_POWER; k++) {
    const shift = 127 - ((k * 1741647) >> 19);
    const numerator = (10n ** BigInt(Math.max(k, 0))) << BigInt(Math.max(shift, 0));
    const denominator = (10n ** BigInt(Math.max(-k, 0))) << BigInt(Math.max(-shift, 0));
    const bits = (numerator + denominator - 1n) / denominator;
    words[at++] = bits >> 64n;
    words[at++] = bits & 0xffff_ffff_ffff_ffffn;
  }
  powers = new Uint8Array(words.buffer);
  return powers;
}

let powers: Uint8Array | null = null;

const SMALLEST_POWER = -292;
const LARGEST_POWER = 324;
