import type { Drift } from '../../src/client/index.ts';
import type { Messages } from '../messages/en.ts';
import type { Formats } from '../messages/language.tsx';
import type { Charted } from './definitions.ts';

/** Apart for every kind of colour vision (P. Tol, "Colour Schemes", 2021, high contrast), and in light and dark. */
const THEN = '#8C8C8C';
const NOW = '#DDAA33';

/** The people in each tenth of those that a standard was fitted on, then and now. */
export function featureDrift(
  { feature, bins }: Drift['features'][number],
  { standards }: Messages,
  format: Formats,
): Charted {
  const edge = (value: number) =>
    feature === 'completion_rate' ? format.percent(value, 1) : format.number(value, 2);
  const names = bins.map(({ from, to }) => {
    if (from === null && to === null) return '…';
    if (from === null) return standards.below(edge(to ?? 0));
    if (to === null) return standards.beyond(edge(from));
    return from === to ? edge(from) : `${edge(from)} – ${edge(to)}`;
  });
  const series = [
    { name: standards.fittedThen, color: THEN, shares: bins.map(({ share_then }) => share_then) },
    { name: standards.now, color: NOW, shares: bins.map(({ share_now }) => share_now) },
  ];
  return {
    title: standards.words[feature].charAt(0).toUpperCase() + standards.words[feature].slice(1),
    height: 240,
    option: {
      grid: { left: 8, right: 8, top: 32, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0 },
      xAxis: { type: 'category', data: names, axisLabel: { rotate: 55, fontSize: 10 } },
      yAxis: { type: 'value', axisLabel: { formatter: (share: number) => format.percent(share) } },
      series: series.map(({ name, color, shares }) => ({
        name,
        type: 'bar',
        data: shares,
        barGap: '0%',
        itemStyle: { color },
      })),
    },
    table: {
      columns: [standards.range, standards.fittedThen, standards.now],
      rows: bins.map(({ share_then, share_now }, i) => [
        names[i],
        format.percent(share_then, 1),
        format.percent(share_now, 1),
      ]),
    },
  };
}
