import { Card, Group, SimpleGrid, Stack, Text, Timeline, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Standard } from '../../../src/client/index.ts';
import { standardQuery, usesQuery } from '../../api/standards.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../../parts/failed.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Differences } from './differences.tsx';
import { DriftCard } from './drift-card.tsx';
import { StandardActions } from './standard-actions.tsx';
import { StandardContent } from './standard-content.tsx';
import { StandardState } from './standard-state.tsx';
import { stepsOf } from './standard-words.ts';

const route = getRouteApi('/standards/$id');

/** One version of a standard: what it says, how it came about, what differs from others, and whether it still fits. */
export function StandardPage() {
  const { words, format } = useLanguage();
  const { id } = route.useParams();
  const { data: standard, isPending, error, refetch } = useQuery(standardQuery(id));
  if (isPending) return <Waiting />;
  if (error) return <Failed error={error} reset={() => void refetch()} />;
  return (
    <Stack>
      <PageLink to="/standards" size="sm" className="no-print">
        {words.standards.title}
      </PageLink>
      <Group justify="space-between">
        <Group gap="sm">
          <Title order={1}>{standard.name}</Title>
          <Text size="lg" c="dimmed">
            {words.standards.version(format.number(standard.version, 0))}
          </Text>
          <StandardState state={standard.state} />
        </Group>
        <StandardActions standard={standard} />
      </Group>
      <SimpleGrid cols={{ base: 1, lg: standard.pipeline === 'tasks' ? 2 : 1 }}>
        <StandardContent standard={standard} />
        <Stack>
          <History standard={standard} />
          <Uses standard={standard} />
        </Stack>
      </SimpleGrid>
      <Differences standard={standard} />
      {standard.pipeline === 'tasks' && <DriftCard standard={standard} />}
    </Stack>
  );
}

function History({ standard }: { readonly standard: Standard }) {
  const { words, format } = useLanguage();
  const steps = stepsOf(standard, words, format);
  return (
    <Card withBorder component="section" aria-label={words.standards.history}>
      <Title order={2} size="h4" mb="sm">
        {words.standards.history}
      </Title>
      <Timeline active={steps.length} bulletSize={14} lineWidth={2}>
        {steps.map(({ step, at, says }) => (
          <Timeline.Item key={`${step} ${at}`} title={step}>
            <Text size="sm" c="dimmed">
              {says}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </Card>
  );
}

function Uses({ standard }: { readonly standard: Standard }) {
  const { words, format } = useLanguage();
  const { data, error } = useQuery(usesQuery(standard.id));
  return (
    <Card withBorder component="section" aria-label={words.standards.uses}>
      <Title order={2} size="h4" mb="xs">
        {words.standards.uses}
      </Title>
      {error && <Failed error={error} />}
      {data?.items.length === 0 && <Text c="dimmed">{words.standards.noUses}</Text>}
      <Stack gap={6}>
        {data?.items.map(({ id, name, fitted, finished_at, pipeline }) => (
          <Group key={id} justify="space-between" gap="xs">
            <PageLink to={pipeline === 'appraisal' ? '/appraisals' : '/'} search={{ evaluation: id }}>
              {name}
            </PageLink>
            <Text size="sm" c="dimmed">
              {[
                fitted ? words.standards.fitted : words.standards.applied,
                finished_at && format.day(finished_at.slice(0, 10)),
              ]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </Group>
        ))}
      </Stack>
    </Card>
  );
}
