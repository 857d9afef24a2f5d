import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseRubric } from '../src/evaluation/appraisal/check-rubric.ts';
import type { Position, Rubric } from '../src/evaluation/appraisal/rubric.ts';
import type { AppraisalSheet } from '../src/evaluation/appraisal/sheet.ts';
import type { Matrix } from '../src/math/matrix.ts';

/** The grades by one method, as Table 4 prints them: employee id -> rank, 0 for excellent. Some employees are missing there. */
export type PrintedGrades = ReadonlyMap<number, number>;

export interface PrintedTables {
  /** Table 5: the points of the 15 technical employees. */
  readonly technical: AppraisalSheet;
  /** Table 3: those of ten employees of all positions, with the totals as printed. */
  readonly company: AppraisalSheet;
  readonly companyTotals: readonly number[];
  /** Table 4. */
  readonly byScoring: PrintedGrades;
  readonly byKMeans: PrintedGrades;
}

/** The tables of the paper that the project carries. */
export function readPrintedTables(root: string): PrintedTables {
  const read = (name: string) => parseCsv(readFileSync(join(root, 'paper', 'data', 'fan2022', name), 'utf8'));
  const grades = read('table4_grades.csv');
  const company = read('table3_company_scores.csv');
  return {
    technical: sheetOf(read('table5_technical_scores.csv'), () => 'technical'),
    company: sheetOf(company, (row) => row.position),
    companyTotals: company.map((row) => Number(row.total_score)),
    byScoring: gradesOf(grades, 'scoring'),
    byKMeans: gradesOf(grades, 'improved_kmeans'),
  };
}

/** One of the bundled rubrics: fan2022 or fan2022-floors. */
export function readRubric(root: string, name: 'fan2022' | 'fan2022-floors'): Rubric {
  return parseRubric(parse(readFileSync(join(root, 'rubrics', `${name}.yaml`), 'utf8')));
}

export function positionOf(rubric: Rubric, key: string): Position {
  const position = rubric.positions.find((candidate) => candidate.key === key);
  if (!position) throw new Error(`the rubric ${rubric.name} has no position ${key}`);
  return position;
}

/** Points as shares of what the position can reach. */
export function sharesOf({ rows, columns, data }: Matrix, { indicators }: Position): Matrix {
  return { rows, columns, data: data.map((points, at) => points / indicators[at % columns].maximum) };
}

type Row = Readonly<Record<string, string>>;

const INDICATORS = [
  'team_spirit',
  'spirit_of_innovation',
  'awareness_of_responsibility',
  'cost_awareness',
  'working_ability',
  'communication_skills',
  'moral_quality',
];

/** The rows of a CSV file without quotes, by column. */
export function parseCsv(text: string): Row[] {
  const [header, ...lines] = text.trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, j) => [name, cells[j]]));
  });
}

/** A sheet of points on the seven indicators, in the order of the rubric. */
export function sheetOf(rows: readonly Row[], position: (row: Row) => string): AppraisalSheet {
  const points = Float64Array.from(
    rows.flatMap((row) => INDICATORS.map((indicator) => Number(row[indicator]))),
  );
  return {
    ids: rows.map((row) => row.employee_id),
    names: rows.map(() => null),
    positions: rows.map(position),
    points: { rows: rows.length, columns: INDICATORS.length, data: points },
    ratings: null,
    extras: [],
  };
}

const GRADES = ['excellent', 'good', 'qualified', 'poor'];

function gradesOf(rows: readonly Row[], method: string): PrintedGrades {
  return new Map(
    rows
      .filter((row) => row.method === method)
      .flatMap((row) =>
        row.employee_ids.split(' ').map((id) => [Number(id), GRADES.indexOf(row.grade)] as const),
      ),
  );
}
