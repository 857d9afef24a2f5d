import { Group, Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { useIsWorker } from '../../api/session.ts';
import { type Position, positionsQuery, STRUCTURE_KEYS } from '../../api/structure.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { useAction } from '../../parts/use-action.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { RowMenu } from './row-menu.tsx';
import { Section } from './section.tsx';

type Draft = { readonly id: string | null; readonly name: string; readonly rubric_name: string | null };

/** Positions, each with the rubric that its people are appraised by. */
export function Positions() {
  const { words } = useLanguage();
  const mayChange = useIsWorker();
  const { data, error } = useQuery(positionsQuery);
  const [draft, setDraft] = useState<Draft | null>(null);
  const { run } = useAction(STRUCTURE_KEYS);
  if (error) return <Failed error={error} />;
  if (data === undefined) return <Waiting />;
  const remove = ({ id, name, rubric_name, version }: Position) =>
    run(() => client.deletePosition({ params: { id }, version }), {
      says: words.settings.removed(name),
      undo: () => client.createPosition({ body: { name, rubric_name } }),
    });
  return (
    <Section
      title={words.settings.positions}
      isSecond
      add={mayChange && words.settings.addPosition}
      onAdd={() => setDraft({ id: null, name: '', rubric_name: null })}
    >
      {data.length === 0 && (
        <Empty title={words.settings.noPositions} says={words.settings.noPositionsSays} />
      )}
      {data
        .toSorted((a, b) => a.name.localeCompare(b.name))
        .map((one) => (
          <Group key={one.id} justify="space-between" wrap="nowrap" mih={36}>
            <div style={{ minWidth: 0 }}>
              <Text>{one.name}</Text>
              {one.rubric_name && (
                <Text size="xs" c="dimmed">
                  {words.settings.byRubric(one.rubric_name)}
                </Text>
              )}
            </div>
            {mayChange && (
              <RowMenu
                name={one.name}
                choices={[
                  { label: words.states.edit, onClick: () => setDraft(one) },
                  { label: words.states.remove, onClick: () => void remove(one), isDangerous: true },
                ]}
              />
            )}
          </Group>
        ))}
      {draft && <PositionForm before={draft} onClose={() => setDraft(null)} />}
    </Section>
  );
}

function PositionForm({ before, onClose }: { readonly before: Draft; readonly onClose: () => void }) {
  const { words } = useLanguage();
  const action = useAction(STRUCTURE_KEYS, { inForm: true });
  const [name, setName] = useState(before.name);
  const [rubric_name, setRubric] = useState(before.rubric_name);
  const { data: rubrics } = useQuery({
    queryKey: ['rubrics', 'names'],
    queryFn: async ({ signal }) => {
      const names = new Set<string>();
      for await (const rubric of client.each('listRubrics', { query: { limit: 1000 }, signal })) {
        names.add(rubric.name);
      }
      return [...names].sort();
    },
  });
  const body = { name: name.trim(), rubric_name };
  const save = async () => {
    const { id } = before;
    const isDone =
      id === null
        ? await action.run(
            () => client.createPosition({ body }),
            (made) => ({
              says: words.settings.added(made.name),
              undo: () => client.deletePosition({ params: { id: made.id } }),
            }),
          )
        : await action.run(() => client.updatePosition({ params: { id }, body }), {
            says: words.states.saved,
            undo: () =>
              client.updatePosition({
                params: { id },
                body: { name: before.name, rubric_name: before.rubric_name },
              }),
          });
    if (isDone) onClose();
  };
  const known = new Set([...(rubrics ?? []), ...(before.rubric_name === null ? [] : [before.rubric_name])]);
  return (
    <FormModal
      title={before.id === null ? words.settings.addPosition : words.settings.changePosition}
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
        label={words.settings.rubric}
        description={words.settings.rubricSays}
        placeholder={words.settings.rubricNone}
        data={[...known]}
        value={rubric_name}
        onChange={setRubric}
        clearable
        clearButtonProps={{ 'aria-label': words.states.clear }}
      />
    </FormModal>
  );
}
