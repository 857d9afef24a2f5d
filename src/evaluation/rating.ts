import type { Matrix } from '../math/matrix.ts';
import { featureMatrix, numbersOf } from './features.ts';
import type { Summaries } from './records.ts';
import { stretchedScore, weightedScore } from './scoring.ts';
import type { Standard } from './standard.ts';

/** What a standard says of people who can be rated: one entry for each, in their order. */
export interface Rating {
  readonly standard: Standard;
  /** Completion rate, task efficiency, throughput. */
  readonly features: Matrix;
  /** The features as the standard's scaler leaves them. */
  readonly scaled: Matrix;
  /** The nearest centre. */
  readonly clusters: Int32Array;
  /** 0 for the best tier, by cluster. */
  readonly rankOfCluster: Int32Array;
  /** 0 to 100. */
  readonly scores: Float64Array;
  /** 0 to 1, higher is more unusual. */
  readonly anomalyScores: Float64Array;
  /** 1 where the anomaly score is beyond the standard's threshold. */
  readonly anomalous: Uint8Array;
}

/** What fitting a standard on people has found out about them on its way. */
export interface Known {
  readonly features: Matrix;
  readonly scaled: Matrix;
  /** The forest's score of each of them; whoever rates them takes the array over. */
  readonly forestScores: Float64Array;
}

/** Applies a standard to the given people. Each person's rating depends on nobody else. What is known is not computed again. */
export function rate(
  summaries: Summaries,
  people: Uint32Array,
  standard: Standard,
  known?: Partial<Known>,
): Rating {
  const { options, throughputRange, scoreRange, forest } = standard;
  const features = known?.features ?? featureMatrix(numbersOf(summaries, people), standard.hoursRange);
  const scaled = known?.scaled ?? standard.scaler.transform(features);
  const scores = new Float64Array(people.length);
  const { data } = features;
  for (let row = 0; row < scores.length; row++) {
    const at = row * 3;
    const weighted = weightedScore(data[at], data[at + 1], data[at + 2], options.weights, throughputRange);
    scores[row] = stretchedScore(weighted, scoreRange);
  }
  const anomalyScores = known?.forestScores ?? forest.scoreSamples(scaled);
  const anomalous = new Uint8Array(people.length);
  for (let row = 0; row < anomalyScores.length; row++) {
    anomalous[row] = anomalyScores[row] < forest.offset ? 1 : 0;
    anomalyScores[row] = -anomalyScores[row];
  }
  const rankOfCluster = new Int32Array(standard.tiers.length);
  standard.tiers.forEach(({ cluster }, rank) => {
    rankOfCluster[cluster] = rank;
  });
  return {
    standard,
    features,
    scaled,
    clusters: standard.kmeans.predict(scaled),
    rankOfCluster,
    scores,
    anomalyScores,
    anomalous,
  };
}
