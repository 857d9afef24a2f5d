import { type ChangePoints, changePoints, FEWEST_VALUES } from './change-points.ts';
import { FEWEST_TO_FORECAST, type Forecast, forecast } from './forecast.ts';
import { presentIn, type Series } from './series.ts';
import { type Trend, theilSen } from './theil-sen.ts';

/** What a series of scores says of where things go; null with the reason where it has too little to say. */
export interface Outlook {
  readonly trend: Trend | null;
  readonly changes: ChangePoints | null;
  /** Of the period behind the last one. */
  readonly forecast: Forecast | null;
  /** Why something is null, for people. */
  readonly reasons: {
    readonly trend: string | null;
    readonly interval: string | null;
    readonly changes: string | null;
    readonly forecast: string | null;
  };
}

/** Slope, changes and forecast of scores from 0 to 100. `season` is the number of periods of a year, where there are seasons. */
export function outlook(series: Series, season: number | null): Outlook {
  const { length } = presentIn(series).values;
  const trend = theilSen(series);
  const changes = changePoints(series);
  const next = forecast(series, { bounds: SCORES, ...(season !== null && { season }) });
  const few = (what: string, least: number) =>
    `${what} needs ${least} periods with a score, there ${length === 1 ? 'is' : 'are'} ${length}`;
  const noForecast = () => {
    if (length < FEWEST_TO_FORECAST) return few('a forecast', FEWEST_TO_FORECAST);
    return series.at(-1) === null
      ? 'the last period has no score to go on from'
      : 'there are too few periods before which forecasts could be tried';
  };
  return {
    trend,
    changes,
    forecast: next,
    reasons: {
      trend: trend ? null : few('a slope', 2),
      interval: trend?.interval ? null : few('an interval', 5),
      changes: changes ? null : few('a search for changes', FEWEST_VALUES),
      forecast: next ? null : noForecast(),
    },
  };
}

const SCORES = { minimum: 0, maximum: 100 };
