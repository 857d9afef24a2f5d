import type { WhatIf } from '../../src/client/index.ts';
import type { Messages } from '../messages/en.ts';
import type { Formats } from '../messages/language.tsx';
import type { Charted } from './definitions.ts';

/** Apart for every kind of colour vision (P. Tol, "Colour Schemes", 2021, high contrast), and in light and dark. */
const BEFORE = '#8C8C8C';
const AFTER = '#DDAA33';

/** How many people are in each tier now, and how many there would be. */
export function tiersBeforeAndAfter(
  { before, after }: WhatIf['tiers'],
  title: string,
  { whatIf }: Messages,
  format: Formats,
): Charted {
  const names = [...new Set([...after, ...before].map(({ name }) => name))].sort(
    (a, b) => placeOf(a, after, before) - placeOf(b, after, before),
  );
  const countsOf = (tiers: WhatIf['tiers']['before']) =>
    names.map((name) => tiers.find((tier) => tier.name === name)?.people ?? null);
  const series = [
    { name: whatIf.before, color: BEFORE, people: countsOf(before) },
    { name: whatIf.after, color: AFTER, people: countsOf(after) },
  ];
  return {
    title,
    height: 60 + 56 * names.length,
    option: {
      grid: { left: 8, right: 60, top: 36, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0 },
      xAxis: { type: 'value', show: false },
      yAxis: {
        type: 'category',
        data: names,
        inverse: true,
        axisLine: { show: false },
        axisTick: { show: false },
      },
      series: series.map(({ name, color, people }) => ({
        name,
        type: 'bar',
        data: people,
        barGap: '10%',
        itemStyle: { color, borderRadius: 4 },
        label: {
          show: true,
          position: 'right',
          formatter: ({ value }: { value: number | null }) => (value === null ? '' : format.number(value, 0)),
        },
      })),
    },
    table: {
      columns: [title, whatIf.before, whatIf.after],
      rows: names.map((name, i) => [name, series[0].people[i], series[1].people[i]]),
    },
  };
}

/** From 0, the best, to 1: where a tier stands among those of its kind, the first kind that has it. */
function placeOf(name: string, ...kinds: readonly WhatIf['tiers']['before'][]): number {
  for (const tiers of kinds) {
    const rank = tiers.findIndex((tier) => tier.name === name);
    if (rank >= 0) return rank / Math.max(1, tiers.length - 1);
  }
  return 1;
}
