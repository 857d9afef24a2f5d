import {
  ActionIcon,
  Button,
  Group,
  NumberInput,
  Select,
  Stack,
  Table,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { employeeCostsQuery } from '../../api/employees.ts';
import { useIsWorker } from '../../api/session.ts';
import { periodsQuery } from '../../api/structure.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../../parts/failed.tsx';
import { FormProblem } from '../../parts/form-modal.tsx';
import { useAction } from '../../parts/use-action.tsx';

/** What somebody costs, by period. */
export function Costs({ employeeId }: { readonly employeeId: string }) {
  const { words, format } = useLanguage();
  const mayChange = useIsWorker();
  const { data, error } = useQuery(employeeCostsQuery(employeeId));
  const { data: periods = [] } = useQuery(periodsQuery);
  const { run } = useAction([['employees', 'costs', employeeId]]);
  const names = new Map(periods.map(({ id, name }) => [id, name]));
  if (error) return <Failed error={error} />;
  const costs = data?.items ?? [];
  const params = (period_id: string) => ({ id: employeeId, period_id });
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        {words.settings.costs}
      </Title>
      {costs.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.settings.costsNone}
        </Text>
      )}
      {costs.length > 0 && (
        <Table>
          <Table.Tbody>
            {costs.map(({ period_id, cost, currency }) => (
              <Table.Tr key={period_id}>
                <Table.Td>{names.get(period_id) ?? '–'}</Table.Td>
                <Table.Td ta="right" ff="var(--mantine-font-family)">
                  {format.number(cost, 2)} {currency}
                </Table.Td>
                <Table.Td w={40}>
                  {mayChange && (
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={`${words.states.remove}: ${names.get(period_id) ?? ''}`}
                      onClick={() =>
                        void run(() => client.deleteEmployeeCost({ params: params(period_id) }), {
                          says: words.settings.removed(words.settings.costs),
                          undo: () =>
                            client.setEmployeeCost({ params: params(period_id), body: { cost, currency } }),
                        })
                      }
                    >
                      <IconX size={16} aria-hidden />
                    </ActionIcon>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {mayChange && (
        <CostForm
          employeeId={employeeId}
          periods={periods.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </Stack>
  );
}

function CostForm({
  employeeId,
  periods,
}: {
  readonly employeeId: string;
  readonly periods: { value: string; label: string }[];
}) {
  const { words } = useLanguage();
  const [period, setPeriod] = useState<string | null>(null);
  const [cost, setCost] = useState<string | number>('');
  const [currency, setCurrency] = useState('EUR');
  const action = useAction([['employees', 'costs', employeeId]], { inForm: true });
  const save = async () => {
    if (period === null) return;
    const params = { id: employeeId, period_id: period };
    const isDone = await action.run(
      () => client.setEmployeeCost({ params, body: { cost: Number(cost), currency } }),
      { says: words.states.saved },
    );
    if (isDone) setCost('');
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Group align="flex-end" gap="xs">
        <Select
          label={words.settings.period}
          data={periods}
          value={period}
          onChange={setPeriod}
          w={140}
          searchable
        />
        <NumberInput
          label={words.settings.cost}
          value={cost}
          onChange={setCost}
          min={0}
          max={1e12}
          decimalScale={2}
          w={130}
        />
        <TextInput
          label={words.settings.currency}
          value={currency}
          onChange={({ currentTarget }) => setCurrency(currentTarget.value.toUpperCase())}
          maxLength={3}
          w={90}
        />
        <Button
          type="submit"
          variant="default"
          loading={action.isBusy}
          disabled={period === null || cost === '' || !/^[A-Z]{3}$/.test(currency)}
        >
          {words.settings.setCost}
        </Button>
      </Group>
      <FormProblem error={action.error} />
    </form>
  );
}
