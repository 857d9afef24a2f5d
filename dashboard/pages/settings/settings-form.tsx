import { Button, Card, Group, NumberInput, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Settings } from '../../../src/client/index.ts';
import { client } from '../../api/client.ts';
import { useRole } from '../../api/session.ts';
import { settingsQuery } from '../../api/settings.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../../parts/failed.tsx';
import { FormProblem } from '../../parts/form-modal.tsx';
import { useAction } from '../../parts/use-action.tsx';
import { Waiting } from '../../parts/waiting.tsx';

type Name = keyof Settings;

/** How a setting is typed. Shares are kept as they are and typed as percent. */
interface Field {
  readonly name: Name;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly isOptional?: boolean;
}

/** Some of the settings, changed together. */
export function SettingsForm({
  title,
  says,
  fields,
}: {
  readonly title: string;
  readonly says: string;
  readonly fields: readonly Field[];
}) {
  const { data, error, refetch } = useQuery(settingsQuery);
  if (error) return <Failed error={error} reset={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  return <Fields key={JSON.stringify(data)} title={title} says={says} fields={fields} settings={data} />;
}

function Fields({
  title,
  says,
  fields,
  settings,
}: {
  readonly title: string;
  readonly says: string;
  readonly fields: readonly Field[];
  readonly settings: Settings;
}) {
  const { words } = useLanguage();
  const mayChange = useRole() === 'admin';
  const [typed, setTyped] = useState<Readonly<Partial<Record<Name, string | number>>>>({});
  const action = useAction([['settings']], { inForm: true });
  const changed = fields.flatMap(({ name, isOptional = false }): [Name, number | null][] => {
    const value = typed[name];
    if (value === undefined || (value === '' && !isOptional)) return [];
    const wanted = value === '' ? null : Number(value);
    return wanted === settings[name] ? [] : [[name, wanted]];
  });
  const isWhole = fields.every(({ name, isOptional }) => isOptional || typed[name] !== '');
  const save = () => {
    const before = Object.fromEntries(changed.map(([name]) => [name, settings[name]]));
    return action.run(() => client.updateSettings({ body: Object.fromEntries(changed) }), {
      says: words.states.saved,
      undo: () => client.updateSettings({ body: before }),
    });
  };
  return (
    <Card withBorder maw={960}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack>
          <div>
            <Title order={2} size="h4">
              {title}
            </Title>
            <Text size="sm" c="dimmed">
              {says}
            </Text>
          </div>
          <SimpleGrid cols={{ base: 1, sm: 2 }} style={{ alignItems: 'end' }}>
            {fields.map(({ name, min, max, step = 1, isOptional }) => (
              <NumberInput
                key={name}
                label={words.settings.names[name].label}
                description={words.settings.names[name].says}
                suffix={words.settings.names[name].unit && ` ${words.settings.names[name].unit}`}
                placeholder={isOptional ? words.settings.kept : undefined}
                value={typed[name] ?? settings[name] ?? ''}
                onChange={(value) => setTyped({ ...typed, [name]: value })}
                min={min}
                max={max}
                step={step}
                decimalScale={step < 1 ? 2 : 0}
                clampBehavior="blur"
                readOnly={!mayChange}
                hideControls={!mayChange}
              />
            ))}
          </SimpleGrid>
          <FormProblem error={action.error} />
          {mayChange ? (
            <Group>
              <Button type="submit" disabled={changed.length === 0 || !isWhole} loading={action.isBusy}>
                {words.states.save}
              </Button>
            </Group>
          ) : (
            <Text size="sm" c="dimmed">
              {words.settings.adminsOnly}
            </Text>
          )}
        </Stack>
      </form>
    </Card>
  );
}
