import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { takeBack } from '../../../src/client/example.ts';
import type { Import } from '../../../src/client/index.ts';
import { client } from '../../api/client.ts';
import { evaluationsOfQuery } from '../../api/evaluations.ts';
import { useLanguage } from '../../messages/language.tsx';
import { useAction } from '../../parts/use-action.tsx';

const READS = [['imports'], ['evaluations'], ['structure'], ['organisation'], ['results']];

/** What can be done with a file as it stands: make it count, let go of it, take it back. */
export function ImportActions({ one }: { readonly one: Import }) {
  const { words } = useLanguage();
  const navigate = useNavigate();
  const action = useAction(READS);
  const params = { id: one.id };
  const commit = () =>
    action.run(() => client.commitImport({ params }), {
      says: words.imports.committed,
      undo: () => client.undoImport({ params }),
    });
  const dismiss = async () => {
    const isGone = await action.run(() => client.dismissImport({ params }), {
      says: words.imports.dismissed,
    });
    if (isGone) void navigate({ to: '/imports' });
  };
  if (one.state === 'committed') return <Undo one={one} />;
  if (one.state === 'undone' || one.state === 'dismissed') return null;
  return (
    <Group gap="xs" className="no-print">
      <Button variant="default" disabled={action.isBusy} onClick={() => void dismiss()}>
        {words.imports.dismiss}
      </Button>
      {one.state === 'ready' && (
        <Button loading={action.isBusy} onClick={() => void commit()}>
          {words.imports.commit}
        </Button>
      )}
    </Group>
  );
}

/** Takes a file back; where its periods have been evaluated, it is asked what becomes of that. */
function Undo({ one }: { readonly one: Import }) {
  const { words, format } = useLanguage();
  const action = useAction(READS);
  const [isAsking, setAsking] = useState(false);
  const evaluations = useQueries({
    queries: one.periods.map(({ id }) => evaluationsOfQuery(id)),
    combine: (all) =>
      all.some(({ data }) => data === undefined) ? null : all.flatMap(({ data }) => data ?? []),
  });
  const undo = (evaluationIds: readonly string[]) => {
    setAsking(false);
    void action.run(
      () => takeBack(client, { importId: one.id, evaluationIds }),
      ({ counts }) => ({
        says: counts?.undone?.people_kept
          ? words.imports.undoneBut(format.number(counts.undone.people_kept, 0))
          : words.imports.undone,
      }),
    );
  };
  return (
    <>
      <Button
        variant="default"
        className="no-print"
        loading={action.isBusy}
        disabled={evaluations === null}
        onClick={() => (evaluations?.length ? setAsking(true) : undo([]))}
      >
        {words.imports.undo}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={words.imports.undo}
        closeButtonProps={{ 'aria-label': words.states.close }}
      >
        <Stack>
          <Text>
            {words.imports.undoSays(format.number(evaluations?.length ?? 0, 0), evaluations?.length === 1)}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => undo([])}>
              {words.imports.undoOnly}
            </Button>
            <Button onClick={() => undo(evaluations?.map(({ id }) => id) ?? [])}>
              {words.imports.undoAll}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
