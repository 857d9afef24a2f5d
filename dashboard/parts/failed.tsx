import { Button, Text } from '@mantine/core';
import { ProblemError } from '../api/client.ts';
import { useLanguage } from '../messages/language.tsx';
import { Empty } from './empty.tsx';
import { toldBy } from './told-by.ts';

/** Something could not be shown: what the server says of it, and a way on. */
export function Failed({ error, reset }: { readonly error: unknown; readonly reset?: () => void }) {
  const { words } = useLanguage();
  const isRefused = error instanceof ProblemError && error.status === 403;
  const says = toldBy(error, words);
  return (
    <div role="alert">
      <Empty title={isRefused ? words.states.notAllowed : words.states.failed} says={says}>
        {error instanceof ProblemError && error.problem?.request_id && (
          <Text size="xs" c="dimmed">
            {words.states.requestId(error.problem.request_id)}
          </Text>
        )}
        {reset && !isRefused && <Button onClick={reset}>{words.states.again}</Button>}
      </Empty>
    </div>
  );
}
