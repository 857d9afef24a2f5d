import type { Experiments } from './experiments.ts';
import type { Employee } from './technical.ts';
import { POINT_SCALINGS } from './technical.ts';
import { listing, table } from './text.ts';

/** Why the paper gives these employees other grades than the scoring method, retold. */
const PAPERS_REASONS: ReadonlyMap<number, string> = new Map([
  [3, 'three points for working ability are too few for a technical position: qualified, not good'],
  [6, 'two points for team spirit, perhaps somebody who will not cooperate: poor, not good'],
  [7, 'moral quality among the lowest of all 15, everything else high: qualified, not excellent'],
  [15, 'balanced, nothing stands out below: good, not qualified'],
]);

export function technicalSection({ technical, minPts }: Experiments): string {
  const { grades, employees, sweep, starts, fixedPoint, printedMeans } = technical;
  const counts = (scaling: string, of: 'plain' | 'floors') => {
    const at = sweep.find((entry) => entry.scaling === scaling && entry.minPts === minPts);
    return String(at?.[of] ?? '');
  };
  return `## Tables 3 to 5: the technical employees

![Grades of the 15 technical employees](figures/employees.svg)

**The scoring method** (45 points and above excellent, 40 to 44 good, 36 to 39 qualified, 35 and below poor) agrees with Table 4
on ${technical.scoringAgrees} of the 15 employees of Table 5 and on ${technical.companyScoringAgrees} of the ten of Table 3.
The paper's bounds overlap at 40 and 35 points; the printed grades show that 40 is good (employee 3) and 36 to 39 qualified.

**Density-seeded K-means** on shares of points, with all defaults, gives ${technical.plainAgrees} of the 14 grades that are printed
(employee 11 has none); with the rubric's two floors (\`fan2022-floors\`: a share of at most 40 % on any indicator caps the
grade at qualified, of at most 20 % at poor) ${technical.floorsAgree} of 14.

${table(
  [
    'Clustered',
    `of 14, MinPts ${minPts}`,
    'with floors',
    'best of all 1,365 starts',
    'different outcomes of these starts',
    'who leaves the printed grades at once',
  ],
  POINT_SCALINGS.map((scaling) => {
    const start = starts.find((entry) => entry.scaling === scaling);
    const moves = fixedPoint.find((entry) => entry.scaling === scaling)?.moves ?? [];
    return [
      scaling,
      counts(scaling, 'plain'),
      counts(scaling, 'floors'),
      `${start?.best}`,
      `${start?.partitions}`,
      moves.map(({ id, from, to }) => `${id} (${grades[from]} to ${grades[to]})`).join(', '),
    ];
  }),
)}

**Why not 14 without floors?** The printed grades are no resting point of K-means on the printed points: ${listing([...new Set(fixedPoint.flatMap(({ moves }) => moves.map(({ id }) => id)))].toSorted((a, b) => a - b))} lie
nearer to the mean of another grade than to that of their own, in every scaling, so the algorithm would have moved them. No
choice of four employees as starting centres, in any of the four scalings, gives more than ${Math.max(...starts.map(({ best }) => best))} of the 14. Nor are the printed
grades in order: those called qualified have a mean total of ${printedMeans[2].toFixed(1)} points, those called good ${printedMeans[1].toFixed(1)}.
The reasons that the paper gives in prose are about single indicators that are too low. K-means, which adds up all
indicators, cannot see such a reason; a floor says it, applies it to everybody, and names it in the result.

### Employee by employee

${table(
  [
    'Employee',
    'Points',
    'Scoring: printed',
    'here',
    'Improved K-means: printed',
    'K-means here',
    'with floors',
  ],
  employees.map((employee) => [
    String(employee.id),
    String(employee.plain.total),
    named(grades, employee.printedScoring),
    employee.plain.scoring_grade ?? '',
    named(grades, employee.printedKMeans),
    marked(employee.plain.grade, employee, grades),
    marked(employee.withFloors.grade, employee, grades),
  ]),
)}

What the paper says about the four whose grades it explains, and what Evenhand says (rubric \`fan2022-floors\`):

${table(
  ['Employee', 'The paper', 'Evenhand'],
  employees
    .filter(({ id }) => PAPERS_REASONS.has(id))
    .map(({ id, withFloors }) => [
      String(id),
      PAPERS_REASONS.get(id) ?? '',
      `${withFloors.grade}: ${withFloors.difference ?? 'as by the scoring method'}`,
    ]),
)}

The paper calls employee 15 "all above five points"; four of the seven scores are 6 and three are 5.

Fifteen people are few. In 200 draws of colleagues ${employees.filter(({ plain }) => plain.borderline).length} of the 15 keep their grade less than four times in five (without
floors), and Evenhand marks them as borderline; floors hold whoever the colleagues are.`;
}

function named(grades: readonly string[], rank: number | undefined): string {
  return rank === undefined ? '(none)' : grades[rank];
}

/** A grade, in bold where it is not as printed. */
function marked(grade: string | null, { printedKMeans }: Employee, grades: readonly string[]): string {
  const differs = printedKMeans !== undefined && grade !== grades[printedKMeans];
  return differs ? `**${grade}**` : `${grade}`;
}
