import { UsageError } from '../errors.ts';
import type { Matrix } from '../math/matrix.ts';
import { RandomState } from '../math/random.ts';
import { valueAtShare } from './features.ts';
import { type Evaluation, isFittedOnThese, ratedPeople } from './pipeline.ts';
import type { Summaries } from './records.ts';
import { colleagues } from './resampling.ts';
import type { Standard } from './standard.ts';
import { type TierDraw, tierDraws } from './tier-draws.ts';

/**
 * The share of 200 seeded resamples of the colleagues in which each person's tier stays, 0 to 1, in the order of the
 * summaries; NaN for the unrated. How far a tier is the person's own doing, and not that of who else happens to be there
 * (bootstrap, Efron 1979): the whole method is fitted on each resample, and everybody, drawn or not, is held against it.
 *
 * The colleagues are those the standard was fitted on. Where they are not these people, give the draws that
 * `resampledTiers` made when it was fitted, or a standard that keeps them; throws UsageError otherwise. Of more than 5,000
 * colleagues a sample of 5,000 is drawn from, so that the tiers of more people seem a little less firm than they are.
 *
 * The same bits whatever the order of the people and the number of threads. 10,000 people take about a second, a
 * million about 5.
 */
export function tierStability(evaluation: Evaluation, draws?: readonly TierDraw[]): Float64Array {
  const { summaries, rating, rowOf } = evaluation;
  const shares = new Float64Array(rowOf.length).fill(Number.NaN);
  if (rating === null) return shares;
  const { standard, clusters, rankOfCluster } = rating;
  const people = naturalRows(summaries, ratedPeople(evaluation));
  const ranks = Uint8Array.from(clusters, (cluster) => rankOfCluster[cluster]);
  const used = draws ?? standard.resampled ?? resampledTiers(evaluation);
  const stays = new Uint16Array(people.rows);
  for (const draw of used) countThoseWhoStay(people, ranks, standard, draw, stays);
  for (let i = 0; i < rowOf.length; i++) {
    if (rowOf[i] >= 0) shares[i] = stays[rowOf[i]] / used.length;
  }
  return shares;
}

/**
 * The tiers of 200 resamples of the people an evaluation's standard was fitted on, for keeping with it: as the standard's
 * `resampled`, or by themselves. Throws UsageError where it was fitted on other people, or nobody is rated.
 */
export function resampledTiers(evaluation: Evaluation): TierDraw[] {
  const { summaries, rating } = evaluation;
  if (rating === null) throw new UsageError('nobody is rated, so there is nobody to draw from');
  const { standard } = rating;
  if (!isFittedOnThese(evaluation)) {
    throw new UsageError(
      'the standard was fitted on other people: give the draws that were made of them, by resampledTiers when it was fitted',
    );
  }
  const { randomState } = standard.options;
  const pool = colleagues(naturalRows(summaries, ratedPeople(evaluation)), new RandomState(randomState));
  return tierDraws(pool, naturalCentres(standard), standard.options);
}

/** A row per person: completion rate, hours a task, completed tasks. */
function naturalRows({ completedTasks, totalTasks, avgTaskHours }: Summaries, people: Uint32Array): Matrix {
  const data = new Float64Array(people.length * 3);
  for (let row = 0; row < people.length; row++) {
    const i = people[row];
    data[row * 3] = completedTasks[i] / totalTasks[i];
    data[row * 3 + 1] = avgTaskHours[i];
    data[row * 3 + 2] = completedTasks[i];
  }
  return { rows: people.length, columns: 3, data };
}

function naturalCentres({ kmeans, scaler, hoursRange }: Standard): Matrix {
  const centres = scaler.inverseTransform(kmeans.clusterCenters);
  const data = centres.data.map((value, at) => (at % 3 === 1 ? valueAtShare(1 - value, hoursRange) : value));
  return { ...centres, data };
}

/** Adds 1 for each person whose tier has the same name in the draw; of equally near centres the better one counts. */
function countThoseWhoStay(
  { rows, data }: Matrix,
  ranks: Uint8Array,
  { tiers }: Standard,
  { names, centres, weights }: TierDraw,
  stays: Uint16Array,
): void {
  const rankOfName = new Map(tiers.map(({ name }, rank) => [name, rank]));
  const meant = names.map((name) => rankOfName.get(name) ?? -1);
  const [rateWeight, hoursWeight, tasksWeight] = weights;
  const places = centres.data;
  for (let row = 0, at = 0; row < rows; row++, at += 3) {
    const rate = data[at];
    const hours = data[at + 1];
    const tasks = data[at + 2];
    let nearest = 0;
    let smallest = Infinity;
    for (let c = 0, from = 0; from < places.length; c++, from += 3) {
      const a = (rate - places[from]) * rateWeight;
      const b = (hours - places[from + 1]) * hoursWeight;
      const d = (tasks - places[from + 2]) * tasksWeight;
      const squares = a * a + b * b + d * d;
      if (squares < smallest) {
        smallest = squares;
        nearest = c;
      }
    }
    if (meant[nearest] === ranks[row]) stays[row]++;
  }
}
