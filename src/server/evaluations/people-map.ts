import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { findEvaluation } from '../../data/store/evaluations.ts';
import { tiersOfEvaluation } from '../../data/store/grouped-results.ts';
import { lastChangeOfResults, mappedResults } from '../../data/store/mapped-results.ts';
import { atOneMoment, type StorePlace } from '../../data/store/open-store.ts';
import type { Database } from '../../data/store/schema.ts';
import { FEATURES, valueAtShare } from '../../evaluation/features.ts';
import { principalComponents } from '../../evaluation/principal-components.ts';
import type { FeatureName } from '../../evaluation/results.ts';
import type { Standard } from '../../evaluation/standard.ts';
import { columnMeans, columnVariances } from '../../math/statistics.ts';
import { savedStandard } from './saved-standard.ts';

/** Whose map is asked for. */
export interface PeopleMapTask {
  readonly place: StorePlace;
  readonly evaluationId: string;
}

/** First what says whether anything has changed, then, where it is asked for, the map as JSON. */
export type PeopleMapPart =
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'map'; readonly json: Uint8Array };

/** Everybody who is rated, as columns: entry i of each is of one person. */
export interface PeopleMap {
  readonly evaluation_id: string;
  /** Best first. */
  readonly tiers: readonly string[];
  readonly features: readonly MapFeature[];
  readonly people: {
    readonly employee_id: readonly string[];
    readonly number: readonly string[];
    readonly name: readonly (string | null)[];
    readonly tier_rank: readonly number[];
    readonly score: readonly number[];
    readonly unusual: readonly (0 | 1)[];
    readonly borderline: readonly (0 | 1)[];
    /** A column for each feature, in natural units. */
    readonly values: readonly (readonly number[])[];
  };
  readonly centres: readonly { readonly tier_rank: number; readonly at: readonly number[] }[] | null;
  readonly means: readonly number[];
  readonly components: readonly { readonly loadings: readonly number[]; readonly share: number }[];
}

/** How a feature is scaled: (value - origin) / unit; a unit below 0 where less is better, null where everybody counts as alike. */
interface MapFeature {
  readonly name: FeatureName;
  readonly origin: number;
  readonly unit: number | null;
}

/** Goes up when maps are made in another way, so that nobody keeps an old one. */
const EDITION = 1;

/**
 * Everybody in an evaluation of tasks as points. Features are scaled as the standard scales them, so that distances are
 * those by which tiers are made; whoever does not see everybody is told nothing of the standard, and gets what they see
 * scaled by itself, without centres.
 */
export async function* peopleMapOf(db: Kysely<Database>, task: PeopleMapTask): AsyncGenerator<PeopleMapPart> {
  yield { kind: 'tag', tag: await tagOf(db, task) };
  const map = await atOneMoment(db, (moment) => mapOf(moment, task));
  yield { kind: 'map', json: new TextEncoder().encode(JSON.stringify(map)) };
}

async function tagOf(db: Kysely<Database>, { evaluationId, place }: PeopleMapTask): Promise<string> {
  const { results, changed_at } = await lastChangeOfResults(db, evaluationId);
  const what = [EDITION, evaluationId, results, changed_at, place.sight ?? null];
  return createHash('sha256').update(JSON.stringify(what)).digest('base64url').slice(0, 22);
}

async function mapOf(db: Kysely<Database>, { evaluationId, place }: PeopleMapTask): Promise<PeopleMap> {
  const rows = await mappedResults(db, evaluationId);
  const values = [
    rows.map(({ completed_tasks, total_tasks }) => (completed_tasks ?? 0) / (total_tasks || 1)),
    rows.map(({ avg_task_hours }) => avg_task_hours ?? 0),
    rows.map(({ completed_tasks }) => completed_tasks ?? 0),
  ];
  const standard = place.sight === undefined ? await standardOf(db, evaluationId) : null;
  const features = standard ? scaledBy(standard) : scaledByThemselves(values);
  const { means, components } = principalComponents(scaled(values, features));
  return {
    evaluation_id: evaluationId,
    tiers: await tiersOfEvaluation(db, evaluationId),
    features,
    people: {
      employee_id: rows.map(({ employee_id }) => employee_id),
      number: rows.map(({ number }) => number),
      name: rows.map(({ name }) => name),
      tier_rank: rows.map(({ tier_rank }) => tier_rank ?? 0),
      score: rows.map(({ score }) => score ?? 0),
      unusual: rows.map(({ unusual }) => (unusual === 1 ? 1 : 0)),
      borderline: rows.map(({ borderline }) => (borderline === 1 ? 1 : 0)),
      values,
    },
    centres: standard && centresOf(standard),
    means,
    components: components.slice(0, 2),
  };
}

async function standardOf(db: Kysely<Database>, evaluationId: string): Promise<Standard | null> {
  const standardId = (await findEvaluation(db, evaluationId))?.standard_id;
  return standardId ? savedStandard(db, standardId) : null;
}

/** Efficiency is what the standard scales: it falls as hours rise. */
function scaledBy({ scaler: { mean, scale }, hoursRange }: Standard): MapFeature[] {
  const { minimum, maximum } = hoursRange;
  const hours = maximum > minimum;
  return [
    { name: FEATURES[0], origin: mean[0], unit: scale[0] },
    {
      name: FEATURES[1],
      origin: hours ? valueAtShare(1 - mean[1], hoursRange) : minimum,
      unit: hours ? -scale[1] * (maximum - minimum) : null,
    },
    { name: FEATURES[2], origin: mean[2], unit: scale[2] },
  ];
}

function scaledByThemselves(values: readonly (readonly number[])[]): MapFeature[] {
  return values.map((column, j) => {
    const matrix = { rows: column.length, columns: 1, data: Float64Array.from(column).sort() };
    const means = columnMeans(matrix);
    const [variance] = column.length > 0 ? columnVariances(matrix, means) : [0];
    const spread = Math.sqrt(variance);
    const name = FEATURES[j];
    const unit = spread > 0 ? (name === 'avg_task_hours' ? -spread : spread) : null;
    return { name, origin: column.length > 0 ? means[0] : 0, unit };
  });
}

function scaled(values: readonly (readonly number[])[], features: readonly MapFeature[]) {
  const rows = values[0].length;
  const columns = features.length;
  const data = new Float64Array(rows * columns);
  features.forEach(({ origin, unit }, j) => {
    if (unit === null) return;
    for (let i = 0; i < rows; i++) data[i * columns + j] = (values[j][i] - origin) / unit;
  });
  return { rows, columns, data };
}

function centresOf({ tiers, kmeans: { clusterCenters } }: Standard) {
  const { columns, data } = clusterCenters;
  return tiers.map(({ cluster }, tier_rank) => ({
    tier_rank,
    at: Array.from(data.subarray(cluster * columns, (cluster + 1) * columns)),
  }));
}
