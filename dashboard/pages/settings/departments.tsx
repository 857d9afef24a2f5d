import { Box, Group, Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { useIsWorker } from '../../api/session.ts';
import { type Department, departmentsQuery, STRUCTURE_KEYS } from '../../api/structure.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { useAction } from '../../parts/use-action.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { RowMenu } from './row-menu.tsx';
import { Section } from './section.tsx';

type Draft = { readonly id: string | null; readonly name: string; readonly parent_id: string | null };

/** Departments as a tree. */
export function Departments() {
  const { words } = useLanguage();
  const mayChange = useIsWorker();
  const { data, error } = useQuery(departmentsQuery);
  const [draft, setDraft] = useState<Draft | null>(null);
  if (error) return <Failed error={error} />;
  if (data === undefined) return <Waiting />;
  return (
    <Section
      title={words.settings.departments}
      add={mayChange && words.settings.addDepartment}
      onAdd={() => setDraft({ id: null, name: '', parent_id: null })}
    >
      {data.length === 0 && (
        <Empty title={words.settings.noDepartments} says={words.settings.noDepartmentsSays} />
      )}
      <Branch all={data} of={null} onEdit={mayChange ? setDraft : null} />
      {draft && <DepartmentForm all={data} before={draft} onClose={() => setDraft(null)} />}
    </Section>
  );
}

function Branch({
  all,
  of,
  onEdit,
}: {
  readonly all: readonly Department[];
  readonly of: string | null;
  readonly onEdit: ((draft: Draft) => void) | null;
}) {
  const { words } = useLanguage();
  const { run } = useAction(STRUCTURE_KEYS);
  const here = all.filter(({ parent_id }) => parent_id === of).sort((a, b) => a.name.localeCompare(b.name));
  if (here.length === 0) return null;
  const remove = ({ id, name, parent_id, version }: Department) =>
    run(() => client.deleteDepartment({ params: { id }, version }), {
      says: words.settings.removed(name),
      undo: () => client.createDepartment({ body: { name, parent_id } }),
    });
  return (
    <Box
      component="ul"
      m={0}
      p={0}
      pl={of === null ? 0 : 'lg'}
      style={{
        listStyle: 'none',
        borderLeft: of === null ? 'none' : '1px solid var(--mantine-color-default-border)',
      }}
    >
      {here.map((one) => (
        <li key={one.id}>
          <Group justify="space-between" wrap="nowrap" mih={36}>
            <Text style={{ minWidth: 0 }}>{one.name}</Text>
            {onEdit && (
              <RowMenu
                name={one.name}
                choices={[
                  { label: words.states.edit, onClick: () => onEdit(one) },
                  {
                    label: words.settings.addBelow,
                    onClick: () => onEdit({ id: null, name: '', parent_id: one.id }),
                  },
                  { label: words.states.remove, onClick: () => void remove(one), isDangerous: true },
                ]}
              />
            )}
          </Group>
          <Branch all={all} of={one.id} onEdit={onEdit} />
        </li>
      ))}
    </Box>
  );
}

function DepartmentForm({
  all,
  before,
  onClose,
}: {
  readonly all: readonly Department[];
  readonly before: Draft;
  readonly onClose: () => void;
}) {
  const { words } = useLanguage();
  const action = useAction(STRUCTURE_KEYS, { inForm: true });
  const [name, setName] = useState(before.name);
  const [parent_id, setParent] = useState(before.parent_id);
  const body = { name: name.trim(), parent_id };
  const save = async () => {
    const { id } = before;
    const isDone =
      id === null
        ? await action.run(
            () => client.createDepartment({ body }),
            (made) => ({
              says: words.settings.added(made.name),
              undo: () => client.deleteDepartment({ params: { id: made.id } }),
            }),
          )
        : await action.run(() => client.updateDepartment({ params: { id }, body }), {
            says: words.states.saved,
            undo: () =>
              client.updateDepartment({
                params: { id },
                body: { name: before.name, parent_id: before.parent_id },
              }),
          });
    if (isDone) onClose();
  };
  return (
    <FormModal
      title={before.id === null ? words.settings.addDepartment : words.settings.changeDepartment}
      action={action}
      isReady={body.name !== ''}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <TextInput
        label={words.people.name}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        maxLength={200}
        required
        data-autofocus
      />
      <Select
        label={words.settings.partOf}
        placeholder={words.settings.partOfNone}
        data={all.filter(({ id }) => id !== before.id).map((one) => ({ value: one.id, label: one.name }))}
        value={parent_id}
        onChange={setParent}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': words.states.clear }}
      />
    </FormModal>
  );
}
