import { Button, Card, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload, IconSearch, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { PeopleMap } from '../../../src/client/index.ts';
import { useEvaluation } from '../../api/evaluations.ts';
import { peopleMapQuery } from '../../api/people-map.ts';
import { type Formats, useLanguage } from '../../messages/language.tsx';
import { csvOf, save } from '../../parts/csv.ts';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { TierBadge } from '../../parts/tier-badge.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { MAP_FEATURES, type MapFeature, type MapView, rangeIn, rangeText } from './map-view.ts';
import { PeopleList } from './people-list.tsx';
import { peopleBetween, peopleCalled, planeOf } from './plane.ts';
import { PlaneView } from './plane-view.tsx';
import { RangeForm } from './range-form.tsx';

const route = getRouteApi('/map');

/** Everybody as a point of two features, or of the two directions in which people differ most. */
export function MapPage() {
  const { words } = useLanguage();
  const { evaluation, isPending, error } = useEvaluation();
  const isOfTasks = evaluation?.pipeline === 'tasks';
  const map = useQuery({ ...peopleMapQuery(evaluation?.id ?? ''), enabled: isOfTasks });
  if (isPending || map.isLoading) return <Waiting />;
  if (error) return <Failed error={error} />;
  if (evaluation === undefined) {
    return <Empty title={words.overview.noEvaluation} says={words.overview.noEvaluationSays} isPage />;
  }
  if (!isOfTasks) return <Empty title={words.map.onlyTasks} says={words.map.onlyTasksSays} isPage />;
  if (map.error) return <Failed error={map.error} reset={() => void map.refetch()} />;
  if (map.data === undefined) return null;
  if (map.data.people.score.length === 0) {
    return <Empty title={words.map.nobody} says={words.map.nobodySays} isPage />;
  }
  return <LoadedMap key={evaluation.id} map={map.data} />;
}

const NOBODY: readonly number[] = [];

function LoadedMap({ map }: { readonly map: PeopleMap }) {
  const { words, format } = useLanguage();
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const [circled, setCircled] = useState<readonly number[] | null>(null);
  const [typed, setTyped] = useState(view.search ?? '');
  const [search] = useDebouncedValue(typed.trim(), 150);
  const { x, y } = view;
  const plane = useMemo(() => planeOf(map, { x, y }), [map, x, y]);
  const range = useMemo(() => rangeIn(view.range), [view.range]);
  const axes = useMemo(() => axesOf(map, { x, y }, words.map, format), [map, x, y, words, format]);
  const everybody = useMemo(() => map.people.score.map((_, i) => i), [map]);
  const chosen = useMemo(() => {
    if (circled !== null) return circled;
    const found = search === '' ? null : peopleCalled(map, search);
    if (range === null) return found;
    const between = peopleBetween(plane, range);
    if (found === null) return between;
    const inRange = new Set(between);
    return found.filter((i) => inRange.has(i));
  }, [circled, search, range, map, plane]);
  const change = (part: Partial<MapView>) => {
    setCircled(null);
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true });
  };
  const turn = (part: Pick<MapView, 'x' | 'y'>) => change({ ...part, range: undefined });
  const title = words.map.title(axes.names.x, axes.names.y);

  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1}>{words.pages.map}</Title>
        <Text c="dimmed">
          {words.people.count(format.number(map.people.score.length, 0), map.people.score.length === 1)}
        </Text>
      </Group>
      <Group gap="xs" className="no-print">
        <Select
          aria-label={words.map.across}
          data={[
            { value: 'components', label: words.map.components },
            ...MAP_FEATURES.map((name) => ({ value: name, label: words.map[name] })),
          ]}
          value={x ?? 'components'}
          onChange={(value) => {
            const next = MAP_FEATURES.find((name) => name === value);
            const other = y && y !== next ? y : MAP_FEATURES.find((name) => name !== next);
            turn(next ? { x: next, y: other } : { x: undefined, y: undefined });
          }}
          allowDeselect={false}
          w={{ base: '100%', xs: 250 }}
        />
        {x && y && (
          <Select
            aria-label={words.map.up}
            data={MAP_FEATURES.filter((name) => name !== x).map((name) => ({
              value: name,
              label: words.map[name],
            }))}
            value={y}
            onChange={(value) => turn({ x, y: MAP_FEATURES.find((name) => name === value) })}
            allowDeselect={false}
            w={{ base: '100%', xs: 200 }}
          />
        )}
        <TextInput
          aria-label={words.people.search}
          placeholder={words.people.search}
          leftSection={<IconSearch size={16} aria-hidden />}
          type="search"
          value={typed}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            change({ search: currentTarget.value.trim() || undefined });
          }}
          w={{ base: '100%', xs: 240 }}
        />
      </Group>
      <Card withBorder padding="xs">
        <Group gap="md" mb={6} justify="space-between">
          <Text size="sm" fw={600}>
            {title}
          </Text>
          <Group gap="xs">
            {map.tiers.map((tier, rank) => (
              <TierBadge
                key={tier}
                tier={`${SIGNS[rank % SIGNS.length]} ${tier}`}
                rank={rank}
                of={map.tiers.length}
              />
            ))}
            <Text size="xs" c="dimmed">
              ◯ {words.map.unusual}
            </Text>
          </Group>
        </Group>
        <PlaneView
          map={map}
          plane={plane}
          labels={axes.labels}
          title={title}
          chosen={chosen ?? NOBODY}
          onChoose={setCircled}
        />
        <Text size="xs" c="dimmed" mt={6}>
          {axes.says} {map.centres ? words.map.bordersSay : words.map.noBorders}
        </Text>
      </Card>
      <RangeForm
        key={`${x}-${y}-${view.range}`}
        range={range}
        axes={axes.names}
        scales={axes.scales}
        onChoose={(wanted) => change({ range: rangeText(wanted) })}
      />
      <Group justify="space-between">
        <Title order={2} size="h4" aria-live="polite">
          {chosen === null
            ? words.map.all
            : words.map.chosen(format.number(chosen.length, 0), chosen.length === 1)}
        </Title>
        <Group gap="xs" className="no-print">
          {chosen !== null && (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconX size={14} aria-hidden />}
              onClick={() => {
                setTyped('');
                change({ search: undefined, range: undefined });
              }}
            >
              {words.map.chooseNobody}
            </Button>
          )}
          <Button
            variant="default"
            size="xs"
            leftSection={<IconDownload size={14} aria-hidden />}
            onClick={() => save('people.csv', 'text/csv', csvOf(rowsOf(map, chosen ?? everybody)))}
          >
            {words.map.export}
          </Button>
        </Group>
      </Group>
      {chosen?.length === 0 ? (
        <Text c="dimmed">{words.map.nobodyChosen}</Text>
      ) : (
        <PeopleList
          map={map}
          plane={plane}
          chosen={chosen ?? everybody}
          axes={axes.names}
          labels={axes.labels}
        />
      )}
    </Stack>
  );
}

/** The shapes of the points, by tier, as they are drawn. */
const SIGNS = ['●', '■', '▲', '◆', '▼', '✚'];

/** What the axes are called, and how their values are written. */
function axesOf(
  { components }: PeopleMap,
  { x, y }: Pick<MapView, 'x' | 'y'>,
  words: ReturnType<typeof useLanguage>['words']['map'],
  format: Formats,
) {
  const label = (name: MapFeature) => (value: number) =>
    name === 'completion_rate' ? format.percent(value, 1) : format.number(value, 2);
  if (x && y) {
    return {
      names: { x: words[x], y: words[y] },
      labels: { x: label(x), y: label(y) },
      scales: { x: x === 'completion_rate' ? 100 : 1, y: y === 'completion_rate' ? 100 : 1 },
      says: '',
    };
  }
  const plain = (value: number) => format.number(value, 2);
  const mix = (which: number) =>
    words.mix(
      format.percent(components[which]?.share ?? 0),
      (components[which]?.loadings ?? [])
        .map((loading, j) => ({ loading, name: PARTS[j] }))
        .toSorted((a, b) => Math.abs(b.loading) - Math.abs(a.loading))
        .filter(({ loading }) => Math.abs(loading) > 0.2)
        .map(({ loading, name }) => `${loading < 0 ? '−' : '+'} ${words.parts[name]}`)
        .join(' '),
    );
  return {
    names: { x: words.first, y: words.second },
    labels: { x: plain, y: plain },
    scales: { x: 1, y: 1 },
    says: `${words.first}: ${mix(0)} ${words.second}: ${mix(1)}`,
  };
}

const PARTS = ['completion_rate', 'task_efficiency', 'throughput'] as const;

function rowsOf({ people, tiers }: PeopleMap, chosen: readonly number[]) {
  const head = ['employee_number', 'name', 'tier', 'score', 'unusual', ...MAP_FEATURES];
  return [
    head,
    ...chosen.map((i) => [
      people.number[i],
      people.name[i],
      tiers[people.tier_rank[i]] ?? null,
      people.score[i],
      people.unusual[i] === 1 ? 'true' : 'false',
      ...people.values.map((column) => column[i]),
    ]),
  ];
}
