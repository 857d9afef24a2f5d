import type { GroupTrend } from '../../../src/client/index.ts';
import type { Messages } from '../../messages/en.ts';
import type { Formats } from '../../messages/language.tsx';

/** Where a group's median leads, in sentences: slope, changes, what comes next, and what is missing. */
export function inWords(
  { trend, changes, forecast, gaps, left_out }: GroupTrend,
  words: Messages['trends'],
  format: Formats,
): readonly string[] {
  const points = (value: number) => format.number(value);
  const sentences: string[] = [];
  if (trend === null) sentences.push(words.noSlope);
  else if (trend.interval === null) sentences.push(words.onlySlope(signed(trend.slope, format)));
  else {
    const between = `${signed(trend.interval.low, format)} … ${signed(trend.interval.high, format)}`;
    const level = format.percent(trend.level);
    sentences.push(
      trend.direction === 'none'
        ? words.noTrend(between, level)
        : words[trend.direction === 'rising' ? 'rising' : 'falling'](
            signed(trend.slope, format),
            between,
            level,
          ),
    );
  }
  if (changes === null) sentences.push(words.noSearch);
  else if (changes.changes.length === 0) sentences.push(words.noChange);
  for (const { period, before, after } of changes?.changes ?? []) {
    sentences.push(words.changed(period.name, points(before), points(after)));
  }
  if (forecast === null) sentences.push(words.noForecast);
  else {
    const { value, interval, backtest } = forecast;
    sentences.push(
      words.forecastSays(
        points(value),
        `${points(interval.low)} … ${points(interval.high)}`,
        format.percent(interval.level),
      ),
      words.backtest(
        points(backtest.error),
        format.number(backtest.forecasts, 0),
        points(backtest.error_of_last),
      ),
    );
  }
  if (gaps.length > 0) sentences.push(words.gaps(format.number(gaps.length, 0)));
  if (left_out.length > 0) sentences.push(words.leftOut(format.number(left_out.length, 0)));
  return sentences;
}

/** A minus that is one, and a plus. */
export function signed(value: number, format: Formats): string {
  const shown = format.number(Math.abs(value), 2);
  return `${value < 0 ? '−' : '+'}${shown}`;
}
