import { z } from 'zod';
import { MOVES } from '../trends/moves.ts';
import { API_SHAPES, Day, Id } from './shapes.ts';

const Standard = z.strictObject({ id: Id, name: z.string(), version: z.int() });
const Period = z.strictObject({ id: Id, name: z.string(), starts_on: Day, ends_on: Day });
const Score = z.number().min(0).max(100);
const Reason = z.string().nullable();

const Interval = z.strictObject({ low: z.number(), high: z.number() });

/** What a series says as a whole. */
const OUTLOOK = {
  trend: z
    .strictObject({
      slope: z
        .number()
        .describe('Points from one period to the next: the median of the slopes of all pairs (Theil-Sen).'),
      start: z.number().describe('Where the line stands in the first place of the series.'),
      interval: Interval.nullable().describe('Where the true slope lies with the confidence `level`.'),
      level: z.number(),
      direction: z
        .enum(['rising', 'falling', 'none'])
        .nullable()
        .describe('none where the interval holds 0; null without an interval.'),
      values: z.int().describe('Periods with a score.'),
    })
    .nullable(),
  changes: z
    .strictObject({
      changes: z.array(
        z.strictObject({
          period: Period.describe('The first one of the new level.'),
          before: z.number(),
          after: z.number(),
          p: z.number().describe('How often values without any change would look as changed, at most.'),
        }),
      ),
      level: z.number(),
      values: z.int(),
    })
    .nullable()
    .describe('Periods in which the level changed for good; none is a finding, too.'),
  forecast: z
    .strictObject({
      starts_on: z.string().describe('First day of the period that is forecast.'),
      ends_on: z.string(),
      value: z.number(),
      interval: Interval.extend({ level: z.number() }),
      method: z.enum(['last', 'median', 'line', 'damped', 'seasonal']),
      backtest: z
        .strictObject({
          forecasts: z.int().describe('Periods that were forecast from those before them alone.'),
          error: z.number().describe('The mean error of these forecasts, in points.'),
          error_of_last: z.number().describe('The mean error of saying that nothing changes.'),
        })
        .describe('How good such forecasts were so far.'),
    })
    .nullable(),
  reasons: z
    .strictObject({ trend: Reason, interval: Reason, changes: Reason, forecast: Reason })
    .describe('Why something is null.'),
};

const SERIES = {
  standard: Standard,
  length: z
    .string()
    .nullable()
    .describe('Of the periods: quarter, month, 10 days; null where there are none.'),
};

const MISSING = {
  gaps: z
    .array(z.strictObject({ starts_on: Day, ends_on: Day }))
    .describe('Where a period is missing between the others; it keeps its place in time.'),
  left_out: z
    .array(Period.extend({ reason: z.string() }))
    .describe('Periods that cannot be compared with the others.'),
};

export const PersonTrend = z
  .strictObject({
    ...SERIES,
    periods: z.array(
      z.strictObject({
        period: Period,
        presence: z.enum(['rated', 'unrated', 'absent']),
        score: Score.nullable(),
        tier: z.string().nullable(),
        completed_tasks: z.number().nullable(),
        total_tasks: z.number().nullable(),
        avg_task_hours: z.number().nullable(),
        unrated_reason: Reason,
      }),
    ),
    ...MISSING,
    ...OUTLOOK,
  })
  .register(API_SHAPES, { id: 'PersonTrend', description: 'How one person does from period to period.' });

export const GroupTrend = z
  .strictObject({
    ...SERIES,
    periods: z.array(
      z.strictObject({
        period: Period,
        people: z.int().nullable().describe('Who was there.'),
        rated: z.int().nullable(),
        coverage: z.number().nullable().describe('Share of the people who are rated.'),
        score: z.strictObject({ lower_quartile: Score, median: Score, upper_quartile: Score }).nullable(),
        tiers: z
          .array(z.strictObject({ tier: z.string(), people: z.int().nullable() }))
          .nullable()
          .describe(
            'Best first; null for tiers of few people, and for those by which these could be computed.',
          ),
        drift: z
          .array(
            z.strictObject({
              feature: z.enum(['completion_rate', 'avg_task_hours', 'completed_tasks']),
              psi: z.number().describe('Population stability index.'),
              drift: z.enum(['some', 'large']),
            }),
          )
          .describe("Features that have moved away from the standard's data."),
        withheld: z.string().nullable().describe('Why numbers are kept back; null where none are.'),
      }),
    ),
    ...MISSING,
    ...OUTLOOK,
  })
  .register(API_SHAPES, {
    id: 'GroupTrend',
    description:
      'How a group does from period to period. Trend, changes and forecast are of its median score.',
  });

export const Moves = z
  .strictObject({
    standard: Standard,
    from: Period,
    to: Period,
    tiers: z.array(z.string()).describe('Best first: the rows and the columns of the matrix.'),
    people: z.int().nullable().describe('Everybody who is in one of the periods.'),
    matrix: z
      .array(z.array(z.int().nullable()))
      .nullable()
      .describe(
        'How many went from the tier of the row to that of the column; null where they are few, or where few could be computed by it.',
      ),
    counts: z
      .record(z.enum(MOVES), z.int().nullable())
      .nullable()
      .describe('Everybody counted once; rose, stayed and fell make up the matrix.'),
    withheld: z.string().nullable().describe('Why numbers are kept back; null where they are not.'),
  })
  .register(API_SHAPES, { id: 'Moves', description: 'Moves between tiers from one period to another.' });

const Stand = z.strictObject({ tier: z.string().nullable(), score: Score.nullable() });

export const Mover = z
  .strictObject({
    employee_id: Id,
    number: z.string(),
    name: z.string().nullable(),
    move: z.enum(MOVES),
    from: Stand,
    to: Stand,
  })
  .register(API_SHAPES, { id: 'Mover', description: 'Where somebody stood in two periods.' });
