import { Button, Group, Popover, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { templatesQuery } from '../../api/imports.ts';
import { useLanguage } from '../../messages/language.tsx';
import { FormProblem } from '../../parts/form-modal.tsx';
import { useAction } from '../../parts/use-action.tsx';
import { type Draft, readingOf, withTemplate } from './draft.ts';
import type { Kind } from './fields.ts';

/** How files of one source are read, kept by a name: to be taken, or to be kept. */
export function Templates({
  draft,
  kind,
  onTake,
}: {
  readonly draft: Draft;
  readonly kind: Kind | null;
  readonly onTake: (draft: Draft) => void;
}) {
  const { words } = useLanguage();
  const { data: templates = [] } = useQuery(templatesQuery);
  return (
    <Group gap="xs">
      {templates.length > 0 && (
        <Select
          aria-label={words.imports.template}
          placeholder={words.imports.template}
          data={templates.map(({ id, name }) => ({ value: id, label: name }))}
          value={null}
          onChange={(id) => {
            const chosen = templates.find((one) => one.id === id);
            if (chosen !== undefined) onTake(withTemplate(draft, chosen));
          }}
          searchable
          w={200}
        />
      )}
      {kind !== null && (
        <Keep draft={draft} kind={kind} names={new Map(templates.map((one) => [one.name, one]))} />
      )}
    </Group>
  );
}

function Keep({
  draft,
  kind,
  names,
}: {
  readonly draft: Draft;
  readonly kind: Kind;
  readonly names: ReadonlyMap<string, { readonly id: string; readonly version: number }>;
}) {
  const { words } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const action = useAction([['imports', 'templates']], { inForm: true });
  const former = names.get(name.trim());
  const keep = async () => {
    const said = Object.entries(readingOf({ ...draft, kind })).filter(([, value]) => value !== null);
    const split = draft.period.how === 'split' ? { split: draft.period.by } : {};
    const options = { ...Object.fromEntries(said), ...split };
    const body = { name: name.trim(), kind, mapping: draft.mapping, options };
    const isKept = await action.run(
      () =>
        former === undefined
          ? client.createImportTemplate({ body })
          : client.replaceImportTemplate({ params: { id: former.id }, body, version: former.version }),
      { says: words.imports.templateKept(body.name) },
    );
    if (isKept) setOpen(false);
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus withArrow>
      <Popover.Target>
        <Button variant="default" onClick={() => setOpen(!isOpen)}>
          {words.imports.keepTemplate}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.imports.keepTemplate}>
        <Stack gap="xs">
          <TextInput
            label={words.imports.templateName}
            value={name}
            maxLength={200}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            onKeyDown={(event) => {
              // The form around it is another one.
              if (event.key !== 'Enter') return;
              event.preventDefault();
              if (name.trim() !== '') void keep();
            }}
          />
          <FormProblem error={action.error} />
          <Button disabled={name.trim() === ''} loading={action.isBusy} onClick={() => void keep()}>
            {former === undefined ? words.states.save : words.imports.replaceTemplate}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
