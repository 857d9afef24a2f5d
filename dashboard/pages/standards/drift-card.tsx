import { Alert, Card, Group, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Drift, Standard } from '../../../src/client/index.ts';
import { driftQuery } from '../../api/standards.ts';
import { periodsQuery } from '../../api/structure.ts';
import { Chart } from '../../charts/chart.tsx';
import { featureDrift } from '../../charts/drift.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../../parts/failed.tsx';
import { Waiting } from '../../parts/waiting.tsx';

const route = getRouteApi('/standards/$id');

/** How far the people of a period have moved away from those of the standard, feature by feature. */
export function DriftCard({ standard }: { readonly standard: Standard }) {
  const { words, format } = useLanguage();
  const { period } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: periods } = useQuery(periodsQuery);
  const drift = useQuery({ ...driftQuery(standard.id, period ?? ''), enabled: period !== undefined });
  return (
    <Card withBorder component="section" aria-label={words.standards.drift}>
      <Group justify="space-between" mb="xs">
        <div>
          <Title order={2} size="h4">
            {words.standards.drift}
          </Title>
          <Text size="sm" c="dimmed">
            {words.standards.driftSays}
          </Text>
        </div>
        <Select
          aria-label={words.standards.period}
          placeholder={words.standards.choosePeriod}
          data={(periods ?? []).map(({ id, name, starts_on, ends_on }) => ({
            value: id,
            label: `${name} · ${format.day(starts_on)} – ${format.day(ends_on)}`,
          }))}
          value={period ?? null}
          onChange={(id) =>
            void navigate({ search: (now) => ({ ...now, period: id ?? undefined }), replace: true })
          }
          searchable
          clearable
          w={{ base: '100%', sm: 340 }}
        />
      </Group>
      {period !== undefined && drift.isPending && <Waiting />}
      {drift.error && <Failed error={drift.error} reset={() => void drift.refetch()} />}
      {drift.data?.drift === null && <Text>{words.standards.nobody}</Text>}
      {drift.data?.drift && <Moved drift={drift.data.drift} />}
    </Card>
  );
}

function Moved({ drift: { features, people_now, people_then, proposal } }: { readonly drift: Drift }) {
  const { words, format } = useLanguage();
  const isSome = features.some(({ drift }) => drift === 'some');
  return (
    <Stack>
      <Alert
        color={proposal ? 'red' : isSome ? 'yellow' : 'teal'}
        title={proposal ? words.standards.due : isSome ? words.standards.someDrift : words.standards.notDue}
      >
        {words.standards.compared(format.number(people_now, 0), format.number(people_then, 0))}
      </Alert>
      <SimpleGrid cols={{ base: 1, md: 3 }}>
        {features.map((feature) => (
          <div key={feature.feature}>
            <Text fw={600}>{inWords(feature)}</Text>
            <Text size="sm" c="dimmed" mb="xs">
              {words.standards.psi(format.number(feature.psi, 3), format.number(feature.limit, 3))}
            </Text>
            <Chart {...featureDrift(feature, words, format)} />
          </div>
        ))}
      </SimpleGrid>
    </Stack>
  );

  function inWords({ feature, drift }: Drift['features'][number]): string {
    const name = words.standards.words[feature];
    return words.standards.drifts[drift](name.charAt(0).toUpperCase() + name.slice(1));
  }
}
