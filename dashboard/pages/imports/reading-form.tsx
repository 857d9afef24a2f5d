import { Button, Card, Group, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Import } from '../../../src/client/index.ts';
import { client } from '../../api/client.ts';
import { rubricsQuery } from '../../api/imports.ts';
import { type Period, periodsQuery } from '../../api/structure.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../../parts/failed.tsx';
import { FormProblem } from '../../parts/form-modal.tsx';
import { useAction } from '../../parts/use-action.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { type Draft, draftOf, isComplete, readingOf } from './draft.ts';
import { KINDS, type Kind, kindOf, lacksPeriod, needsPeriod } from './fields.ts';
import { FurtherOptions } from './further-options.tsx';
import { MappingTable } from './mapping-table.tsx';
import { PeriodFields } from './period-fields.tsx';
import { Templates } from './templates.tsx';

/** How a file is read: what was recognised, and what may be said otherwise. */
export function ReadingForm({ one }: { readonly one: Import }) {
  const periods = useQuery(periodsQuery);
  if (periods.isPending) return <Waiting />;
  if (periods.data === undefined) {
    return <Failed error={periods.error} reset={() => void periods.refetch()} />;
  }
  return <Form one={one} periods={periods.data} />;
}

function Form({ one, periods }: { readonly one: Import; readonly periods: readonly Period[] }) {
  const { words } = useLanguage();
  const [first] = useState(() => draftOf(one, periods, new Date().toISOString().slice(0, 10)));
  const [draft, setDraft] = useState<Draft>(first);
  const action = useAction([['imports'], ['structure']], { inForm: true });
  const change = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }));
  const kind = draft.kind ?? kindOf(one);
  const isAsked = lacksPeriod(one);
  const isChanged = draft !== first || isAsked;
  const wantsPeriod = kind !== null && (kind !== 'employees' || needsPeriod(one));
  const isUnclear = one.state === 'failed' && !isAsked && kind !== null;

  const readAgain = () =>
    action.run(
      async () => {
        const period = wantsPeriod ? await madePeriod(draft) : null;
        const split = wantsPeriod && draft.period.how === 'split' ? draft.period.by : null;
        const { mode, mapping } = draft;
        const body = { ...readingOf({ ...draft, kind }), kind: draft.kind, mode, mapping, period, split };
        await client.updateImport({ params: { id: one.id }, body });
      },
      () => null,
    );

  return (
    <Card
      withBorder
      component="form"
      className="no-print"
      onSubmit={(event) => {
        event.preventDefault();
        void readAgain();
      }}
    >
      <Stack>
        <Group justify="space-between">
          <div>
            <Title order={2} size="h4">
              {isAsked ? words.imports.whichPeriod : words.imports.recognised}
            </Title>
            <Text size="sm" c="dimmed">
              {one.recognised?.format}
            </Text>
          </div>
          <Templates draft={draft} kind={kind} onTake={setDraft} />
        </Group>
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          <KindFields kind={kind} draft={draft} onChange={change} />
          {wantsPeriod && (
            <PeriodFields kind={kind} choice={draft.period} periods={periods} onChange={change} />
          )}
        </SimpleGrid>
        {isUnclear && <Text>{words.imports.chooseColumns}</Text>}
        {kind !== null && one.recognised && (
          <MappingTable kind={kind} recognised={one.recognised} draft={draft} onChange={change} />
        )}
        <FurtherOptions kind={kind} draft={draft} onChange={change} />
        <FormProblem error={action.error} />
        <Group>
          <Button
            type="submit"
            variant={one.state === 'ready' ? 'default' : 'filled'}
            loading={action.isBusy}
            disabled={!isChanged || !isComplete({ ...draft, kind })}
          >
            {isAsked ? words.imports.goOn : words.imports.readAgain}
          </Button>
          {draft !== first && (
            <Button variant="subtle" onClick={() => setDraft(first)}>
              {words.imports.asBefore}
            </Button>
          )}
        </Group>
      </Stack>
    </Card>
  );
}

function KindFields({
  kind,
  draft,
  onChange,
}: {
  readonly kind: Kind | null;
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}) {
  const { words } = useLanguage();
  const rubrics = useQuery({ ...rubricsQuery, enabled: kind === 'sheets' });
  return (
    <Stack gap="sm">
      <Select
        label={words.imports.kind}
        description={kind && words.imports.kindSays[kind]}
        placeholder={words.imports.chooseKind}
        data={KINDS.map((value) => ({ value, label: words.imports.kinds[value] }))}
        value={kind}
        onChange={(chosen) => onChange({ kind: KINDS.find((one) => one === chosen) ?? null, mapping: {} })}
        allowDeselect={false}
      />
      {kind === 'sheets' && (
        <Select
          label={words.imports.rubric}
          placeholder={words.imports.chooseRubric}
          data={[...(rubrics.data?.keys() ?? [])]}
          value={draft.rubric}
          onChange={(rubric) => onChange({ kind: 'sheets', rubric })}
          allowDeselect={false}
          searchable
        />
      )}
    </Stack>
  );
}

/** The id of the chosen period, which is made where it is new. */
async function madePeriod({ period }: Draft): Promise<string | null> {
  if (period.how === 'existing') return period.id;
  if (period.how !== 'new') return null;
  const { name, from, to } = period;
  const made = await client.createPeriod({ body: { name: name.trim(), starts_on: from, ends_on: to } });
  return made.id;
}
