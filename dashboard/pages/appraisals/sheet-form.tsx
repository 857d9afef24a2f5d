import {
  Button,
  Card,
  Group,
  NumberInput,
  Progress,
  Radio,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemError } from '../../api/client.ts';
import { employeeQuery } from '../../api/employees.ts';
import type { KeptRubric } from '../../api/rubrics.ts';
import { enterSheet, undoSheet } from '../../api/sheets.ts';
import { useLanguage } from '../../messages/language.tsx';
import { FormProblem } from '../../parts/form-modal.tsx';
import { useAction } from '../../parts/use-action.tsx';
import type { FilledIn } from './person-sheets.tsx';
import { type RubricPosition, rolesOf } from './rubric-positions.ts';

/** The indicators of a position as fields, each within what the rubric allows. */
export function SheetForm({
  person,
  period,
  rubric,
  position: { key: position, indicators },
  filledIn,
}: {
  readonly person: string;
  readonly period: string;
  readonly rubric: KeptRubric;
  readonly position: RubricPosition;
  readonly filledIn: FilledIn | null;
}) {
  const { words, format } = useLanguage();
  const [points, setPoints] = useState<Readonly<Record<string, number>>>(filledIn?.points ?? {});
  const [appraiser, setAppraiser] = useState(filledIn?.appraiser ?? '');
  const [role, setRole] = useState<string | null>(filledIn?.role ?? null);
  const [mode, setMode] = useState<'replace' | 'add'>('replace');
  const { data: employee } = useQuery(employeeQuery(person));
  const action = useAction([['sheets', person]], { inForm: true });

  const given = indicators.filter(({ key }) => points[key] !== undefined);
  const total = given.reduce((sum, { key }) => sum + points[key], 0);
  const maximum = indicators.reduce((sum, indicator) => sum + indicator.maximum, 0);
  const faults = new Map(
    action.error instanceof ProblemError
      ? action.error.problem?.errors?.map(({ pointer, reason, reason_said }) => [
          pointer,
          words.said(reason, reason_said),
        ])
      : [],
  );
  const save = () =>
    action.run(
      () =>
        enterSheet(person, {
          period_id: period,
          rubric: rubric.name,
          position,
          appraiser: appraiser.trim() || null,
          role,
          points: Object.fromEntries(given.map(({ key }) => [key, points[key]])),
          mode,
        }),
      ({ import_id }) => ({
        says: words.appraisals.saved(employee?.name ?? employee?.number ?? ''),
        undo: () => undoSheet(import_id),
      }),
    );
  return (
    <Card
      withBorder
      component="form"
      miw={{ base: '100%', md: 420 }}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {indicators.map(({ key, label, maximum: most }) => (
            <NumberInput
              key={key}
              label={label}
              description={words.appraisals.bounds(format.number(most, 2))}
              min={0}
              max={most}
              step={most > 20 ? 1 : 0.5}
              suffix={` ${words.appraisals.outOf(format.number(most, 2))}`}
              value={points[key] ?? ''}
              error={faults.get(`/points/${key}`)}
              onChange={(value) =>
                setPoints((before) => {
                  const { [key]: _, ...others } = before;
                  return typeof value === 'number' ? { ...others, [key]: value } : others;
                })
              }
            />
          ))}
        </SimpleGrid>
        <div>
          <Text fw={600} role="status">
            {words.appraisals.total(
              format.number(total, 2),
              format.number(maximum, 2),
              format.percent(total / maximum),
            )}
            {given.length < indicators.length &&
              ` · ${words.appraisals.missing(format.number(indicators.length - given.length, 0))}`}
          </Text>
          <Progress value={(100 * total) / maximum} size={10} mt={4} aria-hidden />
        </div>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            label={words.appraisals.appraiserOptional}
            description={words.appraisals.appraiserSays}
            value={appraiser}
            maxLength={200}
            onChange={({ currentTarget: { value } }) => setAppraiser(value)}
          />
          <Select
            label={words.appraisals.role}
            description={words.appraisals.appraiserSays}
            data={rolesOf(rubric).map((value) => ({ value, label: roleInWords(value) }))}
            value={role}
            onChange={setRole}
            error={faults.get('/role')}
            clearable
            clearButtonProps={{ 'aria-label': words.states.clear }}
          />
        </SimpleGrid>
        <Radio.Group
          label={words.appraisals.mode}
          value={mode}
          onChange={(value) => setMode(value === 'add' ? 'add' : 'replace')}
        >
          <Group mt={4}>
            <Radio value="replace" label={words.appraisals.replace} />
            <Radio value="add" label={words.appraisals.add} />
          </Group>
        </Radio.Group>
        <FormProblem error={action.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={action.isBusy} disabled={given.length === 0}>
            {words.appraisals.save}
          </Button>
        </Group>
      </Stack>
    </Card>
  );

  function roleInWords(name: string): string {
    const roles: Readonly<Record<string, string>> = words.appraisals.roles;
    return Object.hasOwn(roles, name) ? roles[name] : name;
  }
}
