import { Button, type ButtonProps, Modal } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useIsWorker } from '../../api/session.ts';
import { useLanguage } from '../../messages/language.tsx';
import { useLeadTo } from './evaluate.ts';
import { EvaluationForm } from './evaluation-form.tsx';
import { EvaluationProgress } from './evaluation-progress.tsx';

/** A button to evaluate people, for those who may: asks whom, for which period and by which standard, and leads to the result. */
export function NewEvaluation({
  periodId,
  ...look
}: ButtonProps & {
  /** The period that is chosen at first; default the newest one. */
  readonly periodId?: string | undefined;
}) {
  const { words } = useLanguage();
  const mayEvaluate = useIsWorker();
  const [isOpen, setOpen] = useState(false);
  const [id, setId] = useState<string | null>(null);
  const lead = useLeadTo();
  const close = useCallback(() => {
    setOpen(false);
    setId(null);
  }, []);
  const done = useCallback(
    (made: string) => {
      close();
      lead(made);
    },
    [close, lead],
  );
  if (!mayEvaluate) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        className="no-print"
        {...look}
        onClick={() => setOpen(true)}
      >
        {words.evaluate.newOne}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={words.evaluate.newOne}
        size="lg"
        closeButtonProps={{ 'aria-label': words.states.close }}
      >
        {id === null ? (
          <EvaluationForm periodId={periodId} onStart={setId} onClose={close} />
        ) : (
          <EvaluationProgress id={id} onDone={done} onEnd={close} />
        )}
      </Modal>
    </>
  );
}
