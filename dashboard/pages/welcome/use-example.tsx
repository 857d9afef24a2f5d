import { queryOptions, skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { bringExample, type ExampleStep, takeBack } from '../../../src/client/example.ts';
import { client } from '../../api/client.ts';
import { useLanguage } from '../../messages/language.tsx';
import { useLeadTo } from '../../parts/evaluate/evaluate.ts';
import { useAction } from '../../parts/use-action.tsx';

/** How far it is, wherever it was asked for; null while nobody has. */
const stepQuery = queryOptions<ExampleStep | null>({
  queryKey: ['example'],
  queryFn: skipToken,
  initialData: null,
  gcTime: Number.POSITIVE_INFINITY,
});

/** Whether the example company is being brought in: what there is of it so far is not shown yet. */
export function useIsExampleUnderWay(): boolean {
  return (useQuery(stepQuery).data ?? null) !== null;
}

/** Brings the example company in, evaluates it and leads to its newest quarter, with a way to take all of it back. */
export function useExample() {
  const { words, format } = useLanguage();
  const queries = useQueryClient();
  const { data: step = null } = useQuery(stepQuery);
  const setStep = (now: ExampleStep | null) => queries.setQueryData(stepQuery.queryKey, now);
  const action = useAction([['imports'], ['evaluations'], ['structure'], ['organisation'], ['jobs']]);
  const lead = useLeadTo();
  const bring = async () => {
    await action.run(
      () => bringExample(client, setStep),
      (example) => {
        const newest = example.evaluationIds.at(-1);
        if (newest !== undefined) lead(newest);
        return { says: words.welcome.exampleIsIn, undo: () => takeBack(client, example) };
      },
    );
    setStep(null);
  };
  return {
    isUnderWay: step !== null,
    share: shareOf(step),
    says:
      step?.step === 'evaluating'
        ? words.welcome.evaluating(format.number(step.done + 1, 0), format.number(step.of, 0))
        : words.welcome.reading,
    bring: () => void bring(),
  };
}

function shareOf(step: ExampleStep | null): number {
  if (step === null) return 0;
  return step.step === 'reading' ? 0.1 : 0.25 + (0.75 * step.done) / step.of;
}
