import { BarChart, BoxplotChart, LineChart, RadarChart, SankeyChart, ScatterChart } from 'echarts/charts';
import {
  AriaComponent,
  BrushComponent,
  DatasetComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  RadarComponent,
  ToolboxComponent,
  TooltipComponent,
} from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

const PARTS = [
  ...[BarChart, BoxplotChart, LineChart, RadarChart, SankeyChart, ScatterChart],
  ...[AriaComponent, BrushComponent, DatasetComponent, DataZoomComponent, GridComponent, LegendComponent],
  ...[MarkAreaComponent, MarkLineComponent, RadarComponent, ToolboxComponent, TooltipComponent],
  SVGRenderer,
];

/** A chart in a place of the page, made of the parts of ECharts that ours need. */
export function chartIn(place: HTMLElement, theme: 'dark' | undefined): EChartsType {
  use(PARTS);
  return init(place, theme, { renderer: 'svg' });
}
