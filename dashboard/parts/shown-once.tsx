import { Alert, Button, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useLanguage } from '../messages/language.tsx';

/** A secret that nobody can read again: to be copied now. A slip beside the window does not lose it. */
export function ShownOnce({
  title,
  says,
  secret,
  onClose,
}: {
  readonly title: string;
  readonly says: string;
  readonly secret: string;
  readonly onClose: () => void;
}) {
  const { words } = useLanguage();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack>
        <Text size="sm">{says}</Text>
        <Group align="flex-end" wrap="nowrap">
          <TextInput
            label={words.once.secret}
            value={secret}
            readOnly
            onFocus={({ currentTarget }) => currentTarget.select()}
            flex={1}
            data-autofocus
          />
          <CopyButton value={secret} timeout={4000}>
            {({ copied, copy }) => (
              <Button variant={copied ? 'default' : 'filled'} onClick={copy}>
                <span aria-live="polite">{copied ? words.once.copied : words.once.copy}</span>
              </Button>
            )}
          </CopyButton>
        </Group>
        <Alert color="yellow">{words.once.says}</Alert>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.once.done}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
