import { Button, Chip, Group, Menu, Select, Stack, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconColumns3, IconDownload, IconSearch, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import type { Evaluation } from '../../../src/client/index.ts';
import { useOrganisation } from '../../api/organisation.ts';
import { tierNames } from '../../api/summary.ts';
import { useLanguage } from '../../messages/language.tsx';
import { columnLabel } from './column-label.ts';
import { ManagerFilter } from './manager-filter.tsx';
import {
  PEOPLE_COLUMNS,
  type PeopleSign,
  type PeopleView,
  resultQueryOf,
  SIGNS,
  signsIn,
} from './people-view.ts';

const FORMATS = ['csv', 'xlsx', 'parquet', 'json'] as const;

/** Which people, and what of them. */
export function PeopleFilters({
  evaluation,
  view,
  typed,
  total,
  onType,
  onChange,
}: {
  readonly evaluation: Evaluation;
  readonly view: PeopleView;
  readonly typed: string;
  readonly total: number | undefined;
  readonly onType: (text: string) => void;
  readonly onChange: (part: Partial<PeopleView>) => void;
}) {
  const { words, format } = useLanguage();
  const { departments, positions } = useOrganisation();
  const tiers = tierNames(evaluation);
  const search = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => search.current?.focus()]]);
  const hidden = new Set(view.hide?.split(','));
  const choices = (names: ReadonlyMap<string, string>) =>
    [...names].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label));
  const choice = (
    name: 'tier' | 'department' | 'position',
    label: string,
    data: { value: string; label: string }[],
  ) =>
    data.length > 0 && (
      <Select
        aria-label={label}
        placeholder={label}
        data={data}
        value={view[name] ?? null}
        onChange={(value) => onChange({ [name]: value ?? undefined })}
        clearable
        searchable
        w={{ base: 'calc(50% - 5px)', xs: 160 }}
      />
    );
  const { search: text, tier, department, position, manager, sign } = view;
  const isFiltered = [text, tier, department, position, manager, sign].some(Boolean);

  return (
    <Stack gap="xs" className="no-print">
      <Group gap="xs">
        <TextInput
          ref={search}
          aria-label={words.people.search}
          placeholder={words.people.search}
          title={words.people.searchKey}
          leftSection={<IconSearch size={16} aria-hidden />}
          type="search"
          value={typed}
          onChange={({ currentTarget }) => onType(currentTarget.value)}
          w={{ base: '100%', sm: 260 }}
        />
        {choice(
          'tier',
          words.people.tier,
          tiers.map((name) => ({ value: name, label: name })),
        )}
        {choice('department', words.people.department, choices(departments))}
        {choice('position', words.people.position, choices(positions))}
        <ManagerFilter manager={manager} onChange={(id) => onChange({ manager: id })} />
      </Group>
      <Group justify="space-between" align="flex-end" gap="xs">
        <Group gap={6} role="group" aria-label={words.people.filters}>
          <Signs view={view} onChange={onChange} />
          {isFiltered && (
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<IconX size={14} aria-hidden />}
              onClick={() => {
                onType('');
                onChange({
                  search: undefined,
                  tier: undefined,
                  department: undefined,
                  position: undefined,
                  manager: undefined,
                  sign: undefined,
                });
              }}
            >
              {words.people.clear}
            </Button>
          )}
        </Group>
        <Group gap="xs" wrap="nowrap">
          <Menu>
            <Menu.Target>
              <Button variant="default" leftSection={<IconColumns3 size={16} aria-hidden />} visibleFrom="sm">
                {words.people.columns}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {PEOPLE_COLUMNS.filter((column) => column !== 'name').map((column) => (
                <Menu.CheckboxItem
                  key={column}
                  checked={!hidden.has(column)}
                  onChange={(isShown) => {
                    if (isShown) hidden.delete(column);
                    else hidden.add(column);
                    onChange({ hide: [...hidden].join(',') || undefined });
                  }}
                >
                  {columnLabel(column, words)}
                </Menu.CheckboxItem>
              ))}
            </Menu.Dropdown>
          </Menu>
          <Menu>
            <Menu.Target>
              <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
                {words.people.export}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {total !== undefined && (
                <Menu.Label>{words.people.exportSays(format.number(total, 0))}</Menu.Label>
              )}
              {FORMATS.map((format) => (
                <Menu.Item
                  key={format}
                  component="a"
                  href={exportAddress(evaluation.id, view, format)}
                  download
                >
                  {format.toUpperCase()}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
    </Stack>
  );
}

/** What cannot be together: nobody is unusually good and bad, and who is unrated is nothing of it. */
const OTHERS: Partial<Readonly<Record<PeopleSign, readonly PeopleSign[]>>> = {
  better: ['worse', 'unrated'],
  worse: ['better', 'unrated'],
  unrated: ['unusual', 'better', 'worse', 'beyond', 'borderline'],
};

function Signs({
  view,
  onChange,
}: {
  readonly view: PeopleView;
  readonly onChange: (part: Partial<PeopleView>) => void;
}) {
  const { words } = useLanguage();
  const chosen = signsIn(view.sign);
  return SIGNS.map((sign) => (
    <Chip
      key={sign}
      size="xs"
      checked={chosen.includes(sign)}
      onChange={(isChosen) => {
        const without = chosen.filter(
          (one) =>
            one !== sign && !(isChosen && (OTHERS[sign]?.includes(one) || OTHERS[one]?.includes(sign))),
        );
        onChange({ sign: [...without, ...(isChosen ? [sign] : [])].join(',') || undefined });
      }}
    >
      {words.people.signs[sign]}
    </Chip>
  ));
}

function exportAddress(id: string, view: PeopleView, format: string): string {
  const query = Object.entries(resultQueryOf(view)).map(([name, value]) => [name, String(value)]);
  return `/api/v1/evaluations/${id}/export?${new URLSearchParams([['format', format], ...query])}`;
}
