import { Select, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Account } from '../../../src/client/index.ts';
import { client } from '../../api/client.ts';
import { useLanguage } from '../../messages/language.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { PersonPicker } from '../../parts/person-picker.tsx';
import { useAction } from '../../parts/use-action.tsx';
import { ROLES } from './tabs.ts';

/** Who an account is for and what it may do; a new one is invited at once. */
export function AccountForm({
  account,
  onClose,
  onLink,
}: {
  readonly account: Account | null;
  readonly onClose: () => void;
  readonly onLink: (link: string) => void;
}) {
  const { words } = useLanguage();
  const [name, setName] = useState(account?.name ?? '');
  const [email, setEmail] = useState(account?.email ?? '');
  const [role, setRole] = useState<Account['role']>(account?.role ?? 'employee');
  const [employee_id, setEmployee] = useState(account?.employee_id ?? null);
  const action = useAction([['accounts'], ['session']], { inForm: true });
  const body = { name: name.trim(), email: email.trim(), role, employee_id };
  const isConfined = role === 'manager' || role === 'employee';

  const invite = async () => {
    let made: Account | null = null;
    const isDone = await action.run(
      async () => {
        made = await client.createAccount({ body });
        return client.inviteAccount({ params: { id: made.id } });
      },
      ({ link }) => {
        onLink(link);
        return null;
      },
    );
    // An account whose invitation failed is in the list, from where it can be invited again.
    if (isDone || made !== null) onClose();
  };
  const save = async ({ id, version, ...before }: Account) => {
    const { name: formerName, email: formerEmail, role: formerRole, employee_id: formerPerson } = before;
    const isDone = await action.run(() => client.updateAccount({ params: { id }, body, version }), {
      says: words.states.saved,
      undo: () =>
        client.updateAccount({
          params: { id },
          body: { name: formerName, email: formerEmail, role: formerRole, employee_id: formerPerson },
        }),
    });
    if (isDone) onClose();
  };

  return (
    <FormModal
      title={account === null ? words.accounts.invite : words.accounts.change}
      action={action}
      submit={account === null ? words.accounts.makeLink : words.states.save}
      isReady={body.name !== '' && body.email !== ''}
      onSubmit={() => void (account === null ? invite() : save(account))}
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
      <TextInput
        label={words.accounts.email}
        type="email"
        value={email}
        onChange={({ currentTarget }) => setEmail(currentTarget.value)}
        maxLength={254}
        required
      />
      <Select
        label={words.accounts.role}
        description={words.accounts.rolesSay[role]}
        data={ROLES.map((value) => ({ value, label: words.accounts.roles[value] }))}
        value={role}
        onChange={(value) => setRole(ROLES.find((one) => one === value) ?? role)}
        allowDeselect={false}
      />
      <PersonPicker
        label={words.settings.person}
        description={words.accounts.personSays}
        value={employee_id}
        onChange={setEmployee}
      />
      {isConfined && employee_id === null && (
        <Text size="sm" role="status">
          {words.accounts.withoutPerson}
        </Text>
      )}
      {account !== null && (
        <Text size="sm" c="dimmed">
          {words.accounts.changeSays}
        </Text>
      )}
    </FormModal>
  );
}
