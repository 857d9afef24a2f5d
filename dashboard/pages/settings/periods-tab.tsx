import { Group, SimpleGrid, Stack, Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Evaluation } from '../../../src/client/index.ts';
import { client } from '../../api/client.ts';
import { allEvaluationsQuery } from '../../api/evaluations.ts';
import { useIsWorker } from '../../api/session.ts';
import { type Period, periodsQuery, STRUCTURE_KEYS } from '../../api/structure.ts';
import { useLanguage } from '../../messages/language.tsx';
import { DayInput } from '../../parts/day-input.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { useAction } from '../../parts/use-action.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { WideTable } from '../../parts/wide-table.tsx';
import { Release } from '../releases/release.tsx';
import { RowMenu } from './row-menu.tsx';
import { Section } from './section.tsx';

type Draft = Pick<Period, 'name'> & {
  readonly id: string | null;
  readonly starts_on: string | null;
  readonly ends_on: string | null;
};

/** The periods, with what was evaluated in each and whether its people see it. */
export function PeriodsTab() {
  const { words, format } = useLanguage();
  const mayChange = useIsWorker();
  const periods = useQuery(periodsQuery);
  const evaluations = useQuery(allEvaluationsQuery);
  const [draft, setDraft] = useState<Draft | null>(null);
  const { run } = useAction(STRUCTURE_KEYS);
  if (periods.error) return <Failed error={periods.error} />;
  if (periods.data === undefined) return <Waiting />;
  const remove = ({ id, name, starts_on, ends_on, version }: Period) =>
    run(() => client.deletePeriod({ params: { id }, version }), {
      says: words.settings.removed(name),
      undo: () => client.createPeriod({ body: { name, starts_on, ends_on } }),
    });
  return (
    <Section
      title={words.settings.tabs.periods}
      says={words.settings.periodsSays}
      add={mayChange && words.settings.addPeriod}
      onAdd={() => setDraft({ id: null, name: '', starts_on: null, ends_on: null })}
    >
      {periods.data.length === 0 && (
        <Empty title={words.settings.noPeriods} says={words.settings.noPeriodsSays} />
      )}
      {evaluations.error && <Failed error={evaluations.error} />}
      {periods.data.length > 0 && (
        <WideTable label={words.settings.tabs.periods} minWidth={640}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.settings.period}</Table.Th>
              <Table.Th>{words.settings.days}</Table.Th>
              <Table.Th>{words.settings.evaluations}</Table.Th>
              <Table.Th w={48}>
                <span className="visually-hidden">{words.states.actions}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {periods.data
              .toSorted((a, b) => (a.starts_on < b.starts_on ? 1 : -1))
              .map((period) => (
                <Table.Tr key={period.id} style={{ verticalAlign: 'top' }}>
                  <Table.Td fw={600}>{period.name}</Table.Td>
                  <Table.Td>
                    {words.settings.fromTo(format.day(period.starts_on), format.day(period.ends_on))}
                  </Table.Td>
                  <Table.Td>
                    <Evaluations
                      evaluations={evaluations.data?.filter(({ period_id }) => period_id === period.id) ?? []}
                    />
                  </Table.Td>
                  <Table.Td>
                    {mayChange && (
                      <RowMenu
                        name={period.name}
                        choices={[
                          { label: words.states.edit, onClick: () => setDraft(period) },
                          {
                            label: words.states.remove,
                            onClick: () => void remove(period),
                            isDangerous: true,
                          },
                        ]}
                      />
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
          </Table.Tbody>
        </WideTable>
      )}
      {draft && <PeriodForm before={draft} onClose={() => setDraft(null)} />}
    </Section>
  );
}

function Evaluations({ evaluations }: { readonly evaluations: readonly Evaluation[] }) {
  const { words } = useLanguage();
  if (evaluations.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {words.settings.noEvaluations}
      </Text>
    );
  }
  return (
    <Stack gap={6}>
      {evaluations.map((evaluation) => (
        <Group key={evaluation.id} gap="sm">
          <PageLink to="/" search={{ evaluation: evaluation.id }} size="sm">
            {evaluation.name}
          </PageLink>
          <Release evaluation={evaluation} />
        </Group>
      ))}
    </Stack>
  );
}

function PeriodForm({ before, onClose }: { readonly before: Draft; readonly onClose: () => void }) {
  const { words } = useLanguage();
  const action = useAction(STRUCTURE_KEYS, { inForm: true });
  const [name, setName] = useState(before.name);
  const [starts_on, setStart] = useState(before.starts_on);
  const [ends_on, setEnd] = useState(before.ends_on);
  const save = async () => {
    if (starts_on === null || ends_on === null) return;
    const { id } = before;
    const body = { name: name.trim(), starts_on, ends_on };
    const isDone =
      id === null
        ? await action.run(
            () => client.createPeriod({ body }),
            (made) => ({
              says: words.settings.added(made.name),
              undo: () => client.deletePeriod({ params: { id: made.id } }),
            }),
          )
        : await action.run(() => client.updatePeriod({ params: { id }, body }), {
            says: words.states.saved,
            undo: () =>
              client.updatePeriod({
                params: { id },
                body: {
                  name: before.name,
                  ...(before.starts_on && { starts_on: before.starts_on }),
                  ...(before.ends_on && { ends_on: before.ends_on }),
                },
              }),
          });
    if (isDone) onClose();
  };
  return (
    <FormModal
      title={before.id === null ? words.settings.addPeriod : words.settings.changePeriod}
      action={action}
      isReady={name.trim() !== '' && starts_on !== null && ends_on !== null}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <TextInput
        label={words.people.name}
        placeholder="2026-Q1"
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        maxLength={100}
        required
        data-autofocus
      />
      <SimpleGrid cols={2}>
        <DayInput label={words.settings.firstDay} value={starts_on} onChange={setStart} isRequired />
        <DayInput label={words.settings.lastDay} value={ends_on} onChange={setEnd} isRequired />
      </SimpleGrid>
    </FormModal>
  );
}
