import { Select } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEvaluation } from '../api/evaluations.ts';
import { useLanguage } from '../messages/language.tsx';

/** Which evaluation the pages are about. */
export function EvaluationPicker() {
  const { words, format } = useLanguage();
  const navigate = useNavigate();
  const { evaluations, evaluation } = useEvaluation();
  if (evaluation === undefined) return null;
  return (
    <Select
      aria-label={words.app.evaluation}
      data={evaluations.map(({ id, name, finished_at, released_at }) => ({
        value: id,
        label: [
          name,
          finished_at && format.day(finished_at.slice(0, 10)),
          released_at === null && words.app.notReleased,
        ]
          .filter(Boolean)
          .join(' · '),
      }))}
      value={evaluation.id}
      onChange={(id) => {
        if (id) void navigate({ to: '.', search: (now) => ({ ...now, evaluation: id }) });
      }}
      allowDeselect={false}
      searchable
      w={{ base: 160, sm: 340 }}
    />
  );
}
