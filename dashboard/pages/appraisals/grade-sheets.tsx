import { Button, Card, Group, Select, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { client } from '../../api/client.ts';
import { rubricsQuery } from '../../api/rubrics.ts';
import { periodsQuery } from '../../api/structure.ts';
import { useLanguage } from '../../messages/language.tsx';
import { EvaluationProgress } from '../../parts/evaluate/evaluation-progress.tsx';
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

  const lead = useCallback(
    async (evaluation: string) => {
      await queries.invalidateQueries({ queryKey: ['evaluations'] });
      setStarted(null);
      await navigate({ to: '/appraisals', search: { evaluation } });
    },
    [queries, navigate],
  );
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
      {started === null ? (
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
            loading={action.isBusy}
            onClick={() => void start()}
          >
            {words.appraisals.grade}
          </Button>
        </Group>
      ) : (
        <EvaluationProgress id={started} onDone={(id) => void lead(id)} onEnd={() => setStarted(null)} />
      )}
    </Card>
  );
}
