import { Badge, Button, Group, PasswordInput, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Session } from '../../../src/client/index.ts';
import { ownSessionsQuery } from '../../api/accounts.ts';
import { client } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { FormProblem } from '../../parts/form-modal.tsx';
import { useAction } from '../../parts/use-action.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { OwnData } from './own-data.tsx';
import { Section } from './section.tsx';

/** The reader's own account. */
export function AccountTab() {
  const { words } = useLanguage();
  const { data: session } = useSession();
  if (!session?.account) return <Empty title={words.app.withoutAccounts} says={words.app.makeFirst} />;
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} style={{ alignItems: 'start' }}>
      <Stack>
        <Self account={session.account} role={session.role ?? 'employee'} />
        <Password />
      </Stack>
      <Stack>
        <Sessions />
        <OwnData employeeId={session.account.employee_id} />
      </Stack>
    </SimpleGrid>
  );
}

function Self({
  account,
  role,
}: {
  readonly account: NonNullable<Session['account']>;
  readonly role: NonNullable<Session['role']>;
}) {
  const { words } = useLanguage();
  return (
    <Section title={words.settings.tabs.account}>
      <Text fw={600}>{account.name}</Text>
      <Text>{account.email}</Text>
      <Text mt="xs">{words.accounts.roles[role]}</Text>
      <Text size="sm" c="dimmed">
        {words.accounts.rolesSay[role]}
      </Text>
    </Section>
  );
}

function Password() {
  const { words } = useLanguage();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const action = useAction([['own-sessions']], { inForm: true });
  const change = async () => {
    const isDone = await action.run(() => client.changePassword({ body: { current, password } }), {
      says: words.own.passwordChanged,
    });
    if (!isDone) return;
    setCurrent('');
    setPassword('');
  };
  return (
    <Section title={words.own.password} says={words.own.passwordSays}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void change();
        }}
      >
        <Stack gap="sm">
          <PasswordInput
            label={words.own.current}
            value={current}
            onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': words.own.show }}
            required
          />
          <PasswordInput
            label={words.own.next}
            description={words.own.nextSays}
            value={password}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': words.own.show }}
            minLength={12}
            maxLength={256}
            required
          />
          <FormProblem error={action.error} />
          <Group>
            <Button type="submit" loading={action.isBusy} disabled={current === '' || password.length < 12}>
              {words.own.change}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

function Sessions() {
  const { words, format } = useLanguage();
  const { data, error } = useQuery(ownSessionsQuery);
  const { run } = useAction([['own-sessions']]);
  return (
    <Section title={words.own.sessions} says={words.own.sessionsSay}>
      {error && <Failed error={error} />}
      {data === undefined && !error && <Waiting />}
      <Table>
        <Table.Tbody>
          {data?.items.map(({ id, created_at, last_seen_at, is_this }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <Text size="sm">{words.own.since(format.moment(created_at))}</Text>
                <Text size="xs" c="dimmed">
                  {words.own.lastSeen(format.moment(last_seen_at))}
                </Text>
              </Table.Td>
              <Table.Td ta="right">
                {is_this ? (
                  <Badge variant="light" tt="none" c="var(--mantine-color-text)">
                    {words.own.thisOne}
                  </Badge>
                ) : (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() =>
                      void run(() => client.endSession({ params: { id } }), { says: words.own.ended })
                    }
                  >
                    {words.own.end}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}
