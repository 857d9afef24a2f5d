/**
 * The standard normal distribution's quantile of a probability above 0 and below 1, to about seven digits (Wichura 1988,
 * algorithm AS 241, PPND7).
 */
export function normalQuantile(probability: number): number {
  const q = probability - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(r, CENTRE_ABOVE)) / polynomial(r, CENTRE_BELOW);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? probability : 1 - probability));
  const size =
    r <= 5
      ? polynomial(r - 1.6, TAIL_ABOVE) / polynomial(r - 1.6, TAIL_BELOW)
      : polynomial(r - 5, FAR_ABOVE) / polynomial(r - 5, FAR_BELOW);
  return q < 0 ? -size : size;
}

const CENTRE_ABOVE = [3.3871327179, 50.434271938, 159.29113202, 59.10937472];
const CENTRE_BELOW = [1, 17.895169469, 78.757757664, 67.1875636];
const TAIL_ABOVE = [1.4234372777, 2.75681539, 1.3067284816, 0.17023821103];
const TAIL_BELOW = [1, 0.7370016425, 0.12021132975];
const FAR_ABOVE = [6.657905115, 3.081226386, 0.42868294337, 0.017337203997];
const FAR_BELOW = [1, 0.24197894225, 0.012258202635];

function polynomial(x: number, coefficients: readonly number[]): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
