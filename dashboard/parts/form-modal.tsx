import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLanguage } from '../messages/language.tsx';
import { toldBy } from './told-by.ts';
import type { Action } from './use-action.tsx';

/** A form before the page: what is wrong stands above its buttons, and Escape leaves it. */
export function FormModal({
  title,
  action,
  submit,
  isReady = true,
  isDangerous = false,
  onSubmit,
  onClose,
  children,
}: {
  readonly title: string;
  readonly action: Action;
  /** What the button says; default: save. */
  readonly submit?: string;
  /** Whether there is something to send. */
  readonly isReady?: boolean;
  readonly isDangerous?: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { words } = useLanguage();
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': words.states.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <Stack>
          {children}
          <FormProblem error={action.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words.states.cancel}
            </Button>
            <Button
              type="submit"
              {...(isDangerous && { color: 'red' })}
              loading={action.isBusy}
              disabled={!isReady}
            >
              {submit ?? words.states.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Why a form was refused. */
export function FormProblem({ error }: { readonly error: unknown }) {
  const { words } = useLanguage();
  if (error === null || error === undefined) return null;
  return (
    <Alert color="red" role="alert" title={words.states.notDone}>
      {toldBy(error, words)}
    </Alert>
  );
}
