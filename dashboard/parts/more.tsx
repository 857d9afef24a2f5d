import { Button, Group, Text } from '@mantine/core';
import { useLanguage } from '../messages/language.tsx';

/** How much of a list is shown, and a way to more of it. */
export function More({
  shown,
  total,
  pages: { hasNextPage, isFetchingNextPage, fetchNextPage },
}: {
  readonly shown: number;
  readonly total?: number | undefined;
  readonly pages: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
}) {
  const { words, format } = useLanguage();
  if (!hasNextPage) return null;
  return (
    <Group justify="center" mt="sm">
      {total !== undefined && (
        <Text size="sm" c="dimmed">
          {words.imports.shownOf(format.number(shown, 0), format.number(total, 0))}
        </Text>
      )}
      <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {words.states.more}
      </Button>
    </Group>
  );
}
