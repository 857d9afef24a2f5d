import { Card, Group, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

/** A part of a page with its title. */
export function Panel({
  title,
  says,
  aside,
  className,
  children,
}: {
  readonly title: string;
  /** What it is for, in a sentence. */
  readonly says?: string | undefined;
  /** What stands at the end of the title's line. */
  readonly aside?: ReactNode;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <Card withBorder padding="lg" component="section" aria-labelledby={id} className={className}>
      <Group justify="space-between" wrap="nowrap" mb={says ? 4 : 'sm'}>
        <Title order={2} size="h4" id={id}>
          {title}
        </Title>
        {aside}
      </Group>
      {says && (
        <Text size="sm" c="dimmed" mb="sm">
          {says}
        </Text>
      )}
      {children}
    </Card>
  );
}
