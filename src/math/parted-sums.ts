/**
 * The numbers by which the terms of a sum are parted into coarse and fine halves, each a multiple of so large a power of
 * 2 that it adds up without rounding: sums are the same whatever the order of their terms, and terms can be taken out
 * again (Demmel and Nguyen 2013, "Fast reproducible floating-point summation").
 *
 * A term's coarse half is `x + coarse - coarse`, what is left of it `rest + fine - fine`. For up to `count` terms whose
 * magnitude is at most `largest`; what the fine halves lose is below count ** 2 * 2 ** -104 times `largest`.
 */
export function partingNumbers(largest: number, count: number): { coarse: number; fine: number } {
  const power = powerAbove(count);
  const coarse = 1.5 * powerAbove(largest) * power;
  return { coarse, fine: coarse * power * 2 ** -52 };
}

/** The smallest power of 2 that is no smaller than the value; 0 for 0. */
function powerAbove(value: number): number {
  if (value === 0) return 0;
  let power = 1;
  while (power < value) power *= 2;
  while (power / 2 >= value) power /= 2;
  return power;
}
