import { z } from 'zod';

/** The shapes of requests and answers, which the OpenAPI document publishes; tests hold what the server does against them. */
export const SHAPES = z.registry<{ id: string; description?: string; examples?: unknown[] }>();

export const EmployeeId = z
  .union([z.string().regex(/\S/), z.number().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER)])
  .describe('Text or a number, and answered as it came.');
export const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
// Texts that are numbers, and empty ones for what is missing, come from spreadsheets and web forms.
const Tasks = z.union([z.int().min(0), z.string().regex(/^(?:\s*\+?\d{1,15}\s*)?$/), z.null()]).optional();
const Hours = z
  .union([z.number().min(0).max(1e9), z.string().regex(/^(?:\s*\+?\d{1,9}(?:\.\d+)?\s*)?$/), z.null()])
  .optional();

export const SummaryRecord = z
  .object({
    employee_id: EmployeeId,
    name: Scalar.optional(),
    completed_tasks: Tasks.describe('Tasks done; at most total_tasks.'),
    total_tasks: Tasks.describe('Tasks given, done or not.'),
    avg_task_hours: Hours.describe('Mean hours of a completed task.'),
  })
  .catchall(z.unknown())
  .register(SHAPES, {
    id: 'SummaryRecord',
    description:
      'One employee. Where a number is missing, the person is unrated, with the reason. Further fields with text, numbers, true, false or null travel along to the result.',
    examples: [
      { employee_id: 101, name: 'John Doe', completed_tasks: 42, total_tasks: 50, avg_task_hours: 3.2 },
    ],
  });

export const AnalyzeBody = z
  .union([
    z.array(SummaryRecord),
    z.strictObject({
      records: z.array(SummaryRecord),
      standard: z
        .looseObject({ format: z.literal('evenhand-standard') })
        .optional()
        .describe(
          'A saved standard, as "evenhand analyze --save-standard" writes it; it is applied instead of fitting a new one.',
        ),
    }),
  ])
  .register(SHAPES, { id: 'AnalyzeBody' });

const Feature = z.enum(['completion_rate', 'avg_task_hours', 'completed_tasks']);

const Explanation = z
  .strictObject({
    score_parts: z
      .strictObject({ completion_rate: z.number(), task_efficiency: z.number(), throughput: z.number() })
      .describe('The points of the score that each part adds; they sum to performance_score.'),
    tier: z.strictObject({
      distance: z.number().describe("Distance to the own tier's centre, in scaled features."),
      next: z.string().nullable().describe('The next better tier; for the best tier the next lower.'),
      next_is_better: z
        .boolean()
        .nullable()
        .describe('False for the best tier, from which one can only fall.'),
      distance_to_next: z.number().nullable(),
      smallest_change: z
        .strictObject({ feature: Feature, from: z.number(), to: z.number() })
        .nullable()
        .describe(
          'The smallest change of one feature, the other two held, that would move the person to the next tier. A changed number of completed tasks keeps the completion rate.',
        ),
    }),
    anomaly: z
      .array(
        z.strictObject({
          feature: Feature,
          direction: z.enum(['high', 'low']),
          value: z.number(),
          typical: z.number(),
          contribution: z.number(),
        }),
      )
      .nullable()
      .describe('For an anomaly, the features that isolate it, strongest first.'),
  })
  .register(SHAPES, { id: 'Explanation' });

const Person = z
  .object({
    employee_id: EmployeeId,
    name: z.string().nullable(),
    performance_score: z.number().min(0).max(100).nullable(),
    performance_cluster: z.string().nullable().describe('The tier.'),
    is_anomaly: z.boolean().nullable(),
    completion_rate: z.number().min(0).max(1).nullable(),
    avg_task_hours: z.number().nullable(),
    completed_tasks: z.number().nullable(),
    total_tasks: z.number().nullable(),
    anomaly_score: z.number().min(0).max(1).nullable().describe('Higher is more unusual.'),
    explanation: Explanation.nullable(),
    unrated_reason: z.string().nullable().describe('Why there is no rating; null for a rated person.'),
  })
  .catchall(Scalar)
  .register(SHAPES, { id: 'Person' });

export const Problem = z
  .strictObject({
    row: z.number().int().nullable().describe('The record, counted from 1.'),
    field: z.string().nullable(),
    value: Scalar,
    reason: z.string(),
  })
  .register(SHAPES, { id: 'Problem' });

const Quantiles = z.strictObject({
  minimum: z.number(),
  lower_quartile: z.number(),
  median: z.number(),
  upper_quartile: z.number(),
  maximum: z.number(),
});

const Summary = z
  .strictObject({
    people: z.number().int(),
    rated: z.number().int(),
    unrated: z.number().int(),
    anomalies: z.number().int(),
    tiers: z
      .array(
        z.strictObject({
          name: z.string(),
          people: z.number().int(),
          centre: z.strictObject({
            completion_rate: z.number(),
            avg_task_hours: z.number(),
            completed_tasks: z.number(),
          }),
        }),
      )
      .describe('Best tier first; centres in natural units.'),
    score: Quantiles.nullable(),
    silhouette: z.strictObject({ value: z.number(), sampled_from: z.number().int().nullable() }).nullable(),
  })
  .register(SHAPES, { id: 'Summary' });

const AppliedStandard = z
  .strictObject({
    fingerprint: z.string().describe('Of the numbers that the standard was fitted on.'),
    people: z.number().int(),
    options: z.strictObject({
      weights: z.strictObject({
        completion_rate: z.number(),
        task_efficiency: z.number(),
        throughput: z.number(),
      }),
      clusters: z.number().int(),
      tier_names: z.array(z.string()),
      contamination: z.union([z.number(), z.literal('auto')]),
      random_state: z.number().int(),
      min_tasks: z.number().int(),
      seeding: z.enum(['k-means++', 'density']),
    }),
  })
  .register(SHAPES, { id: 'AppliedStandard' });

export const AnalyzeAnswer = z
  .strictObject({
    status: z.literal('success'),
    data: z.array(Person).describe('Everybody, the unrated too, in the order of the records.'),
    message: z.string(),
    summary: Summary,
    unrated: z.array(
      z.strictObject({ employee_id: EmployeeId, name: z.string().nullable(), reason: z.string() }),
    ),
    rejected: z.array(Problem).describe('Records that could not be used; all others were.'),
    notes: z.array(z.string()),
    standard: AppliedStandard.nullable(),
  })
  .register(SHAPES, { id: 'AnalyzeAnswer' });

export const ErrorAnswer = z
  .strictObject({ status: z.literal('error'), message: z.string(), errors: z.array(Problem) })
  .register(SHAPES, {
    id: 'ErrorAnswer',
    examples: [
      {
        status: 'error',
        message: 'none of the 1 records can be used; the errors say why',
        errors: [{ row: 1, field: 'completed_tasks', value: -3, reason: 'is negative' }],
      },
    ],
  });

export const HealthAnswer = z
  .strictObject({ status: z.literal('ok') })
  .register(SHAPES, { id: 'HealthAnswer' });
