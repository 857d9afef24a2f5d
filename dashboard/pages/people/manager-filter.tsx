import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { employeeQuery } from '../../api/person.ts';
import { useLanguage } from '../../messages/language.tsx';

/** Whom people report to: found as one types, among everybody. */
export function ManagerFilter({
  manager,
  onChange,
}: {
  readonly manager: string | undefined;
  readonly onChange: (manager: string | undefined) => void;
}) {
  const { words } = useLanguage();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 150);
  const chosen = useQuery({ ...employeeQuery(manager ?? ''), enabled: manager !== undefined });
  const found = useQuery({
    queryKey: ['employees', 'search', search],
    queryFn: ({ signal }) => client.listEmployees({ query: { search, limit: 20 }, signal }),
    enabled: search !== '',
    placeholderData: (before) => before,
  });
  const labelOf = ({ name, number }: { readonly name: string | null; readonly number: string }) =>
    name === null ? number : `${name} (${number})`;
  const people = [...(chosen.data ? [chosen.data] : []), ...(search === '' ? [] : (found.data?.items ?? []))];
  const options = new Map(people.map((one) => [one.id, labelOf(one)]));
  return (
    <Select
      aria-label={words.people.manager}
      placeholder={words.people.manager}
      data={[...options].map(([value, label]) => ({ value, label }))}
      // The server has searched already, in its own way.
      filter={({ options: all }) => all}
      searchable
      clearable
      nothingFoundMessage={search === '' ? words.people.search : words.people.none}
      value={manager ?? null}
      onSearchChange={setTyped}
      onChange={(id) => onChange(id ?? undefined)}
      w={{ base: '100%', xs: 190 }}
    />
  );
}
