import { Alert, Button, Group, Stack, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useLanguage } from '../../messages/language.tsx';
import { toldBy } from '../../parts/told-by.ts';

/** Something to be said in one's own words: what was typed stays until it is kept. */
export function WordsForm({
  label,
  hint,
  button,
  before,
  onSend,
  onCancel,
}: {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly button: string;
  /** What is to be chosen beside the words. */
  readonly before?: ReactNode;
  /** Resolves when it is kept. */
  readonly onSend: (text: string) => Promise<unknown>;
  readonly onCancel?: (() => void) | undefined;
}) {
  const { words } = useLanguage();
  const [text, setText] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    setError(null);
    try {
      await onSend(text.trim());
      setText('');
    } catch (fault) {
      setError(fault);
    } finally {
      setSending(false);
    }
  };
  return (
    <form onSubmit={(event) => void send(event)} className="no-print">
      <Stack gap="xs">
        {before}
        <Textarea
          label={label}
          description={hint}
          autosize
          minRows={2}
          maxRows={12}
          maxLength={10_000}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        {error !== null && (
          <Alert color="red" role="alert" title={words.states.failed}>
            {toldBy(error, words)}
          </Alert>
        )}
        <Group gap="xs">
          <Button type="submit" loading={isSending} disabled={text.trim() === ''}>
            {button}
          </Button>
          {onCancel && (
            <Button variant="subtle" onClick={onCancel}>
              {words.person.cancel}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
