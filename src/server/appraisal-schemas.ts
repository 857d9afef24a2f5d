import { z } from 'zod';
import { EmployeeId, Problem, Scalar, SHAPES } from './schemas.ts';

/** The shapes of requests and answers of appraisals; they join the others in SHAPES. */
export const AppraisalRecord = z
  .object({ employee_id: EmployeeId.optional() })
  .catchall(z.unknown())
  .register(SHAPES, {
    id: 'AppraisalRecord',
    description:
      'One employee with a field of points for each indicator of the rubric (and, where several appraise, "appraiser" and "role"), or, where "indicator" and "points" are there, one indicator. "name", "position" and further fields travel along. Fields are found by the keys, labels and synonyms of the rubric.',
    examples: [
      { employee_id: 7, position: 'technical', team_spirit: 8, working_ability: 9 },
      { employee_id: 7, appraiser: 'B', role: 'peer', indicator: 'team_spirit', points: 8 },
    ],
  });

const Rubric = z
  .looseObject({ rubric: z.string(), version: z.union([z.string(), z.number()]) })
  .register(SHAPES, {
    id: 'Rubric',
    description: 'A rubric as docs/appraisals.md describes it, as JSON.',
  });

export const AppraiseBody = z
  .union([
    z.array(AppraisalRecord),
    z.strictObject({
      records: z.array(AppraisalRecord),
      rubric: z
        .union([z.string(), Rubric])
        .optional()
        .describe('The name of a rubric of Evenhand, or one of your own.'),
      map: z
        .record(z.string(), z.string())
        .optional()
        .describe('The field of the records for a key: {"employee_id": "Number", "team_spirit": "Q1"}.'),
      standard: z
        .looseObject({ format: z.literal('evenhand-standard') })
        .optional()
        .describe(
          'A saved standard, as "evenhand appraise --save-standard" writes it; it brings its rubric and is applied instead of fitting a new one.',
        ),
    }),
  ])
  .register(SHAPES, { id: 'AppraiseBody' });

const Share = z.number().min(0).max(1);

const IndicatorComparison = z
  .strictObject({
    indicator: z.string(),
    share: Share,
    own_centre: z.number().nullable().describe('The share at the centre of the own grade.'),
    next_centre: z
      .number()
      .nullable()
      .describe('The share at the centre of the next better grade; null for the best.'),
    points: z
      .number()
      .describe(
        "Points above (or, below 0, short of) the next better grade's centre, or the own for the best.",
      ),
  })
  .register(SHAPES, { id: 'IndicatorComparison' });

const AppraisedPerson = z
  .object({
    employee_id: EmployeeId,
    name: z.string().nullable(),
    position: z.string(),
    grade: z.string().nullable().describe('By clustering, then lowered where floors hold.'),
    scoring_grade: z.string().nullable().describe('By the total of points.'),
    agreement: z
      .boolean()
      .nullable()
      .describe('Whether the two grades are the same; null where the thresholds graded.'),
    difference: z.string().nullable().describe('Why the two grades are not the same, in words.'),
    clustered_grade: z.string().nullable().describe('Before floors.'),
    total: z.number().nullable(),
    maximum: z.number(),
    shares: z.record(z.string(), Share.nullable()).describe('Points / maximum of each indicator.'),
    distances: z.record(z.string(), z.number()).nullable().describe("To each grade's centre."),
    stability: Share.nullable().describe('The share of 200 draws of colleagues in which the grade stays.'),
    borderline: z.boolean().nullable().describe('Whether the stability is below 0.8.'),
    strengths: z.array(IndicatorComparison),
    training_needs: z.array(IndicatorComparison),
    floors: z
      .array(
        z.strictObject({ indicator: z.string(), share: Share, at_or_below: z.number(), at_most: z.string() }),
      )
      .describe('The floors that lowered the grade.'),
    appraisers: z.number().int().nullable(),
    unrated_reason: z.string().nullable().describe('Why there is no grade; null for a rated person.'),
  })
  .catchall(Scalar)
  .register(SHAPES, { id: 'AppraisedPerson' });

const Silhouette = z
  .strictObject({ value: z.number(), sampled_from: z.number().int().nullable() })
  .nullable();

const PositionSummary = z
  .strictObject({
    position: z.string(),
    label: z.string(),
    people: z.number().int(),
    rated: z.number().int(),
    unrated: z.number().int(),
    graded_by: z
      .enum(['clustering', 'thresholds'])
      .nullable()
      .describe(
        'The thresholds of the scoring method grade where fewer people differ than there are grades; null where nobody is rated.',
      ),
    grades: z
      .array(
        z.strictObject({
          name: z.string(),
          people: z.number().int(),
          scoring_people: z.number().int(),
          centre: z.record(z.string(), z.number()).nullable(),
        }),
      )
      .describe('Best first.'),
    confusion: z
      .record(z.string(), z.record(z.string(), z.number().int()))
      .describe('For each grade, how many of its people the scoring method gives each grade.'),
    agreement: Share.nullable(),
    borderline: z.number().int(),
    silhouette: Silhouette,
  })
  .register(SHAPES, { id: 'PositionSummary' });

const Severity = z
  .strictObject({
    appraisers: z.array(
      z.strictObject({
        appraiser: EmployeeId,
        people: z.number().int(),
        ratings: z.number().int(),
        group: z.number().int(),
        severity: z.number().nullable().describe('Share of the maximum points; above 0 is strict.'),
        interval: z.tuple([z.number(), z.number()]).nullable().describe('95 %.'),
      }),
    ),
    groups: z.number().int(),
    applied: z.boolean(),
  })
  .register(SHAPES, { id: 'Severity' });

const AppraisalSummary = z
  .strictObject({
    people: z.number().int(),
    rated: z.number().int(),
    unrated: z.number().int(),
    agreement: Share.nullable(),
    borderline: z.number().int(),
    positions: z.array(PositionSummary),
    severity: Severity.nullable(),
  })
  .register(SHAPES, { id: 'AppraisalSummary' });

export const AppraiseAnswer = z
  .strictObject({
    status: z.literal('success'),
    data: z.array(AppraisedPerson).describe('Everybody, the unrated too, in the order of the records.'),
    message: z.string(),
    summary: AppraisalSummary,
    comparison: z
      .array(
        z.strictObject({
          position: z.string(),
          grade: z.string(),
          scoring_grade: z.string(),
          people: z.number().int(),
          employee_ids: z.array(EmployeeId),
        }),
      )
      .optional()
      .describe('Both methods side by side, with compare=true.'),
    unrated: z.array(
      z.strictObject({ employee_id: EmployeeId, name: z.string().nullable(), reason: z.string() }),
    ),
    rejected: z.array(Problem).describe('Records that could not be used; all others were.'),
    notes: z.array(z.string()),
    standard: z.strictObject({
      rubric: z.string(),
      rubric_version: z.string(),
      grades: z.array(z.string()),
      options: z.strictObject({
        min_pts: z.number().int(),
        adjust_severity: z.boolean(),
        random_state: z.number().int(),
      }),
      positions: z.array(
        z.strictObject({ position: z.string(), people: z.number().int(), fingerprint: z.string() }),
      ),
    }),
  })
  .register(SHAPES, { id: 'AppraiseAnswer' });
