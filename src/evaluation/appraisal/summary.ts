import { silhouetteScore } from '../../estimators/validity.ts';
import { takeRows } from '../../math/matrix.ts';
import { rowOrder } from '../../math/row-order.ts';
import { BORDERLINE } from '../resampling.ts';
import type { PositionRating } from './rating.ts';
import type { AppraisalSummary, GradeSummary, PositionSummary } from './results.ts';
import type { Rubric } from './rubric.ts';
import type { SeverityReport } from './severity.ts';
import type { PositionGroup } from './shares.ts';

/** Rows up to which the silhouette looks at everybody; above, at a seeded sample of as many. */
const SILHOUETTE_ROWS = 4096;

/** What is known of one position: its people, and their rating where somebody could be rated. */
export interface RatedGroup {
  readonly group: PositionGroup;
  readonly rating: PositionRating | null;
}

export function summariseAppraisals(
  groups: readonly RatedGroup[],
  { grades }: Rubric,
  severity: SeverityReport | null,
): AppraisalSummary {
  const positions = groups.map((group) => summarisePosition(group, grades));
  const total = (count: (position: PositionSummary) => number) =>
    positions.reduce((sum, position) => sum + count(position), 0);
  const compared = groups.flatMap(({ rating }) => (rating?.centres ? [rating] : []));
  return {
    people: total((position) => position.people),
    rated: total((position) => position.rated),
    unrated: total((position) => position.unrated),
    agreement: agreement(compared),
    borderline: total((position) => position.borderline),
    positions,
    severity,
  };
}

function summarisePosition({ group, rating }: RatedGroup, grades: readonly string[]): PositionSummary {
  const { position, people } = group;
  const rated = rating ? rating.ranks.length : 0;
  return {
    position: position.key,
    label: position.label,
    people: people.length,
    rated,
    unrated: people.length - rated,
    graded_by: rating && (rating.centres ? 'clustering' : 'thresholds'),
    grades: grades.map((name, rank) => gradeSummary(name, rank, rating)),
    confusion: confusion(grades, rating),
    agreement: agreement(rating?.centres ? [rating] : []),
    borderline: rating?.stability?.filter((share) => share < BORDERLINE).length ?? 0,
    silhouette: rating && silhouette(rating),
  };
}

function gradeSummary(name: string, rank: number, rating: PositionRating | null): GradeSummary {
  const count = (ranks: Uint8Array | undefined) => ranks?.filter((other) => other === rank).length ?? 0;
  const centres = rating?.centres;
  const indicators = rating?.group.position.indicators ?? [];
  return {
    name,
    people: count(rating?.ranks),
    scoring_people: count(rating?.scoring),
    centre: centres
      ? Object.fromEntries(
          indicators.map(({ key, weight }, j) => [key, centres.data[rank * centres.columns + j] / weight]),
        )
      : null,
  };
}

function confusion(
  grades: readonly string[],
  rating: PositionRating | null,
): Record<string, Record<string, number>> {
  const counts = new Uint32Array(grades.length * grades.length);
  rating?.ranks.forEach((rank, row) => {
    counts[rank * grades.length + rating.scoring[row]]++;
  });
  return Object.fromEntries(
    grades.map((name, rank) => [
      name,
      Object.fromEntries(grades.map((other, scoring) => [other, counts[rank * grades.length + scoring]])),
    ]),
  );
}

/** The share of the people to whom both methods give the same grade; null where there is nobody. */
function agreement(ratings: readonly PositionRating[]): number | null {
  let people = 0;
  let same = 0;
  for (const { ranks, scoring } of ratings) {
    people += ranks.length;
    same += ranks.filter((rank, row) => rank === scoring[row]).length;
  }
  return people > 0 ? same / people : null;
}

/** Of the clusters, before floors; null where it is not defined: a single cluster, or as many as people. */
function silhouette({ group, centres, clustered }: PositionRating): PositionSummary['silhouette'] {
  const { features } = group;
  const present = new Set(clustered).size;
  if (!centres || present < 2 || present >= features.rows) return null;
  const order = rowOrder(features);
  const value = silhouetteScore(
    takeRows(features, order),
    Int32Array.from(order, (row) => clustered[row]),
    { sampleSize: SILHOUETTE_ROWS },
  );
  return { value, sampled_from: features.rows > SILHOUETTE_ROWS ? features.rows : null };
}
