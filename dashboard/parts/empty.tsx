import { Center, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** There is nothing, why, and what to do. */
export function Empty({
  title,
  says,
  isPage = false,
  children,
}: {
  readonly title: string;
  /** Whether it is all that the page has. */
  readonly isPage?: boolean;
  readonly says?: string | undefined;
  readonly children?: ReactNode;
}) {
  return (
    <Center mih={280} p="lg">
      <Stack align="center" gap="xs" maw={480} ta="center">
        <Title order={isPage ? 1 : 2} size="h3">
          {title}
        </Title>
        {says && <Text c="dimmed">{says}</Text>}
        {children}
      </Stack>
    </Center>
  );
}
