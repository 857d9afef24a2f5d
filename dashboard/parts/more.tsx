import { Button, Group, Text } from '@mantine/core';
import { useLanguage } from '../messages/language.tsx';

/** The way to more of a list that is read page by page, and where its length is known, how much of it is shown. */
export function More({
  pages: { data, hasNextPage, isFetchingNextPage, fetchNextPage },
  total,
}: {
  readonly pages: {
    readonly data: { readonly pages: readonly { readonly items: readonly unknown[] }[] } | undefined;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
  readonly total?: number | undefined;
}) {
  const { words, format } = useLanguage();
  if (data === undefined || !hasNextPage) return null;
  const shown = data.pages.reduce((sum, { items }) => sum + items.length, 0);
  return (
    <Group justify="center" mt="sm">
      {total !== undefined && (
        <Text size="sm" c="dimmed">
          {words.states.shownOf(format.number(shown, 0), format.number(total, 0))}
        </Text>
      )}
      <Button
        variant="default"
        className="no-print"
        loading={isFetchingNextPage}
        onClick={() => void fetchNextPage()}
      >
        {words.states.more}
      </Button>
    </Group>
  );
}
