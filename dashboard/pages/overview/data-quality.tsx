import { Card, Group, Progress, Stack, Text, Title } from '@mantine/core';
import type { Evaluation } from '../../../src/client/index.ts';
import type { Summary } from '../../api/summary.ts';
import { useLanguage } from '../../messages/language.tsx';
import { PageLink } from '../../parts/page-link.tsx';

/** How much is known of how many people, and what a reader should know of the numbers. */
export function DataQuality({
  evaluation,
  summary,
}: {
  readonly evaluation: Evaluation;
  readonly summary: Summary;
}) {
  const { words, format } = useLanguage();
  const share = summary.rated / Math.max(1, summary.people);
  const unrated = summary.coverage?.unrated ?? [];
  return (
    <Card withBorder>
      <Title order={2} size="h4" mb="xs">
        {words.overview.quality}
      </Title>
      <Text>
        {words.overview.ratedOf(
          format.number(summary.rated, 0),
          format.number(summary.people, 0),
          format.percent(share, 1),
        )}
      </Text>
      <Progress value={share * 100} my="xs" aria-label={words.overview.coverage} />
      {unrated.length > 0 && (
        <Stack gap={4} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
          {unrated.map(({ reason, reason_said, people }) => (
            <Group component="li" key={reason} justify="space-between" wrap="nowrap">
              <Text size="sm">{words.said(reason, reason_said)}</Text>
              <Text size="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
                {format.number(people, 0)}
              </Text>
            </Group>
          ))}
        </Stack>
      )}
      {summary.unrated > 0 && (
        <PageLink to="/people" search={{ sign: 'unrated' }} size="sm">
          {words.overview.seeUnrated}
        </PageLink>
      )}
      {(evaluation.notes ?? []).length > 0 && (
        <Stack gap={4} component="ul" mt="sm" mb={0} pl="md">
          {evaluation.notes?.map((note, i) => (
            <Text component="li" size="sm" c="dimmed" key={note}>
              {words.said(note, evaluation.notes_said?.[i])}
            </Text>
          ))}
        </Stack>
      )}
    </Card>
  );
}
