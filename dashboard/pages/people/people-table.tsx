import { Group, UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowDown,
  IconArrowsLeftRight,
  IconArrowUp,
  IconEye,
} from '@tabler/icons-react';
import { type ColumnDef, columnVisibilityFeature, tableFeatures, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useEffect, useMemo, useRef } from 'react';
import type { Evaluation, Result } from '../../../src/client/index.ts';
import { useOrganisation } from '../../api/organisation.ts';
import { tierNames } from '../../api/summary.ts';
import { useLanguage } from '../../messages/language.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Sign } from '../../parts/sign.tsx';
import { TierBadge } from '../../parts/tier-badge.tsx';
import { columnLabel } from './column-label.ts';
import classes from './people-table.module.css';
import { PEOPLE_COLUMNS, type PeopleColumn, type PeopleSort, type PeopleView, SORTS } from './people-view.ts';

const features = tableFeatures({ columnVisibilityFeature });

const ROW = 44;
/** Rows before the end at which more are asked for. */
const AHEAD = 40;

const WIDTHS: Readonly<Record<PeopleColumn, string>> = {
  name: 'minmax(180px, 2fr)',
  number: 'minmax(80px, 1fr)',
  tier: '120px',
  score: '90px',
  department: 'minmax(120px, 1.2fr)',
  position: 'minmax(120px, 1.2fr)',
  completed_tasks: '110px',
  total_tasks: '110px',
  avg_task_hours: '110px',
  stability: '110px',
  signs: 'minmax(160px, 1.5fr)',
};
const NUMBERS: ReadonlySet<PeopleColumn> = new Set([
  'score',
  'completed_tasks',
  'total_tasks',
  'avg_task_hours',
  'stability',
]);

/** People as rows, of which only those that are seen are in the page. */
export function PeopleTable({
  evaluation,
  people,
  view,
  onChange,
  onEnd,
}: {
  readonly evaluation: Evaluation;
  readonly people: readonly Result[];
  readonly view: PeopleView;
  readonly onChange: (part: { readonly sort?: PeopleSort; readonly order?: 'asc' | 'desc' }) => void;
  readonly onEnd: () => void;
}) {
  const { words } = useLanguage();
  const columns = useColumns(tierNames(evaluation).length);
  const columnVisibility = useMemo(
    () => Object.fromEntries((view.hide?.split(',') ?? []).map((name) => [name, false])),
    [view.hide],
  );
  const table = useTable({
    features,
    columns,
    data: people as Result[],
    getRowId: ({ employee_id }) => employee_id,
    state: { columnVisibility },
  });
  const { rows } = table.getRowModel();
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - AHEAD) onEnd();
  }, [last, rows.length, onEnd]);

  const shown = table.getVisibleLeafColumns().map(({ id }) => id as PeopleColumn);
  const template = shown.map((id) => WIDTHS[id]).join(' ');
  const { sort = 'score', order = 'desc' } = view;

  return (
    <ScrollFrame frame={frame} label={words.pages.people}>
      <table className={classes.table} aria-rowcount={rows.length}>
        <thead className={classes.head}>
          <tr className={classes.row} style={{ gridTemplateColumns: template }}>
            {shown.map((id) => (
              <th
                key={id}
                scope="col"
                className={NUMBERS.has(id) ? classes.number : classes.text}
                aria-sort={sort === id ? (order === 'asc' ? 'ascending' : 'descending') : undefined}
              >
                <Heading id={id} sort={sort} order={order} onChange={onChange} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, key, start }) => (
            <tr
              key={key}
              aria-rowindex={index + 2}
              className={`${classes.row} ${classes.placed}`}
              style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
            >
              {rows[index]?.getVisibleCells().map((cell) => (
                <td
                  key={cell.id}
                  className={NUMBERS.has(cell.column.id as PeopleColumn) ? classes.number : classes.text}
                >
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
}

/** What scrolls, by keys too. */
function ScrollFrame({
  frame,
  label,
  children,
}: {
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys (WCAG 2.1.1).
    <section ref={frame} className={classes.frame} aria-label={label} tabIndex={0}>
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
  const by = SORTS.find((one) => one === id);
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
      {sort === id && <Arrow size={14} aria-hidden />}
    </UnstyledButton>
  );
}

function useColumns(tiers: number): ColumnDef<typeof features, Result>[] {
  const { words, format } = useLanguage();
  const { departments, positions } = useOrganisation();
  return useMemo(() => {
    const cells: Readonly<Record<PeopleColumn, (person: Result) => ReactNode>> = {
      name: ({ employee_id, name, number }) => (
        <PageLink to="/people/$id" params={{ id: employee_id }}>
          {name ?? number}
        </PageLink>
      ),
      number: ({ number }) => number,
      tier: ({ tier, tier_rank }) => <TierBadge tier={tier} rank={tier_rank} of={tiers} />,
      score: ({ score }) => (score === null ? '–' : format.number(score)),
      department: ({ department_id }) => departments.get(department_id ?? '') ?? '–',
      position: ({ position_id }) => positions.get(position_id ?? '') ?? '–',
      completed_tasks: ({ completed_tasks }) =>
        completed_tasks === null ? '–' : format.number(completed_tasks, 0),
      total_tasks: ({ total_tasks }) => (total_tasks === null ? '–' : format.number(total_tasks, 0)),
      avg_task_hours: ({ avg_task_hours }) =>
        avg_task_hours === null ? '–' : format.number(avg_task_hours, 2),
      stability: ({ stability }) => (stability === null ? '–' : format.percent(stability)),
      signs: (person) => <Signs person={person} />,
    };
    return PEOPLE_COLUMNS.map((id) => ({
      id,
      header: columnLabel(id, words),
      cell: ({ row }) => cells[id](row.original),
    }));
  }, [words, format, departments, positions, tiers]);
}

function Signs({ person: { unusual, direction, borderline, data_error } }: { readonly person: Result }) {
  const { words } = useLanguage();
  return (
    <Group gap={4} wrap="nowrap">
      {data_error && <Sign icon={IconAlertTriangle}>{words.people.dataError}</Sign>}
      {unusual && <Sign icon={IconEye}>{words.people[direction ?? 'mixed']}</Sign>}
      {borderline && <Sign icon={IconArrowsLeftRight}>{words.people.borderline}</Sign>}
    </Group>
  );
}
