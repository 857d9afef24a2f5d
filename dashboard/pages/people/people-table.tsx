import { Skeleton, UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Evaluation, Result } from '../../../src/client/index.ts';
import { tierNames } from '../../api/summary.ts';
import { useLanguage } from '../../messages/language.tsx';
import { columnLabel } from './column-label.ts';
import { features, NARROW, NARROW_WIDTHS, NUMBERS, usePeopleColumns, WIDTHS } from './people-columns.tsx';
import classes from './people-table.module.css';
import { type PeopleColumn, type PeopleSort, type PeopleView, SORTS } from './people-view.ts';

const ROW = 44;
const NARROW_ROW = 60;
/** Rows before the end of what is there at which more are asked for. */
const AHEAD = 100;
/** Rows that a key for a page goes over. */
const PAGE = 10;

/** People as rows, of which only those that are seen are in the page, and only those that were reached are loaded. */
export function PeopleTable({
  evaluation,
  people,
  total,
  view,
  isOld,
  onChange,
  onEnd,
}: {
  readonly evaluation: Evaluation;
  /** Those that are there so far. */
  readonly people: readonly Result[];
  readonly total: number;
  readonly view: PeopleView;
  /** Whether they are still those of the question before. */
  readonly isOld: boolean;
  readonly onChange: (part: { readonly sort?: PeopleSort; readonly order?: 'asc' | 'desc' }) => void;
  readonly onEnd: () => void;
}) {
  const { words } = useLanguage();
  const isNarrow = useMediaQuery('(max-width: 48em)') ?? false;
  const tiers = tierNames(evaluation).length || 3;
  const columns = usePeopleColumns({ tiers, view, isNarrow });
  const columnVisibility = useMemo(() => {
    const hidden = isNarrow
      ? Object.keys(WIDTHS).filter((name) => !NARROW.has(name as PeopleColumn))
      : (view.hide?.split(',') ?? []);
    return Object.fromEntries(hidden.map((name) => [name, false]));
  }, [view.hide, isNarrow]);

  const frame = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => frame.current,
    estimateSize: () => (isNarrow ? NARROW_ROW : ROW),
    overscan: 12,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows have another height when the window is narrow.
  useEffect(() => virtual.measure(), [virtual, isNarrow]);
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= people.length - AHEAD) onEnd();
  }, [last, people.length, onEnd]);

  // The table is of what is seen: a hundred thousand rows cost no more than forty.
  const data = useMemo(() => people.slice(first, last + 1), [people, first, last]);
  const table = useTable({
    features,
    columns,
    data,
    getRowId: ({ employee_id }) => employee_id,
    state: { columnVisibility },
  });
  const { rows } = table.getRowModel();
  const { active, onKeyDown } = useRowKeys(frame, total, (row) => virtual.scrollToIndex(row), items);

  const shown = table.getVisibleLeafColumns().map(({ id }) => id as PeopleColumn);
  const template = shown.map((id) => (isNarrow ? NARROW_WIDTHS[id] : WIDTHS[id])).join(' ');
  const { sort = 'score', order = 'desc' } = view;
  const kind = isNarrow ? `${classes.row} ${classes.narrow}` : classes.row;

  return (
    <ScrollFrame frame={frame} label={words.pages.people} says={words.people.keys} onKeyDown={onKeyDown}>
      <table className={classes.table} aria-rowcount={total + 1} aria-busy={isOld}>
        <thead className={classes.head}>
          <tr className={kind} style={{ gridTemplateColumns: template }} aria-rowindex={1}>
            {shown.map((id) => (
              <th
                key={id}
                scope="col"
                className={NUMBERS.has(id) ? classes.number : classes.text}
                aria-sort={sort === sortOf(id) ? (order === 'asc' ? 'ascending' : 'descending') : undefined}
              >
                <Heading id={id} sort={sort} order={order} onChange={onChange} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody
          className={isOld ? `${classes.body} ${classes.old}` : classes.body}
          style={{ height: virtual.getTotalSize() }}
        >
          {items.map(({ index, key, start, size }) => (
            <tr
              key={key}
              aria-rowindex={index + 2}
              data-row={index}
              data-active={index === active}
              className={`${kind} ${classes.placed}`}
              style={{ gridTemplateColumns: template, height: size, transform: `translateY(${start}px)` }}
            >
              {rows[index - first]?.getVisibleCells().map((cell) => (
                <td
                  key={cell.id}
                  className={NUMBERS.has(cell.column.id as PeopleColumn) ? classes.number : classes.text}
                >
                  <table.FlexRender cell={cell} />
                </td>
              )) ?? (
                <td className={classes.coming}>
                  <Skeleton height={12} />
                  <span className="visually-hidden">{words.people.loading}</span>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
}

/** Goes from row to row by keys: the person's link in the active row has the focus. */
function useRowKeys(
  frame: RefObject<HTMLElement | null>,
  total: number,
  scrollTo: (row: number) => void,
  items: readonly unknown[],
) {
  const [active, setActive] = useState(-1);
  const isWanted = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row may come into the page with what is seen.
  useEffect(() => {
    if (!isWanted.current) return;
    const link = frame.current?.querySelector<HTMLElement>(`[data-row="${active}"] a`);
    if (!link) return;
    link.focus({ preventScroll: true });
    isWanted.current = false;
  }, [active, items, frame]);
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + PAGE,
      PageUp: active - PAGE,
      Home: 0,
      End: total - 1,
    };
    const to = steps[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const row = Math.min(total - 1, Math.max(0, to));
    isWanted.current = true;
    setActive(row);
    scrollTo(row);
  };
  return { active, onKeyDown };
}

/** What scrolls, by keys too. */
function ScrollFrame({
  frame,
  label,
  says,
  onKeyDown,
  children,
}: {
  readonly frame: RefObject<HTMLElement | null>;
  readonly label: string;
  readonly says: string;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly children: ReactNode;
}) {
  return (
    <section
      ref={frame}
      className={classes.frame}
      aria-label={label}
      aria-description={says}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys (WCAG 2.1.1).
      tabIndex={0}
      onKeyDown={onKeyDown}
      data-scroll-restoration-id="people"
    >
      {children}
    </section>
  );
}

function Heading({
  id,
  sort,
  order,
  onChange,
}: {
  readonly id: PeopleColumn;
  readonly sort: PeopleSort;
  readonly order: 'asc' | 'desc';
  readonly onChange: (part: { readonly sort: PeopleSort; readonly order: 'asc' | 'desc' }) => void;
}) {
  const { words } = useLanguage();
  const label = columnLabel(id, words);
  const by = sortOf(id);
  if (by === undefined) return label;
  const Arrow = order === 'asc' ? IconArrowUp : IconArrowDown;
  return (
    <UnstyledButton
      fz="inherit"
      fw="inherit"
      onClick={() => onChange({ sort: by, order: sort === by && order === 'desc' ? 'asc' : 'desc' })}
      aria-label={words.people.sortedBy(label)}
    >
      {label}
      {sort === by && <Arrow size={14} aria-hidden />}
    </UnstyledButton>
  );
}

/** What a column is sorted by; the signs by how unusual people are. */
function sortOf(id: PeopleColumn): PeopleSort | undefined {
  return id === 'signs' ? 'anomaly_score' : SORTS.find((one) => one === id);
}
