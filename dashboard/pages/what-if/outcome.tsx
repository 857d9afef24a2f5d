import { Alert, Box, Button, Card, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WhatIf, WhatIfFloors } from '../../../src/client/index.ts';
import { ProblemError } from '../../api/client.ts';
import { useIsWorker } from '../../api/session.ts';
import { type WhatIfOptions, whatIfQuery } from '../../api/what-if.ts';
import { Chart } from '../../charts/chart.tsx';
import { tiersBeforeAndAfter } from '../../charts/what-if.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../../parts/failed.tsx';
import { toldBy } from '../../parts/told-by.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { ChangedPeople } from './changed-people.tsx';
import { SaveDraft } from './save-draft.tsx';

/** People listed at first, and each time more are asked for. */
const SOME = 100;

/** What other settings would change: how many, per tier, and who. */
export function Outcome({ options, name }: { readonly options: WhatIfOptions; readonly name: string }) {
  const { words, format } = useLanguage();
  const mayWork = useIsWorker();
  const [limit, setLimit] = useState(SOME);
  const { data, error, isPending, isFetching, refetch } = useQuery(whatIfQuery(options, limit));
  // Settings that cannot be are told of beside them; whatever else goes wrong stands here.
  if (error instanceof ProblemError && error.status === 422) {
    return (
      <Alert color="yellow" title={words.whatIf.failed}>
        {toldBy(error, words)}
      </Alert>
    );
  }
  if (error) return <Failed error={error} reset={() => void refetch()} />;
  if (isPending) return <Waiting />;
  const isGrades = options.floors !== undefined;
  return (
    <Stack>
      <Card withBorder aria-busy={isFetching}>
        {isFetching && <Progress value={100} animated size={3} mb="xs" aria-hidden />}
        <Group justify="space-between" align="flex-start">
          <Box role="status" flex={1} miw={220}>
            <Title order={2} size="h3">
              {data.changed === 0
                ? words.whatIf.unchanged
                : words.whatIf.changed(format.number(data.changed, 0), data.changed === 1)}
            </Title>
            <Text c="dimmed">{figuresOf(data).join(' · ')}</Text>
          </Box>
          {mayWork && <SaveDraft options={options} suggested={name} />}
        </Group>
      </Card>
      <Card withBorder>
        <Chart
          {...tiersBeforeAndAfter(
            data.tiers,
            isGrades ? words.whatIf.perGrade : words.whatIf.perTier,
            words,
            format,
          )}
        />
      </Card>
      {data.changed > 0 && (
        <Card withBorder component="section" aria-label={words.whatIf.who}>
          <Title order={2} size="h4" mb="xs">
            {words.whatIf.who}
          </Title>
          <ChangedPeople outcome={data} />
          <Group justify="space-between" mt="xs">
            <Text size="sm" c="dimmed">
              {words.whatIf.shown(format.number(data.changes.length, 0), format.number(data.changed, 0))}
            </Text>
            {data.changes.length < data.changed && (
              <Button
                variant="default"
                loading={isFetching}
                onClick={() => setLimit(Math.min(100_000, data.changes.length + 5 * SOME))}
              >
                {words.whatIf.showMore}
              </Button>
            )}
          </Group>
        </Card>
      )}
    </Stack>
  );

  function figuresOf({ summary }: WhatIf | WhatIfFloors): string[] {
    const count = (say: (count: string) => string, value: number) =>
      value > 0 ? [say(format.number(value, 0))] : [];
    const moves = [...count(words.whatIf.rose, summary.rose), ...count(words.whatIf.fell, summary.fell)];
    if (!('tier_changed' in summary)) return moves;
    const { anomaly_changed, newly_rated, no_longer_rated, mean_score_move, largest_score_move } = summary;
    return [
      ...moves,
      ...count(words.whatIf.flags, anomaly_changed),
      ...count(words.whatIf.newlyRated, newly_rated),
      ...count(words.whatIf.noLongerRated, no_longer_rated),
      ...(mean_score_move !== null && largest_score_move !== null && largest_score_move > 0
        ? [words.whatIf.scoreMove(format.number(mean_score_move), format.number(largest_score_move))]
        : []),
    ];
  }
}
