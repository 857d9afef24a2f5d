import { Alert, Button, Card, Code, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { useLanguage } from '../../messages/language.tsx';
import { FormProblem } from '../../parts/form-modal.tsx';

const HASH = /^[0-9a-f]{64}$/;

/** Asks the server to check every entry: whether the chain is whole, or where it is broken. */
export function Verification() {
  const { words, format } = useLanguage();
  const [noted, setNoted] = useState('');
  const head = noted.trim().toLowerCase();
  const check = useMutation({
    mutationFn: () => client.verifyAudit({ query: { head: head || undefined } }),
  });
  const isBad = head !== '' && !HASH.test(head);
  const found = check.data;
  return (
    <Card withBorder className="no-print">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          check.mutate();
        }}
      >
        <Stack gap="sm">
          <div>
            <Title order={2} size="h4">
              {words.audit.verify}
            </Title>
            <Text size="sm" c="dimmed">
              {words.audit.verifySays}
            </Text>
          </div>
          <Group align="flex-end">
            <TextInput
              label={words.audit.noted}
              value={noted}
              onChange={({ currentTarget }) => setNoted(currentTarget.value)}
              error={isBad && words.audit.noHash}
              maxLength={70}
              flex={1}
              miw={{ base: '100%', xs: 320 }}
            />
            <Button type="submit" loading={check.isPending} disabled={isBad}>
              {words.audit.check}
            </Button>
          </Group>
          <div aria-live="polite">
            {found && (
              <Alert
                color={found.broken === null ? 'petrol' : 'red'}
                icon={
                  found.broken === null ? <IconShieldCheck aria-hidden /> : <IconAlertTriangle aria-hidden />
                }
                title={
                  found.broken === null
                    ? words.audit.whole(format.number(found.entries, 0))
                    : words.audit.broken(format.number(found.broken.sequence, 0))
                }
              >
                {found.broken === null ? words.audit.noteHead : found.broken.reason}
                {found.broken === null && (
                  <Code block mt="xs" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
                    {found.head}
                  </Code>
                )}
              </Alert>
            )}
          </div>
          <FormProblem error={check.error} />
        </Stack>
      </form>
    </Card>
  );
}
