import { SegmentedControl, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Import } from '../../../src/client/index.ts';
import { changesQuery } from '../../api/imports.ts';
import { useOrganisation } from '../../api/organisation.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../../parts/failed.tsx';
import { More } from '../../parts/more.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { WideTable } from '../../parts/wide-table.tsx';

type Fields = Readonly<Record<string, string | number | null>>;

/** The people whom a file adds or changes, field by field. */
export function ChangedPeople({ one }: { readonly one: Import }) {
  const { words, format } = useLanguage();
  const { people_added: added = 0, people_changed: changed = 0 } = one.counts ?? {};
  const [change, setChange] = useState<'added' | 'changed'>(added > 0 ? 'added' : 'changed');
  const pages = useInfiniteQuery(changesQuery(one.id, change));
  const people = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const label = { added: words.imports.peopleAdded, changed: words.imports.peopleChanged };
  return (
    <>
      {added > 0 && changed > 0 && (
        <SegmentedControl
          aria-label={words.imports.people}
          data={(['added', 'changed'] as const).map((value) => ({ value, label: label[value] }))}
          value={change}
          onChange={(chosen) => setChange(chosen === 'added' ? 'added' : 'changed')}
          mb="sm"
        />
      )}
      {pages.isPending && <Waiting />}
      {pages.isError && <Failed error={pages.error} reset={() => void pages.refetch()} />}
      {people.length > 0 && (
        <WideTable label={label[change]} minWidth={560} maxHeight={420}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={160}>{words.people.number}</Table.Th>
              <Table.Th>{words.imports.becomes}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {people.map(({ employee_id, number, before, after, protected: kept, not_undone }) => (
              <Table.Tr key={employee_id}>
                <Table.Td>{number}</Table.Td>
                <Table.Td>
                  <Becomes before={before} after={after} />
                  {kept.length > 0 && (
                    <Text size="sm" c="dimmed">
                      {words.imports.keptApart(kept.join(', '))}
                    </Text>
                  )}
                  {not_undone.length > 0 && (
                    <Text size="sm">
                      {words.imports.notUndone(
                        not_undone.map((name) => nameOf(name, words.imports.fields)).join(', '),
                      )}
                    </Text>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      )}
      <More pages={pages} total={change === 'added' ? added : changed} />
      <Text size="sm" c="dimmed" mt="xs">
        {words.imports.unchanged(format.number(one.counts?.people_unchanged ?? 0, 0))}
      </Text>
    </>
  );
}

function Becomes({ before, after }: { readonly before: Fields | null; readonly after: Fields }) {
  const { words } = useLanguage();
  const { departments, positions } = useOrganisation();
  const shown = (value: string | number | null | undefined) => {
    if (value === null || value === undefined || value === '') return '–';
    const text = String(value);
    return departments.get(text) ?? positions.get(text) ?? text;
  };
  const fields = Object.entries(after);
  if (fields.length === 0) return '–';
  return fields.map(([name, value]) => (
    <Text key={name} size="sm">
      <Text span c="dimmed" size="sm">
        {nameOf(name, words.imports.fields)}:{' '}
      </Text>
      {before !== null && `${shown(before[name])} → `}
      {shown(value)}
    </Text>
  ));
}

/** What a field is called: fields that refer to something are kept with _id at the end. */
function nameOf(name: string, fields: Readonly<Record<string, string>>): string {
  return fields[name] ?? fields[name.replace(/_id$/, '')] ?? name;
}
