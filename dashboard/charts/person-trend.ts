import type { PersonTrend } from '../../src/client/index.ts';
import type { Messages } from '../messages/en.ts';
import type { Formats } from '../messages/language.tsx';
import type { Charted } from './definitions.ts';

/** One person's scores from period to period, the line through them, and what may come next. */
export function personTrend(
  { periods: told, gaps, trend, forecast }: PersonTrend,
  { person, people }: Messages,
  format: Formats,
): Charted {
  // A period that is missing keeps its place; what is before the first score is not shown.
  const places = [
    ...told.map(({ period, score, tier }) => ({ ...period, score, tier })),
    ...gaps.map(({ starts_on }) => ({ starts_on, name: format.day(starts_on), score: null, tier: null })),
  ].sort((a, b) => (a.starts_on < b.starts_on ? -1 : 1));
  const first = Math.max(
    0,
    places.findIndex(({ score }) => score !== null),
  );
  const periods = places.slice(first);
  const scores = periods.map(({ score }) => score);
  const names = periods.map(({ name }) => name);
  const isForecast = forecast !== null;
  const last = scores.length - 1;
  // The band begins where the known scores end.
  const ahead = (value: number | undefined, from: number | null) =>
    isForecast ? [...scores.map((_, i) => (i === last ? from : null)), value ?? null] : [];
  const end = scores[last] ?? null;
  const { low, high } = forecast?.interval ?? { low: 0, high: 0 };
  const plain = { symbol: 'none', silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false } };
  return {
    title: person.trend,
    height: 260,
    option: {
      grid: { left: 36, right: 16, top: 36, bottom: 28 },
      legend: {
        top: 0,
        left: 0,
        data: [people.score, ...(trend ? [person.trendLine] : []), ...(isForecast ? [person.forecast] : [])],
      },
      tooltip: {
        trigger: 'item',
        renderMode: 'richText',
        formatter: ({ dataIndex, value }: { dataIndex: number; value: unknown }) =>
          `${names[dataIndex] ?? person.forecast}: ${typeof value === 'number' ? format.number(value) : '–'}`,
      },
      xAxis: { type: 'category', data: isForecast ? [...names, person.forecast] : names },
      yAxis: { type: 'value', min: 0, max: 100 },
      series: [
        {
          name: people.score,
          type: 'line',
          data: scores,
          symbolSize: 9,
          lineStyle: { width: 3 },
          itemStyle: { color: '#3B6AA8' },
        },
        ...(trend
          ? [
              {
                name: person.trendLine,
                type: 'line',
                data: scores.map((_, i) => clip(trend.start + trend.slope * (first + i))),
                symbol: 'none',
                silent: true,
                lineStyle: { type: 'dotted', width: 2 },
                itemStyle: { color: '#888888' },
              },
            ]
          : []),
        ...(isForecast
          ? [
              { ...plain, type: 'line', stack: 'band', data: ahead(low, end) },
              {
                ...plain,
                type: 'line',
                stack: 'band',
                data: ahead(high - low, end === null ? null : 0),
                areaStyle: { color: '#DDAA33', opacity: 0.3 },
              },
              {
                name: person.forecast,
                type: 'line',
                data: ahead(forecast.value, end),
                symbolSize: 9,
                lineStyle: { type: 'dashed', width: 2 },
                itemStyle: { color: '#997700' },
              },
            ]
          : []),
      ],
    },
    table: {
      columns: [person.period, people.score, people.tier],
      rows: [
        ...periods.map(({ name, score, tier }) => [name, score, tier] as const),
        ...(isForecast
          ? [[person.forecast, forecast.value, `${format.number(low)} – ${format.number(high)}`] as const]
          : []),
      ],
    },
  };
}

function clip(score: number): number {
  return Math.min(100, Math.max(0, score));
}
