import { Alert, Button, Center, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Session } from '../../../src/client/index.ts';
import { sessionQuery } from '../../api/session.ts';
import { useLanguage } from '../../messages/language.tsx';

/** A form by which somebody comes in. */
export function Entrance({
  title,
  says,
  send,
  children,
}: {
  readonly title: string;
  readonly says?: string;
  readonly send: (fields: FormData) => Promise<Session>;
  readonly children: ReactNode;
}) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setSending(true);
    setProblem(null);
    try {
      queries.setQueryData(sessionQuery.queryKey, await send(fields));
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      await navigate({ to: '/' });
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setSending(false);
    }
  };

  return (
    <Center mih="100vh" p="md" component="main">
      <Paper withBorder shadow="sm" p="xl" w={420} maw="100%">
        <form onSubmit={(event) => void submit(event)}>
          <Stack>
            <div>
              <Text fw={700} c="dimmed" size="sm">
                Evenhand
              </Text>
              <Title order={1} size="h2">
                {title}
              </Title>
              {says && <Text c="dimmed">{says}</Text>}
            </div>
            {children}
            {problem !== null && (
              <Alert color="red" role="alert">
                {problem}
              </Alert>
            )}
            <Button type="submit" loading={isSending}>
              {title}
            </Button>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}

/** Where the address is typed. */
export function EmailField() {
  const { words } = useLanguage();
  return (
    <TextInput
      label={words.entrance.email}
      name="email"
      type="email"
      autoComplete="username"
      required
      autoFocus
    />
  );
}

/** Where a password is typed: the one that is, or a new one. */
export function PasswordField({ isNew = false }: { readonly isNew?: boolean }) {
  const { words } = useLanguage();
  return (
    <PasswordInput
      label={isNew ? words.entrance.newPassword : words.entrance.password}
      description={isNew ? words.entrance.passwordSays : undefined}
      name="password"
      autoComplete={isNew ? 'new-password' : 'current-password'}
      minLength={isNew ? 12 : undefined}
      visibilityToggleButtonProps={{ 'aria-label': words.entrance.show }}
      required
    />
  );
}

/** A field's text. */
export function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}
