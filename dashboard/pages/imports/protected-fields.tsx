import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useLanguage } from '../../messages/language.tsx';
import type { Draft } from './draft.ts';
import { PROTECTED } from './fields.ts';

/** Protected attributes, which are taken from no column that is not named here. */
export function ProtectedFields({
  columns,
  draft: { mapping },
  onChange,
}: {
  readonly columns: readonly string[];
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}) {
  const { words } = useLanguage();
  const [name, setName] = useState('');
  const [column, setColumn] = useState<string | null>(null);
  const named = Object.entries(mapping).filter(([field]) => field.startsWith(PROTECTED));
  const add = () => {
    if (column === null) return;
    onChange({ mapping: { ...mapping, [`${PROTECTED}${name.trim()}`]: column } });
    setName('');
    setColumn(null);
  };
  const remove = (field: string) => {
    const { [field]: _, ...others } = mapping;
    onChange({ mapping: others });
  };
  return (
    <Stack gap="xs" mt="sm">
      <Text size="sm" fw={500}>
        {words.imports.protectedFields}
      </Text>
      <Text size="sm" c="dimmed">
        {words.imports.protectedSays}
      </Text>
      {named.map(([field, from]) => (
        <Group key={field} gap="xs">
          <Text size="sm">{`${field.slice(PROTECTED.length)} ← ${from}`}</Text>
          <ActionIcon variant="subtle" aria-label={words.states.remove} onClick={() => remove(field)}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Group gap="xs" align="flex-end">
        <TextInput
          label={words.imports.attribute}
          value={name}
          maxLength={60}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Select
          label={words.imports.column}
          data={[...columns]}
          value={column}
          onChange={setColumn}
          searchable
        />
        <Button
          variant="default"
          disabled={!/^[\p{L}\p{N}_ -]{1,60}$/u.test(name.trim()) || column === null}
          onClick={add}
        >
          {words.imports.add}
        </Button>
      </Group>
    </Stack>
  );
}
