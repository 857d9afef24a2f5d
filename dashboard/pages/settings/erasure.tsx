import { Button, Card, Group, List, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { employeeQuery } from '../../api/employees.ts';
import { useLanguage } from '../../messages/language.tsx';
import { FormProblem } from '../../parts/form-modal.tsx';
import { PersonPicker } from '../../parts/person-picker.tsx';
import { useAction } from '../../parts/use-action.tsx';

/** Takes somebody out of everything. The one thing here that cannot be taken back, so the number is typed again. */
export function Erasure() {
  const { words } = useLanguage();
  const { erasure } = words.settings;
  const { open = null } = useSearch({ strict: false });
  const navigate = useNavigate();
  const [number, setNumber] = useState('');
  const person = useQuery({ ...employeeQuery(open ?? ''), enabled: open !== null });
  const action = useAction([], { inForm: true });
  const queries = useQueryClient();
  const choose = (id: string | null) => {
    setNumber('');
    action.forget();
    void navigate({ to: '.', search: (now) => ({ ...now, open: id ?? undefined }), replace: true });
  };
  const chosen = open === null ? undefined : person.data;
  const erase = async (id: string) => {
    const isGone = await action.run(
      () => client.eraseEmployee({ params: { id }, body: { number: number.trim() } }),
      { says: erasure.done },
    );
    if (!isGone) return;
    choose(null);
    // Nothing of the person stays in this page's memory either.
    queries.removeQueries({
      predicate: ({ queryKey }) => queryKey[0] !== 'session' && queryKey[0] !== 'settings',
    });
  };
  return (
    <Card withBorder maw={960}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen) void erase(chosen.id);
        }}
      >
        <Stack>
          <div>
            <Title order={2} size="h4">
              {erasure.title}
            </Title>
            <Text size="sm" c="dimmed">
              {erasure.says}
            </Text>
          </div>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <Statement title={erasure.goes} items={Object.values(erasure.going)} />
            <Statement title={erasure.stays} items={Object.values(erasure.staying)} />
          </SimpleGrid>
          <Group align="flex-end">
            <PersonPicker label={erasure.whom} value={open} onChange={choose} />
            {chosen && (
              <TextInput
                label={erasure.typeNumber(chosen.number)}
                value={number}
                autoComplete="off"
                onChange={({ currentTarget }) => setNumber(currentTarget.value)}
              />
            )}
            <Button
              type="submit"
              color="red"
              loading={action.isBusy}
              disabled={chosen === undefined || number.trim() !== chosen.number}
            >
              {erasure.erase}
            </Button>
          </Group>
          <FormProblem error={action.error} />
        </Stack>
      </form>
    </Card>
  );
}

function Statement({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  return (
    <div>
      <Text fw={600} size="sm" mb={4}>
        {title}
      </Text>
      <List size="sm" spacing={4} withPadding={false}>
        {items.map((item) => (
          <List.Item key={item}>{item}</List.Item>
        ))}
      </List>
    </div>
  );
}
