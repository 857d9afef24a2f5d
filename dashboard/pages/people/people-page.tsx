import { Group, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { client } from '../../api/client.ts';
import { useEvaluation } from '../../api/evaluations.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { PeopleFilters } from './people-filters.tsx';
import { PeopleTable } from './people-table.tsx';
import type { PeopleView } from './people-view.ts';

const route = getRouteApi('/people');

/** Everybody in an evaluation: searched, filtered and sorted by the server, shown as far as one scrolls. */
export function PeoplePage() {
  const { words, format } = useLanguage();
  const { evaluation, isPending, error } = useEvaluation();
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(view.search ?? '');
  const [search] = useDebouncedValue(typed.trim(), 150);

  const query = useMemo(() => queryOf({ ...view, search }), [view, search]);
  const pages = useInfiniteQuery({
    queryKey: ['results', evaluation?.id, 'list', query],
    enabled: evaluation !== undefined,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      client.listResults({
        params: { id: evaluation?.id ?? '' },
        query: { ...query, limit: 200, cursor: pageParam },
        signal,
      }),
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
  });

  const change = (part: Partial<PeopleView>) => {
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true });
  };

  if (isPending) return <Waiting />;
  if (error) return <Failed error={error} />;
  if (evaluation === undefined) {
    return <Empty title={words.overview.noEvaluation} says={words.overview.noEvaluationSays} isPage />;
  }
  const people = pages.data?.pages.flatMap(({ items }) => items) ?? [];
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
        onType={(text) => {
          setTyped(text);
          change({ search: text.trim() || undefined });
        }}
        onChange={change}
      />
      {pages.isError && <Failed error={pages.error} reset={() => void pages.refetch()} />}
      {pages.isPending && <Waiting />}
      {total === 0 && <Empty title={words.people.none} says={words.people.noneSays} />}
      {people.length > 0 && (
        <PeopleTable
          evaluation={evaluation}
          people={people}
          view={view}
          onChange={change}
          onEnd={() => {
            if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
          }}
        />
      )}
    </Stack>
  );
}

/** A view in the words of the API. */
function queryOf({ search, tier, department, position, sign, sort = 'score', order = 'desc' }: PeopleView) {
  return {
    sort,
    order,
    ...(search && { search }),
    ...(tier && { tier: [tier] }),
    ...(department && { department: [department] }),
    ...(position && { position: [position] }),
    ...(sign === 'unusual' && { unusual: 'true' as const }),
    ...(sign === 'borderline' && { borderline: 'true' as const }),
    ...(sign === 'data_error' && { data_error: 'true' as const }),
    ...(sign === 'unrated' && { rated: 'false' as const }),
  };
}
