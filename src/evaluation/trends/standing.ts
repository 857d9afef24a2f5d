import { ratedIndices } from '../evidence.ts';
import { rate } from '../rating.ts';
import type { Summaries } from '../records.ts';
import type { Standard } from '../standard.ts';

/** Where people stand by a standard: one entry for each who can be rated. */
export interface Standing {
  /** Their places in the summaries, ascending. */
  readonly people: Uint32Array;
  /** 0 to 100. */
  readonly scores: Float64Array;
  /** 0 for the best tier. */
  readonly ranks: Int32Array;
}

/**
 * The scores and tiers that `applyStandard` gives, bit for bit, and nothing else: without the forest and the company's
 * summary it takes a fraction of the time. Each person's depend on nobody else. O(people).
 */
export function standing(summaries: Summaries, standard: Standard): Standing {
  const people = ratedIndices(summaries, standard.options.minTasks);
  if (people.length === 0) return { people, scores: new Float64Array(0), ranks: new Int32Array(0) };
  const forestScores = new Float64Array(people.length);
  const { scores, clusters, rankOfCluster } = rate(summaries, people, standard, { forestScores });
  return { people, scores, ranks: clusters.map((cluster) => rankOfCluster[cluster]) };
}
