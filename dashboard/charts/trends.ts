import type { GroupTrend, Moves } from '../../src/client/index.ts';
import type { Messages } from '../messages/en.ts';
import type { Formats } from '../messages/language.tsx';
import { tierColour } from '../parts/tier-colours.ts';
import type { Charted } from './definitions.ts';

/** Apart for every kind of colour vision, on light ground and on dark. */
const LINE = '#3b98a0';
const FORECAST = '#DDAA33';

type Place = GroupTrend['periods'][number] | null;

/** Median and middle half of a group from period to period, where it leads, and what comes next. */
export function groupSeries(
  trend: GroupTrend,
  { trends }: Messages,
  format: Formats,
  { title, height = 320, isSmall = false }: { title: string; height?: number; isSmall?: boolean },
): Charted {
  const places = placesOf(trend);
  const { forecast } = trend;
  const names = places.map((place) => place?.period.name ?? '');
  if (forecast) names.push(trends.next);
  const at = (of: (score: NonNullable<GroupTrend['periods'][number]['score']>) => number) =>
    places.map((place) => (place?.score ? of(place.score) : null));
  const last = places.length - 1;
  const changes = (trend.changes?.changes ?? []).map(({ period }) => names.indexOf(period.name));
  const points = (value: number) => format.number(value);
  return {
    title,
    height,
    option: {
      grid: { left: 8, right: isSmall ? 8 : 16, top: isSmall ? 8 : 40, bottom: 4, containLabel: true },
      ...(!isSmall && { legend: { top: 0, left: 0, data: [trends.median, trends.middleHalf] } }),
      tooltip: {
        trigger: 'axis',
        renderMode: 'richText',
        confine: true,
        formatter: (shown: { dataIndex: number }[]) => {
          const i = shown[0]?.dataIndex ?? 0;
          const place = places[i];
          if (i > last && forecast) {
            return `${trends.next}: ${points(forecast.value)} (${points(forecast.interval.low)}–${points(forecast.interval.high)})`;
          }
          if (!place) return trends.gap;
          if (!place.score)
            return `${place.period.name}: ${place.withheld ? trends.withheld : trends.nobody}`;
          const { lower_quartile, median, upper_quartile } = place.score;
          return `${place.period.name}\n${trends.median} ${points(median)} (${points(lower_quartile)}–${points(upper_quartile)})\n${trends.rated} ${format.number(place.rated ?? 0, 0)}`;
        },
      },
      xAxis: {
        type: 'category',
        data: names,
        boundaryGap: true,
        axisTick: { show: false },
        axisLabel: { hideOverlap: true, ...(isSmall && { fontSize: 10 }) },
      },
      yAxis: {
        type: 'value',
        min: 0,
        max: 100,
        interval: isSmall ? 50 : 25,
        ...(isSmall && { axisLabel: { fontSize: 10 } }),
      },
      series: [
        band(
          '',
          at(({ lower_quartile }) => lower_quartile),
          0,
        ),
        band(
          trends.middleHalf,
          at(({ lower_quartile, upper_quartile }) => upper_quartile - lower_quartile),
          0.22,
        ),
        {
          name: trends.median,
          type: 'line',
          data: at(({ median }) => median),
          symbol: 'circle',
          symbolSize: isSmall ? 3 : 6,
          showAllSymbol: !isSmall && places.length < 60,
          itemStyle: { color: LINE },
          lineStyle: { width: isSmall ? 1.5 : 2.5, color: LINE },
          markLine: {
            silent: true,
            symbol: 'none',
            label: { show: false },
            data: [
              ...changes
                .filter((i) => i >= 0)
                .map((xAxis) => ({
                  xAxis,
                  lineStyle: { color: '#BB5566', type: 'dashed', width: 1.5 },
                  label: {
                    show: !isSmall,
                    formatter: trends.change,
                    color: 'inherit',
                    position: 'insideEndTop',
                  },
                })),
              ...(trend.trend?.direction && trend.trend.direction !== 'none' && places.length > 1
                ? [
                    [
                      {
                        coord: [0, within(trend.trend.start)],
                        lineStyle: { color: '#888', type: 'dotted', width: 2 },
                      },
                      { coord: [last, within(trend.trend.start + trend.trend.slope * last)] },
                    ],
                  ]
                : []),
            ],
          },
        },
        ...(forecast
          ? [
              {
                name: trends.forecast,
                type: 'scatter',
                data: [[names.length - 1, forecast.value]],
                symbol: 'diamond',
                symbolSize: isSmall ? 7 : 11,
                itemStyle: { color: FORECAST },
                markLine: {
                  silent: true,
                  symbol: 'none',
                  label: { show: false },
                  lineStyle: { color: FORECAST, width: isSmall ? 3 : 6, opacity: 0.5, type: 'solid' },
                  data: [
                    [
                      { coord: [names.length - 1, within(forecast.interval.low)] },
                      { coord: [names.length - 1, within(forecast.interval.high)] },
                    ],
                  ],
                },
              },
            ]
          : []),
      ],
    },
    table: {
      columns: [
        trends.period,
        trends.people,
        trends.rated,
        trends.lowerQuartile,
        trends.median,
        trends.upperQuartile,
        trends.note,
      ],
      rows: [
        ...places.map((place) => {
          if (place === null) return ['', null, null, null, null, null, trends.gap];
          const { score } = place;
          return [
            place.period.name,
            place.people,
            place.rated,
            score?.lower_quartile ?? null,
            score?.median ?? null,
            score?.upper_quartile ?? null,
            place.withheld ? trends.withheld : score ? '' : trends.nobody,
          ];
        }),
        ...(forecast
          ? [
              [
                trends.next,
                null,
                null,
                forecast.interval.low,
                forecast.value,
                forecast.interval.high,
                trends.forecast,
              ],
            ]
          : []),
      ],
    },
  };
}

/** People in each tier from period to period, as shares of those who are rated. */
export function tierShares(trend: GroupTrend, { trends }: Messages, format: Formats): Charted | null {
  const places = placesOf(trend);
  const names = places.find((place) => place?.tiers)?.tiers?.map(({ tier }) => tier);
  if (names === undefined) return null;
  const share = (place: Place, rank: number) => {
    const people = place?.tiers?.[rank]?.people ?? null;
    return people === null || !place?.rated ? null : people / place.rated;
  };
  const told = (place: Place) => names.reduce((sum, _, rank) => sum + (share(place, rank) ?? 0), 0);
  const isWhole = places.every((place) => place?.tiers?.every(({ people }) => people !== null) ?? true);
  const bars = { type: 'bar', stack: 'tiers', barCategoryGap: '20%' };
  return {
    title: trends.tiers,
    option: {
      grid: { left: 8, right: 16, top: 40, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, data: [...names, ...(isWhole ? [] : [trends.withheld])] },
      tooltip: {
        trigger: 'axis',
        renderMode: 'richText',
        confine: true,
        formatter: (shown: { dataIndex: number }[]) => {
          const place = places[shown[0]?.dataIndex ?? 0] ?? null;
          if (place === null) return trends.gap;
          const lines = names.map((name, rank) => {
            const of = share(place, rank);
            return `${name}: ${of === null ? trends.withheld : format.percent(of)}`;
          });
          return [place.period.name, ...lines].join('\n');
        },
      },
      xAxis: {
        type: 'category',
        data: places.map((place) => place?.period.name ?? ''),
        axisTick: { show: false },
        axisLabel: { hideOverlap: true },
      },
      yAxis: {
        type: 'value',
        min: 0,
        max: 1,
        axisLabel: { formatter: (value: number) => format.percent(value) },
      },
      // The worst tier lies at the bottom, what is withheld on top.
      series: [
        ...names
          .map((name, rank) => ({
            ...bars,
            name,
            data: places.map((place) => share(place, rank)),
            itemStyle: {
              color: tierColour(rank, names.length),
              borderColor: 'rgba(128, 128, 128, 0.5)',
              borderWidth: 0.5,
            },
          }))
          .reverse(),
        ...(isWhole
          ? []
          : [
              {
                ...bars,
                name: trends.withheld,
                data: places.map((place) => (place?.tiers && place.rated ? 1 - told(place) : null)),
                itemStyle: { color: 'rgba(128, 128, 128, 0.25)' },
              },
            ]),
      ],
    },
    table: {
      columns: [trends.period, trends.rated, ...names],
      rows: places.flatMap((place) =>
        place === null
          ? []
          : [
              [
                place.period.name,
                place.rated,
                ...names.map((_, rank) => place.tiers?.[rank]?.people ?? trends.withheld),
              ],
            ],
      ),
    },
  };
}

/** How many went from which tier to which. */
export function tierFlow(moves: Moves, { trends }: Messages, format: Formats): Charted {
  const { tiers, from, to } = moves;
  const matrix = moves.matrix ?? [];
  const links = matrix.flatMap((row, before) =>
    row.flatMap((people, after) =>
      people ? [{ source: `0 ${before}`, target: `1 ${after}`, value: people }] : [],
    ),
  );
  const used = new Set(links.flatMap(({ source, target }) => [source, target]));
  const nameOf = (node: string) => tiers[Number(node.slice(2))] ?? '';
  return {
    title: trends.flow(from.name, to.name),
    height: 320,
    option: {
      tooltip: {
        renderMode: 'richText',
        confine: true,
        formatter: ({
          dataType,
          data,
          name,
          value,
        }: {
          dataType: string;
          data: { source: string; target: string };
          name: string;
          value: number;
        }) =>
          dataType === 'edge'
            ? `${nameOf(data.source)} → ${nameOf(data.target)}: ${format.number(value, 0)}`
            : `${nameOf(name)}: ${format.number(value, 0)}`,
      },
      series: [
        {
          type: 'sankey',
          left: 96,
          right: 96,
          top: 12,
          bottom: 12,
          nodeGap: 14,
          layoutIterations: 0,
          draggable: false,
          emphasis: { focus: 'adjacency' },
          data: [0, 1].flatMap((side) =>
            tiers.flatMap((_, rank) =>
              used.has(`${side} ${rank}`)
                ? [
                    {
                      name: `${side} ${rank}`,
                      itemStyle: { color: tierColour(rank, tiers.length), borderColor: '#868e96' },
                      label: { position: side === 0 ? 'left' : 'right' },
                    },
                  ]
                : [],
            ),
          ),
          links,
          lineStyle: { color: 'source', opacity: 0.4 },
          label: {
            width: 88,
            overflow: 'truncate',
            formatter: ({ name, value }: { name: string; value: number }) =>
              `${nameOf(name)} · ${format.number(value, 0)}`,
          },
        },
      ],
    },
    table: {
      columns: [trends.fromTo, ...tiers],
      rows: matrix.map((row, before) => [
        tiers[before] ?? '',
        ...row.map((people) => people ?? trends.withheld),
      ]),
    },
  };
}

/** Periods and gaps in the order of time. */
function placesOf({ periods, gaps }: GroupTrend): readonly Place[] {
  return [
    ...periods.map((place) => ({ day: place.period.starts_on, place })),
    ...gaps.map(({ starts_on: day }) => ({ day, place: null })),
  ]
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))
    .map(({ place }) => place);
}

function band(name: string, data: readonly (number | null)[], opacity: number) {
  return {
    name,
    type: 'line',
    stack: 'middle',
    stackStrategy: 'all',
    data,
    symbol: 'none',
    silent: true,
    lineStyle: { opacity: 0 },
    itemStyle: { color: LINE },
    areaStyle: { color: LINE, opacity },
  };
}

function within(score: number): number {
  return Math.min(100, Math.max(0, score));
}
