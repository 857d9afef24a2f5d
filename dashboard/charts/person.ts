import type { Messages } from '../messages/en.ts';
import type { Formats } from '../messages/language.tsx';
import type { Charted } from './definitions.ts';

const PARTS = ['completion_rate', 'task_efficiency', 'throughput'] as const;
/** Apart for every kind of colour vision (P. Tol, "Colour Schemes", 2021, high contrast). */
const COLOURS = ['#004488', '#DDAA33', '#BB5566'];

/** The points that each part adds: they sum to the score. */
export function scoreParts(
  parts: Readonly<Record<(typeof PARTS)[number], number>>,
  { person }: Messages,
  format: Formats,
): Charted {
  return {
    title: person.scoreParts,
    height: 130,
    option: {
      grid: { left: 8, right: 16, top: 36, bottom: 24 },
      legend: { top: 0, left: 0 },
      xAxis: { type: 'value', min: 0, max: 100 },
      yAxis: { type: 'category', data: [''], axisLine: { show: false }, axisTick: { show: false } },
      series: PARTS.map((name, i) => ({
        name: person[name],
        type: 'bar',
        stack: 'score',
        barWidth: 34,
        data: [parts[name]],
        itemStyle: { color: COLOURS[i] },
        label: {
          show: parts[name] > 6,
          formatter: () => format.number(parts[name]),
          color: i === 1 ? '#000' : '#fff',
        },
      })),
    },
    table: {
      columns: [person.scoreParts, person.points],
      rows: PARTS.map((name) => [person[name], parts[name]]),
    },
  };
}
