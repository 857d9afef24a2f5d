import { Button, Card, Group, Select, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Import } from '../../../src/client/index.ts';
import { client } from '../../api/client.ts';
import { useLanguage } from '../../messages/language.tsx';
import { type EvaluationRequest, usableStandardsQuery, useLeadTo } from '../../parts/evaluate/evaluate.ts';
import { EvaluationProgress } from '../../parts/evaluate/evaluation-progress.tsx';
import { NewEvaluation } from '../../parts/evaluate/new-evaluation.tsx';
import { FormProblem } from '../../parts/form-modal.tsx';
import { useAction } from '../../parts/use-action.tsx';

/** From a file that counts to its result, with one click. */
export function EvaluateNow({ one }: { readonly one: Import }) {
  const { words } = useLanguage();
  const periods = one.periods.toSorted((a, b) => (a.ends_on < b.ends_on ? 1 : -1));
  const [periodId, setPeriodId] = useState(periods[0]?.id ?? '');
  const [id, setId] = useState<string | null>(null);
  const pipeline = one.kind === 'sheets' ? 'appraisal' : 'tasks';
  const { data: standards } = useQuery(usableStandardsQuery(pipeline));
  const active = standards?.find(({ state }) => state === 'active');
  const action = useAction([['evaluations'], ['jobs']], { inForm: true });
  const lead = useLeadTo();
  const end = useCallback(() => setId(null), []);
  if (periods.length === 0) return null;
  const evaluate = () =>
    action.run(
      () => client.createEvaluation({ body: requestOf(one, periodId, active !== undefined) }),
      (made) => {
        setId(made.id);
        return null;
      },
    );
  return (
    <Card withBorder className="no-print">
      <Title order={2} size="h4" mb="xs">
        {words.evaluate.next}
      </Title>
      {id !== null ? (
        <EvaluationProgress id={id} onDone={lead} onEnd={end} />
      ) : (
        <Stack gap="sm">
          <Text size="sm">
            {active === undefined
              ? words.evaluate.byNew
              : words.evaluate.byActive(active.name, active.version)}
          </Text>
          <Group gap="sm">
            {periods.length > 1 && (
              <Select
                aria-label={words.imports.period}
                data={periods.map(({ id: value, name }) => ({ value, label: name }))}
                value={periodId}
                onChange={(chosen) => chosen !== null && setPeriodId(chosen)}
                allowDeselect={false}
                w={160}
              />
            )}
            <Button
              loading={action.isBusy}
              disabled={standards === undefined}
              onClick={() => void evaluate()}
            >
              {words.evaluate.now}
            </Button>
            <NewEvaluation periodId={periodId} />
          </Group>
          <FormProblem error={action.error} />
        </Stack>
      )}
    </Card>
  );
}

/** By the standard in force, else by a new one. */
function requestOf({ kind, options }: Import, period_id: string, hasActive: boolean): EvaluationRequest {
  if (kind !== 'sheets') return { pipeline: 'tasks', period_id };
  const rubric = String(options.rubric ?? '');
  return { pipeline: 'appraisal', period_id, ...(!hasActive && { fit: { rubric } }) };
}
