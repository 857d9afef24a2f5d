import { Button, Group, List, Stack, Text, Textarea } from '@mantine/core';
import { IconLock, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import type { Evaluation } from '../../../src/client/index.ts';
import { useActorNames } from '../../api/accounts.ts';
import { client } from '../../api/client.ts';
import { useIsWorker } from '../../api/session.ts';
import { useLanguage } from '../../messages/language.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { Sign } from '../../parts/sign.tsx';
import { useAction } from '../../parts/use-action.tsx';

/** What changes when results are released or taken back. */
const READ_ANEW = [['evaluations'], ['results'], ['result'], ['audit']] as const;

/**
 * Whether the people whom an evaluation is about see their results, since when and by whom; for those who may, the button
 * that releases them or takes them back.
 */
export function Release({ evaluation }: { readonly evaluation: Evaluation }) {
  const { words, format } = useLanguage();
  const mayRelease = useIsWorker();
  const [isAsking, setAsking] = useState(false);
  const names = useActorNames();
  const { run, isBusy } = useAction(READ_ANEW);
  const { id, version, state, released_at, released_by, review } = evaluation;
  if (state !== 'done') return null;
  const takeBack = () =>
    run(() => client.withdrawEvaluation({ params: { id }, version }), {
      says: words.release.withdrawn(evaluation.name),
      undo: () => client.releaseEvaluation({ params: { id }, body: { review: review ?? '' } }),
    });
  const by = names.get(released_by ?? '');
  return (
    <Group gap="xs">
      {released_at === null ? (
        <Sign icon={IconLock}>{words.app.notReleased}</Sign>
      ) : (
        <Sign icon={IconSend}>{words.release.since(format.day(released_at.slice(0, 10)), by ?? null)}</Sign>
      )}
      {mayRelease && released_at === null && (
        <Button size="compact-sm" className="no-print" onClick={() => setAsking(true)}>
          {words.release.release}
        </Button>
      )}
      {mayRelease && released_at !== null && (
        <Button
          size="compact-sm"
          variant="default"
          className="no-print"
          loading={isBusy}
          onClick={() => void takeBack()}
        >
          {words.release.takeBack}
        </Button>
      )}
      {isAsking && <ReleaseForm evaluation={evaluation} onClose={() => setAsking(false)} />}
    </Group>
  );
}

function ReleaseForm({
  evaluation,
  onClose,
}: {
  readonly evaluation: Evaluation;
  readonly onClose: () => void;
}) {
  const { words, format } = useLanguage();
  const [review, setReview] = useState('');
  const action = useAction(READ_ANEW, { inForm: true });
  const { id, version, name, results } = evaluation;
  const release = async () => {
    const isDone = await action.run(
      () => client.releaseEvaluation({ params: { id }, body: { review: review.trim() }, version }),
      {
        says: words.release.released(name),
        undo: () => client.withdrawEvaluation({ params: { id } }),
      },
    );
    if (isDone) onClose();
  };
  return (
    <FormModal
      title={words.release.title(name)}
      action={action}
      submit={words.release.submit}
      isReady={review.trim() !== ''}
      onSubmit={() => void release()}
      onClose={onClose}
    >
      <Stack gap={4}>
        <Text size="sm" fw={600}>
          {words.release.whoSees(format.number(results, 0))}
        </Text>
        <List size="sm" spacing={4} withPadding={false}>
          {Object.values(words.release.seeing).map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      </Stack>
      <Textarea
        label={words.release.review}
        description={words.release.reviewSays}
        value={review}
        onChange={({ currentTarget }) => setReview(currentTarget.value)}
        maxLength={2000}
        autosize
        minRows={3}
        required
        data-autofocus
      />
    </FormModal>
  );
}
