import type { EChartsCoreOption } from 'echarts/core';
import type { ChartTable } from './chart.tsx';

/** What a chart needs: its title, what ECharts draws, and the same to be read. */
export interface Charted {
  readonly title: string;
  readonly option: EChartsCoreOption;
  readonly table: ChartTable;
  readonly height?: number | undefined;
}
