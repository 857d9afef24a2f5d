import {
  ActionIcon,
  Button,
  Card,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useLanguage } from '../../messages/language.tsx';
import { FloorsEditor } from '../../parts/floors-editor.tsx';
import type { GradeDraft, RubricDraft } from './rubric-draft.ts';
import type { ErrorAt } from './rubric-editor.tsx';

/** What a rubric says for all positions: its name, grades, thresholds, floors and roles. */
export function RubricGeneral({
  draft,
  errorAt,
  isReadOnly,
  onChange,
}: {
  readonly draft: RubricDraft;
  readonly errorAt: ErrorAt;
  readonly isReadOnly: boolean;
  readonly onChange: (draft: RubricDraft) => void;
}) {
  const { words } = useLanguage();
  const text = (name: 'name' | 'version' | 'title' | 'source', label: string, key: string, says?: string) => (
    <TextInput
      label={label}
      description={says}
      value={draft[name]}
      error={errorAt(key)}
      readOnly={isReadOnly}
      onChange={({ currentTarget: { value } }) => onChange({ ...draft, [name]: value })}
    />
  );
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }}>
      <Stack>
        <Card withBorder component="section" aria-label={words.rubrics.general}>
          <Title order={2} size="h4" mb="xs">
            {words.rubrics.general}
          </Title>
          <Stack gap="sm">
            {text('name', words.rubrics.name, 'rubric')}
            {text('version', words.rubrics.ownVersion, 'version', words.rubrics.ownVersionSays)}
            {text('title', words.rubrics.heading, 'title')}
            {text('source', words.rubrics.source, 'source')}
            <NumberInput
              label={words.rubrics.missing}
              min={0}
              allowDecimal={false}
              value={draft.missing ?? ''}
              error={errorAt('missing')}
              readOnly={isReadOnly}
              onChange={(value) => onChange({ ...draft, missing: typeof value === 'number' ? value : null })}
            />
          </Stack>
        </Card>
        <Roles draft={draft} errorAt={errorAt} isReadOnly={isReadOnly} onChange={onChange} />
      </Stack>
      <Stack>
        <Grades draft={draft} errorAt={errorAt} isReadOnly={isReadOnly} onChange={onChange} />
        <Card withBorder component="section" aria-label={words.whatIf.floors}>
          <Title order={2} size="h4">
            {words.whatIf.floors}
          </Title>
          <Text size="sm" c="dimmed" mb="xs">
            {words.whatIf.floorsSays}
          </Text>
          <FloorsEditor
            floors={draft.floors}
            grades={draft.grades.map(({ name }) => name)}
            indicators={draft.indicators.map(({ key }) => key).filter((key) => key !== '')}
            errorOf={(floor, field) => errorAt('floors', floor, field)}
            disabled={isReadOnly}
            onChange={(floors) => onChange({ ...draft, floors })}
          />
        </Card>
      </Stack>
    </SimpleGrid>
  );
}

type Part = Parameters<typeof RubricGeneral>[0];

function Grades({ draft, errorAt, isReadOnly, onChange }: Part) {
  const { words, format } = useLanguage();
  const { grades } = draft;
  const replace = (at: number, part: Partial<GradeDraft>) =>
    onChange({ ...draft, grades: grades.map((grade, i) => (i === at ? { ...grade, ...part } : grade)) });
  return (
    <Card withBorder component="section" aria-label={words.rubrics.grades}>
      <Title order={2} size="h4">
        {words.rubrics.grades}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {words.rubrics.gradesSays}
      </Text>
      <Stack gap="sm">
        {grades.map(({ name, points, isAbove }, i) => {
          const number = format.number(i + 1, 0);
          const isLast = i === grades.length - 1;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a grade is its place, whatever it is called.
            <Group key={i} gap="xs" align="flex-start" wrap="nowrap">
              <TextInput
                aria-label={words.rubrics.grade(number)}
                value={name}
                error={errorAt('grades', i)}
                readOnly={isReadOnly}
                onChange={({ currentTarget: { value } }) => replace(i, { name: value })}
                flex={2}
                miw={90}
              />
              {!isLast && (
                <>
                  <Select
                    aria-label={`${words.rubrics.threshold(name)}: ${words.rubrics.atLeast} / ${words.rubrics.above}`}
                    data={[
                      { value: 'from', label: words.rubrics.atLeast },
                      { value: 'above', label: words.rubrics.above },
                    ]}
                    value={isAbove ? 'above' : 'from'}
                    onChange={(value) => replace(i, { isAbove: value === 'above' })}
                    allowDeselect={false}
                    readOnly={isReadOnly}
                    w={120}
                  />
                  <NumberInput
                    aria-label={words.rubrics.threshold(name)}
                    value={points ?? ''}
                    min={0}
                    error={errorAt('thresholds', name) ?? (i === 0 ? errorAt('thresholds') : undefined)}
                    readOnly={isReadOnly}
                    onChange={(value) => replace(i, { points: typeof value === 'number' ? value : null })}
                    w={100}
                  />
                </>
              )}
              {!isReadOnly && grades.length > 2 && (
                <Remove
                  what={words.rubrics.grade(number)}
                  onClick={() => onChange({ ...draft, grades: grades.filter((_, j) => j !== i) })}
                />
              )}
            </Group>
          );
        })}
        {errorAt('grades') && (
          <Text size="sm" c="var(--mantine-color-error)">
            {errorAt('grades')}
          </Text>
        )}
        {!isReadOnly && grades.length < 6 && (
          <Add
            onClick={() =>
              onChange({ ...draft, grades: [...grades, { name: '', points: null, isAbove: false }] })
            }
          >
            {words.rubrics.addGrade}
          </Add>
        )}
      </Stack>
    </Card>
  );
}

function Roles({ draft, errorAt, isReadOnly, onChange }: Part) {
  const { words, format } = useLanguage();
  const { roles } = draft;
  const replace = (at: number, part: Partial<RubricDraft['roles'][number]>) =>
    onChange({ ...draft, roles: roles.map((role, i) => (i === at ? { ...role, ...part } : role)) });
  return (
    <Card withBorder component="section" aria-label={words.rubrics.roles}>
      <Title order={2} size="h4">
        {words.rubrics.roles}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {words.rubrics.rolesSays}
      </Text>
      <Stack gap="sm">
        {roles.map(({ name, weight }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a role is its place, whatever it is called.
          <Group key={i} gap="xs" align="flex-start" wrap="nowrap">
            <TextInput
              aria-label={words.rubrics.role(format.number(i + 1, 0))}
              value={name}
              readOnly={isReadOnly}
              onChange={({ currentTarget: { value } }) => replace(i, { name: value })}
              flex={2}
            />
            <NumberInput
              aria-label={words.rubrics.roleWeight(name)}
              value={weight ?? ''}
              min={0}
              error={errorAt('roles', name)}
              readOnly={isReadOnly}
              onChange={(value) => replace(i, { weight: typeof value === 'number' ? value : null })}
              w={100}
            />
            {!isReadOnly && (
              <Remove
                what={words.rubrics.role(format.number(i + 1, 0))}
                onClick={() => onChange({ ...draft, roles: roles.filter((_, j) => j !== i) })}
              />
            )}
          </Group>
        ))}
        {!isReadOnly && (
          <Add onClick={() => onChange({ ...draft, roles: [...roles, { name: '', weight: 1 }] })}>
            {words.rubrics.addRole}
          </Add>
        )}
      </Stack>
    </Card>
  );
}

/** Takes something out of a list. */
export function Remove({ what, onClick }: { readonly what: string; readonly onClick: () => void }) {
  const { words } = useLanguage();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={words.rubrics.remove(what)}
      onClick={onClick}
    >
      <IconTrash size={18} aria-hidden />
    </ActionIcon>
  );
}

/** Puts something at the end of a list. */
export function Add({ children, onClick }: { readonly children: string; readonly onClick: () => void }) {
  return (
    <Button
      variant="default"
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={onClick}
      style={{ alignSelf: 'flex-start' }}
    >
      {children}
    </Button>
  );
}
