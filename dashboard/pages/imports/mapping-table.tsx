import { Select, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Import } from '../../../src/client/index.ts';
import { rubricsQuery } from '../../api/imports.ts';
import { useLanguage } from '../../messages/language.tsx';
import { WideTable } from '../../parts/wide-table.tsx';
import type { Draft } from './draft.ts';
import { FIELDS, type Kind } from './fields.ts';
import { ProtectedFields } from './protected-fields.tsx';

type Recognised = NonNullable<Import['recognised']>;

/** The column of each field, with what stands in it. */
export function MappingTable({
  kind,
  recognised,
  draft,
  onChange,
}: {
  readonly kind: Kind;
  readonly recognised: Recognised;
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}) {
  const { words } = useLanguage();
  const rubrics = useQuery({ ...rubricsQuery, enabled: kind === 'sheets' });
  const indicators = (kind === 'sheets' && rubrics.data?.get(draft.rubric ?? '')?.indicators) || [];
  const samples = new Map(recognised.columns.map(({ name, samples }) => [name, samples.join(', ')]));
  // What was found is of the kind that the file was read as.
  const found = kind === recognised.kind ? recognised.mapping : {};
  const names: Readonly<Record<string, string>> = words.imports.fields;
  const columns = [...samples.keys()].filter((name) => name !== '');
  const choose = (field: string, column: string | null) => {
    const { [field]: _, ...others } = draft.mapping;
    onChange({ mapping: column === null ? others : { ...others, [field]: column } });
  };
  return (
    <div>
      <WideTable label={words.imports.mapping} minWidth={560}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="28%">{words.imports.field}</Table.Th>
            <Table.Th w="34%">{words.imports.column}</Table.Th>
            <Table.Th>{words.imports.samples}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...FIELDS[kind], ...indicators].map((field) => {
            const column = draft.mapping[field] ?? found[field] ?? null;
            const name = names[field] ?? field;
            return (
              <Table.Tr key={field}>
                <Table.Td>{name}</Table.Td>
                <Table.Td>
                  <Select
                    aria-label={words.imports.columnOf(name)}
                    placeholder={recognised.kind === null ? words.imports.byItself : words.imports.notThere}
                    data={columns}
                    value={column !== null && samples.has(column) ? column : null}
                    onChange={(chosen) => choose(field, chosen)}
                    renderOption={({ option }) => (
                      <div>
                        <Text size="sm">{option.value}</Text>
                        <Text size="xs" c="dimmed" lineClamp={1}>
                          {samples.get(option.value)}
                        </Text>
                      </div>
                    )}
                    clearable={draft.mapping[field] !== undefined}
                    clearButtonProps={{ 'aria-label': words.states.clear }}
                    searchable
                    size="sm"
                  />
                </Table.Td>
                <Table.Td>
                  <Text size="sm" c="dimmed" lineClamp={2}>
                    {column === null ? '' : samples.get(column)}
                  </Text>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </WideTable>
      {kind === 'employees' && <ProtectedFields columns={columns} draft={draft} onChange={onChange} />}
    </div>
  );
}
