import { Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useEvaluation } from '../../api/evaluations.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Neighbours } from './neighbours.tsx';
import { PersonView } from './person-view.tsx';

const route = getRouteApi('/people/$id');

/** One person, and the way through the list that one came from. */
export function PersonPage() {
  const { words } = useLanguage();
  const { id } = route.useParams();
  const list = route.useSearch();
  const { evaluation, isPending, error } = useEvaluation();
  if (isPending) return <Waiting />;
  if (error) return <Failed error={error} />;
  if (evaluation === undefined) {
    return <Empty title={words.overview.noEvaluation} says={words.overview.noEvaluationSays} isPage />;
  }
  return (
    <Stack gap="sm">
      {list.sort !== undefined && (
        <Neighbours of={{ evaluationId: evaluation.id, employeeId: id }} list={list} />
      )}
      <PersonView key={`${evaluation.id} ${id}`} evaluation={evaluation} employeeId={id} />
    </Stack>
  );
}
