import {
  Button,
  Checkbox,
  Group,
  MultiSelect,
  NumberInput,
  Radio,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Evaluation, Standard } from '../../../src/client/index.ts';
import { client } from '../../api/client.ts';
import { rubricsQuery } from '../../api/imports.ts';
import { useOrganisation } from '../../api/organisation.ts';
import { type Period, periodsQuery } from '../../api/structure.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../empty.tsx';
import { Failed } from '../failed.tsx';
import { FormProblem } from '../form-modal.tsx';
import { useAction } from '../use-action.tsx';
import { Waiting } from '../waiting.tsx';
import { type EvaluationRequest, usableStandardsQuery } from './evaluate.ts';

type Pipeline = Evaluation['pipeline'];

interface Given {
  readonly periodId?: string | undefined;
  readonly onStart: (id: string) => void;
  readonly onClose: () => void;
}

/** Whom to evaluate, for which period, and by which standard. */
export function EvaluationForm(given: Given) {
  const { words } = useLanguage();
  const [pipeline, setPipeline] = useState<Pipeline>('tasks');
  const periods = useQuery(periodsQuery);
  const standards = useQuery(usableStandardsQuery(pipeline));
  const error = periods.error ?? standards.error;
  if (periods.isPending) return <Waiting />;
  if (error) return <Failed error={error} />;
  if (periods.data?.length === 0) {
    return <Empty title={words.evaluate.noPeriod} says={words.evaluate.noPeriodSays} />;
  }
  return (
    <Stack>
      <SegmentedControl
        aria-label={words.evaluate.pipeline}
        data={(['tasks', 'appraisal'] as const).map((value) => ({
          value,
          label: words.evaluate.pipelines[value],
        }))}
        value={pipeline}
        onChange={(chosen) => setPipeline(chosen === 'appraisal' ? 'appraisal' : 'tasks')}
      />
      {periods.data && standards.data ? (
        <Form
          key={pipeline}
          {...given}
          pipeline={pipeline}
          periods={periods.data}
          standards={standards.data}
        />
      ) : (
        <Waiting />
      )}
    </Stack>
  );
}

interface Choice {
  readonly periodId: string;
  readonly name: string;
  readonly departments: readonly string[];
  readonly positions: readonly string[];
  /** The id of a standard, or a new one. */
  readonly standard: string;
  readonly unusual: number | '';
  readonly leastTasks: number | '';
  readonly rubric: string | null;
  readonly adjusted: boolean;
}

const NEW = 'new';

function Form({
  pipeline,
  periods,
  standards,
  periodId,
  onStart,
  onClose,
}: Given & {
  readonly pipeline: Pipeline;
  readonly periods: readonly Period[];
  readonly standards: readonly Standard[];
}) {
  const { words } = useLanguage();
  const newest = periods.toSorted((a, b) => (a.ends_on < b.ends_on ? 1 : -1));
  const [choice, setChoice] = useState<Choice>({
    periodId: periodId ?? newest[0]?.id ?? '',
    name: '',
    departments: [],
    positions: [],
    standard: standards.find(({ state }) => state === 'active')?.id ?? NEW,
    unusual: '',
    leastTasks: '',
    rubric: null,
    adjusted: false,
  });
  const change = (part: Partial<Choice>) => setChoice((now) => ({ ...now, ...part }));
  const action = useAction([['evaluations'], ['jobs']], { inForm: true });
  const start = () =>
    action.run(
      () => client.createEvaluation({ body: requestOf(pipeline, choice) }),
      ({ id }) => {
        onStart(id);
        return null;
      },
    );
  const isReady =
    choice.periodId !== '' && (pipeline === 'tasks' || choice.standard !== NEW || choice.rubric !== null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Select
            label={words.imports.period}
            data={newest.map(({ id, name }) => ({ value: id, label: name }))}
            value={choice.periodId}
            onChange={(id) => id !== null && change({ periodId: id })}
            allowDeselect={false}
            searchable
          />
          <TextInput
            label={words.evaluate.name}
            placeholder={periods.find(({ id }) => id === choice.periodId)?.name}
            value={choice.name}
            maxLength={200}
            onChange={({ currentTarget }) => change({ name: currentTarget.value })}
          />
        </SimpleGrid>
        <Scope choice={choice} onChange={change} />
        <Radio.Group
          label={words.evaluate.heldAgainst}
          description={words.evaluate.heldSays}
          value={choice.standard === NEW ? NEW : 'kept'}
          onChange={(how) => change({ standard: how === NEW ? NEW : (standards[0]?.id ?? NEW) })}
        >
          <Stack gap={6} mt={6}>
            {standards.length > 0 && <Radio value="kept" label={words.evaluate.keptStandard} />}
            <Radio value={NEW} label={words.evaluate.newStandard} />
          </Stack>
        </Radio.Group>
        {choice.standard === NEW ? (
          <Fit pipeline={pipeline} choice={choice} onChange={change} />
        ) : (
          <Select
            aria-label={words.evaluate.keptStandard}
            data={standards.map(({ id, name, version, state }) => ({
              value: id,
              label: words.evaluate.standard(name, version, words.evaluate.standardStates[state]),
            }))}
            value={choice.standard}
            onChange={(id) => id !== null && change({ standard: id })}
            allowDeselect={false}
            searchable
          />
        )}
        <FormProblem error={action.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.states.cancel}
          </Button>
          <Button type="submit" loading={action.isBusy} disabled={!isReady}>
            {words.evaluate.start}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface Part {
  readonly choice: Choice;
  readonly onChange: (part: Partial<Choice>) => void;
}

function Scope({ choice, onChange }: Part) {
  const { words } = useLanguage();
  const organisation = useOrganisation();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      {(['departments', 'positions'] as const).map(
        (of) =>
          organisation[of].size > 0 && (
            <MultiSelect
              key={of}
              label={words.evaluate[of]}
              placeholder={choice[of].length === 0 ? words.evaluate.all : undefined}
              data={[...organisation[of]]
                .map(([value, label]) => ({ value, label }))
                .toSorted((a, b) => a.label.localeCompare(b.label))}
              value={[...choice[of]]}
              onChange={(ids) => onChange({ [of]: ids })}
              searchable
            />
          ),
      )}
    </SimpleGrid>
  );
}

/** How a new standard is fitted; what is left empty is as it was published. */
function Fit({ pipeline, choice, onChange }: Part & { readonly pipeline: Pipeline }) {
  const { words } = useLanguage();
  const rubrics = useQuery({ ...rubricsQuery, enabled: pipeline === 'appraisal' });
  if (pipeline === 'appraisal') {
    return (
      <Stack gap="sm">
        <Select
          label={words.imports.rubric}
          placeholder={words.imports.chooseRubric}
          data={[...(rubrics.data?.keys() ?? [])]}
          value={choice.rubric}
          onChange={(rubric) => onChange({ rubric })}
          allowDeselect={false}
          searchable
        />
        <Checkbox
          label={words.evaluate.adjusted}
          checked={choice.adjusted}
          onChange={({ currentTarget }) => onChange({ adjusted: currentTarget.checked })}
        />
      </Stack>
    );
  }
  const number = (value: number | string) => (typeof value === 'number' ? value : '');
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NumberInput
          label={words.evaluate.unusual}
          placeholder="5"
          suffix=" %"
          min={0.1}
          max={50}
          value={choice.unusual}
          onChange={(value) => onChange({ unusual: number(value) })}
        />
        <NumberInput
          label={words.evaluate.leastTasks}
          placeholder={words.evaluate.asSet}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          value={choice.leastTasks}
          onChange={(value) => onChange({ leastTasks: number(value) })}
        />
      </SimpleGrid>
      <Text size="sm" c="dimmed">
        {words.evaluate.newStandardSays}
      </Text>
    </>
  );
}

/** A choice in the words of the API. */
function requestOf(pipeline: Pipeline, choice: Choice): EvaluationRequest {
  const { periodId, name, departments, positions, standard, unusual, leastTasks, rubric, adjusted } = choice;
  const shared = {
    period_id: periodId,
    scope: { department_ids: departments, position_ids: positions },
    ...(name.trim() !== '' && { name: name.trim() }),
    ...(standard !== NEW && { standard_id: standard }),
  };
  const isNew = standard === NEW;
  if (pipeline === 'appraisal') {
    return {
      pipeline,
      ...shared,
      ...(isNew && { fit: { rubric: rubric ?? '', adjust_severity: adjusted } }),
    };
  }
  const fit = {
    ...(unusual !== '' && { contamination: unusual / 100 }),
    ...(leastTasks !== '' && { min_tasks: leastTasks }),
  };
  return { pipeline, ...shared, ...(isNew && { fit }) };
}
