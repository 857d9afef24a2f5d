import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { PeopleMap } from '../../../src/client/index.ts';
import { useLanguage } from '../../messages/language.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { TierBadge } from '../../parts/tier-badge.tsx';
import classes from './people-list.module.css';
import type { Plane } from './plane.ts';

const ROW = 40;

/** The people behind the points, in the order in which they are given; only rows that are seen are in the page. */
export function PeopleList({
  map: { people, tiers },
  plane,
  chosen,
  axes,
  labels,
}: {
  readonly map: PeopleMap;
  readonly plane: Plane;
  readonly chosen: readonly number[];
  readonly axes: { readonly x: string; readonly y: string };
  readonly labels: { readonly x: (value: number) => string; readonly y: (value: number) => string };
}) {
  const { words, format } = useLanguage();
  const frame = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: chosen.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys (WCAG 2.1.1).
    <section ref={frame} className={classes.frame} aria-label={words.map.list} tabIndex={0}>
      <table className={classes.table} aria-rowcount={chosen.length + 1}>
        <thead className={classes.head}>
          <tr className={classes.row}>
            <th scope="col">{words.people.name}</th>
            <th scope="col">{words.people.number}</th>
            <th scope="col">{words.people.tier}</th>
            <th scope="col" className={classes.number}>
              {words.people.score}
            </th>
            <th scope="col" className={classes.number}>
              {axes.x}
            </th>
            <th scope="col" className={classes.number}>
              {axes.y}
            </th>
          </tr>
        </thead>
        <tbody className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const i = chosen[index];
            return (
              <tr
                key={people.employee_id[i]}
                aria-rowindex={index + 2}
                className={`${classes.row} ${classes.placed}`}
                style={{ transform: `translateY(${start}px)` }}
              >
                <td>
                  <PageLink to="/people/$id" params={{ id: people.employee_id[i] }}>
                    {people.name[i] ?? people.number[i]}
                  </PageLink>
                </td>
                <td>{people.number[i]}</td>
                <td>
                  <TierBadge
                    tier={tiers[people.tier_rank[i]] ?? null}
                    rank={people.tier_rank[i]}
                    of={tiers.length}
                  />
                </td>
                <td className={classes.number}>{format.number(people.score[i])}</td>
                <td className={classes.number}>{labels.x(plane.x[i])}</td>
                <td className={classes.number}>{labels.y(plane.y[i])}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
