import { Button, Checkbox, Group, Menu, Select, TextInput } from '@mantine/core';
import { IconColumns3, IconDownload, IconSearch } from '@tabler/icons-react';
import type { Evaluation } from '../../../src/client/index.ts';
import { useOrganisation } from '../../api/organisation.ts';
import { tierNames } from '../../api/summary.ts';
import { useLanguage } from '../../messages/language.tsx';
import { columnLabel } from './column-label.ts';
import { PEOPLE_COLUMNS, type PeopleView } from './people-view.ts';

const SIGNS = ['unusual', 'borderline', 'data_error', 'unrated'] as const;
const FORMATS = ['csv', 'xlsx', 'parquet', 'json'] as const;

/** Which people, and what of them. */
export function PeopleFilters({
  evaluation,
  view,
  typed,
  onType,
  onChange,
}: {
  readonly evaluation: Evaluation;
  readonly view: PeopleView;
  readonly typed: string;
  readonly onType: (text: string) => void;
  readonly onChange: (part: Partial<PeopleView>) => void;
}) {
  const { words } = useLanguage();
  const { departments, positions } = useOrganisation();
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
        w={180}
      />
    );

  return (
    <Group gap="xs" className="no-print">
      <TextInput
        aria-label={words.people.search}
        placeholder={words.people.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        type="search"
        value={typed}
        onChange={({ currentTarget }) => onType(currentTarget.value)}
        w={{ base: '100%', sm: 260 }}
      />
      {choice(
        'tier',
        words.people.tier,
        tierNames(evaluation).map((name) => ({ value: name, label: name })),
      )}
      {choice('department', words.people.department, choices(departments))}
      {choice('position', words.people.position, choices(positions))}
      <Select
        aria-label={words.people.filters}
        placeholder={words.people.filters}
        data={[
          { value: 'unusual', label: words.people.unusual },
          { value: 'borderline', label: words.people.borderline },
          { value: 'data_error', label: words.people.dataError },
          { value: 'unrated', label: words.people.unrated },
        ]}
        value={view.sign ?? null}
        onChange={(value) => onChange({ sign: SIGNS.find((sign) => sign === value) })}
        clearable
        w={180}
      />
      <Menu closeOnItemClick={false}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconColumns3 size={16} aria-hidden />}>
            {words.people.columns}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {PEOPLE_COLUMNS.filter((column) => column !== 'name').map((column) => (
            <Menu.Item
              key={column}
              role="menuitemcheckbox"
              aria-checked={!hidden.has(column)}
              leftSection={
                <Checkbox checked={!hidden.has(column)} readOnly tabIndex={-1} aria-hidden size="xs" />
              }
              onClick={() => {
                if (!hidden.delete(column)) hidden.add(column);
                onChange({ hide: [...hidden].join(',') || undefined });
              }}
            >
              {columnLabel(column, words)}
            </Menu.Item>
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
          {FORMATS.map((format) => (
            <Menu.Item key={format} component="a" href={exportAddress(evaluation.id, view, format)} download>
              {format.toUpperCase()}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}

function exportAddress(
  id: string,
  { search, tier, department, position, sign }: PeopleView,
  format: string,
): string {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries({ search, tier, department, position })) {
    if (value) query.set(name, value);
  }
  if (sign === 'unrated') query.set('rated', 'false');
  else if (sign) query.set(sign, 'true');
  return `/api/v1/evaluations/${id}/export?${query}`;
}
