import { KMeans, type KMeansInit } from '../src/estimators/kmeans.ts';
import { appraise } from '../src/evaluation/appraisal/appraise.ts';
import type { AppraisalResult } from '../src/evaluation/appraisal/results.ts';
import type { Position, Rubric } from '../src/evaluation/appraisal/rubric.ts';
import { type Matrix, rowOf } from '../src/math/matrix.ts';
import { READINGS, type Reading, ReadingSeeds } from './readings.ts';
import { type PrintedGrades, type PrintedTables, positionOf, sharesOf } from './tables.ts';
import { scaled } from './uci.ts';

/** How points are put before they are clustered. */
export type PointScaling = 'points' | 'shares' | 'standard' | 'min-max';

export const POINT_SCALINGS: readonly PointScaling[] = ['points', 'shares', 'standard', 'min-max'];

/** One of the 15 technical employees: the print beside what Evenhand says. Ranks: 0 is excellent. */
export interface Employee {
  readonly id: number;
  readonly printedScoring: number | undefined;
  readonly printedKMeans: number | undefined;
  readonly plain: AppraisalResult;
  readonly withFloors: AppraisalResult;
}

/** Tables 3 to 5, done again. */
export interface TechnicalResult {
  readonly grades: readonly string[];
  readonly employees: readonly Employee[];
  /** How many of the printed grades the scoring method gives: of 15 here, of 10 in Table 3. */
  readonly scoringAgrees: number;
  readonly companyScoringAgrees: number;
  /** How many of the 14 grades printed for the improved K-means agree. */
  readonly plainAgrees: number;
  readonly floorsAgree: number;
  readonly sweep: readonly SweepEntry[];
  readonly readings: readonly ReadingAgreement[];
  readonly starts: readonly StartsResult[];
  readonly fixedPoint: FixedPoint;
  readonly sevenClusters: number;
  /** Mean total of the people of each printed grade. */
  readonly printedMeans: readonly number[];
}

/** How many of the 14 agree with one MinPts in one scaling, without and with floors. */
export interface SweepEntry {
  readonly scaling: PointScaling;
  readonly minPts: number;
  readonly plain: number;
  readonly floors: number;
}

export interface ReadingAgreement {
  readonly reading: Reading;
  readonly scaling: PointScaling;
  /** With the default MinPts, and with the best of 1 to 14. */
  readonly plain: number;
  readonly bestPlain: number;
}

/** What all 1,365 choices of four starting employees give in one scaling. */
export interface StartsResult {
  readonly scaling: PointScaling;
  readonly starts: number;
  readonly partitions: number;
  readonly best: number;
  readonly worst: number;
}

/** Whether Lloyd's algorithm leaves the printed partition as it is, in each scaling: who would move where. */
export type FixedPoint = readonly {
  readonly scaling: PointScaling;
  readonly moves: readonly { readonly id: number; readonly from: number; readonly to: number }[];
}[];

export function gradeTechnical(
  { technical, company, byScoring, byKMeans }: PrintedTables,
  plainRubric: Rubric,
  floorsRubric: Rubric,
  minPts: number,
): TechnicalResult {
  const plain = appraise(technical, plainRubric);
  const floors = appraise(technical, floorsRubric);
  const all = appraise(company, plainRubric);
  const { grades } = plainRubric;
  const employees = technical.ids.map((id, i) => ({
    id: Number(id),
    printedScoring: byScoring.get(Number(id)),
    printedKMeans: byKMeans.get(Number(id)),
    plain: plain.at(i),
    withFloors: floors.at(i),
  }));
  const count = (agrees: (employee: Employee) => boolean) => employees.filter(agrees).length;

  const position = positionOf(floorsRubric, 'technical');
  const ids = employees.map(({ id }) => id);
  const put = new Map(
    POINT_SCALINGS.map((scaling) => [scaling, scaledPoints(technical.points, scaling, position)]),
  );
  const agreement = (X: Matrix, init: KMeansInit, neighbours: number, caps?: readonly number[]) => {
    const { labels } = new KMeans({ clusters: 4, init, minPts: neighbours, tolerance: 0 }).fit(X);
    return agreeing(ranked(labels, technical.points, position), ids, byKMeans, caps);
  };
  const caps = ids.map((_, i) => lowestOpen(technical.points, i, position));
  const each = <T>(make: (scaling: PointScaling, X: Matrix) => T): T[] =>
    Array.from(put, ([scaling, X]) => make(scaling, X));
  const range = Array.from({ length: ids.length - 1 }, (_, i) => i + 1);

  return {
    grades,
    employees,
    scoringAgrees: count(
      ({ plain: p, printedScoring }) => grades.indexOf(p.scoring_grade ?? '') === printedScoring,
    ),
    companyScoringAgrees: company.ids.filter(
      (id, i) => grades.indexOf(all.at(i).scoring_grade ?? '') === byScoring.get(Number(id)),
    ).length,
    plainAgrees: count(({ plain: p, printedKMeans }) => grades.indexOf(p.grade ?? '') === printedKMeans),
    floorsAgree: count(({ withFloors: f, printedKMeans }) => grades.indexOf(f.grade ?? '') === printedKMeans),
    sweep: each((scaling, X) =>
      range.map((neighbours) => ({
        scaling,
        minPts: neighbours,
        plain: agreement(X, 'density', neighbours),
        floors: agreement(X, 'density', neighbours, caps),
      })),
    ).flat(),
    readings: each((scaling, X) => {
      const seeds = new ReadingSeeds(X);
      return READINGS.map((reading) => {
        const found = range.map((neighbours) =>
          agreement(X, seeds.seeds(reading, 4, neighbours), neighbours),
        );
        return { reading, scaling, plain: found[range.indexOf(minPts)], bestPlain: Math.max(...found) };
      });
    }).flat(),
    starts: each((scaling, X) => {
      const partitions = new Set<string>();
      const found = choices(ids.length, 4).map((rows) => {
        const { labels } = new KMeans({ clusters: 4, init: rows, tolerance: 0 }).fit(X);
        const ranks = ranked(labels, technical.points, position);
        partitions.add(ranks.join());
        return agreeing(ranks, ids, byKMeans);
      });
      return {
        scaling,
        starts: found.length,
        partitions: partitions.size,
        best: Math.max(...found),
        worst: Math.min(...found),
      };
    }),
    fixedPoint: each((scaling, X) => ({ scaling, moves: movesFrom(X, ids, byKMeans) })),
    sevenClusters: bestMerge(
      technical.points,
      put.get('shares') ?? technical.points,
      position,
      ids,
      byKMeans,
    ),
    printedMeans: grades.map((_, rank) => {
      const totals = employees.flatMap((e) => (e.printedKMeans === rank ? [e.plain.total ?? 0] : []));
      return totals.reduce((sum, total) => sum + total, 0) / totals.length;
    }),
  };
}

/** Points put as a scaling asks. */
export function scaledPoints(points: Matrix, scaling: PointScaling, position: Position): Matrix {
  if (scaling === 'points') return points;
  return scaling === 'shares' ? sharesOf(points, position) : scaled(points, scaling);
}

/** Each person's rank: clusters ordered by their people's mean share of points, the best first. */
export function ranked(labels: Int32Array, points: Matrix, position: Position): number[] {
  const shares = sharesOf(points, position);
  const clusters = 1 + Math.max(...labels);
  const means = Array.from({ length: clusters }, (_, cluster) => {
    const rows = Array.from(labels.keys()).filter((i) => labels[i] === cluster);
    const sum = rows.reduce((total, i) => total + rowOf(shares, i).reduce((a, b) => a + b, 0), 0);
    return sum / rows.length;
  });
  const order = Array.from(means.keys()).sort((a, b) => means[b] - means[a]);
  return Array.from(labels, (label) => order.indexOf(label));
}

function agreeing(
  ranks: readonly number[],
  ids: readonly number[],
  printed: PrintedGrades,
  caps: readonly number[] = ranks,
): number {
  return ids.filter((id, i) => Math.max(ranks[i], caps[i]) === printed.get(id)).length;
}

/** The best rank that the position's floors leave a person. */
function lowestOpen(points: Matrix, row: number, { indicators, floors }: Position): number {
  const shares = rowOf(points, row).map((value, j) => value / indicators[j].maximum);
  const held = floors.filter(({ atOrBelow }) => shares.some((share) => share <= atOrBelow + 1e-9));
  return Math.max(0, ...held.map(({ atMost }) => atMost));
}

/** Who is nearer to the mean of another printed grade than to that of the own; employees without a printed grade are left out. */
function movesFrom(X: Matrix, ids: readonly number[], printed: PrintedGrades) {
  const groups = [0, 1, 2, 3].map((rank) =>
    Array.from(ids.keys()).filter((i) => printed.get(ids[i]) === rank),
  );
  const centres = groups.map((rows) =>
    Float64Array.from(
      { length: X.columns },
      (_, j) => rows.reduce((sum, i) => sum + rowOf(X, i)[j], 0) / rows.length,
    ),
  );
  return groups.flatMap((rows, from) =>
    rows.flatMap((i) => {
      const distances = centres.map((centre) =>
        rowOf(X, i).reduce((sum, x, j) => sum + (x - centre[j]) ** 2, 0),
      );
      const to = distances.indexOf(Math.min(...distances));
      return to === from ? [] : [{ id: ids[i], from, to }];
    }),
  );
}

/** Seven clusters joined, in the order of their means, into four grades in the way that agrees best with the print. */
function bestMerge(
  points: Matrix,
  X: Matrix,
  position: Position,
  ids: readonly number[],
  printed: PrintedGrades,
): number {
  const { labels } = new KMeans({ clusters: 7, init: 'density', tolerance: 0 }).fit(X);
  const ranks = ranked(labels, points, position);
  const cuts = choices(6, 3).map((chosen) => chosen.map((cut) => cut + 1));
  return Math.max(
    ...cuts.map((cut) =>
      agreeing(
        ranks.map((rank) => cut.filter((c) => rank >= c).length),
        ids,
        printed,
      ),
    ),
  );
}

/** Every choice of `size` of the numbers 0 to n - 1. */
function choices(n: number, size: number): number[][] {
  if (size === 0) return [[]];
  return Array.from({ length: n }, (_, last) =>
    choices(last, size - 1).map((rest) => [...rest, last]),
  ).flat();
}
