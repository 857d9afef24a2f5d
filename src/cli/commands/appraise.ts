import type { SheetReadOptions } from '../../data/sheets.ts';
import { InputError, UsageError } from '../../errors.ts';
import type { AppraisalEvaluation } from '../../evaluation/appraisal/appraise.ts';
import { type AppraiseOptions, appraisalOptions } from '../../evaluation/appraisal/options.ts';
import type { Rubric } from '../../evaluation/appraisal/rubric.ts';
import type { AppraisalStandard } from '../../evaluation/appraisal/standard.ts';
import { notesOf, type ReadingReport } from '../../reports/answer.ts';
import { count } from '../../reports/words.ts';
import type { CommandTable } from '../arguments.ts';
import { command } from '../command.ts';
import type { Console } from '../console.ts';
import { formatFor, type Views } from '../formats.ts';
import { flag, number, text, type Values } from '../options.ts';
import { requireDifferentFiles, writeToFile } from '../output.ts';
import { Session } from '../session.ts';
import { readingOptions, standardOptions, writingOptions } from '../shared-options.ts';
import { requireOneStandard, standardText } from '../standard-files.ts';
import { writeResult } from '../writing.ts';

const rubricOptions = {
  rubric: text(
    'RUBRIC',
    'what the sheets are held against: fan2022, fan2022-floors, or a YAML or JSON file of your own',
  ),
  position: text(
    'POSITION',
    'the position that is appraised; needed where the sheet has no column of positions and the rubric several',
  ),
};

const methodOptions = {
  'min-pts': number(
    '1..100',
    'by how many nearest others the density around a person is measured; default 10',
  ),
  'adjust-severity': flag(
    'grade on points adjusted for how strict each appraiser is; default as they were given',
  ),
  'random-state': number(
    'SEED',
    'seed of the draws that stability is measured by; moves no grade; default 42',
  ),
};

const resultOptions = {
  compare: flag(
    'show both methods side by side: who has which grade by clustering and by the scoring method',
  ),
  ...writingOptions,
};

const options = {
  ...readingOptions,
  ...rubricOptions,
  ...methodOptions,
  ...standardOptions,
  ...resultOptions,
};

const table: CommandTable<typeof options> = {
  name: 'appraise',
  summary: 'grades from appraisal sheets, by clustering beside the scoring method',
  about:
    'Reads points that appraisers gave on the indicators of a rubric, wide (a column per indicator) or long (a row per indicator, with or without appraiser and role), and gives everybody a grade by clustering beside the grade of the traditional scoring method, with the reasons where they differ, training needs, and how stable the grade is. Each position is graded by itself.',
  operands: [{ name: 'SHEETS', says: 'CSV, TSV, JSON, NDJSON, XLSX or Parquet; - reads standard input' }],
  options,
  groups: [
    { title: 'Rubric', options: rubricOptions },
    { title: 'Reading', options: readingOptions },
    { title: 'Method', options: methodOptions },
    { title: 'Standards', options: standardOptions },
    { title: 'Writing', options: resultOptions },
  ],
  examples: [
    {
      line: 'evenhand appraise technical.csv --rubric fan2022 --position technical',
      says: 'a table in the terminal',
    },
    {
      line: 'evenhand appraise sheets.xlsx --rubric our-rubric.yaml --compare',
      says: 'who differs between the two methods, each position by itself',
    },
    {
      line: 'evenhand appraise ratings.csv --rubric our-rubric.yaml --adjust-severity --out grades.xlsx',
      says: 'several appraisers, their strictness taken out',
    },
    {
      line: 'evenhand appraise 2024.csv --rubric r.yaml --save-standard s.json && evenhand appraise 2025.csv --standard s.json',
      says: 'the second year, measured by the first',
    },
  ],
};

/** `evenhand appraise`: reads, grades, writes. */
export const appraise = command(table, async ({ operands: [file], values }, console) => {
  if (file === undefined) throw new UsageError('give the SHEETS to appraise, or - for standard input');
  const format = formatFor(values.format, values.out, console.stdout);
  const method = methodFrom(values);
  appraisalOptions(method);
  requireOneRubric(values);
  requireOneStandard(values.standard, values['save-standard']);
  await requireDifferentFiles({
    SHEETS: file,
    '--rubric': values.rubric,
    '--standard': values.standard,
    '--out': values.out,
    '--save-standard': values['save-standard'],
    '--rejected': values.rejected,
  });

  const session = new Session(console, values);
  try {
    const standard = values.standard === undefined ? null : await readStandard(values.standard);
    const rubric = standard ? standard.rubric : await readRubric(values.rubric ?? '');
    session.stage(`Reading ${file}`);
    const { readSheet } = await import('../../data/sheets.ts');
    const reading = await readSheet(file, rubric, readOptionsFrom(values, file, console));
    const people = reading.sheet.ids.length;
    await session.accept(file, reading, people);

    session.stage(`Appraising ${count(people, 'person', 'people')}`, people);
    const appraisal = await import('../../evaluation/appraisal/appraise.ts');
    const evaluation = standard
      ? appraisal.applyAppraisalStandard(reading.sheet, standard)
      : appraisal.appraise(reading.sheet, rubric, method);
    if (values['save-standard'] !== undefined) await saveStandard(evaluation, values['save-standard']);

    session.stage(`Writing ${count(people, 'person', 'people')}`, people);
    const views = viewsOf(evaluation, reading, values.compare ?? false);
    await writeResult(views, format, values.out, console, session);
    await session.conclude(notesOf(evaluation, reading), reading);
  } finally {
    session.end();
  }
});

function methodFrom(values: Values<typeof options>): AppraiseOptions {
  return {
    ...(values['min-pts'] !== undefined && { minPts: values['min-pts'] }),
    ...(values['adjust-severity'] && { adjustSeverity: true }),
    ...(values['random-state'] !== undefined && { randomState: values['random-state'] }),
  };
}

/** Throws UsageError unless there is a rubric, or a standard, which brings its rubric and its options. */
function requireOneRubric(values: Values<typeof options>): void {
  if (values.standard === undefined) {
    if (values.rubric !== undefined) return;
    throw new UsageError(
      'say what the sheets are held against: --rubric fan2022, or --rubric with a file of your own, or --standard',
    );
  }
  for (const name of ['rubric', ...Object.keys(methodOptions)]) {
    if (Object.hasOwn(values, name)) {
      throw new UsageError(
        `--${name} cannot be given with --standard: a standard brings its rubric and options`,
      );
    }
  }
}

async function readRubric(nameOrPath: string): Promise<Rubric> {
  const { loadRubric } = await import('../../data/rubrics.ts');
  return loadRubric(nameOrPath);
}

async function readStandard(path: string): Promise<AppraisalStandard> {
  const { parseAppraisalStandard } = await import('../../evaluation/appraisal/standard.ts');
  return parseAppraisalStandard(await standardText(path), path);
}

async function saveStandard({ standard }: AppraisalEvaluation, path: string): Promise<void> {
  if (standard.positions.length === 0) {
    throw new InputError('there is no standard to save: nobody could be graded');
  }
  const { appraisalStandardToText } = await import('../../evaluation/appraisal/standard.ts');
  await writeToFile([appraisalStandardToText(standard)], path);
}

function readOptionsFrom(values: Values<typeof options>, file: string, console: Console): SheetReadOptions {
  const { map, sheet, decimal, position } = values;
  return {
    ...(map && { map: Object.fromEntries(map) }),
    ...(sheet && { sheet }),
    ...(decimal && { decimal }),
    ...(position !== undefined && { position }),
    // only to ask for it would open it
    ...(file === '-' && { stdin: console.stdin }),
  };
}

function viewsOf(evaluation: AppraisalEvaluation, reading: ReadingReport, compare: boolean): Views {
  return {
    async table(layout) {
      const { appraisalReport } = await import('../../reports/appraisal-report.ts');
      return appraisalReport(evaluation, layout, compare);
    },
    async json() {
      const { appraisalAnswerChunks } = await import('../../reports/appraisal-answer.ts');
      return appraisalAnswerChunks(evaluation, reading, { compare });
    },
    async tables() {
      const { appraisalTables } = await import('../../reports/appraisal-tables.ts');
      return appraisalTables(evaluation, reading, compare);
    },
  };
}
