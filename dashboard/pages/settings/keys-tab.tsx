import { Badge, Button, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiKey } from '../../../src/client/index.ts';
import { keysQuery, useActorNames } from '../../api/accounts.ts';
import { client } from '../../api/client.ts';
import { useRole } from '../../api/session.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { More } from '../../parts/more.tsx';
import { ShownOnce } from '../../parts/shown-once.tsx';
import { useAction } from '../../parts/use-action.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { WideTable } from '../../parts/wide-table.tsx';
import { KeyForm } from './key-form.tsx';
import { Section } from './section.tsx';

/** What lets other systems in. */
export function KeysTab() {
  const { words } = useLanguage();
  const mayChange = useRole() === 'admin';
  const pages = useInfiniteQuery(keysQuery);
  const [isMaking, setMaking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const keys = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Section
      title={words.settings.tabs.keys}
      says={words.keys.says}
      add={mayChange && words.keys.make}
      onAdd={() => setMaking(true)}
    >
      {pages.isError && <Failed error={pages.error} reset={() => void pages.refetch()} />}
      {pages.isPending && <Waiting />}
      {pages.data && keys.length === 0 && <Empty title={words.keys.none} says={words.keys.noneSays} />}
      {keys.length > 0 && (
        <WideTable label={words.settings.tabs.keys} minWidth={860}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.keys.name}</Table.Th>
              <Table.Th>{words.keys.may}</Table.Th>
              <Table.Th>{words.keys.madeBy}</Table.Th>
              <Table.Th>{words.keys.lastUse}</Table.Th>
              <Table.Th>{words.keys.until}</Table.Th>
              <Table.Th w={170}>
                <span className="visually-hidden">{words.states.actions}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {keys.map((key) => (
              <KeyRow key={key.id} of={key} mayChange={mayChange} />
            ))}
          </Table.Tbody>
        </WideTable>
      )}
      <More pages={pages} />
      {isMaking && <KeyForm onClose={() => setMaking(false)} onSecret={setSecret} />}
      {secret && (
        <ShownOnce
          title={words.keys.secretTitle}
          says={words.keys.secretSays}
          secret={secret}
          onClose={() => setSecret(null)}
        />
      )}
    </Section>
  );
}

function KeyRow({ of, mayChange }: { readonly of: ApiKey; readonly mayChange: boolean }) {
  const { words, format } = useLanguage();
  const names = useActorNames();
  const { id, name, role, operations, created_by, created_at, last_used_at, expires_at, revoked_at } = of;
  const hasEnded = revoked_at !== null || new Date(expires_at) <= new Date();
  return (
    <Table.Tr>
      <Table.Td fw={600}>{name}</Table.Td>
      <Table.Td>
        {words.accounts.roles[role]}
        <Text size="xs" c="dimmed" maw={320}>
          {operations === null ? words.keys.everything : operations.join(', ')}
        </Text>
      </Table.Td>
      <Table.Td>
        {names.get(created_by) ?? '–'}
        <Text size="xs" c="dimmed">
          {format.day(created_at.slice(0, 10))}
        </Text>
      </Table.Td>
      <Table.Td>{last_used_at === null ? words.accounts.never : format.moment(last_used_at)}</Table.Td>
      <Table.Td>{format.day((revoked_at ?? expires_at).slice(0, 10))}</Table.Td>
      <Table.Td ta="right">
        {hasEnded && (
          <Badge variant="outline" color="gray" tt="none" c="dimmed">
            {revoked_at === null ? words.keys.expired : words.keys.revoked}
          </Badge>
        )}
        {!hasEnded && mayChange && <Revoke id={id} name={name} />}
      </Table.Td>
    </Table.Tr>
  );
}

/** A revoked key cannot be taken back into use, so it takes a second press. */
function Revoke({ id, name }: { readonly id: string; readonly name: string }) {
  const { words } = useLanguage();
  const [isSure, setSure] = useState(false);
  const { run, isBusy } = useAction([['keys']]);
  const press = () => {
    if (!isSure) return setSure(true);
    void run(() => client.revokeKey({ params: { id } }), { says: words.keys.revokedSays(name) });
  };
  return (
    <Button
      size="compact-sm"
      variant={isSure ? 'filled' : 'default'}
      {...(isSure && { color: 'red' })}
      aria-label={`${isSure ? words.keys.reallyRevoke : words.keys.revoke}: ${name}`}
      loading={isBusy}
      onClick={press}
      onBlur={() => setSure(false)}
    >
      {isSure ? words.keys.reallyRevoke : words.keys.revoke}
    </Button>
  );
}
