import { Button, Divider, Drawer, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Employee } from '../../../src/client/index.ts';
import { client } from '../../api/client.ts';
import { employeeQuery } from '../../api/employees.ts';
import { useIsWorker } from '../../api/session.ts';
import { departmentsQuery, positionsQuery } from '../../api/structure.ts';
import { useLanguage } from '../../messages/language.tsx';
import { DayInput } from '../../parts/day-input.tsx';
import { Failed } from '../../parts/failed.tsx';
import { FormProblem } from '../../parts/form-modal.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { PersonPicker } from '../../parts/person-picker.tsx';
import { useAction } from '../../parts/use-action.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Costs } from './costs.tsx';

type Fields = Pick<
  Employee,
  'number' | 'name' | 'department_id' | 'position_id' | 'manager_id' | 'active_from' | 'active_to'
>;

const NOBODY: Fields = {
  number: '',
  name: null,
  department_id: null,
  position_id: null,
  manager_id: null,
  active_from: null,
  active_to: null,
};

/** Somebody's record beside the list; `new` is somebody who is added. */
export function PersonDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { words } = useLanguage();
  const isNew = id === 'new';
  const { data, error } = useQuery({ ...employeeQuery(id), enabled: !isNew });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={isNew ? words.settings.addPerson : (data?.name ?? data?.number ?? words.settings.person)}
      closeButtonProps={{ 'aria-label': words.states.close }}
    >
      {error && <Failed error={error} />}
      {!isNew && data === undefined && error === null && <Waiting />}
      {isNew && <PersonForm person={null} onClose={onClose} />}
      {data && (
        <Stack>
          <PersonForm key={data.version} person={data} onClose={onClose} />
          <Divider />
          <Costs employeeId={data.id} />
          <Divider />
          <Leaving person={data} onClose={onClose} />
        </Stack>
      )}
    </Drawer>
  );
}

function PersonForm({ person, onClose }: { readonly person: Employee | null; readonly onClose: () => void }) {
  const { words } = useLanguage();
  const mayChange = useIsWorker();
  const [fields, setFields] = useState<Fields>(() => fieldsOf(person ?? NOBODY));
  const { data: departments = [] } = useQuery(departmentsQuery);
  const { data: positions = [] } = useQuery(positionsQuery);
  const action = useAction([['employees'], ['results'], ['result']], { inForm: true });
  const set = (part: Partial<Fields>) => setFields({ ...fields, ...part });
  const choices = (rows: readonly { readonly id: string; readonly name: string }[]) =>
    rows.map(({ id, name }) => ({ value: id, label: name })).sort((a, b) => a.label.localeCompare(b.label));

  const save = async () => {
    const body = { ...fields, number: fields.number.trim(), name: fields.name?.trim() || null };
    if (person === null) {
      const isDone = await action.run(
        () => client.createEmployee({ body }),
        (made) => ({
          says: words.settings.added(made.name ?? made.number),
          undo: () => client.deleteEmployee({ params: { id: made.id } }),
        }),
      );
      if (isDone) onClose();
      return;
    }
    const { id, version } = person;
    await action.run(() => client.updateEmployee({ params: { id }, body, version }), {
      says: words.states.saved,
      undo: () => client.updateEmployee({ params: { id }, body: fieldsOf(person) }),
    });
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            label={words.people.name}
            value={fields.name ?? ''}
            onChange={({ currentTarget }) => set({ name: currentTarget.value })}
            maxLength={300}
            readOnly={!mayChange}
          />
          <TextInput
            label={words.people.number}
            value={fields.number}
            onChange={({ currentTarget }) => set({ number: currentTarget.value })}
            maxLength={100}
            required
            readOnly={!mayChange}
          />
          <Select
            label={words.people.department}
            data={choices(departments)}
            value={fields.department_id}
            onChange={(department_id) => set({ department_id })}
            searchable
            clearable={mayChange}
            clearButtonProps={{ 'aria-label': words.states.clear }}
            readOnly={!mayChange}
          />
          <Select
            label={words.people.position}
            data={choices(positions)}
            value={fields.position_id}
            onChange={(position_id) => set({ position_id })}
            searchable
            clearable={mayChange}
            clearButtonProps={{ 'aria-label': words.states.clear }}
            readOnly={!mayChange}
          />
        </SimpleGrid>
        <PersonPicker
          label={words.settings.manager}
          description={words.settings.managerSays}
          value={fields.manager_id}
          onChange={(manager_id) => set({ manager_id })}
          not={person?.id}
          isReadOnly={!mayChange}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <DayInput
            label={words.settings.firstDay}
            value={fields.active_from}
            onChange={(active_from) => set({ active_from })}
            isReadOnly={!mayChange}
          />
          <DayInput
            label={words.settings.lastDay}
            description={words.settings.lastDaySays}
            value={fields.active_to}
            onChange={(active_to) => set({ active_to })}
            isReadOnly={!mayChange}
          />
        </SimpleGrid>
        <FormProblem error={action.error} />
        {mayChange && (
          <Group justify="flex-end">
            <Button type="submit" loading={action.isBusy} disabled={fields.number.trim() === ''}>
              {words.states.save}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

/** What ends a record: removing what was a slip, or erasing everything. */
function Leaving({ person, onClose }: { readonly person: Employee; readonly onClose: () => void }) {
  const { words } = useLanguage();
  const mayChange = useIsWorker();
  const action = useAction([['employees']]);
  if (!mayChange) return null;
  const remove = async () => {
    const { id, version } = person;
    const isGone = await action.run(() => client.deleteEmployee({ params: { id }, version }), {
      says: words.settings.removed(person.name ?? person.number),
      undo: () => client.createEmployee({ body: fieldsOf(person) }),
    });
    if (isGone) onClose();
  };
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {words.settings.leavingSays}
      </Text>
      <Group>
        <Button variant="default" loading={action.isBusy} onClick={() => void remove()}>
          {words.settings.removePerson}
        </Button>
        <PageLink to="/settings/$tab" params={{ tab: 'retention' }} search={{ open: person.id }} size="sm">
          {words.settings.erasePerson}
        </PageLink>
      </Group>
    </Stack>
  );
}

function fieldsOf({
  number,
  name,
  department_id,
  position_id,
  manager_id,
  active_from,
  active_to,
}: Fields): Fields {
  return { number, name, department_id, position_id, manager_id, active_from, active_to };
}
