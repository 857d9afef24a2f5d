import { Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconArrowsLeftRight, IconEye } from '@tabler/icons-react';
import { type ColumnDef, columnVisibilityFeature, tableFeatures } from '@tanstack/react-table';
import { type ReactNode, useMemo } from 'react';
import type { Result } from '../../../src/client/index.ts';
import { useOrganisation } from '../../api/organisation.ts';
import { useLanguage } from '../../messages/language.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Sign } from '../../parts/sign.tsx';
import { TierBadge } from '../../parts/tier-badge.tsx';
import { columnLabel } from './column-label.ts';
import classes from './people-table.module.css';
import { PEOPLE_COLUMNS, type PeopleColumn, type PeopleView } from './people-view.ts';

export const features = tableFeatures({ columnVisibilityFeature });

export const WIDTHS: Readonly<Record<PeopleColumn, string>> = {
  name: 'minmax(160px, 2fr)',
  number: 'minmax(84px, 0.8fr)',
  tier: '96px',
  score: '84px',
  department: 'minmax(136px, 1.4fr)',
  position: 'minmax(132px, 1.3fr)',
  completed_tasks: '76px',
  total_tasks: '76px',
  avg_task_hours: '84px',
  stability: '90px',
  signs: 'minmax(172px, 1.4fr)',
};

/** What a phone has room for; what else matters stands below the name. */
export const NARROW: ReadonlySet<PeopleColumn> = new Set(['name', 'tier', 'score']);
export const NARROW_WIDTHS: Partial<typeof WIDTHS> = { name: 'minmax(0, 1fr)', tier: '96px', score: '64px' };

export const NUMBERS: ReadonlySet<PeopleColumn> = new Set([
  'score',
  'completed_tasks',
  'total_tasks',
  'avg_task_hours',
  'stability',
]);

/** How each column of people is shown. */
export function usePeopleColumns({
  tiers,
  view,
  isNarrow,
}: {
  readonly tiers: number;
  readonly view: PeopleView;
  readonly isNarrow: boolean;
}): ColumnDef<typeof features, Result>[] {
  const { words, format } = useLanguage();
  const { departments, positions } = useOrganisation();
  return useMemo(() => {
    // From a person one comes back to this list, and goes on to the next one in it.
    const list = { ...view, sort: view.sort ?? ('score' as const), order: view.order ?? ('desc' as const) };
    const cells: Readonly<Record<PeopleColumn, (person: Result) => ReactNode>> = {
      name: (person) => (
        <>
          <PageLink
            to="/people/$id"
            params={{ id: person.employee_id }}
            search={list}
            tabIndex={-1}
            fz="inherit"
          >
            {person.name ?? person.number}
          </PageLink>
          {isNarrow && (
            <Group gap={6} wrap="nowrap">
              <SignIcons person={person} />
              <Text size="xs" c="dimmed" truncate component="span">
                {[departments.get(person.department_id ?? ''), positions.get(person.position_id ?? '')]
                  .filter(Boolean)
                  .join(' · ') || person.number}
              </Text>
            </Group>
          )}
        </>
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
  }, [words, format, departments, positions, tiers, view, isNarrow]);
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

/** The same without words beside it, where there is no room; a reader of the screen hears them. */
function SignIcons({ person: { unusual, direction, borderline, data_error } }: { readonly person: Result }) {
  const { words } = useLanguage();
  const signs = [
    data_error && { icon: IconAlertTriangle, says: words.people.dataError },
    unusual && { icon: IconEye, says: words.people[direction ?? 'mixed'] },
    borderline && { icon: IconArrowsLeftRight, says: words.people.borderline },
  ].filter((one) => one !== false && one !== null);
  return signs.map(({ icon: Icon, says }) => (
    <span key={says} className={classes.sign}>
      <Icon size={13} aria-hidden />
      <span className="visually-hidden">{says}</span>
    </span>
  ));
}
