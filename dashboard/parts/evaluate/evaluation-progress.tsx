import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { client } from '../../api/client.ts';
import { evaluationQuery } from '../../api/evaluations.ts';
import { jobOfQuery } from '../../api/jobs.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../failed.tsx';
import { useAction } from '../use-action.tsx';

/** How far an evaluation is; tells once that it is done. */
export function EvaluationProgress({
  id,
  onDone,
  onEnd,
}: {
  readonly id: string;
  readonly onDone: (id: string) => void;
  /** Called when somebody has read that it failed or was cancelled. */
  readonly onEnd: () => void;
}) {
  const { words, format } = useLanguage();
  const { data, error } = useQuery(evaluationQuery(id));
  const { data: job } = useQuery(jobOfQuery(`evaluations/${id}`));
  const action = useAction([['evaluations'], ['jobs']]);
  const told = useRef(false);
  const isDone = data?.state === 'done';
  useEffect(() => {
    if (!isDone || told.current) return;
    told.current = true;
    onDone(id);
  }, [isDone, id, onDone]);

  if (data === undefined && error) return <Failed error={error} />;
  if (data?.state === 'failed' || data?.state === 'cancelled') {
    return (
      <Stack gap="xs">
        <Alert color="red" role="alert" title={words.evaluate[data.state]}>
          {data.failure && words.said(data.failure, data.failure_said)}
        </Alert>
        <Group>
          <Button variant="default" onClick={onEnd}>
            {words.states.close}
          </Button>
        </Group>
      </Stack>
    );
  }
  const share = isDone ? 1 : (job?.progress ?? 0);
  return (
    <Stack gap="xs">
      <Text role="status">
        {data?.state === 'waiting' ? words.evaluate.inLine : words.evaluate.running}{' '}
        {share > 0 && format.percent(share)}
      </Text>
      <Progress value={Math.max(5, share * 100)} animated aria-label={words.evaluate.running} />
      <Group>
        <Button
          size="compact-sm"
          variant="default"
          loading={action.isBusy}
          onClick={() =>
            void action.run(() => client.cancelEvaluation({ params: { id } }), {
              says: words.jobs.cancelling,
            })
          }
        >
          {words.states.cancel}
        </Button>
      </Group>
    </Stack>
  );
}
