import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLanguage } from '../messages/language.tsx';
import { toldBy } from './told-by.ts';

/** Milliseconds for which something can be taken back. */
const UNDO = 12_000;

interface Done {
  readonly says: string;
  /** Takes it back. */
  readonly undo?: (() => Promise<unknown>) | undefined;
}

export interface Action {
  readonly isBusy: boolean;
  /** Why the last one was not done. */
  readonly error: unknown;
  forget(): void;
  /** Whether it was done. Says that it was, and offers to take it back where that is possible. */
  run<T>(work: () => Promise<T>, done: Done | ((made: T) => Done | null)): Promise<boolean>;
}

/**
 * Changes something on the server, and reads anew what that may have changed. A failure is told at the corner of the page,
 * or left to a form that shows it beside its fields.
 */
export function useAction(
  reads: readonly QueryKey[],
  { inForm = false }: { readonly inForm?: boolean } = {},
): Action {
  const { words } = useLanguage();
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const attempt = async <T,>(
    work: () => Promise<T>,
    isShown: boolean,
  ): Promise<{ readonly made: T } | null> => {
    try {
      return { made: await work() };
    } catch (failure) {
      setError(failure);
      if (isShown) tell(toldBy(failure, words), true);
      return null;
    } finally {
      await Promise.all(reads.map((queryKey) => queries.invalidateQueries({ queryKey })));
    }
  };
  const tell = (message: string, isBad = false) =>
    notifications.show({
      message,
      ...(isBad && { color: 'red' }),
      withBorder: true,
      closeButtonProps: { 'aria-label': words.states.close },
      autoClose: UNDO,
    });
  const offer = ({ says, undo }: Done): void => {
    if (undo === undefined) {
      tell(says);
      return;
    }
    const id = notifications.show({
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{says}</Text>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              notifications.hide(id);
              void attempt(undo, true).then((undone) => undone && tell(words.states.undone));
            }}
          >
            {words.states.undo}
          </Button>
        </Group>
      ),
      withBorder: true,
      closeButtonProps: { 'aria-label': words.states.close },
      autoClose: UNDO,
    });
  };

  return {
    isBusy,
    error,
    forget: () => setError(null),
    async run(work, done) {
      setBusy(true);
      setError(null);
      const result = await attempt(work, !inForm);
      setBusy(false);
      if (result === null) return false;
      const said = typeof done === 'function' ? done(result.made) : done;
      if (said !== null) offer(said);
      return true;
    },
  };
}
