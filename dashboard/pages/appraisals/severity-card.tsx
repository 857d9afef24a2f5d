import { Card, Stack, Table, Text, Title } from '@mantine/core';
import type { Severity } from '../../../src/client/index.ts';
import { Chart } from '../../charts/chart.tsx';
import { appraiserSeverity, DRAWN } from '../../charts/severity.ts';
import { useLanguage } from '../../messages/language.tsx';
import { WideTable } from '../../parts/wide-table.tsx';

/** Appraisers told of in words, the furthest from the others first; the table behind the chart has all. */
const TOLD = 12;

/** How strict each appraiser is, with an interval and in words. */
export function SeverityCard({ severity }: { readonly severity: Severity | null }) {
  const { words, format } = useLanguage();
  const title = words.appraisals.severity;
  if (severity === null) {
    return (
      <Card withBorder component="section" aria-label={title}>
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text c="dimmed">{words.appraisals.noSeverity}</Text>
      </Card>
    );
  }
  const furthest = severity.appraisers
    .toSorted((a, b) => Math.abs(b.severity ?? 0) - Math.abs(a.severity ?? 0))
    .slice(0, TOLD);
  return (
    <Card withBorder>
      <Stack>
        <Chart {...appraiserSeverity(severity.appraisers, words, format)} />
        <Text size="sm" c="dimmed">
          {words.appraisals.severitySays}{' '}
          {severity.applied ? words.appraisals.applied : words.appraisals.notApplied}
          {severity.appraisers.length > DRAWN && ` ${words.appraisals.extremes(format.number(DRAWN, 0))}`}
          {severity.groups > 1 && ` ${words.appraisals.groups(format.number(severity.groups, 0))}`}
        </Text>
        <WideTable label={words.chart.tableOf(title)} minWidth={480}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.appraisals.appraiser}</Table.Th>
              <Table.Th ta="right">{words.overview.people}</Table.Th>
              <Table.Th>{words.appraisals.verdict}</Table.Th>
              <Table.Th ta="right">{words.appraisals.interval}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {furthest.map((one) => (
              <Table.Tr key={String(one.appraiser)}>
                <Table.Th fw={400}>{one.appraiser}</Table.Th>
                <Table.Td ta="right">{format.number(one.people, 0)}</Table.Td>
                <Table.Td>{verdictOf(one)}</Table.Td>
                <Table.Td ta="right">
                  {one.interval
                    ? `${format.percent(one.interval[0], 1)} … ${format.percent(one.interval[1], 1)}`
                    : '–'}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      </Stack>
    </Card>
  );

  function verdictOf({ severity, interval }: Severity['appraisers'][number]): string {
    if (severity === null) return words.appraisals.unknown;
    if (!interval) return words.appraisals.unsure;
    if (interval[0] <= 0 && interval[1] >= 0) return words.appraisals.even;
    const share = format.percent(Math.abs(severity), 1);
    return severity > 0 ? words.appraisals.strict(share) : words.appraisals.lenient(share);
  }
}
