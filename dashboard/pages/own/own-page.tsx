import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useEvaluation } from '../../api/evaluations.ts';
import { historyQuery } from '../../api/person.ts';
import { useSession } from '../../api/session.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { PersonView } from '../person/person-view.tsx';

/** The result of whoever looks: the one that the address names, else the newest one that is released. */
export function OwnPage() {
  const { words } = useLanguage();
  const { evaluation: wanted } = useSearch({ strict: false });
  const session = useSession();
  const employeeId = session.data?.account?.employee_id ?? null;
  const { evaluations, isPending, error } = useEvaluation();
  const history = useQuery({ ...historyQuery(employeeId ?? ''), enabled: employeeId !== null });
  if (session.data && employeeId === null) {
    return <Empty title={words.me.nobody} says={words.me.nobodySays} isPage />;
  }
  if (error) return <Failed error={error} />;
  if (history.error) return <Failed error={history.error} reset={() => void history.refetch()} />;
  if (isPending || history.isPending || employeeId === null) return <Waiting />;
  const own = history.data.items;
  const chosen = own.find(({ evaluation_id }) => evaluation_id === wanted) ?? own[0];
  const evaluation = evaluations.find(({ id }) => id === chosen?.evaluation_id);
  if (evaluation === undefined) {
    return <Empty title={words.me.nothing} says={words.me.nothingSays} isPage />;
  }
  return (
    <PersonView
      key={evaluation.id}
      evaluation={evaluation}
      employeeId={employeeId}
      lead={<Text>{words.me.lead(evaluation.name)}</Text>}
    />
  );
}
