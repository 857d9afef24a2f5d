import { Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEvaluation } from '../../api/evaluations.ts';
import { standardQuery } from '../../api/standards.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { contentOf } from '../standards/content.ts';
import { FloorsWhatIf } from './floors-what-if.tsx';
import { TasksWhatIf } from './tasks-what-if.tsx';

/** Who would change under other settings, before anything is saved. */
export function WhatIfPage() {
  const { words } = useLanguage();
  const { evaluation, isPending, error } = useEvaluation();
  const standardId = evaluation?.standard_id ?? null;
  const standard = useQuery({ ...standardQuery(standardId ?? ''), enabled: standardId !== null });
  if (isPending) return <Waiting />;
  if (error) return <Failed error={error} />;
  if (evaluation === undefined) {
    return <Empty title={words.overview.noEvaluation} says={words.overview.noEvaluationSays} isPage />;
  }
  if (standardId === null) {
    return <Empty title={words.whatIf.nothing} says={words.whatIf.nothingSays} isPage />;
  }
  if (standard.error) return <Failed error={standard.error} reset={() => void standard.refetch()} />;
  if (standard.data === undefined) return <Waiting />;
  const { tasks, appraisal } = contentOf(standard.data);
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={1}>{words.whatIf.title}</Title>
          <Text c="dimmed">{words.whatIf.says(evaluation.name)}</Text>
        </div>
      </Group>
      {tasks && (
        <TasksWhatIf
          key={evaluation.id}
          evaluation={evaluation}
          options={tasks.options}
          name={standard.data.name}
        />
      )}
      {appraisal && (
        <FloorsWhatIf
          key={evaluation.id}
          evaluation={evaluation}
          content={appraisal}
          name={standard.data.name}
        />
      )}
    </Stack>
  );
}
