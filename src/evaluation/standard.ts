import { InputError } from '../errors.ts';
import type { SavedEstimator } from '../estimators/contract.ts';
import { IsolationForest } from '../estimators/isolation-forest.ts';
import { KMeans } from '../estimators/kmeans.ts';
import { StandardScaler } from '../estimators/standard-scaler.ts';
import { FEATURES, type Range } from './features.ts';
import { type EvaluationOptions, evaluationOptions } from './options.ts';
import { type Reference, referenceFrom } from './reference.ts';
import type { FeatureName } from './results.ts';
import { openStandard, STANDARD_VERSION, sealStandard } from './standard-file.ts';
import type { TierDraw } from './tier-draws.ts';

/** Everything that was fitted: applying it to other people needs nothing else. */
export interface Standard {
  readonly options: EvaluationOptions;
  readonly fittedOn: FittedOn;
  /** Of the mean hours of a completed task. */
  readonly hoursRange: Range;
  /** Of the number of completed tasks. */
  readonly throughputRange: Range;
  /** Of the weighted score before it is stretched to 0-100. */
  readonly scoreRange: Range;
  /** The median person, in natural units: what an anomaly is compared with. */
  readonly typical: Readonly<Record<FeatureName, number>>;
  /** How the features were spread, in natural units: what drift is measured from. */
  readonly reference: Reference;
  /** The tiers of draws of colleagues (`resampledTiers`), for the stability of people who were not there; null unless kept. */
  readonly resampled: readonly TierDraw[] | null;
  readonly scaler: StandardScaler;
  readonly kmeans: KMeans;
  /** Best first. */
  readonly tiers: readonly Tier[];
  readonly forest: IsolationForest;
}

export interface FittedOn {
  readonly people: number;
  readonly unrated: number;
  /** SHA-256 over the rated people's numbers in canonical order. */
  readonly fingerprint: string;
}

export interface Tier {
  readonly name: string;
  /** The row of the cluster centres. */
  readonly cluster: number;
}

/** A standard as the text of a readable JSON file. */
export function standardToText(standard: Standard): string {
  const { scaler, kmeans, forest, resampled, ...plain } = standard;
  return sealStandard({
    format: 'evenhand-standard',
    version: STANDARD_VERSION,
    pipeline: 'tasks',
    ...plain,
    scaler: scaler.toJSON(),
    kmeans: withoutLabels(kmeans.toJSON()),
    forest: forest.toJSON(),
    ...(resampled && {
      resampled: resampled.map(({ names, centres, weights }) => ({
        names,
        weights: Array.from(weights),
        centres: Array.from(centres.data),
      })),
    }),
  });
}

/**
 * Reads what standardToText wrote. Throws InputError where the text is no standard of the task pipeline, is newer
 * than this version, or is damaged; `where` is the file's name for the message.
 */
export function parseStandard(text: string, where = 'the standard'): Standard {
  const content = openStandard(text, 'tasks', where);
  try {
    return standardFrom(content);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(`${where} is damaged: ${reason}`, { cause });
  }
}

/** A standard knows its centres, not the people it was fitted on. */
function withoutLabels({
  learned: { labels: _, ...learned } = {},
  ...saved
}: SavedEstimator): SavedEstimator {
  return { ...saved, learned };
}

function standardFrom(content: Record<string, unknown>): Standard {
  const options = object(content.options, 'options');
  const standard: Standard = {
    options: evaluationOptions({
      weights: {
        completionRate: finite(object(options.weights, 'weights').completionRate, 'weights.completionRate'),
        taskEfficiency: finite(object(options.weights, 'weights').taskEfficiency, 'weights.taskEfficiency'),
        throughput: finite(object(options.weights, 'weights').throughput, 'weights.throughput'),
      },
      clusters: finite(options.clusters, 'clusters'),
      tierNames: list(options.tierNames, 'tierNames').map((name) => text(name, 'tierNames')),
      contamination:
        options.contamination === 'auto' ? 'auto' : finite(options.contamination, 'contamination'),
      randomState: finite(options.randomState, 'randomState'),
      minTasks: finite(options.minTasks, 'minTasks'),
      seeding: options.seeding === 'density' ? 'density' : 'k-means++',
    }),
    fittedOn: fittedOn(object(content.fittedOn, 'fittedOn')),
    hoursRange: range(content.hoursRange, 'hoursRange'),
    throughputRange: range(content.throughputRange, 'throughputRange'),
    scoreRange: range(content.scoreRange, 'scoreRange'),
    typical: typical(object(content.typical, 'typical')),
    reference: referenceFrom(content.reference),
    resampled: resampled(content.resampled),
    scaler: StandardScaler.fromJSON(content.scaler),
    kmeans: KMeans.fromJSON(content.kmeans),
    tiers: list(content.tiers, 'tiers').map((entry) => {
      const tier = object(entry, 'tiers');
      return { name: text(tier.name, 'tiers'), cluster: finite(tier.cluster, 'tiers') };
    }),
    forest: IsolationForest.fromJSON(content.forest),
  };
  requireTiers(standard);
  requireFitted(standard);
  return standard;
}

function requireTiers({ tiers, kmeans }: Standard): void {
  const clusters = tiers.map((tier) => tier.cluster).sort((a, b) => a - b);
  if (clusters.length !== kmeans.clusterCenters.rows || clusters.some((cluster, i) => cluster !== i)) {
    throw new InputError('its tiers and its clusters do not match');
  }
  if (kmeans.clusterCenters.columns !== FEATURES.length) {
    throw new InputError(
      `its centres have ${kmeans.clusterCenters.columns} features, not ${FEATURES.length}`,
    );
  }
}

/** A scaler or a forest that never learned, or learned other features, says so when it is used. */
function requireFitted({ scaler, forest }: Standard): void {
  forest.scoreSamples(scaler.transform({ rows: 1, columns: FEATURES.length, data: scaler.mean }));
}

function fittedOn(value: Record<string, unknown>): FittedOn {
  return {
    people: finite(value.people, 'fittedOn.people'),
    unrated: finite(value.unrated, 'fittedOn.unrated'),
    fingerprint: text(value.fingerprint, 'fittedOn.fingerprint'),
  };
}

function typical(value: Record<string, unknown>): Record<FeatureName, number> {
  return {
    completion_rate: finite(value.completion_rate, 'typical.completion_rate'),
    avg_task_hours: finite(value.avg_task_hours, 'typical.avg_task_hours'),
    completed_tasks: finite(value.completed_tasks, 'typical.completed_tasks'),
  };
}

function resampled(value: unknown): TierDraw[] | null {
  if (value === undefined) return null;
  const draws = list(value, 'resampled').map((saved): TierDraw => {
    const draw = object(saved, 'resampled');
    const names = list(draw.names, 'resampled').map((name) => text(name, 'resampled'));
    const [centres, weights] = [draw.centres, draw.weights].map((numbers) =>
      Float64Array.from(list(numbers, 'resampled'), (number) => finite(number, 'resampled')),
    );
    if (names.length === 0 || weights.length !== 3 || centres.length !== 3 * names.length) {
      throw new InputError('resampled: a draw needs three weights, and three numbers for each of its tiers');
    }
    return { names, weights, centres: { rows: names.length, columns: 3, data: centres } };
  });
  if (draws.length === 0) throw new InputError('resampled is empty');
  return draws;
}

function range(value: unknown, what: string): Range {
  const { minimum, maximum } = object(value, what);
  const checked = { minimum: finite(minimum, what), maximum: finite(maximum, what) };
  if (checked.minimum > checked.maximum) throw new InputError(`${what} ends before it begins`);
  return checked;
}

function object(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InputError(`${what} is missing`);
  return { ...value };
}

function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new InputError(`${what} is missing`);
  return value;
}

function finite(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new InputError(`${what} is not a number`);
  return value;
}

function text(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new InputError(`${what} is not text`);
  return value;
}
