import { silhouetteScore } from '../estimators/validity.ts';
import { percentile } from '../math/statistics.ts';
import { rangeOf, valueAtShare } from './features.ts';
import type { Rating } from './rating.ts';
import type { Summaries } from './records.ts';
import type { EvaluationSummary, Quantiles, TierSummary } from './results.ts';

/** Rows up to which the silhouette looks at everybody; above, at a seeded sample of as many. */
const SILHOUETTE_ROWS = 4096;

/** The company at a glance; `people` are those who are rated, `rating` is null where nobody is. */
export function summarise(
  summaries: Summaries,
  people: Uint32Array,
  rating: Rating | null,
): EvaluationSummary {
  const rated = people.length;
  return {
    people: summaries.completedTasks.length,
    rated,
    unrated: summaries.completedTasks.length - rated,
    anomalies: rating ? countOf(rating.anomalous) : 0,
    tiers: rating ? tierSummaries(rating) : [],
    score: rating ? scoreQuantiles(rating.scores) : null,
    silhouette: rating ? silhouette(rating) : null,
  };
}

function tierSummaries({ standard, clusters }: Rating): TierSummary[] {
  const { kmeans, scaler, tiers, hoursRange } = standard;
  const sizes = sizesOf(clusters, tiers.length);
  const { data } = scaler.inverseTransform(kmeans.clusterCenters);
  return tiers.map(({ name, cluster }) => ({
    name,
    people: sizes[cluster],
    centre: {
      completion_rate: data[cluster * 3],
      avg_task_hours: valueAtShare(1 - data[cluster * 3 + 1], hoursRange),
      completed_tasks: data[cluster * 3 + 2],
    },
  }));
}

function scoreQuantiles(scores: Float64Array): Quantiles {
  const { minimum, maximum } = rangeOf(scores);
  return {
    minimum,
    lower_quartile: percentile(scores, 25),
    median: percentile(scores, 50),
    upper_quartile: percentile(scores, 75),
    maximum,
  };
}

/** How many of the flags are set. */
function countOf(flags: Uint8Array): number {
  let count = 0;
  for (let row = 0; row < flags.length; row++) count += flags[row];
  return count;
}

/** How many people each cluster has. */
function sizesOf(clusters: Int32Array, count: number): Float64Array {
  const sizes = new Float64Array(count);
  for (let row = 0; row < clusters.length; row++) sizes[clusters[row]]++;
  return sizes;
}

/** Null where it is not defined: a single tier, or as many tiers as people. */
function silhouette({ scaled, clusters, standard }: Rating): EvaluationSummary['silhouette'] {
  const present = sizesOf(clusters, standard.tiers.length).filter((size) => size > 0).length;
  if (present < 2 || present >= clusters.length) return null;
  const value = silhouetteScore(scaled, clusters, {
    sampleSize: SILHOUETTE_ROWS,
    randomState: standard.options.randomState,
  });
  return { value, sampled_from: clusters.length > SILHOUETTE_ROWS ? clusters.length : null };
}
