import { MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { OPERATIONS } from '../../../src/client/index.ts';
import { client } from '../../api/client.ts';
import { useLanguage } from '../../messages/language.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { useAction } from '../../parts/use-action.tsx';

const KEY_ROLES = ['analyst', 'auditor', 'admin'] as const;

/** What a key can be for, by what the operations are about. */
const CHOICES = choices();

/** What a system may do, and for how long. */
export function KeyForm({
  onClose,
  onSecret,
}: {
  readonly onClose: () => void;
  readonly onSecret: (secret: string) => void;
}) {
  const { words } = useLanguage();
  const [name, setName] = useState('');
  const [role, setRole] = useState<(typeof KEY_ROLES)[number]>('analyst');
  const [operations, setOperations] = useState<string[]>([]);
  const [days, setDays] = useState<string | number>(90);
  const action = useAction([['keys'], ['accounts', 'names']], { inForm: true });
  const make = async () => {
    const isDone = await action.run(
      () =>
        client.createKey({
          body: {
            name: name.trim(),
            role,
            operations: operations.length === 0 ? null : operations,
            days: Number(days),
          },
        }),
      ({ secret }) => {
        onSecret(secret);
        return null;
      },
    );
    if (isDone) onClose();
  };
  return (
    <FormModal
      title={words.keys.make}
      action={action}
      submit={words.keys.make}
      isReady={name.trim() !== '' && days !== ''}
      onSubmit={() => void make()}
      onClose={onClose}
    >
      <TextInput
        label={words.keys.name}
        description={words.keys.nameSays}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        maxLength={200}
        required
        data-autofocus
      />
      <Select
        label={words.accounts.role}
        description={words.accounts.rolesSay[role]}
        data={KEY_ROLES.map((value) => ({ value, label: words.accounts.roles[value] }))}
        value={role}
        onChange={(value) => setRole(KEY_ROLES.find((one) => one === value) ?? role)}
        allowDeselect={false}
      />
      <MultiSelect
        label={words.keys.operations}
        description={words.keys.operationsSay}
        placeholder={operations.length === 0 ? words.keys.everything : undefined}
        data={CHOICES}
        value={operations}
        onChange={setOperations}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': words.states.clear }}
        hidePickedOptions
        maxDropdownHeight={240}
      />
      <NumberInput
        label={words.keys.days}
        value={days}
        onChange={setDays}
        min={1}
        max={730}
        allowDecimal={false}
        required
      />
    </FormModal>
  );
}

function choices() {
  const groups = new Map<string, string[]>();
  for (const [name, { path }] of Object.entries(OPERATIONS)) {
    const [, group] = /^\/api\/v1\/([\w-]+)/.exec(path) ?? [];
    if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  return Array.from(groups, ([group, items]) => ({ group, items }));
}
