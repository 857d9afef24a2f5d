/** Seeded draws for made-up data; their quality is enough for that and no more. */

/**
 * A Poisson number, by counting arrivals.
 * @param {() => number} random
 * @param {number} mean
 */
export function poisson(random, mean) {
  let arrivals = 0;
  for (let time = exponential(random); time < mean; time += exponential(random)) arrivals++;
  return arrivals;
}

/**
 * How many of `trials` succeed.
 * @param {() => number} random
 * @param {number} trials
 * @param {number} chance
 */
export function binomial(random, trials, chance) {
  let successes = 0;
  for (let i = 0; i < trials; i++) if (random() < chance) successes++;
  return successes;
}

/**
 * A gamma number of whole shape: the sum of that many exponential ones.
 * @param {() => number} random
 * @param {number} shape
 * @param {number} scale
 */
export function gamma(random, shape, scale) {
  let sum = 0;
  for (let i = 0; i < shape; i++) sum += exponential(random);
  return sum * scale;
}

/** @param {() => number} random */
function exponential(random) {
  return -Math.log(1 - random());
}
