import { Card, Group, Table, Text } from '@mantine/core';
import type { ResultAccount } from '../../../src/client/index.ts';
import { Chart } from '../../charts/chart.tsx';
import { PART_COLOURS, scoreParts } from '../../charts/person.ts';
import { useLanguage } from '../../messages/language.tsx';
import { roundedParts, SCORE_PARTS, type ScorePart, type TaskDetail, weightsOf } from './detail.ts';
import classes from './person.module.css';
import { shownValue } from './shown-value.ts';

/** The score, and the parts that it is the sum of. */
export function ScorePanel({
  person,
  parts,
  detail,
  options,
}: {
  readonly person: {
    readonly completed_tasks: number | null;
    readonly total_tasks: number | null;
    readonly avg_task_hours: number | null;
  };
  readonly parts: NonNullable<TaskDetail['score_parts']>;
  readonly detail: TaskDetail;
  readonly options: NonNullable<ResultAccount['used']['standard']>['options'] | undefined;
}) {
  const { words, format } = useLanguage();
  const points = roundedParts(SCORE_PARTS.map((name) => parts[name]));
  const score = Math.round(points.reduce((sum, one) => sum + one, 0) * 10) / 10;
  const weights = weightsOf(options);
  const count = (value: number | null) => (value === null ? '–' : format.number(value, 0));
  const says: Readonly<Record<ScorePart, string>> = {
    completion_rate: words.person.partSays.completion_rate(
      count(person.completed_tasks),
      count(person.total_tasks),
    ),
    task_efficiency: words.person.partSays.task_efficiency(
      person.avg_task_hours === null ? '–' : shownValue('avg_task_hours', person.avg_task_hours, format),
    ),
    throughput: words.person.partSays.throughput(count(person.completed_tasks)),
  };
  return (
    <Card withBorder padding="lg">
      <Group gap={6} align="baseline">
        <Text fw={700} fz={44} lh={1.1} className={classes.figure}>
          {format.number(score)}
        </Text>
        <Text c="dimmed">{words.person.ofHundred}</Text>
      </Group>
      <Chart {...scoreParts(parts, words, format)} />
      <Table verticalSpacing={6} horizontalSpacing="xs" mt="xs">
        <Table.Thead className="visually-hidden">
          <Table.Tr>
            <Table.Th>{words.person.part}</Table.Th>
            <Table.Th>{words.person.weight}</Table.Th>
            <Table.Th>{words.person.points}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {SCORE_PARTS.map((name, i) => (
            <Table.Tr key={name}>
              <Table.Td>
                <Group gap="xs" wrap="nowrap" align="flex-start">
                  <span
                    className={classes.swatch}
                    style={{ background: PART_COLOURS[name] }}
                    aria-hidden="true"
                  />
                  <div>
                    <Text size="sm" fw={600}>
                      {words.person[name]}
                    </Text>
                    <Text size="sm" c="dimmed">
                      {name === 'completion_rate' && detail.completion_rate !== null
                        ? `${format.percent(detail.completion_rate, 1)} · ${says[name]}`
                        : says[name]}
                    </Text>
                  </div>
                </Group>
              </Table.Td>
              <Table.Td className={classes.number}>
                <Text size="sm" c="dimmed">
                  {weights && `× ${format.percent(weights[name])}`}
                </Text>
              </Table.Td>
              <Table.Td className={classes.number}>{format.number(points[i])}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row">{words.person.sum}</Table.Th>
            <Table.Td />
            <Table.Th className={classes.number}>{format.number(score)}</Table.Th>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </Card>
  );
}
