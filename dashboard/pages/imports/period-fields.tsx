import { Group, Radio, Select, Stack, TextInput } from '@mantine/core';
import type { Period } from '../../api/structure.ts';
import { useLanguage } from '../../messages/language.tsx';
import { type Draft, type PeriodChoice, quarterOf, SPLITS } from './draft.ts';
import type { Kind } from './fields.ts';

/** Which period a file is of: one that is there, a new one, or several by the days of its tasks. */
export function PeriodFields({
  kind,
  choice,
  periods,
  onChange,
}: {
  readonly kind: Kind;
  readonly choice: PeriodChoice;
  readonly periods: readonly Period[];
  readonly onChange: (part: Partial<Draft>) => void;
}) {
  const { words } = useLanguage();
  const choose = (period: PeriodChoice) => onChange({ period });
  const newest = periods.toSorted((a, b) => (a.ends_on < b.ends_on ? 1 : -1));
  const begin = (how: string) => {
    const [first] = newest;
    if (how === 'existing' && first !== undefined) choose({ how, id: first.id });
    else if (how === 'new') choose({ how, ...quarterOf(new Date().toISOString().slice(0, 10)) });
    else if (how === 'split') choose({ how, by: 'quarter' });
  };
  return (
    <Stack gap="xs">
      <Radio.Group label={words.imports.period} value={choice.how} onChange={begin}>
        <Stack gap={6} mt={4}>
          {kind === 'task log' && <Radio value="split" label={words.imports.splitSays} />}
          {newest.length > 0 && <Radio value="existing" label={words.imports.existingPeriod} />}
          <Radio value="new" label={words.imports.newPeriod} />
        </Stack>
      </Radio.Group>
      {choice.how === 'split' && (
        <Select
          aria-label={words.imports.splitBy}
          data={SPLITS.map((value) => ({ value, label: words.imports.splits[value] }))}
          value={choice.by}
          onChange={(value) => {
            const by = SPLITS.find((one) => one === value);
            if (by !== undefined) choose({ how: 'split', by });
          }}
          allowDeselect={false}
        />
      )}
      {choice.how === 'existing' && (
        <Select
          aria-label={words.imports.existingPeriod}
          data={newest.map(({ id, name, starts_on, ends_on }) => ({
            value: id,
            label: `${name} (${starts_on} – ${ends_on})`,
          }))}
          value={choice.id}
          onChange={(id) => id !== null && choose({ how: 'existing', id })}
          allowDeselect={false}
          searchable
        />
      )}
      {choice.how === 'new' && (
        <Group gap="xs" align="flex-start" grow preventGrowOverflow={false}>
          <TextInput
            label={words.imports.periodName}
            value={choice.name}
            onChange={({ currentTarget }) => choose({ ...choice, name: currentTarget.value })}
            maxLength={200}
            required
            miw={110}
          />
          <TextInput
            type="date"
            label={words.imports.firstDay}
            value={choice.from}
            onChange={({ currentTarget }) => choose({ ...choice, from: currentTarget.value })}
            required
            miw={130}
          />
          <TextInput
            type="date"
            label={words.imports.lastDay}
            value={choice.to}
            min={choice.from}
            onChange={({ currentTarget }) => choose({ ...choice, to: currentTarget.value })}
            required
            miw={130}
          />
        </Group>
      )}
    </Stack>
  );
}
