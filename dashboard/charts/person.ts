import type { EvaluationGroups } from '../../src/client/index.ts';
import type { Messages } from '../messages/en.ts';
import type { Formats } from '../messages/language.tsx';
import { roundedParts, SCORE_PARTS, type ScorePart } from '../pages/person/detail.ts';
import type { Charted } from './definitions.ts';

/** Apart for every kind of colour vision (after P. Tol, "Colour Schemes", 2021, high contrast). */
export const PART_COLOURS: Readonly<Record<ScorePart, string>> = {
  completion_rate: '#4477AA',
  task_efficiency: '#DDAA33',
  throughput: '#BB5566',
};

/** The points that each part adds, in tenths that sum to the score as it is shown. */
export function scoreParts(
  parts: Readonly<Record<ScorePart, number>>,
  { person }: Messages,
  format: Formats,
): Charted {
  const points = roundedParts(SCORE_PARTS.map((name) => parts[name]));
  return {
    title: person.scoreParts,
    height: 62,
    option: {
      grid: { left: 2, right: 10, top: 0, bottom: 22 },
      xAxis: { type: 'value', min: Math.min(0, ...points) < 0 ? 'dataMin' : 0, max: 100 },
      yAxis: { type: 'category', data: [''], axisLine: { show: false }, axisTick: { show: false } },
      series: SCORE_PARTS.map((name, i) => ({
        name: person[name],
        type: 'bar',
        stack: 'score',
        barWidth: 30,
        data: [points[i]],
        itemStyle: { color: PART_COLOURS[name] },
        label: {
          show: points[i] >= 6,
          formatter: () => format.number(points[i]),
          color: name === 'task_efficiency' ? '#000' : '#fff',
        },
      })),
    },
    table: {
      columns: [person.part, person.points],
      rows: [
        ...SCORE_PARTS.map((name, i) => [person[name], points[i]] as const),
        [person.sum, Math.round(points.reduce((sum, one) => sum + one, 0) * 10) / 10],
      ],
    },
  };
}

export type GroupStanding = EvaluationGroups['groups'][number];

/** How the scores of a group are spread, and where one of its people stands. */
export function standing(
  { deciles, score: quartiles }: GroupStanding,
  score: number | null,
  isOwn: boolean,
  { person }: Messages,
  format: Formats,
): Charted {
  const name = (i: number) => person.scoreFromTo(format.number(i * 10), format.number(i * 10 + 10));
  const hasBars = deciles.some((count) => count !== null && count > 0);
  // Towards the middle near either end, so that the chart's edge cuts nothing off.
  const align = (score ?? 50) > 80 ? 'right' : (score ?? 50) < 20 ? 'left' : 'center';
  const mark = score === null ? [] : [{ xAxis: score, name: person.mark(isOwn) }];
  return {
    title: person.standing,
    height: hasBars ? 220 : 120,
    option: {
      grid: { left: 8, right: 16, top: 30, bottom: 26 },
      tooltip: { trigger: 'item', renderMode: 'richText' },
      xAxis: [
        { type: 'value', min: 0, max: 100 },
        { type: 'category', data: deciles.map((_, i) => name(i)), show: false },
      ],
      yAxis: { type: 'value', show: false, min: 0, ...(!hasBars && { max: 1 }) },
      series: [
        {
          type: 'bar',
          xAxisIndex: 1,
          barCategoryGap: '6%',
          data: deciles,
          itemStyle: { color: '#7f9fb5', borderRadius: [3, 3, 0, 0] },
          tooltip: {
            formatter: ({ dataIndex }: { dataIndex: number }) =>
              `${name(dataIndex)}: ${format.number(deciles[dataIndex] ?? 0, 0)}`,
          },
        },
        {
          type: 'line',
          data: [],
          markArea: {
            silent: true,
            itemStyle: { color: '#DDAA33', opacity: 0.25 },
            data: [[{ xAxis: quartiles.lower_quartile }, { xAxis: quartiles.upper_quartile }]],
          },
          markLine: {
            silent: true,
            symbol: ['none', 'none'],
            data: [
              {
                xAxis: quartiles.median,
                lineStyle: { type: 'dotted', color: '#888', width: 2 },
                label: { show: false },
              },
              ...mark.map((one) => ({
                ...one,
                lineStyle: { type: 'solid', color: '#BB5566', width: 3 },
                label: { formatter: person.mark(isOwn), fontWeight: 'bold', position: 'end', align },
              })),
            ],
          },
        },
      ],
    },
    table: {
      columns: [person.points, person.people],
      rows: [
        ...deciles.map((count, i) => [name(i), count ?? person.fewer] as const),
        [person.median(format.number(quartiles.median, 0)), null],
        [
          person.middleHalf(
            format.number(quartiles.lower_quartile, 0),
            format.number(quartiles.upper_quartile, 0),
          ),
          null,
        ],
        ...(score === null ? [] : [[person.mark(isOwn), score] as const]),
      ],
    },
  };
}
