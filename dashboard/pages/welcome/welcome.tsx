import { Button, Card, Progress, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconBuildingCommunity } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { allEvaluationsQuery } from '../../api/evaluations.ts';
import { newestImportsQuery } from '../../api/imports.ts';
import { isUnderWay } from '../../api/jobs.ts';
import { useIsWorker } from '../../api/session.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../../parts/empty.tsx';
import { useLeadTo } from '../../parts/evaluate/evaluate.ts';
import { EvaluationProgress } from '../../parts/evaluate/evaluation-progress.tsx';
import { NewEvaluation } from '../../parts/evaluate/new-evaluation.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { FileDrop } from '../../parts/upload/file-drop.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { useExample } from './use-example.tsx';

/** What there is to do where there is no result yet; for those who may not do it, that there is none. */
export function Welcome() {
  const { words } = useLanguage();
  const isWorker = useIsWorker();
  if (!isWorker)
    return <Empty title={words.overview.noEvaluation} says={words.overview.noEvaluationSays} isPage />;
  return <Begin />;
}

function Begin() {
  const { words } = useLanguage();
  const evaluations = useQuery(allEvaluationsQuery);
  const imports = useQuery(newestImportsQuery);
  const example = useExample();
  const lead = useLeadTo();
  if (evaluations.isPending || imports.isPending) return <Waiting />;
  const running = evaluations.data?.find(isUnderWay);
  const hasData = imports.data?.items.some(({ state }) => state === 'committed') ?? false;
  return (
    <Stack gap="lg" maw={1000} mx="auto" w="100%">
      <div>
        <Title order={1}>{words.welcome.title}</Title>
        <Text c="dimmed" maw={640}>
          {words.welcome.says}
        </Text>
      </div>
      {running !== undefined && !example.isUnderWay && (
        <Card withBorder>
          <EvaluationProgress id={running.id} onDone={lead} onEnd={() => void evaluations.refetch()} />
        </Card>
      )}
      {hasData && running === undefined && !example.isUnderWay && (
        <Card withBorder>
          <Stack gap="xs" align="flex-start">
            <Title order={2} size="h4">
              {words.welcome.dataIsIn}
            </Title>
            <Text size="sm">{words.welcome.dataIsInSays}</Text>
            <NewEvaluation variant="filled" />
          </Stack>
        </Card>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Card withBorder padding="lg">
          <Stack h="100%">
            <Title order={2} size="h4">
              {words.welcome.upload}
            </Title>
            <Text size="sm" c="dimmed">
              {words.welcome.uploadSays}
            </Text>
            <FileDrop variant="default" />
            <PageLink to="/imports" size="sm">
              {words.welcome.earlier}
            </PageLink>
          </Stack>
        </Card>
        <Card withBorder padding="lg">
          <Stack h="100%">
            <Title order={2} size="h4">
              {words.welcome.example}
            </Title>
            <Text size="sm" c="dimmed">
              {words.welcome.exampleSays}
            </Text>
            <Stack flex={1} align="center" justify="center" gap="md" mih={190}>
              <IconBuildingCommunity size={40} stroke={1.2} aria-hidden />
              {example.isUnderWay ? (
                <Stack w="100%" maw={320} gap="xs">
                  <Text role="status" ta="center">
                    {example.says}
                  </Text>
                  <Progress value={example.share * 100} animated aria-label={words.welcome.example} />
                </Stack>
              ) : (
                <Button variant={hasData ? 'default' : 'filled'} size="md" onClick={example.bring}>
                  {words.welcome.tryExample}
                </Button>
              )}
            </Stack>
          </Stack>
        </Card>
      </SimpleGrid>
    </Stack>
  );
}
