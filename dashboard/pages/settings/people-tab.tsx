import { Group, Table, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { employeesQuery } from '../../api/employees.ts';
import { useOrganisation } from '../../api/organisation.ts';
import { useIsWorker } from '../../api/session.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { More } from '../../parts/more.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { WideTable } from '../../parts/wide-table.tsx';
import { PersonDrawer } from './person-drawer.tsx';
import { Section } from './section.tsx';
import type { SettingsView } from './tabs.ts';

/** The people that are kept, evaluated or not, and what is known of where they are. */
export function PeopleTab() {
  const { words, format } = useLanguage();
  const mayChange = useIsWorker();
  const { departments, positions } = useOrganisation();
  const { search: wanted = '', open } = useSearch({ strict: false });
  const navigate = useNavigate();
  const [typed, setTyped] = useState(wanted);
  const [search] = useDebouncedValue(typed.trim(), 150);
  const pages = useInfiniteQuery(employeesQuery(search));
  const look = (part: SettingsView) =>
    void navigate({ to: '.', search: (now) => ({ ...now, ...part }), replace: part.open === undefined });

  const people = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = pages.data?.pages[0]?.total;
  return (
    <Section
      title={words.settings.tabs.people}
      says={words.settings.peopleSays}
      add={mayChange && words.settings.addPerson}
      onAdd={() => look({ open: 'new' })}
    >
      <Group mb="sm" justify="space-between">
        <TextInput
          type="search"
          aria-label={words.people.search}
          placeholder={words.people.search}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            look({ search: currentTarget.value.trim() || undefined });
          }}
          w={{ base: '100%', sm: 320 }}
        />
        <Text c="dimmed" size="sm" role="status">
          {total !== undefined && words.people.count(format.number(total, 0), total === 1)}
        </Text>
      </Group>
      {pages.isError && <Failed error={pages.error} reset={() => void pages.refetch()} />}
      {pages.isPending && <Waiting />}
      {total === 0 && <Empty title={words.people.none} says={words.settings.peopleNone} />}
      {people.length > 0 && (
        <WideTable label={words.settings.tabs.people} minWidth={640}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.people.name}</Table.Th>
              <Table.Th>{words.people.number}</Table.Th>
              <Table.Th>{words.people.department}</Table.Th>
              <Table.Th>{words.people.position}</Table.Th>
              <Table.Th>{words.settings.here}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {people.map(({ id, name, number, department_id, position_id, active_from, active_to }) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <UnstyledButton c="var(--mantine-color-anchor)" fz="sm" onClick={() => look({ open: id })}>
                    {name ?? number}
                  </UnstyledButton>
                </Table.Td>
                <Table.Td>{number}</Table.Td>
                <Table.Td>{departments.get(department_id ?? '') ?? '–'}</Table.Td>
                <Table.Td>{positions.get(position_id ?? '') ?? '–'}</Table.Td>
                <Table.Td>
                  {active_from === null && active_to === null
                    ? '–'
                    : words.settings.fromTo(
                        active_from && format.day(active_from),
                        active_to && format.day(active_to),
                      )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      )}
      <More pages={pages} />
      {open !== undefined && <PersonDrawer id={open} onClose={() => look({ open: undefined })} />}
    </Section>
  );
}
