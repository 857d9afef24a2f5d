import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { employeeQuery, employeesFoundQuery } from '../api/employees.ts';
import { useLanguage } from '../messages/language.tsx';

/** Somebody, found by a part of the name or number among however many there are. */
export function PersonPicker({
  label,
  description,
  value,
  onChange,
  not,
  isReadOnly = false,
}: {
  readonly label: string;
  readonly description?: string;
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  /** Who cannot be chosen. */
  readonly not?: string | undefined;
  readonly isReadOnly?: boolean;
}) {
  const { words } = useLanguage();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 150);
  const chosen = useQuery({ ...employeeQuery(value ?? ''), enabled: value !== null });
  const found = useQuery(employeesFoundQuery(chosen.data && search === nameOf(chosen.data) ? '' : search));
  const people = [...(chosen.data && value !== null ? [chosen.data] : []), ...(found.data?.items ?? [])];
  const options = new Map(people.filter(({ id }) => id !== not).map((one) => [one.id, nameOf(one)]));
  return (
    <Select
      label={label}
      description={description}
      placeholder={words.states.searchPerson}
      data={Array.from(options, ([id, name]) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
      searchable
      clearable={!isReadOnly}
      disabled={isReadOnly}
      clearButtonProps={{ 'aria-label': words.states.clear }}
      nothingFoundMessage={found.isFetching ? words.states.loading : words.people.none}
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options: all }) => all}
    />
  );
}

function nameOf({ name, number }: { readonly name: string | null; readonly number: string }): string {
  return name === null ? number : `${name} · ${number}`;
}
