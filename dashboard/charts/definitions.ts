import type { EChartsCoreOption } from 'echarts/core';
import type { Messages } from '../messages/en.ts';
import type { Formats } from '../messages/language.tsx';
import { tierColour } from '../parts/tier-colours.ts';
import type { ChartTable } from './chart.tsx';

/** What a chart needs: its title, what ECharts draws, and the same to be read. */
export interface Charted {
  readonly title: string;
  readonly option: EChartsCoreOption;
  readonly table: ChartTable;
  readonly height?: number | undefined;
}

/** How many people are in each tier. */
export function tierBars(
  {
    tiers,
    rated,
  }: {
    readonly tiers: readonly { readonly name: string; readonly people: number }[];
    readonly rated: number;
  },
  { overview }: Messages,
  format: Formats,
): Charted {
  const rows = tiers.map(({ name, people }) => [name, people, people / Math.max(1, rated)] as const);
  return {
    title: overview.tiers,
    height: 60 + 44 * tiers.length,
    option: {
      grid: { left: 8, right: 90, top: 8, bottom: 8, containLabel: true },
      xAxis: { type: 'value', show: false },
      yAxis: {
        type: 'category',
        data: tiers.map(({ name }) => name),
        inverse: true,
        axisLine: { show: false },
        axisTick: { show: false },
      },
      series: [
        {
          type: 'bar',
          barWidth: '62%',
          data: tiers.map(({ people }, rank) => ({
            value: people,
            itemStyle: { color: tierColour(rank, tiers.length), borderRadius: 4 },
          })),
          label: {
            show: true,
            position: 'right',
            formatter: ({ dataIndex }: { dataIndex: number }) => {
              const [, people, share] = rows[dataIndex];
              return `${format.number(people, 0)} · ${format.percent(share)}`;
            },
          },
        },
      ],
    },
    table: { columns: [overview.tiers, overview.people, overview.share], rows },
  };
}

/** Where the scores lie. */
export function scoreQuartiles(
  score: {
    readonly minimum: number;
    readonly lower_quartile: number;
    readonly median: number;
    readonly upper_quartile: number;
    readonly maximum: number;
  },
  { overview }: Messages,
): Charted {
  const five = [score.minimum, score.lower_quartile, score.median, score.upper_quartile, score.maximum];
  return {
    title: overview.scores,
    height: 150,
    option: {
      grid: { left: 16, right: 16, top: 16, bottom: 28 },
      xAxis: { type: 'value', min: 0, max: 100 },
      yAxis: { type: 'category', data: [''], axisLine: { show: false }, axisTick: { show: false } },
      series: [{ type: 'boxplot', data: [five], boxWidth: [30, 60] }],
    },
    table: {
      columns: [overview.scores, ''],
      rows: [
        ['min', score.minimum],
        [overview.quartiles, score.lower_quartile],
        [overview.median, score.median],
        [overview.quartiles, score.upper_quartile],
        ['max', score.maximum],
      ],
    },
  };
}
