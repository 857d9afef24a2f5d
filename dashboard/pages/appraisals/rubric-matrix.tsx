import { Alert, Card, Group, NumberInput, Switch, Table, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useLanguage } from '../../messages/language.tsx';
import { WideTable } from '../../parts/wide-table.tsx';
import type { IndicatorDraft, PositionDraft, RubricDraft } from './rubric-draft.ts';
import { twice } from './rubric-draft.ts';
import type { ErrorAt } from './rubric-editor.tsx';
import { Add, Remove } from './rubric-general.tsx';

const RULES = ['thresholds', 'floors', 'missing'];

/** Which indicators positions have, and the points and weights of each. */
export function RubricMatrix({
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
  const { words, format } = useLanguage();
  const { indicators, positions } = draft;
  const [withWeights, setWithWeights] = useState(() =>
    positions.some(({ weights }) => weights.some((weight) => weight !== null)),
  );
  const indicator = (at: number, part: Partial<IndicatorDraft>) =>
    onChange({ ...draft, indicators: indicators.map((one, i) => (i === at ? { ...one, ...part } : one)) });
  const position = (at: number, part: Partial<PositionDraft>) =>
    onChange({ ...draft, positions: positions.map((one, i) => (i === at ? { ...one, ...part } : one)) });
  const without = (at: number) => (values: readonly (number | null)[]) => values.filter((_, i) => i !== at);
  const doubled = {
    indicators: twice(indicators.map(({ key }) => key)),
    positions: twice(positions.map(({ key }) => key)),
  };
  const ownRules = positions.filter(({ others }) => RULES.some((rule) => rule in others));
  return (
    <Card withBorder component="section" aria-label={words.rubrics.matrix}>
      <Group justify="space-between" mb="xs">
        <div>
          <Title order={2} size="h4">
            {words.rubrics.matrix}
          </Title>
          <Text size="sm" c="dimmed">
            {words.rubrics.matrixSays}
          </Text>
        </div>
        <Switch
          label={words.rubrics.withWeights}
          checked={withWeights}
          onChange={({ currentTarget: { checked } }) => setWithWeights(checked)}
        />
      </Group>
      {ownRules.length > 0 && (
        <Alert color="gray" mb="xs">
          {words.rubrics.ownRules(ownRules.map(({ key, label }) => label || key).join(', '))}
        </Alert>
      )}
      <WideTable
        label={words.chart.tableOf(words.rubrics.matrix)}
        minWidth={780 + positions.length * (withWeights ? 230 : 150)}
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.rubrics.indicator}</Table.Th>
            <Table.Th>{words.rubrics.label}</Table.Th>
            <Table.Th>{words.rubrics.synonyms}</Table.Th>
            {positions.map(({ key, label }, p) => {
              const number = format.number(p + 1, 0);
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a position is its place, whatever it is called.
                <Table.Th key={p}>
                  <Group gap={4} wrap="nowrap" align="flex-start">
                    <div>
                      <TextInput
                        size="xs"
                        aria-label={words.rubrics.positionKey(number)}
                        value={key}
                        error={
                          doubled.positions.has(key)
                            ? words.rubrics.twice
                            : (errorAt('positions', key) ?? errorAt('positions', key, 'points'))
                        }
                        readOnly={isReadOnly}
                        onChange={({ currentTarget: { value } }) => position(p, { key: value })}
                      />
                      <TextInput
                        size="xs"
                        mt={4}
                        aria-label={words.rubrics.positionLabel(number)}
                        placeholder={words.rubrics.label}
                        value={label}
                        error={errorAt('positions', key, 'label')}
                        readOnly={isReadOnly}
                        onChange={({ currentTarget: { value } }) => position(p, { label: value })}
                      />
                    </div>
                    {!isReadOnly && positions.length > 1 && (
                      <Remove
                        what={words.rubrics.positionKey(number)}
                        onClick={() => onChange({ ...draft, positions: positions.filter((_, i) => i !== p) })}
                      />
                    )}
                  </Group>
                </Table.Th>
              );
            })}
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {indicators.map(({ key, label, synonyms }, i) => {
            const number = format.number(i + 1, 0);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: an indicator is its place, whatever it is called.
              <Table.Tr key={i}>
                <Table.Td>
                  <TextInput
                    size="xs"
                    miw={190}
                    aria-label={words.rubrics.indicatorKey(number)}
                    value={key}
                    error={doubled.indicators.has(key) ? words.rubrics.twice : errorAt('indicators', key)}
                    readOnly={isReadOnly}
                    onChange={({ currentTarget: { value } }) => indicator(i, { key: value })}
                  />
                </Table.Td>
                <Table.Td>
                  <TextInput
                    size="xs"
                    miw={200}
                    aria-label={words.rubrics.indicatorLabel(number)}
                    value={label}
                    error={errorAt('indicators', key, 'label')}
                    readOnly={isReadOnly}
                    onChange={({ currentTarget: { value } }) => indicator(i, { label: value })}
                  />
                </Table.Td>
                <Table.Td>
                  <TextInput
                    size="xs"
                    miw={200}
                    aria-label={words.rubrics.indicatorSynonyms(number)}
                    value={synonyms}
                    error={errorAt('indicators', key, 'synonyms')}
                    readOnly={isReadOnly}
                    onChange={({ currentTarget: { value } }) => indicator(i, { synonyms: value })}
                  />
                </Table.Td>
                {positions.map((of, p) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a position is its place, whatever it is called.
                  <Table.Td key={p}>
                    <Group gap={4} wrap="nowrap" align="flex-start">
                      <NumberInput
                        size="xs"
                        w={90}
                        aria-label={words.rubrics.points(label || key, of.label || of.key)}
                        placeholder={words.rubrics.pointsShort}
                        value={of.points[i] ?? ''}
                        error={errorAt('positions', of.key, 'points', key)}
                        readOnly={isReadOnly}
                        onChange={(value) => position(p, { points: withValue(of.points, i, value) })}
                      />
                      {withWeights && (
                        <NumberInput
                          size="xs"
                          w={80}
                          aria-label={words.rubrics.weight(label || key, of.label || of.key)}
                          placeholder={words.rubrics.weightShort}
                          value={of.weights[i] ?? ''}
                          error={errorAt('positions', of.key, 'weights', key)}
                          readOnly={isReadOnly}
                          onChange={(value) => position(p, { weights: withValue(of.weights, i, value) })}
                        />
                      )}
                    </Group>
                  </Table.Td>
                ))}
                <Table.Td w={44}>
                  {!isReadOnly && indicators.length > 2 && (
                    <Remove
                      what={words.rubrics.indicatorKey(number)}
                      onClick={() =>
                        onChange({
                          ...draft,
                          indicators: indicators.filter((_, j) => j !== i),
                          positions: positions.map((of) => ({
                            ...of,
                            points: without(i)(of.points),
                            weights: without(i)(of.weights),
                          })),
                        })
                      }
                    />
                  )}
                </Table.Td>
              </Table.Tr>
            );
          })}
          <Table.Tr>
            <Table.Th colSpan={3}>{words.rubrics.sum}</Table.Th>
            {positions.map(({ points }, p) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a position is its place, whatever it is called.
              <Table.Td key={p} fw={600}>
                {format.number(
                  points.reduce<number>((sum, value) => sum + (value ?? 0), 0),
                  2,
                )}
              </Table.Td>
            ))}
            <Table.Td />
          </Table.Tr>
        </Table.Tbody>
      </WideTable>
      {!isReadOnly && (
        <Group mt="xs">
          <Add
            onClick={() =>
              onChange({
                ...draft,
                indicators: [...indicators, { key: '', label: '', synonyms: '' }],
                positions: positions.map((of) => ({
                  ...of,
                  points: [...of.points, null],
                  weights: [...of.weights, null],
                })),
              })
            }
          >
            {words.rubrics.addIndicator}
          </Add>
          <Add
            onClick={() =>
              onChange({
                ...draft,
                positions: [
                  ...positions,
                  {
                    key: '',
                    label: '',
                    points: indicators.map(() => null),
                    weights: indicators.map(() => null),
                    others: {},
                  },
                ],
              })
            }
          >
            {words.rubrics.addPosition}
          </Add>
        </Group>
      )}
    </Card>
  );
}

function withValue(
  values: readonly (number | null)[],
  at: number,
  value: string | number,
): readonly (number | null)[] {
  return values.map((before, i) => (i === at ? (typeof value === 'number' ? value : null) : before));
}
