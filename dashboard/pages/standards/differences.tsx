import { Card, Group, Select, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Standard } from '../../../src/client/index.ts';
import { differencesQuery, standardsQuery } from '../../api/standards.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../../parts/failed.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { WideTable } from '../../parts/wide-table.tsx';
import { changeInWords, placeInWords, valueInWords } from './standard-words.ts';

const route = getRouteApi('/standards/$id');

/** What this standard says otherwise than another one: the version before, unless the address says another. */
export function Differences({ standard }: { readonly standard: Standard }) {
  const { words, format } = useLanguage();
  const { other: wanted } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: all } = useQuery(standardsQuery);
  const others =
    all?.filter(({ id, pipeline }) => id !== standard.id && pipeline === standard.pipeline) ?? [];
  const other = others.find(({ id }) => id === wanted) ?? usualOther(standard, others);
  return (
    <Card withBorder component="section" aria-label={words.standards.differences}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {words.standards.differences}
        </Title>
        {others.length > 0 && (
          <Select
            aria-label={words.standards.compareWith}
            placeholder={words.standards.chooseOther}
            data={others.map(({ id, name, version, state }) => ({
              value: id,
              label: `${name}, ${words.standards.version(format.number(version, 0))} · ${words.standards.states[state]}`,
            }))}
            value={other?.id ?? null}
            onChange={(id) =>
              void navigate({ search: (now) => ({ ...now, other: id ?? undefined }), replace: true })
            }
            allowDeselect={false}
            searchable
            w={{ base: '100%', sm: 340 }}
          />
        )}
      </Group>
      {all && others.length === 0 && <Text c="dimmed">{words.standards.noOther}</Text>}
      {other && <DifferenceTable standard={standard} other={other} />}
    </Card>
  );
}

function DifferenceTable({ standard, other }: { readonly standard: Standard; readonly other: Standard }) {
  const { words, format } = useLanguage();
  const { data, error, isPending, refetch } = useQuery(differencesQuery(other.id, standard.id));
  if (isPending) return <Waiting />;
  if (error) return <Failed error={error} reset={() => void refetch()} />;
  // Everybody's numbers together differ wherever anybody's do: there is nothing to read in it.
  const told = data.differences.filter(({ field }) => !field.endsWith('fingerprint'));
  // What the other alone has comes last: it belongs beside what it is a part of.
  const parts = [...new Set(told.map(partOf))];
  const differences = parts.flatMap((part) => told.filter((one) => partOf(one) === part));
  if (differences.length === 0) return <Text>{words.standards.same}</Text>;
  return (
    <WideTable label={words.chart.tableOf(words.standards.differences)} minWidth={560}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.standards.what}</Table.Th>
          <Table.Th ta="right">
            {words.standards.there} ({nameOf(other)})
          </Table.Th>
          <Table.Th ta="right">
            {words.standards.here} ({nameOf(standard)})
          </Table.Th>
          <Table.Th ta="right">{words.standards.change}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {differences.map(({ field, from, to, change }) => (
          <Table.Tr key={field}>
            <Table.Th fw={400}>{placeInWords(field, words)}</Table.Th>
            <Table.Td ta="right">{valueInWords(field, from, format) ?? words.standards.only}</Table.Td>
            <Table.Td ta="right">{valueInWords(field, to, format) ?? words.standards.only}</Table.Td>
            <Table.Td ta="right">
              {change === null ? '' : changeInWords(field, change, words, format)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  );
}

function partOf({ field }: { readonly field: string }): string {
  return field.split('.', 1)[0];
}

function nameOf({ name, version }: Standard): string {
  return `${name} ${version}`;
}

/** The version before of the same name, else the active one, else the newest. */
function usualOther({ name, version }: Standard, others: readonly Standard[]): Standard | undefined {
  return (
    others.find((one) => one.name === name && one.version < version) ??
    others.find(({ state }) => state === 'active') ??
    others[0]
  );
}
