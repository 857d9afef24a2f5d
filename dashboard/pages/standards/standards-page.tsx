import { Card, Group, SegmentedControl, Stack, Switch, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Standard } from '../../../src/client/index.ts';
import { standardsQuery } from '../../api/standards.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { WideTable } from '../../parts/wide-table.tsx';
import { StandardState } from './standard-state.tsx';
import { stepsOf } from './standard-words.ts';

const route = getRouteApi('/standards');
const PIPELINES = ['tasks', 'appraisal'] as const;

/** All standards by name, each version with how far it has come. */
export function StandardsPage() {
  const { words } = useLanguage();
  const { pipeline, retired = false } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, isPending, error, refetch } = useQuery(standardsQuery);
  if (isPending) return <Waiting />;
  if (error) return <Failed error={error} reset={() => void refetch()} />;
  const shown = data.filter(
    (one) => (pipeline === undefined || one.pipeline === pipeline) && (retired || one.state !== 'retired'),
  );
  return (
    <Stack>
      <div>
        <Title order={1}>{words.standards.title}</Title>
        <Text c="dimmed">{words.standards.says}</Text>
      </div>
      <Group className="no-print">
        <SegmentedControl
          aria-label={words.standards.pipeline}
          data={[
            { value: '', label: words.standards.all },
            ...PIPELINES.map((value) => ({ value, label: words.standards[value] })),
          ]}
          value={pipeline ?? ''}
          onChange={(value) => {
            const chosen = PIPELINES.find((one) => one === value);
            void navigate({ search: (now) => ({ ...now, pipeline: chosen }), replace: true });
          }}
        />
        <Switch
          label={words.standards.retiredToo}
          checked={retired}
          onChange={({ currentTarget: { checked } }) =>
            void navigate({ search: (now) => ({ ...now, retired: checked || undefined }), replace: true })
          }
        />
      </Group>
      {shown.length === 0 && <Empty title={words.standards.none} says={words.standards.noneSays} />}
      {[...byName(shown)].map(([name, versions]) => (
        <Name key={name} name={name} versions={versions} />
      ))}
    </Stack>
  );
}

/** The names in the order of their newest version. */
function byName(standards: readonly Standard[]): ReadonlyMap<string, readonly Standard[]> {
  const names = new Map<string, Standard[]>();
  for (const one of standards) {
    const versions = names.get(one.name);
    if (versions) versions.push(one);
    else names.set(one.name, [one]);
  }
  return names;
}

function Name({ name, versions }: { readonly name: string; readonly versions: readonly Standard[] }) {
  const { words, format } = useLanguage();
  return (
    <Card withBorder component="section" aria-label={name}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {name}
        </Title>
        <Text size="sm" c="dimmed">
          {words.standards[versions[0].pipeline]}
        </Text>
      </Group>
      <WideTable label={words.chart.tableOf(name)} minWidth={560}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={140}>{words.standards.versionShort}</Table.Th>
            <Table.Th w={150}>{words.standards.state}</Table.Th>
            <Table.Th>{words.standards.made}</Table.Th>
            <Table.Th>{words.standards.last}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {versions.map((one) => {
            const steps = stepsOf(one, words, format);
            const last = steps.length > 1 ? steps.at(-1) : undefined;
            return (
              <Table.Tr key={one.id}>
                <Table.Td>
                  <PageLink to="/standards/$id" params={{ id: one.id }}>
                    {words.standards.version(format.number(one.version, 0))}
                  </PageLink>
                </Table.Td>
                <Table.Td>
                  <StandardState state={one.state} />
                </Table.Td>
                <Table.Td>{steps[0]?.says}</Table.Td>
                <Table.Td>{last ? `${last.step}: ${last.says}` : '–'}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </WideTable>
    </Card>
  );
}
