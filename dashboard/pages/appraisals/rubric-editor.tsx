import { Alert, Button, Card, Group, JsonInput, SegmentedControl, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { addRubric, rubricCheckQuery } from '../../api/rubrics.ts';
import { useIsWorker } from '../../api/session.ts';
import { useLanguage } from '../../messages/language.tsx';
import { FormProblem } from '../../parts/form-modal.tsx';
import { useAction } from '../../parts/use-action.tsx';
import { documentOf, draftOf, type RubricDraft, twice } from './rubric-draft.ts';
import { RubricGeneral } from './rubric-general.tsx';
import { RubricMatrix } from './rubric-matrix.tsx';

/** What is wrong with the field that these keys lead to. */
export type ErrorAt = (...path: readonly (string | number)[]) => string | undefined;

/** A rubric as fields or as text, checked by the server while it is written. */
export function RubricEditor({ initial }: { readonly initial: RubricDraft }) {
  const { words, format } = useLanguage();
  const isWorker = useIsWorker();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(initial);
  const [text, setText] = useState<string | null>(null);
  const written = useMemo(() => (text === null ? documentOf(draft) : parsed(text)), [draft, text]);
  const [settled] = useDebouncedValue(written, 250);
  const check = useQuery({
    ...rubricCheckQuery(settled ?? {}),
    enabled: isWorker && settled !== null,
  });
  const action = useAction([['rubrics'], ['imports', 'rubrics']], { inForm: true });

  // What is not there yet in a new rubric is no mistake before somebody writes.
  const isTouched = text !== null || draft !== initial;
  const found = check.data?.mistakes ?? [];
  const mistakes = (isTouched ? found : []).map(({ path, reason, reason_said }) => ({
    path,
    reason: words.said(reason, reason_said),
  }));
  const byPath = new Map(mistakes.map(({ path, reason }) => [JSON.stringify(path.map(String)), reason]));
  const errorAt: ErrorAt = (...path) => byPath.get(JSON.stringify(path.map(String)));
  const doubles =
    text === null &&
    [draft.indicators, draft.positions].some((all) => twice(all.map(({ key }) => key)).size > 0);
  const isChecked = settled === written && !check.isFetching && !check.isPlaceholderData;
  const isFine = isChecked && check.data !== undefined && found.length === 0 && !doubles;

  const save = () =>
    action.run(
      async () => {
        const saved = await addRubric(JSON.stringify(written));
        void navigate({
          to: '/appraisals/rubrics/$name',
          params: { name: saved.name },
          search: { version: saved.version },
        });
        return saved;
      },
      ({ name, version }) => ({ says: words.rubrics.saved(name, format.number(version, 0)) }),
    );

  return (
    <Stack>
      {!isWorker && <Alert color="gray">{words.rubrics.readOnly}</Alert>}
      <Group justify="space-between" className="no-print">
        <SegmentedControl
          aria-label={words.rubrics.title}
          data={[
            { value: 'fields', label: words.rubrics.asFields },
            { value: 'text', label: words.rubrics.asText },
          ]}
          value={text === null ? 'fields' : 'text'}
          onChange={(value) => {
            if (value === 'text') setText(JSON.stringify(documentOf(draft), null, 2));
            else if (written !== null) {
              setDraft(draftOf(written));
              setText(null);
            }
          }}
        />
        {isWorker && (
          <Button disabled={!isFine} loading={action.isBusy} onClick={() => void save()}>
            {words.rubrics.save}
          </Button>
        )}
      </Group>
      {isWorker && verdict()}
      <FormProblem error={action.error} />
      {text === null ? (
        <>
          <RubricGeneral draft={draft} errorAt={errorAt} isReadOnly={!isWorker} onChange={setDraft} />
          <RubricMatrix draft={draft} errorAt={errorAt} isReadOnly={!isWorker} onChange={setDraft} />
        </>
      ) : (
        <Card withBorder>
          <JsonInput
            label={words.rubrics.text}
            value={text}
            onChange={setText}
            error={written === null ? words.rubrics.notJson : undefined}
            readOnly={!isWorker}
            formatOnBlur
            autosize
            minRows={16}
            maxRows={40}
          />
        </Card>
      )}
    </Stack>
  );

  function verdict() {
    if (check.error) return <FormProblem error={check.error} />;
    if (isFine) {
      return (
        <Text role="status" c="dimmed">
          {words.rubrics.fine}
        </Text>
      );
    }
    if (mistakes.length === 0) {
      const says = doubles ? words.rubrics.twice : words.rubrics.checking;
      return (
        <Text role="status" c="dimmed">
          {isTouched ? says : words.rubrics.begin}
        </Text>
      );
    }
    return (
      <Alert
        color="red"
        role="status"
        title={words.rubrics.mistakes(format.number(mistakes.length, 0), mistakes.length === 1)}
      >
        <Stack component="ul" gap={2} m={0} pl="md">
          {mistakes.map(({ path, reason }) => (
            <li key={JSON.stringify([path, reason])}>
              {path.length > 0 && <strong>{path.join(' › ')}: </strong>}
              {reason}
            </li>
          ))}
        </Stack>
      </Alert>
    );
  }
}

/** The document that a text is; null where it is no JSON of one. */
function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
