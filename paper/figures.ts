import { type CompanyResult, PRINTED_SHARES, type Shares } from './company.ts';
import type { ObjectivityResult } from './objectivity.ts';
import { circle, diamond, line, picture, rect, type Shape, text } from './svg.ts';
import type { SweepEntry, TechnicalResult } from './technical.ts';
import type { UciResult } from './uci.ts';

/** What the paper reports for five data sets together, in per cent. */
export const PAPER = { traditional: [64.26, 74.51], improved: [81.94, 91.27] } as const;

const BLUE = '#0072b2';
const ORANGE = '#d55e00';
const GREY = '#8a8a8a';
const FAINT = '#dddddd';
/** Excellent, good, qualified, poor: told apart by people who see few colours, too. */
const GRADE_COLOURS = ['#1b7a5a', '#8cc8a8', '#f0c75e', '#cf5c36'];
const GRADE_INK = ['#ffffff', '#222222', '#222222', '#ffffff'];

/** Figure 1: accuracy on the five data sets from every kind of start, on the ranges that the paper prints. */
export function accuracyFigure(results: readonly UciResult[], minPts: number): string {
  const left = 190;
  const top = 84;
  const row = 22;
  const height = top + results.length * row + 50;
  const x = (percent: number) => left + (percent - 50) * 11;
  const bottom = top + results.length * row;
  const band = ([from, to]: readonly [number, number], fill: string): Shape =>
    rect(x(from), top - 12, x(to) - x(from), bottom - top + 12, { fill, 'fill-opacity': 0.14 });
  return picture(800, height, 'Accuracy of K-means on five UCI data sets, from every kind of start', [
    text(16, 24, 'Accuracy on the five UCI data sets', { 'font-size': 16, 'font-weight': 600 }),
    ...legend(16, 46, [
      [
        (at, y) => line(at - 12, y, at + 12, y, { stroke: GREY, 'stroke-width': 3 }),
        '100 random starts, with mean',
      ],
      [
        (at, y) => circle(at, y, 4.5, { fill: '#ffffff', stroke: '#222222', 'stroke-width': 1.5 }),
        'k-means++, best of 10',
      ],
      [(at, y) => diamond(at, y, 6, { fill: BLUE }), `density seeding, MinPts ${minPts}`],
      [(at, y) => line(at, y - 7, at, y + 7, { stroke: ORANGE, 'stroke-width': 2.5 }), 'lowest inertia'],
    ]),
    band(PAPER.traditional, '#555555'),
    band(PAPER.improved, BLUE),
    ...[50, 60, 70, 80, 90, 100].flatMap((percent) => [
      line(x(percent), top - 12, x(percent), bottom, { stroke: FAINT }),
      text(x(percent), bottom + 16, `${percent} %`, { 'text-anchor': 'middle', fill: '#555555' }),
    ]),
    text((x(PAPER.traditional[0]) + x(PAPER.traditional[1])) / 2, bottom + 36, 'traditional, paper', {
      'text-anchor': 'middle',
      fill: '#555555',
    }),
    text((x(PAPER.improved[0]) + x(PAPER.improved[1])) / 2, bottom + 36, 'improved, paper', {
      'text-anchor': 'middle',
      fill: BLUE,
    }),
    ...results.flatMap((result, i) => {
      const y = top + i * row + row / 2;
      const percent = (share: number) => x(share * 100);
      const { accuracy } = result.random;
      const isFirst = i === 0 || results[i - 1].dataSet !== result.dataSet;
      return [
        ...(isFirst ? [text(16, y + 4, result.title, { 'font-weight': 600 })] : []),
        ...(isFirst && i > 0 ? [line(16, y - row / 2, 784, y - row / 2, { stroke: FAINT })] : []),
        text(left - 12, y + 4, result.scaling, { 'text-anchor': 'end' }),
        line(percent(accuracy.minimum), y, percent(accuracy.maximum), y, { stroke: GREY, 'stroke-width': 3 }),
        line(percent(accuracy.mean), y - 6, percent(accuracy.mean), y + 6, {
          stroke: GREY,
          'stroke-width': 3,
        }),
        line(percent(result.best.accuracy), y - 8, percent(result.best.accuracy), y + 8, {
          stroke: ORANGE,
          'stroke-width': 2.5,
        }),
        diamond(percent(result.density[minPts - 1].accuracy), y, 6, { fill: BLUE }),
        circle(percent(result.plusPlus.accuracy), y, 4.5, {
          fill: 'none',
          stroke: '#222222',
          'stroke-width': 1.5,
        }),
      ];
    }),
  ]);
}

/** Which MinPts does well where: a strip for each data set and scaling, and for the 15 employees. */
export function minPtsFigure(
  uci: readonly UciResult[],
  sweep: readonly SweepEntry[],
  minPts: number,
  most: number,
): string {
  const left = 190;
  const top = 96;
  const cell = 18;
  const strips = [
    ...uci.map(({ title, scaling, density, best }) => ({
      name: `${title}, ${scaling}`,
      marks: density.slice(0, most).map((run) => gapMark((best.accuracy - run.accuracy) * 100)),
    })),
    ...(['shares'] as const).flatMap((scaling) => {
      const entries = sweep.filter((entry) => entry.scaling === scaling);
      return [
        {
          name: '15 employees, plain',
          marks: entries.map(({ plain }) => (plain >= 10 ? 0 : plain >= 8 ? 1 : 2)),
        },
        {
          name: '15 employees, floors',
          marks: entries.map(({ floors }) => (floors === 14 ? 0 : floors >= 12 ? 1 : 2)),
        },
      ];
    }),
  ];
  const fills = ['#1b7a5a', '#f0c75e', '#cf5c36'];
  const y = (i: number) => top + i * cell + (i >= uci.length ? 10 : 0);
  return picture(left + most * cell + 24, y(strips.length) + 16, 'Which MinPts does well on which data', [
    text(16, 24, 'Which MinPts does well', { 'font-size': 16, 'font-weight': 600 }),
    ...legend(16, 46, [
      [
        (at, mid) => rect(at - 7, mid - 7, 14, 14, { fill: fills[0] }),
        'within 1 point of the lowest inertia; 10 or more of 14, all 14',
      ],
    ]),
    ...legend(16, 66, [
      [(at, mid) => rect(at - 7, mid - 7, 14, 14, { fill: fills[1] }), 'within 5 points; 8 or 9, 12 or 13'],
      [(at, mid) => rect(at - 7, mid - 7, 14, 14, { fill: fills[2] }), 'worse'],
    ]),
    ...Array.from({ length: most }, (_, i) => i + 1)
      .filter((value) => value === 1 || value % 5 === 0)
      .map((value) =>
        text(left + (value - 0.5) * cell, top - 6, String(value), {
          'text-anchor': 'middle',
          fill: '#555555',
        }),
      ),
    ...strips.flatMap(({ name, marks }, i) => [
      text(left - 8, y(i) + 13, name, { 'text-anchor': 'end' }),
      ...marks.map((mark, j) =>
        rect(left + j * cell + 1, y(i) + 1, cell - 2, cell - 2, { fill: fills[mark], rx: 2 }),
      ),
    ]),
    rect(left + (minPts - 1) * cell - 1, top - 1, cell + 2, y(strips.length) - top + 2, {
      fill: 'none',
      stroke: '#222222',
      'stroke-width': 2,
    }),
  ]);
}

/** The 15 technical employees: what is printed and what comes out, grade by grade. */
export function employeesFigure({ employees, grades }: TechnicalResult): string {
  const left = 230;
  const top = 64;
  const cell = 34;
  const rank = (grade: string | null) => (grade === null ? undefined : grades.indexOf(grade));
  const rows: readonly (readonly [string, (employee: (typeof employees)[number]) => number | undefined])[] = [
    ['scoring method, printed', (e) => e.printedScoring],
    ['scoring method, here', (e) => rank(e.plain.scoring_grade)],
    ['improved K-means, printed', (e) => e.printedKMeans],
    ['density-seeded K-means, here', (e) => rank(e.plain.grade)],
    ['the same with two floors, here', (e) => rank(e.withFloors.grade)],
  ];
  const y = (i: number) => top + i * cell + (i >= 2 ? 12 : 0);
  return picture(
    left + employees.length * cell + 20,
    y(rows.length) + 42,
    'Grades of the 15 technical employees',
    [
      text(16, 24, 'The 15 technical employees', { 'font-size': 16, 'font-weight': 600 }),
      ...employees.map(({ id }, j) =>
        text(left + (j + 0.5) * cell, top - 8, String(id), { 'text-anchor': 'middle', fill: '#555555' }),
      ),
      ...rows.flatMap(([name, gradeOf], i) => [
        text(left - 10, y(i) + cell / 2 + 4, name, { 'text-anchor': 'end' }),
        ...employees.flatMap((employee, j) => {
          const grade = gradeOf(employee);
          const at = left + j * cell;
          if (grade === undefined)
            return [text(at + cell / 2, y(i) + cell / 2 + 4, '–', { 'text-anchor': 'middle' })];
          const differs = i > 2 && employee.printedKMeans !== undefined && grade !== employee.printedKMeans;
          return [
            rect(at + 2, y(i) + 2, cell - 4, cell - 4, {
              fill: GRADE_COLOURS[grade],
              rx: 4,
              ...(differs && { stroke: '#222222', 'stroke-width': 3 }),
            }),
            text(at + cell / 2, y(i) + cell / 2 + 4, grades[grade].charAt(0).toUpperCase(), {
              'text-anchor': 'middle',
              'font-weight': 600,
              fill: GRADE_INK[grade],
            }),
          ];
        }),
      ]),
      ...legend(16, y(rows.length) + 22, [
        ...grades.map((grade, i) => [gradeSwatch(i), grade] as const),
        [
          (at: number, mid: number) =>
            rect(at - 7, mid - 7, 14, 14, { fill: '#ffffff', stroke: '#222222', 'stroke-width': 3, rx: 3 }),
          'not as printed',
        ] as const,
      ]),
    ],
  );
}

/** Figure 2: the shares of the grades among 1,064 technical employees. */
export function sharesFigure(
  { byScoring, byKMeans, withFloors, lowest, sweep }: CompanyResult,
  grades: readonly string[],
): string {
  const left = 220;
  const width = 480;
  const top = 60;
  const row = 30;
  const at = (reach: number) => lowest.find((entry) => entry.reach === reach)?.shares ?? [];
  const by = (scaling: string) =>
    sweep.find((entry) => entry.scaling === scaling && entry.minPts === 10)?.shares ?? [];
  const bars: readonly (readonly [string, Shares])[] = [
    ['Figure 2 of the paper', PRINTED_SHARES],
    ['K-means on shares of points', byKMeans],
    ['K-means on plain points', by('points')],
    ['K-means, standard-scaled', by('standard')],
    ['K-means, min-max-scaled', by('min-max')],
    ['K-means and the two floors', withFloors],
    ['scoring method', byScoring],
    ['K-means, the poor reach 32 %', at(0.32)],
    ['K-means, the poor reach 38 %', at(0.38)],
  ];
  const y = (i: number) => top + i * row + (i >= 1 ? 8 : 0) + (i >= 7 ? 8 : 0);
  return picture(
    left + width + 44,
    y(bars.length) + 40,
    'Shares of the grades among 1,064 technical employees',
    [
      text(16, 24, '1,064 technical employees', { 'font-size': 16, 'font-weight': 600 }),
      text(16, 43, 'invented, in groups of 32, 38, 27 and 3 %; the last reaches 30 % of the points', {
        fill: '#555555',
      }),
      ...bars.flatMap(([name, shares], i) => {
        let from = left;
        return [
          text(left - 10, y(i) + row / 2 + 4, name, { 'text-anchor': 'end' }),
          ...shares.flatMap((share, grade) => {
            const start = from;
            from += share * width;
            const label = (share * 100).toFixed(1);
            return [
              rect(start, y(i) + 3, share * width, row - 6, { fill: GRADE_COLOURS[grade] }),
              text(share > 0.06 ? start + (share * width) / 2 : from + 6, y(i) + row / 2 + 4, label, {
                'text-anchor': share > 0.06 ? 'middle' : 'start',
                fill: share > 0.06 ? GRADE_INK[grade] : '#222222',
              }),
            ];
          }),
        ];
      }),
      ...legend(left, y(bars.length) + 20, [
        ...grades.map((grade, i) => [gradeSwatch(i), grade] as const),
        [() => '', 'in per cent'] as const,
      ]),
    ],
  );
}

/** How many people are not in the same group every time. */
export function objectivityFigure(results: readonly ObjectivityResult[], runs: number): string {
  const left = 210;
  const width = 430;
  const top = 84;
  const bar = 13;
  const row = 3 * bar + 14;
  const bottom = top + results.length * row;
  const colours = ['#b8b8b8', '#6e6e6e', BLUE];
  const names = ['k-means++ once', 'k-means++, best of 10', 'density seeding'];
  return picture(left + width + 70, bottom + 34, 'Share of people whose group depends on luck', [
    text(16, 24, 'Whose group depends on luck?', { 'font-size': 16, 'font-weight': 600 }),
    text(16, 43, `people who are not in the same group in ${runs} runs with other seeds and row orders`, {
      fill: '#555555',
    }),
    ...legend(
      16,
      62,
      names.map(
        (name, i) => [(at, mid) => rect(at - 7, mid - 7, 14, 14, { fill: colours[i] }), name] as const,
      ),
    ),
    ...[0, 25, 50, 75, 100].flatMap((percent) => [
      line(left + (percent / 100) * width, top, left + (percent / 100) * width, bottom, { stroke: FAINT }),
      text(left + (percent / 100) * width, bottom + 18, `${percent} %`, {
        'text-anchor': 'middle',
        fill: '#555555',
      }),
    ]),
    ...results.flatMap((result, i) => {
      const y = top + i * row + 6;
      const lucks = [result.plusPlusOnce, result.plusPlusTen, result.density];
      return [
        text(left - 10, y + 1.5 * bar + 4, result.name, { 'text-anchor': 'end' }),
        ...lucks.flatMap(({ moved }, j) => [
          rect(left, y + j * bar + 1, moved * width, bar - 2, { fill: colours[j] }),
          text(left + moved * width + 6, y + j * bar + 10, `${Math.round(moved * 1000) / 10} %`, {
            'font-size': 10,
            fill: j === 2 ? BLUE : '#222222',
          }),
        ]),
      ];
    }),
  ]);
}

/** Signs and what they mean, in one line. */
function legend(
  x: number,
  y: number,
  entries: readonly (readonly [(x: number, y: number) => Shape, string])[],
): Shape[] {
  let at = x;
  return entries.flatMap(([sign, meaning]) => {
    const shapes = [sign(at + 12, y), text(at + 30, y + 4, meaning, { fill: '#555555' })];
    at += 46 + meaning.length * 6.8;
    return shapes;
  });
}

function gradeSwatch(grade: number): (x: number, y: number) => Shape {
  return (x, y) => rect(x - 7, y - 7, 14, 14, { fill: GRADE_COLOURS[grade], rx: 3 });
}

/** 0 within a point, 1 within five, 2 beyond. */
function gapMark(points: number): 0 | 1 | 2 {
  if (points <= 1) return 0;
  return points <= 5 ? 1 : 2;
}
