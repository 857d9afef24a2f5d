import { Group, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { client } from '../../api/client.ts';
import { useEvaluation } from '../../api/evaluations.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { PeopleFilters } from './people-filters.tsx';
import { PeopleTable } from './people-table.tsx';
import { type PeopleView, resultQueryOf } from './people-view.ts';

const route = getRouteApi('/people');

/** Results on the first page, which is to be there at once, and on those behind it. */
const FIRST = 200;
const MORE = 1000;

/** Everybody in an evaluation: searched, filtered and sorted by the server, shown as far as one scrolls. */
export function PeoplePage() {
  const { words, format } = useLanguage();
  const { evaluation, isPending, error } = useEvaluation();
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(view.search ?? '');
  const [search] = useDebouncedValue(typed.trim(), 150);
  // The address may change without typing: by a link, or a step back.
  const inAddress = view.search ?? '';
  useEffect(() => setTyped((now) => (now.trim() === inAddress ? now : inAddress)), [inAddress]);

  const query = useMemo(() => resultQueryOf({ ...view, search }), [view, search]);
  const pages = useInfiniteQuery({
    queryKey: ['results', evaluation?.id, 'list', query],
    enabled: evaluation !== undefined,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor, signal }) =>
      client.listResults({
        params: { id: evaluation?.id ?? '' },
        query: { ...query, limit: cursor === undefined ? FIRST : MORE, cursor },
        signal,
      }),
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
  });
  const people = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data]);

  const change = (part: Partial<PeopleView>) => {
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true });
  };

  if (isPending) return <Waiting />;
  if (error) return <Failed error={error} />;
  if (evaluation === undefined) {
    return <Empty title={words.overview.noEvaluation} says={words.overview.noEvaluationSays} isPage />;
  }
  const total = pages.data?.pages[0]?.total;

  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1}>{words.pages.people}</Title>
        <Text c="dimmed" role="status">
          {total !== undefined && words.people.count(format.number(total, 0), total === 1)}
        </Text>
      </Group>
      <PeopleFilters
        evaluation={evaluation}
        view={view}
        typed={typed}
        total={total}
        onType={(text) => {
          setTyped(text);
          change({ search: text.trim() || undefined });
        }}
        onChange={change}
      />
      {pages.isError && <Failed error={pages.error} reset={() => void pages.refetch()} />}
      {pages.isPending && <Waiting />}
      {total === 0 && <Empty title={words.people.none} says={words.people.noneSays} />}
      {total !== undefined && total > 0 && (
        <PeopleTable
          evaluation={evaluation}
          people={people}
          total={total}
          view={view}
          isOld={pages.isPlaceholderData}
          onChange={change}
          onEnd={() => {
            if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
          }}
        />
      )}
    </Stack>
  );
}
