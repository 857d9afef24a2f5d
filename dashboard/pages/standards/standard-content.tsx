import { Card, Progress, Stack, Table, Text, Title } from '@mantine/core';
import type { Standard } from '../../../src/client/index.ts';
import { useLanguage } from '../../messages/language.tsx';
import { WEIGHT_COLOURS } from '../../parts/weight-colours.ts';
import { WideTable } from '../../parts/wide-table.tsx';
import { AppraisalRules } from './appraisal-rules.tsx';
import { contentOf, type TaskContent } from './content.ts';

/** What a standard says, in natural units. */
export function StandardContent({ standard }: { readonly standard: Standard }) {
  const { words } = useLanguage();
  const { tasks, appraisal } = contentOf(standard);
  return (
    <Card withBorder component="section" aria-label={words.standards.content}>
      <Title order={2} size="h4" mb="sm">
        {words.standards.content}
      </Title>
      {tasks ? <Tasks content={tasks} /> : appraisal && <AppraisalRules content={appraisal} />}
    </Card>
  );
}

const WEIGHTS = ['completion_rate', 'task_efficiency', 'throughput'] as const;
const FEATURES = ['completion_rate', 'avg_task_hours', 'completed_tasks'] as const;

function Tasks({ content: { options, tiers, fitted_on } }: { readonly content: TaskContent }) {
  const { words, format } = useLanguage();
  const names = words.standards.words;
  const settings = [
    [names.clusters, format.number(options.clusters, 0)],
    [
      names.contamination,
      options.contamination === 'auto' ? words.whatIf.auto : format.percent(options.contamination, 1),
    ],
    [names.min_tasks, format.number(options.min_tasks, 0)],
  ] as const;
  return (
    <Stack>
      <div>
        <Text fw={600} mb={4}>
          {words.standards.weights}
        </Text>
        <Progress.Root size={22} aria-hidden>
          {WEIGHTS.map((name, i) => (
            <Progress.Section key={name} value={100 * options.weights[name]} color={WEIGHT_COLOURS[i]} />
          ))}
        </Progress.Root>
        <Table mt={4}>
          <Table.Tbody>
            {WEIGHTS.map((name, i) => (
              <Table.Tr key={name}>
                <Table.Td w={20} p={0}>
                  <svg width="12" height="12" aria-hidden="true">
                    <rect width="12" height="12" rx="3" fill={WEIGHT_COLOURS[i]} />
                  </svg>
                </Table.Td>
                <Table.Th fw={400}>{words.whatIf[name]}</Table.Th>
                <Table.Td ta="right">{format.percent(options.weights[name], 1)}</Table.Td>
              </Table.Tr>
            ))}
            {settings.map(([name, value]) => (
              <Table.Tr key={name}>
                <Table.Td p={0} />
                <Table.Th fw={400}>{capitalised(name)}</Table.Th>
                <Table.Td ta="right">{value}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <div>
        <Text fw={600}>{words.standards.centres}</Text>
        <WideTable label={words.standards.centres} minWidth={420}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.standards.tier}</Table.Th>
              {FEATURES.map((name) => (
                <Table.Th key={name} ta="right">
                  {capitalised(names[name])}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {tiers.map(({ name, centre }) => (
              <Table.Tr key={name}>
                <Table.Th fw={400}>{name}</Table.Th>
                <Table.Td ta="right">{format.percent(centre.completion_rate, 1)}</Table.Td>
                <Table.Td ta="right">{format.number(centre.avg_task_hours, 2)}</Table.Td>
                <Table.Td ta="right">{format.number(centre.completed_tasks)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      </div>
      <Text size="sm" c="dimmed">
        {words.standards.fittedOn(format.number(fitted_on.people, 0))}
      </Text>
    </Stack>
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
