import { Button, Collapse, Select, SimpleGrid, TagsInput, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId } from 'react';
import { useLanguage } from '../../messages/language.tsx';
import { DECIMALS, DELIMITERS, type Draft } from './draft.ts';
import type { Kind } from './fields.ts';

/** What is found out by itself, and may be told where it was found out wrongly. */
export function FurtherOptions({
  kind,
  draft,
  onChange,
}: {
  readonly kind: Kind | null;
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}) {
  const { words } = useLanguage();
  const [isOpen, { toggle }] = useDisclosure();
  const id = useId();
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const text = (name: 'sheet' | 'dateFormat' | 'position' | 'currency', says?: string) => (
    <TextInput
      label={words.imports[name]}
      description={says}
      value={draft[name]}
      maxLength={200}
      onChange={({ currentTarget }) => onChange({ [name]: currentTarget.value })}
    />
  );
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        px={0}
        leftSection={<Chevron size={16} aria-hidden />}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={toggle}
      >
        {words.imports.further}
      </Button>
      <Collapse expanded={isOpen} id={id}>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} mt="sm">
          {kind !== 'employees' && (
            <Select
              label={words.imports.mode}
              data={(['replace', 'add'] as const).map((value) => ({
                value,
                label: words.imports.modes[value],
              }))}
              value={draft.mode}
              onChange={(mode) => onChange({ mode: mode === 'add' ? 'add' : 'replace' })}
              allowDeselect={false}
            />
          )}
          <Select
            label={words.imports.delimiter}
            placeholder={words.imports.byItself}
            data={DELIMITERS.map((value) => ({ value, label: words.imports.delimiters[value] }))}
            value={draft.delimiter}
            onChange={(chosen) => onChange({ delimiter: DELIMITERS.find((one) => one === chosen) ?? null })}
            clearable
            clearButtonProps={{ 'aria-label': words.states.clear }}
          />
          <Select
            label={words.imports.decimal}
            placeholder={words.imports.byItself}
            data={DECIMALS.map((value) => ({ value, label: words.imports.decimals[value] }))}
            value={draft.decimal}
            onChange={(chosen) => onChange({ decimal: DECIMALS.find((one) => one === chosen) ?? null })}
            clearable
            clearButtonProps={{ 'aria-label': words.states.clear }}
          />
          {text('dateFormat', words.imports.dateFormatSays)}
          {text('sheet', words.imports.sheetSays)}
          {kind === 'sheets' && text('position', words.imports.positionSays)}
          {kind === 'employees' && text('currency')}
          {kind === 'task log' &&
            (['done', 'exclude'] as const).map((name) => (
              <TagsInput
                key={name}
                label={words.imports[name]}
                description={words.imports.statusesSays}
                value={[...draft[name]]}
                onChange={(statuses) => onChange({ [name]: statuses })}
                clearable={false}
              />
            ))}
        </SimpleGrid>
      </Collapse>
    </div>
  );
}
