import { Button, Card, Group, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** A part of the settings, with what adds to it. */
export function Section({
  title,
  says,
  add,
  onAdd,
  isSecond = false,
  children,
}: {
  readonly title: string;
  readonly says?: string | undefined;
  /** What the button says; none where nothing can be added. */
  readonly add?: string | false | undefined;
  readonly onAdd?: () => void;
  /** Whether another part of the page has what is done most. */
  readonly isSecond?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Card withBorder>
      <Group justify="space-between" mb="sm" align="flex-start">
        <div>
          <Title order={2} size="h4">
            {title}
          </Title>
          {says && (
            <Text size="sm" c="dimmed">
              {says}
            </Text>
          )}
        </div>
        {add && (
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            variant={isSecond ? 'default' : 'filled'}
            onClick={onAdd}
            className="no-print"
          >
            {add}
          </Button>
        )}
      </Group>
      {children}
    </Card>
  );
}
