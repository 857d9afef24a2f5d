import { z } from 'zod';
import { InputError, type Problem } from '../errors.ts';
import { type EvaluateOptions, evaluationOptions } from '../evaluation/options.ts';

/** The query parameters of an analysis; each description completes the sentence "it must be ...". */
export const AnalyzeQuery = z.strictObject({
  weights: parts(z.array(decimal(z.number().min(0).max(1))).length(3))
    .optional()
    .describe(
      'three numbers that sum to 1, such as 0.4,0.3,0.3: how much completion rate, task efficiency and throughput count',
    ),
  k: whole(2, 6).optional().describe('a whole number from 2 to 6: the number of tiers'),
  tier_names: parts(z.array(z.string()).min(2).max(6))
    .optional()
    .describe('as many names as there are tiers, best first, such as High,Medium,Low'),
  contamination: z
    .union([z.literal('auto'), decimal(z.number().gt(0).max(0.5))])
    .optional()
    .describe('a number above 0 and at most 0.5, the share of people flagged as anomalies, or auto'),
  random_state: whole(0, 0xffffffff).optional().describe('a whole number from 0 to 4294967295: the seed'),
  min_tasks: whole(1, Number.MAX_SAFE_INTEGER)
    .optional()
    .describe('a whole number of at least 1: the tasks below which a person is unrated'),
  // A plus sign in a query means a space; nobody should have to write k-means%2B%2B.
  seeding: z
    .string()
    .transform((text) => text.replaceAll(' ', '+'))
    .pipe(z.enum(['k-means++', 'density']))
    .optional()
    .describe('k-means++ or density: how the first centres are found'),
});

/** The options that a request's query asks for. Throws InputError that names each wrong parameter. */
export function optionsFrom(query: unknown): EvaluateOptions {
  const { weights, k, tier_names, contamination, random_state, min_tasks, seeding } = parsedQuery(
    AnalyzeQuery,
    query,
  );
  const options: EvaluateOptions = {
    ...(weights && {
      weights: { completionRate: weights[0], taskEfficiency: weights[1], throughput: weights[2] },
    }),
    ...(k !== undefined && { clusters: k }),
    ...(tier_names && { tierNames: tier_names }),
    ...(contamination !== undefined && { contamination }),
    ...(random_state !== undefined && { randomState: random_state }),
    ...(min_tasks !== undefined && { minTasks: min_tasks }),
    ...(seeding && { seeding }),
  };
  requirePossible(options, query);
  return options;
}

/** The query as a schema understands it. Throws InputError that names each wrong parameter. */
export function parsedQuery<Schema extends z.ZodObject>(schema: Schema, query: unknown): z.output<Schema> {
  const parsed = schema.safeParse(query);
  if (!parsed.success) throw wrongQuery(problemsIn(schema, parsed.error, query));
  return parsed.data;
}

/** A whole number in decimal digits. */
export function whole(minimum: number, maximum: number) {
  return z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number)
    .pipe(z.int().min(minimum).max(maximum));
}

function decimal(range: z.ZodNumber) {
  return z
    .string()
    .regex(/^\d{1,16}(?:\.\d{0,20})?(?:[eE]-?\d{1,3})?$/)
    .transform(Number)
    .pipe(range);
}

/** A list with commas between its parts. */
function parts<Schema extends z.ZodType<unknown, string[]>>(schema: Schema) {
  return z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(schema);
}

/** One problem for each parameter that is wrong. */
function problemsIn({ shape }: z.ZodObject, { issues }: z.ZodError, query: unknown): Problem[] {
  const columns = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])],
  );
  return [...new Set(columns)].map((column) => {
    const value = given(query, column);
    const schema = Object.entries(shape).find(([name]) => name === column)?.[1];
    if (schema === undefined) {
      return {
        column,
        value,
        reason: `is not known; there are ${Object.keys(shape).join(', ')}`,
      };
    }
    const reason = Array.isArray(value) ? 'is given more than once' : `must be ${schema.description}`;
    return { column, value, reason };
  });
}

/** What no single parameter shows: that the weights sum to 1, that there are as many names as tiers. */
function requirePossible({ weights, ...others }: EvaluateOptions, query: unknown): void {
  const problems: Problem[] = [];
  const check = (column: string, options: EvaluateOptions) => {
    try {
      evaluationOptions(options);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push({ column, value: given(query, column), reason: error.message });
    }
  };
  if (weights) check('weights', { weights });
  check('tier_names', others);
  if (problems.length > 0) throw wrongQuery(problems);
}

function given(query: unknown, name: string): unknown {
  return Object.entries(query ?? {}).find(([key]) => key === name)?.[1];
}

function wrongQuery(problems: readonly Problem[]): InputError {
  const [{ column, reason }] = problems;
  return new InputError(`the query parameter ${column}: ${reason}`, { code: 'wrong_query', problems });
}
