import type { EvaluationGroups } from '../../src/client/index.ts';
import type { Messages } from '../messages/en.ts';
import type { Formats } from '../messages/language.tsx';
import { tierColour } from '../parts/tier-colours.ts';
import type { Charted } from './definitions.ts';

/** How many people each tier has, and how many more or fewer than the period before. */
export function tierBars(
  {
    tiers,
    rated,
    changes,
  }: {
    readonly tiers: readonly { readonly name: string; readonly people: number | null }[];
    readonly rated: number;
    /** Of each tier; null where it is not known. */
    readonly changes: readonly (number | null)[] | null;
  },
  { overview }: Messages,
  format: Formats,
): Charted {
  const share = (people: number) => people / Math.max(1, rated);
  const change = (rank: number) => {
    const by = changes?.[rank] ?? null;
    return by === null ? '' : by === 0 ? '±0' : `${by > 0 ? '+' : '−'}${format.number(Math.abs(by), 0)}`;
  };
  return {
    title: overview.tiers,
    height: 60 + 44 * tiers.length,
    option: {
      grid: { left: 8, right: changes ? 150 : 100, top: 8, bottom: 8, containLabel: true },
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
            value: people ?? 0,
            itemStyle: {
              color: tierColour(rank, tiers.length),
              borderRadius: 4,
              borderColor: 'rgba(128, 128, 128, 0.6)',
              borderWidth: 1,
            },
          })),
          label: {
            show: true,
            position: 'right',
            formatter: ({ dataIndex }: { dataIndex: number }) => {
              const { people } = tiers[dataIndex];
              if (people === null) return overview.withheld;
              return [format.number(people, 0), format.percent(share(people)), change(dataIndex)]
                .filter(Boolean)
                .join(' · ');
            },
          },
        },
      ],
    },
    table: {
      columns: [overview.tier, overview.people, overview.share, ...(changes ? [overview.change] : [])],
      rows: tiers.map(({ name, people }, rank) => [
        name,
        people ?? overview.withheld,
        people === null ? overview.withheld : format.percent(share(people)),
        ...(changes ? [change(rank)] : []),
      ]),
    },
  };
}

/** How many people have how many points, ten by ten, in the colours of their tiers. */
export function scoreHistogram(
  { tiers, groups: [all] }: EvaluationGroups,
  { overview }: Messages,
  format: Formats,
): Charted | null {
  if (all === undefined) return null;
  const names = Array.from({ length: 10 }, (_, i) => `${i * 10}–${i * 10 + 10}`);
  const rows = all.tier_deciles ?? [];
  const told = (i: number) => rows.reduce((sum, row) => sum + (row[i] ?? 0), 0);
  const rest = all.deciles.map((people, i) => (people === null ? null : people - told(i)));
  const isWhole = rest.every((people) => people === 0);
  const bar = (name: string, data: readonly (number | null)[], color: string) => ({
    name,
    type: 'bar',
    stack: 'people',
    barCategoryGap: '8%',
    data,
    itemStyle: { color, borderColor: 'rgba(128, 128, 128, 0.6)', borderWidth: 0.5 },
  });
  const series = [
    ...rows.map((row, rank) => bar(tiers[rank] ?? '', row, tierColour(rank, tiers.length))).reverse(),
    ...(isWhole ? [] : [bar(overview.tierWithheld, rest, 'rgba(128, 128, 128, 0.3)')]),
  ];
  return {
    title: overview.scores,
    height: 60 + 44 * Math.max(3, tiers.length),
    option: {
      grid: { left: 8, right: 12, top: 34, bottom: 24, containLabel: true },
      legend: { top: 0, right: 0, data: [...tiers, ...(isWhole ? [] : [overview.tierWithheld])] },
      tooltip: {
        trigger: 'axis',
        renderMode: 'richText',
        confine: true,
        axisPointer: { type: 'shadow' },
        formatter: (shown: { dataIndex: number }[]) => {
          const i = shown[0]?.dataIndex ?? 0;
          const people = all.deciles[i] ?? null;
          return `${names[i]}: ${people === null ? overview.withheld : format.number(people, 0)}`;
        },
      },
      xAxis: {
        type: 'category',
        data: names,
        name: overview.points,
        nameLocation: 'middle',
        nameGap: 26,
        axisTick: { show: false },
      },
      yAxis: { type: 'value', minInterval: 1 },
      series,
    },
    table: {
      columns: [overview.points, overview.people, ...tiers],
      rows: names.map((name, i) => [
        name,
        all.deciles[i] ?? overview.withheld,
        ...tiers.map((_, rank) => rows[rank]?.[i] ?? overview.withheld),
      ]),
    },
  };
}

/** Where departments stand beside each other: the middle half of their people, and the median. */
export function groupComparison(
  { groups, others, tiers }: EvaluationGroups,
  { overview }: Messages,
  format: Formats,
): Charted {
  const named = groups
    .map((group) => ({ ...group, name: group.name ?? overview.withoutDepartment }))
    .toSorted((a, b) => b.score.median - a.score.median || b.people - a.people);
  const labels = named.map(({ name, people }) => `${name} (${format.number(people, 0)})`);
  if (others > 0) labels.push(`${overview.smaller} (${format.number(others, 0)})`);
  const points = (value: number) => format.number(value, 0);
  return {
    title: overview.departments,
    height: 60 + 30 * labels.length,
    option: {
      grid: { left: 8, right: 24, top: 8, bottom: 8, containLabel: true },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        renderMode: 'richText',
        confine: true,
        formatter: (shown: { dataIndex: number }[]) => {
          const group = named[shown[0]?.dataIndex ?? -1];
          if (group === undefined) return overview.smallerSays;
          const { lower_quartile, median, upper_quartile } = group.score;
          return `${group.name}\n${overview.median} ${points(median)} (${points(lower_quartile)}–${points(upper_quartile)})`;
        },
      },
      xAxis: { type: 'value', min: 0, max: 100 },
      yAxis: {
        type: 'category',
        data: labels,
        inverse: true,
        axisTick: { show: false },
        axisLabel: { width: 180, overflow: 'truncate' },
      },
      series: [
        {
          type: 'bar',
          stack: 'half',
          silent: true,
          barWidth: 12,
          data: named.map(({ score }) => score.lower_quartile),
          itemStyle: { color: 'transparent' },
        },
        {
          type: 'bar',
          stack: 'half',
          barWidth: 12,
          data: named.map(({ score }) => score.upper_quartile - score.lower_quartile),
          itemStyle: { color: '#79b9bf', borderRadius: 6 },
        },
        {
          type: 'scatter',
          symbol: 'diamond',
          symbolSize: 13,
          data: named.map(({ score }, i) => [score.median, i]),
          itemStyle: { color: '#006169', borderColor: '#fff', borderWidth: 1 },
        },
        ...(others > 0
          ? [
              {
                type: 'scatter',
                symbolSize: 1,
                silent: true,
                data: [[0, named.length]],
                label: { show: true, position: 'right', formatter: overview.withheld },
              },
            ]
          : []),
      ],
    },
    table: {
      columns: [
        overview.department,
        overview.people,
        overview.lowerQuartile,
        overview.median,
        overview.upperQuartile,
        ...tiers,
      ],
      rows: [
        ...named.map(({ name, people, score, tiers: counts }) => [
          name,
          people,
          score.lower_quartile,
          score.median,
          score.upper_quartile,
          ...counts.map((count) => count ?? overview.withheld),
        ]),
        ...(others > 0
          ? [
              [
                overview.smaller,
                others,
                overview.withheld,
                overview.withheld,
                overview.withheld,
                ...tiers.map(() => overview.withheld),
              ],
            ]
          : []),
      ],
    },
  };
}
