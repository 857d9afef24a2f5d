import { Button, Card, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { groupTrendQuery } from '../../api/trends.ts';
import { Chart } from '../../charts/chart.tsx';
import { groupSeries } from '../../charts/trends.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../../parts/failed.tsx';

type Query = Parameters<typeof groupTrendQuery>[1];

/** Every department in the same small frame, each asked for when it comes into view. */
export function Departments({
  departments,
  query,
  onPick,
}: {
  readonly departments: ReadonlyMap<string, string>;
  readonly query: Query;
  readonly onPick: (id: string) => void;
}) {
  const { words } = useLanguage();
  const sorted = [...departments].sort(([, a], [, b]) => a.localeCompare(b));
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {words.trends.departments}
      </Title>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }}>
        {sorted.map(([id, name]) => (
          <Department key={id} id={id} name={name} query={query} onPick={onPick} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

const HEIGHT = 130;

function Department({
  id,
  name,
  query,
  onPick,
}: {
  readonly id: string;
  readonly name: string;
  readonly query: Query;
  readonly onPick: (id: string) => void;
}) {
  const { words, format } = useLanguage();
  const { ref, inViewport } = useInViewport<HTMLDivElement>();
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    if (inViewport) setSeen(true);
  }, [inViewport]);
  const { data, error } = useQuery({ ...groupTrendQuery(id, query), enabled: isSeen });
  const chart = useMemo(
    () => data && groupSeries(data, words, format, { title: name, height: HEIGHT, isSmall: true }),
    [data, words, format, name],
  );
  const hasScores = data?.periods.some(({ score }) => score !== null);
  const direction = data?.trend?.direction;
  return (
    <Card withBorder padding="sm" ref={ref} mih={HEIGHT + 90}>
      {error && <Failed error={error} />}
      {!data && !error && <Skeleton h={HEIGHT + 60} />}
      {chart && hasScores && (
        <>
          <Chart {...chart} />
          <Text size="sm" c="dimmed">
            {words.trends.directions[direction ?? 'none']}
            {data?.forecast && ` · ${words.trends.next}: ${format.number(data.forecast.value)}`}
          </Text>
        </>
      )}
      {data && !hasScores && (
        <>
          <Title order={3} size="h5">
            {name}
          </Title>
          <Text c="dimmed" size="sm">
            {data.periods.some(({ withheld }) => withheld) ? words.trends.tooFew : words.trends.nobody}
          </Text>
        </>
      )}
      {hasScores && (
        <Button
          variant="subtle"
          size="compact-xs"
          className="no-print"
          onClick={() => {
            onPick(id);
            window.scrollTo({ top: 0 });
          }}
          aria-label={words.trends.lookAt(name)}
        >
          {words.trends.larger}
        </Button>
      )}
    </Card>
  );
}
