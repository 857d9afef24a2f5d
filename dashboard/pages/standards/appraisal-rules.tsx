import { Stack, Table, Text, Title } from '@mantine/core';
import { useLanguage } from '../../messages/language.tsx';
import { spelledOut } from '../../parts/spelled-out.ts';
import { WideTable } from '../../parts/wide-table.tsx';
import type { AppraisalContent } from './content.ts';

/** What a standard for appraisals says of each position: thresholds, floors, weights and centres. */
export function AppraisalRules({
  content: { rubric, grades, positions },
}: {
  readonly content: AppraisalContent;
}) {
  const { words, format } = useLanguage();
  return (
    <Stack>
      <Text>
        {words.appraisals.rubric}: {rubric.name}, {words.rubrics.version(rubric.version)}
      </Text>
      {positions.map(({ position, label, fitted_on, thresholds, floors, weights, centres }) => (
        <div key={position}>
          <Title order={3} size="h5">
            {label}
          </Title>
          <Text size="sm" c="dimmed" mb="xs">
            {words.standards.fittedOn(format.number(fitted_on.people, 0))}
          </Text>
          <WideTable label={label} minWidth={420}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.standards.indicator}</Table.Th>
                {isWeighted(weights) && <Table.Th ta="right">{words.standards.weight}</Table.Th>}
                {centres &&
                  grades.map((grade) => (
                    <Table.Th key={grade} ta="right">
                      {grade}
                    </Table.Th>
                  ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {Object.entries(weights ?? {}).map(([name, weight]) => (
                <Table.Tr key={name}>
                  <Table.Th fw={400}>{spelledOut(name)}</Table.Th>
                  {isWeighted(weights) && <Table.Td ta="right">{format.number(weight, 3)}</Table.Td>}
                  {centres &&
                    grades.map((grade) => (
                      <Table.Td key={grade} ta="right">
                        {format.percent(centres[grade][name])}
                      </Table.Td>
                    ))}
                </Table.Tr>
              ))}
              {thresholds && (
                <Table.Tr>
                  <Table.Th fw={600}>{words.standards.threshold}</Table.Th>
                  {isWeighted(weights) && <Table.Td />}
                  {centres &&
                    grades.map((grade) => (
                      <Table.Td key={grade} ta="right" fw={600}>
                        <Threshold value={thresholds[grade]} />
                      </Table.Td>
                    ))}
                </Table.Tr>
              )}
            </Table.Tbody>
          </WideTable>
          <Stack gap={2} mt="xs">
            {floors?.length === 0 && <Text size="sm">{words.standards.noFloors}</Text>}
            {floors?.map(({ at_most, at_or_below, indicators }) => (
              <Text key={`${at_most} ${at_or_below} ${indicators}`} size="sm">
                {words.standards.floor(
                  at_most,
                  format.percent(at_or_below, 1),
                  indicators?.map(spelledOut).join(', ') ?? words.standards.anyIndicator,
                )}
              </Text>
            ))}
          </Stack>
        </div>
      ))}
    </Stack>
  );
}

function Threshold({ value }: { readonly value: number | { readonly above: number } | undefined }) {
  const { words, format } = useLanguage();
  if (value === undefined) return '–';
  return typeof value === 'number' ? format.number(value) : words.standards.above(format.number(value.above));
}

/** Whether some indicator counts more than another. */
function isWeighted(weights: Readonly<Record<string, number>> | undefined): boolean {
  return weights !== undefined && new Set(Object.values(weights)).size > 1;
}
