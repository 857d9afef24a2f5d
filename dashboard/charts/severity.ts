import type { Severity } from '../../src/client/index.ts';
import type { Messages } from '../messages/en.ts';
import type { Formats } from '../messages/language.tsx';
import type { Charted } from './definitions.ts';

/** Appraisers that can be told apart on a page. */
export const DRAWN = 30;

/** How strict each appraiser is, with its interval; those furthest from the others where there are many. */
export function appraiserSeverity(
  appraisers: Severity['appraisers'],
  { appraisals, overview }: Messages,
  format: Formats,
): Charted {
  const known = appraisers
    .flatMap((one) => (one.severity === null ? [] : [{ ...one, severity: one.severity }]))
    .sort((a, b) => Math.abs(b.severity) - Math.abs(a.severity));
  const drawn = known.slice(0, DRAWN).sort((a, b) => b.severity - a.severity);
  const percent = (share: number) => format.percent(share, 1);
  // One broken line: from end to end of each interval, and a gap before the next.
  const intervals = drawn.flatMap(({ interval }, i) =>
    interval
      ? [
          [interval[0], i],
          [interval[1], i],
          [null, null],
        ]
      : [],
  );
  return {
    title: appraisals.severity,
    height: 80 + 26 * drawn.length,
    option: {
      grid: { left: 8, right: 24, top: 28, bottom: 8, containLabel: true },
      xAxis: {
        type: 'value',
        position: 'top',
        axisLabel: { formatter: (share: number) => format.percent(share) },
      },
      yAxis: {
        type: 'category',
        data: drawn.map(({ appraiser }) => String(appraiser)),
        inverse: true,
        axisLine: { onZero: true },
        axisTick: { show: false },
        axisLabel: { width: 120, overflow: 'truncate' },
      },
      series: [
        {
          type: 'line',
          data: intervals,
          connectNulls: false,
          showSymbol: false,
          lineStyle: { width: 3, color: '#8C8C8C' },
          silent: true,
        },
        {
          type: 'scatter',
          symbolSize: 11,
          itemStyle: { color: '#DDAA33', borderColor: '#5c4400', borderWidth: 1 },
          data: drawn.map(({ severity }, i) => [severity, i]),
        },
      ],
    },
    table: {
      columns: [
        appraisals.appraiser,
        overview.people,
        appraisals.ratings,
        appraisals.group,
        appraisals.least,
        appraisals.interval,
      ],
      rows: appraisers.map(({ appraiser, people, ratings, group, severity, interval }) => [
        String(appraiser),
        people,
        ratings,
        group,
        severity === null ? null : percent(severity),
        interval ? `${percent(interval[0])} … ${percent(interval[1])}` : null,
      ]),
    },
  };
}
