import type { Kysely } from 'kysely';
import { z } from 'zod';
import { findEmployee } from '../../data/store/employees.ts';
import { periodSheets } from '../../data/store/period-sheets.ts';
import { periodsOf } from '../../data/store/periods.ts';
import { findRubric, newestRubric } from '../../data/store/rubrics.ts';
import type { Database } from '../../data/store/schema.ts';
import { parseRubric } from '../../evaluation/appraisal/check-rubric.ts';
import { roleWeights } from '../../evaluation/appraisal/ratings.ts';
import type { Rubric } from '../../evaluation/appraisal/rubric.ts';
import { enterSheet } from '../imports/enter-sheet.ts';
import { ApiError, type FieldProblem } from './problem.ts';
import { type Route, route } from './route.ts';
import { API_SHAPES, ById, Id, text } from './shapes.ts';
import { requireFound } from './versions.ts';

const Points = z.record(text(200), z.number()).describe('By the keys of the indicators.');

const Sheet = z
  .strictObject({
    rubric: z.string(),
    rubric_version: z.int(),
    position: z
      .string()
      .nullable()
      .describe("The key of the rubric's position; null where no sheet says it."),
    appraiser: z.string().nullable().describe('Null where the sheet does not say who gave the points.'),
    role: z.string().nullable(),
    points: Points,
  })
  .register(API_SHAPES, { id: 'Sheet', description: 'The points that one appraiser gives a person.' });

const EnteredSheet = z.strictObject({
  period_id: Id,
  rubric: text(200).describe('Name of a rubric, whose newest version is taken.'),
  position: text(200).describe('The key of one of its positions.'),
  appraiser: text(200).nullable().default(null).describe('Who gives the points, where that is to be kept.'),
  role: text(200)
    .nullable()
    .default(null)
    .describe('One of the rubric, or self, peer, manager, subordinate.'),
  points: Points,
  mode: z
    .enum(['replace', 'add'])
    .default('replace')
    .describe(
      'replace: it stands alone, whatever was there of the person, the period and the rubric; add: it is added. A named appraiser counts once in either.',
    ),
});

const common = { path: '/employees/{id}/sheets', tag: 'rubrics', params: ById } as const;

/** Appraisal sheets of people, one by one; files of many come in by imports. */
export const SHEET_ROUTES: readonly Route[] = [
  route({
    ...common,
    operation: 'listSheets',
    method: 'GET',
    summary: 'The appraisal sheets of a person that count in a period',
    query: z.strictObject({ period: Id }),
    answers: {
      200: {
        description: 'All of them, by appraiser and role.',
        schema: z.strictObject({ items: z.array(Sheet) }),
      },
    },
    problems: ['not-found'],
    handle: async ({ params: { id }, query: { period } }, { store }) => {
      requireFound(await findEmployee(store.read, id), 'person');
      requireFound((await periodsOf(store.read, [period]))[0], 'period');
      const sheets = await periodSheets(store.read, period, undefined, [id]);
      return { body: { items: await Promise.all(sheets.map((sheet) => shown(store.read, sheet))) } };
    },
  }),
  route({
    ...common,
    operation: 'enterSheet',
    method: 'POST',
    summary: 'Enter an appraisal sheet by hand',
    description:
      'It counts at once, as an import of one sheet, which can be undone like any other. Points outside of what the rubric allows are refused, all of them, each with its indicator.',
    body: EnteredSheet,
    examples: {
      ours: {
        summary: 'The points of one appraiser',
        value: {
          period_id: '01920000-0000-7000-8000-000000000001',
          rubric: 'fan2022',
          position: 'technical',
          appraiser: 'ann',
          role: 'manager',
          points: { team_spirit: 9, working_ability: 8.5 },
        },
      },
    },
    answers: {
      201: {
        description: 'It counts.',
        schema: z.strictObject({ import_id: Id.describe('What takes it back, by undoImport.') }),
      },
    },
    problems: ['not-found', 'unprocessable'],
    handle: ({ params: { id: employeeId }, body, change }) =>
      change(async (made) => {
        const { period_id, rubric: name, position, appraiser, role, points, mode } = body;
        requireFound(await findEmployee(made.db, employeeId), 'person');
        const [period] = await periodsOf(made.db, [period_id]);
        if (period === undefined) throw wrong('/period_id', 'no period has this id');
        const rubric = await newestRubric(made.db, name);
        if (rubric === undefined) throw wrong('/rubric', 'no rubric has this name');
        requireFitting(parseRubric(JSON.parse(rubric.document)), { position, role, points });
        const import_id = await enterSheet(made, {
          employeeId,
          period,
          rubric,
          position,
          appraiser: appraiser ?? '',
          role: role ?? '',
          points,
          mode,
        });
        return { status: 201, body: { import_id }, headers: { location: `/api/v1/imports/${import_id}` } };
      }),
  }),
];

/** Throws ApiError with everything in a sheet that the rubric does not allow. */
function requireFitting(
  rubric: Rubric,
  { position: key, role, points }: Pick<z.output<typeof EnteredSheet>, 'position' | 'role' | 'points'>,
): void {
  const problems: FieldProblem[] = [];
  const problem = (pointer: string, reason: string) => problems.push({ in: 'body', pointer, reason });
  const position = rubric.positions.find((one) => one.key === key);
  if (position === undefined) {
    problem('/position', `it must be one of ${rubric.positions.map((one) => one.key).join(', ')}`);
  }
  const roles = [...roleWeights(rubric).keys()];
  if (role !== null && !roles.includes(role)) problem('/role', `it must be one of ${roles.join(', ')}`);
  const given = Object.entries(points);
  if (given.length === 0) problem('/points', 'there must be points on at least one indicator');
  const indicators = new Map(position?.indicators.map((indicator) => [indicator.key, indicator]));
  for (const [name, value] of position === undefined ? [] : given) {
    const pointer = `/points/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const indicator = indicators.get(name);
    if (indicator === undefined) {
      problem(pointer, `it must be one of ${[...indicators.keys()].join(', ')}`);
    } else if (value < 0 || value > indicator.maximum) {
      problem(pointer, `it must be 0 to ${indicator.maximum}, not ${value}`);
    }
  }
  if (problems.length > 0) {
    throw new ApiError('unprocessable', 'the sheet does not fit the rubric', problems);
  }
}

function wrong(pointer: string, reason: string): ApiError {
  return new ApiError('unprocessable', reason, [{ in: 'body', pointer, reason }]);
}

async function shown(
  db: Kysely<Database>,
  { rubric_id, position, appraiser, role, points }: Awaited<ReturnType<typeof periodSheets>>[number],
): Promise<z.output<typeof Sheet>> {
  const { name, version } = requireFound(await findRubric(db, rubric_id), 'rubric');
  return {
    rubric: name,
    rubric_version: version,
    position,
    appraiser: appraiser || null,
    role: role || null,
    points,
  };
}
