import { Badge, Group, Select, Table, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Account } from '../../../src/client/index.ts';
import { accountsQuery } from '../../api/accounts.ts';
import { client } from '../../api/client.ts';
import { employeeQuery } from '../../api/employees.ts';
import { useRole, useSession } from '../../api/session.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { More } from '../../parts/more.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { ShownOnce } from '../../parts/shown-once.tsx';
import { useAction } from '../../parts/use-action.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { WideTable } from '../../parts/wide-table.tsx';
import { AccountForm } from './account-form.tsx';
import { RowMenu } from './row-menu.tsx';
import { Section } from './section.tsx';
import { ROLES } from './tabs.ts';

/** Who may come in, and as what. */
export function AccountsTab() {
  const { words } = useLanguage();
  const mayChange = useRole() === 'admin';
  const { role } = useSearch({ strict: false });
  const navigate = useNavigate();
  const pages = useInfiniteQuery(accountsQuery(role));
  const [editing, setEditing] = useState<Account | 'new' | null>(null);
  const [link, setLink] = useState<string | null>(null);
  const accounts = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Section
      title={words.settings.tabs.accounts}
      says={words.accounts.says}
      add={mayChange && words.accounts.invite}
      onAdd={() => setEditing('new')}
    >
      <Select
        aria-label={words.accounts.role}
        placeholder={words.accounts.allRoles}
        data={ROLES.map((value) => ({ value, label: words.accounts.roles[value] }))}
        value={role ?? null}
        onChange={(value) => {
          const wanted = ROLES.find((one) => one === value);
          void navigate({ to: '.', search: (now) => ({ ...now, role: wanted }), replace: true });
        }}
        clearable
        clearButtonProps={{ 'aria-label': words.states.clear }}
        w={220}
        mb="sm"
      />
      {pages.isError && <Failed error={pages.error} reset={() => void pages.refetch()} />}
      {pages.isPending && <Waiting />}
      {pages.data && accounts.length === 0 && (
        <Empty title={words.accounts.none} says={role === undefined ? words.accounts.noneSays : undefined} />
      )}
      {accounts.length > 0 && (
        <WideTable label={words.settings.tabs.accounts} minWidth={760}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.accounts.who}</Table.Th>
              <Table.Th>{words.accounts.role}</Table.Th>
              <Table.Th>{words.settings.person}</Table.Th>
              <Table.Th>{words.accounts.state}</Table.Th>
              <Table.Th>{words.accounts.lastLogin}</Table.Th>
              <Table.Th w={48}>
                <span className="visually-hidden">{words.states.actions}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {accounts.map((account) => (
              <AccountRow
                key={account.id}
                account={account}
                mayChange={mayChange}
                onEdit={() => setEditing(account)}
                onLink={setLink}
              />
            ))}
          </Table.Tbody>
        </WideTable>
      )}
      <More pages={pages} />
      {editing && (
        <AccountForm
          account={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onLink={setLink}
        />
      )}
      {link && (
        <ShownOnce
          title={words.accounts.linkTitle}
          says={words.accounts.linkSays}
          secret={link}
          onClose={() => setLink(null)}
        />
      )}
    </Section>
  );
}

function AccountRow({
  account,
  mayChange,
  onEdit,
  onLink,
}: {
  readonly account: Account;
  readonly mayChange: boolean;
  readonly onEdit: () => void;
  readonly onLink: (link: string) => void;
}) {
  const { words, format } = useLanguage();
  const { data: session } = useSession();
  const { run } = useAction([['accounts']]);
  const { id, name, email, role, active, version, last_login_at, employee_id } = account;
  const setActive = (wanted: boolean) => () =>
    client.updateAccount({ params: { id }, body: { active: wanted } });
  const switchOver = () =>
    run(setActive(!active), {
      says: active ? words.accounts.deactivated(name) : words.accounts.reactivated(name),
      undo: setActive(active),
    });
  const invite = () =>
    run(
      () => client.inviteAccount({ params: { id } }),
      ({ link }) => {
        onLink(link);
        return null;
      },
    );
  const remove = () =>
    run(() => client.deleteAccount({ params: { id }, version }), { says: words.settings.removed(name) });
  const isOwn = session?.account?.id === id;
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={600}>
          {name} {isOwn && `(${words.accounts.you})`}
        </Text>
        <Text size="sm" c="dimmed">
          {email}
        </Text>
      </Table.Td>
      <Table.Td>{words.accounts.roles[role]}</Table.Td>
      <Table.Td>{employee_id === null ? '–' : <LinkedPerson id={employee_id} />}</Table.Td>
      <Table.Td>
        <State account={account} />
      </Table.Td>
      <Table.Td>{last_login_at === null ? words.accounts.never : format.moment(last_login_at)}</Table.Td>
      <Table.Td>
        {mayChange && (
          <RowMenu
            name={name}
            choices={[
              { label: words.states.edit, onClick: onEdit },
              active && { label: words.accounts.newLink, onClick: () => void invite() },
              {
                label: active ? words.accounts.deactivate : words.accounts.reactivate,
                onClick: () => void switchOver(),
              },
              !active && { label: words.accounts.remove, onClick: () => void remove(), isDangerous: true },
            ]}
          />
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function State({ account: { active, has_password, has_openid } }: { readonly account: Account }) {
  const { words } = useLanguage();
  if (!active)
    return (
      <Badge variant="outline" color="gray" tt="none" c="dimmed">
        {words.accounts.inactive}
      </Badge>
    );
  if (!has_password && !has_openid) {
    return (
      <Badge variant="default" tt="none">
        {words.accounts.invited}
      </Badge>
    );
  }
  return (
    <Group gap={4}>
      <Badge variant="light" tt="none" c="var(--mantine-color-text)">
        {words.accounts.active}
      </Badge>
      {has_openid && (
        <Badge variant="default" tt="none">
          {words.accounts.byProvider}
        </Badge>
      )}
    </Group>
  );
}

function LinkedPerson({ id }: { readonly id: string }) {
  const { data } = useQuery({ ...employeeQuery(id), staleTime: 300_000 });
  return (
    <PageLink to="/settings/$tab" params={{ tab: 'people' }} search={{ open: id }} size="sm">
      {data?.name ?? data?.number ?? '…'}
    </PageLink>
  );
}
