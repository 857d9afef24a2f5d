import type { Messages } from '../messages/en.ts';
import type { Formats } from '../messages/language.tsx';
import type { Appraisal } from '../pages/person/detail.ts';
import type { Charted } from './definitions.ts';

/** Shares of points by indicator, against the middle of the own grade and of the next. */
export function appraisalRadar(
  { shares, strengths, training_needs, grade }: Appraisal,
  labelOf: (indicator: string) => string,
  { isOwn, grades }: { readonly isOwn: boolean; readonly grades: readonly string[] },
  { person }: Messages,
  format: Formats,
): Charted {
  const places = new Map([...strengths, ...training_needs].map((place) => [place.indicator, place]));
  const indicators = Object.keys(shares);
  const next = grades[grades.indexOf(grade ?? '') - 1];
  const lines = [
    { name: person.own(isOwn), values: indicators.map((key) => shares[key] ?? null), color: '#4477AA' },
    {
      name: person.ownGrade(grade ?? '–'),
      values: indicators.map((key) => places.get(key)?.own_centre ?? null),
      color: '#DDAA33',
    },
    ...(next === undefined
      ? []
      : [
          {
            name: person.nextGrade(next),
            values: indicators.map((key) => places.get(key)?.next_centre ?? null),
            color: '#BB5566',
          },
        ]),
  ].filter(({ values }) => values.some((value) => value !== null));
  return {
    title: person.radar,
    height: 340,
    option: {
      legend: { bottom: 0, left: 'center', data: lines.map(({ name }) => name) },
      radar: {
        indicator: indicators.map((key) => ({ name: labelOf(key), max: 1 })),
        radius: '58%',
        center: ['50%', '44%'],
        axisName: { formatter: inLines, lineHeight: 14 },
      },
      media: [
        {
          query: { maxWidth: 400 },
          option: { radar: { radius: '40%', axisName: { fontSize: 11 } } },
        },
      ],
      series: [
        {
          type: 'radar',
          data: lines.map(({ name, values, color }, i) => ({
            name,
            value: values.map((value) => value ?? 0),
            itemStyle: { color },
            lineStyle: {
              color,
              width: i === 0 ? 3 : 2,
              type: i === 0 ? 'solid' : i === 1 ? 'dashed' : 'dotted',
            },
            areaStyle: i === 0 ? { color, opacity: 0.15 } : undefined,
            symbol: ['circle', 'rect', 'triangle'][i],
            symbolSize: 6,
          })),
        },
      ],
    },
    table: {
      columns: [person.indicator, ...lines.map(({ name }) => name)],
      rows: indicators.map((key, j) => [
        labelOf(key),
        ...lines.map(({ values }) => {
          const value = values[j];
          return value === null ? null : format.percent(value);
        }),
      ]),
    },
  };
}

/** A label in lines of a few words: there is little room beside the web. */
function inLines(label: string): string {
  const lines: string[] = [];
  for (const word of label.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= 14) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join('\n');
}
