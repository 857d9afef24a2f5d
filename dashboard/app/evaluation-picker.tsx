import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Evaluation } from '../../src/client/index.ts';
import { useEvaluation } from '../api/evaluations.ts';
import { useOrganisation } from '../api/organisation.ts';
import { periodsQuery } from '../api/trends.ts';
import { useLanguage } from '../messages/language.tsx';

/** Which evaluation the pages are about: by period, the newest first, each with whom it is of. */
export function EvaluationPicker() {
  const { words, format } = useLanguage();
  const navigate = useNavigate();
  const { evaluations, evaluation } = useEvaluation();
  const { data: periods } = useQuery({ ...periodsQuery, enabled: evaluation !== undefined });
  const { departments, positions } = useOrganisation();
  const groups = useMemo(() => {
    const places = ({ scope: { department_ids, position_ids } }: Evaluation) =>
      [
        ...department_ids.map((id) => departments.get(id)),
        ...position_ids.map((id) => positions.get(id)),
      ].filter((name) => name !== undefined);
    const labelOf = (one: Evaluation) =>
      [
        one.name,
        ...(places(one).length > 0 ? [places(one).join(', ')] : []),
        one.finished_at && format.day(one.finished_at.slice(0, 10)),
        one.released_at === null && words.app.notReleased,
      ]
        .filter(Boolean)
        .join(' · ');
    const known = new Set(periods?.map(({ id }) => id));
    const items = (those: readonly Evaluation[]) =>
      those.map((one) => ({ value: one.id, label: labelOf(one) }));
    const others = evaluations.filter(({ period_id }) => !known.has(period_id));
    return [
      ...(periods ?? []).flatMap(({ id, name }) => {
        const those = evaluations.filter(({ period_id }) => period_id === id);
        return those.length > 0 ? [{ group: name, items: items(those) }] : [];
      }),
      ...(others.length > 0 ? [{ group: '', items: items(others) }] : []),
    ];
  }, [evaluations, periods, departments, positions, words, format]);
  if (evaluation === undefined) return null;
  return (
    <Select
      aria-label={words.app.evaluation}
      data={groups}
      value={evaluation.id}
      onChange={(id) => {
        if (id) void navigate({ to: '.', search: (now) => ({ ...now, evaluation: id }) });
      }}
      allowDeselect={false}
      searchable
      maxDropdownHeight={420}
      w={{ base: 160, sm: 380 }}
    />
  );
}
