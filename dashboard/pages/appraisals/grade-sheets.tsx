import { Alert, Button, Card, Group, Loader, Select, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { client } from '../../api/client.ts';
import { rubricsQuery } from '../../api/rubrics.ts';
import { periodsQuery } from '../../api/structure.ts';
import { useLanguage } from '../../messages/language.tsx';
import { useAction } from '../../parts/use-action.tsx';

/** Has the sheets of a period graded by a rubric, and leads to what comes out. */
export function GradeSheets() {
  const { words } = useLanguage();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data: rubrics } = useQuery(rubricsQuery);
  const { data: periods } = useQuery(periodsQuery);
  const [period, setPeriod] = useState<string | null>(null);
  const [rubric, setRubric] = useState<string | null>(null);
  const [started, setStarted] = useState<string | null>(null);
  const action = useAction([['evaluations']]);
  const names = [...new Set((rubrics ?? []).map(({ name }) => name))];

  const running = useQuery({
    queryKey: ['evaluations', 'one', started],
    queryFn: ({ signal }) => client.getEvaluation({ params: { id: started ?? '' }, signal }),
    enabled: started !== null,
    refetchInterval: ({ state: { data } }) => (data === undefined || isUnderWay(data.state) ? 400 : false),
  });
  const state = running.data?.state;
  useEffect(() => {
    if (started === null || state !== 'done') return;
    setStarted(null);
    void queries
      .invalidateQueries({ queryKey: ['evaluations', 'done'] })
      .then(() => navigate({ to: '/appraisals', search: { evaluation: started } }));
  }, [started, state, queries, navigate]);

  const start = () =>
    action.run(
      async () => {
        if (period === null || rubric === null) return;
        const { id } = await client.createEvaluation({
          body: { pipeline: 'appraisal', period_id: period, fit: { rubric } },
        });
        setStarted(id);
      },
      () => null,
    );
  return (
    <Card withBorder component="section" aria-label={words.appraisals.start} className="no-print">
      <Title order={2} size="h4" mb="xs">
        {words.appraisals.start}
      </Title>
      <Group align="flex-end">
        <Select
          label={words.appraisals.period}
          data={(periods ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={period}
          onChange={setPeriod}
          searchable
          w={220}
        />
        <Select
          label={words.appraisals.rubric}
          data={names}
          value={rubric}
          onChange={setRubric}
          searchable
          w={220}
        />
        <Button
          disabled={period === null || rubric === null}
          loading={action.isBusy || started !== null}
          onClick={() => void start()}
        >
          {words.appraisals.grade}
        </Button>
      </Group>
      {started !== null && (state === undefined || isUnderWay(state)) && (
        <Group gap="xs" mt="sm" role="status">
          <Loader size="sm" aria-hidden />
          <Text>{words.appraisals.grading}</Text>
        </Group>
      )}
      {(state === 'failed' || state === 'cancelled') && (
        <Alert color="red" mt="sm" role="alert" title={words.appraisals.gradingFailed}>
          {running.data?.failure}
        </Alert>
      )}
    </Card>
  );
}

function isUnderWay(state: string): boolean {
  return state === 'waiting' || state === 'running';
}
