import { Group, Select } from '@mantine/core';
import { useActorNames } from '../../api/accounts.ts';
import { useLanguage } from '../../messages/language.tsx';
import { ClearableText } from '../../parts/clearable-text.tsx';
import { DayInput } from '../../parts/day-input.tsx';
import { actionWords } from './action-words.ts';
import type { AuditView } from './audit-view.ts';

/** Which entries. */
export function AuditFilters({
  view,
  onChange,
}: {
  readonly view: AuditView;
  readonly onChange: (part: AuditView) => void;
}) {
  const { words } = useLanguage();
  const names = useActorNames();
  const actors = new Map<string, string>([
    ...names,
    ['system', words.audit.system],
    ['local', words.audit.local],
    ...(view.actor && !names.has(view.actor) ? [[view.actor, view.actor] as const] : []),
  ]);
  const actions = Object.keys(words.audit.actions);
  if (view.action && !actions.includes(view.action)) actions.push(view.action);
  return (
    <Group gap="sm" align="flex-end" className="no-print">
      <Select
        label={words.audit.actor}
        placeholder={words.audit.anybody}
        data={Array.from(actors, ([value, label]) => ({ value, label }))}
        value={view.actor ?? null}
        onChange={(actor) => onChange({ actor: actor ?? undefined })}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': words.states.clear }}
        w={{ base: '100%', xs: 220 }}
      />
      <Select
        label={words.audit.action}
        placeholder={words.audit.anything}
        data={actions
          .map((value) => ({ value, label: actionWords(value, words) }))
          .sort((a, b) => a.label.localeCompare(b.label))}
        value={view.action ?? null}
        onChange={(action) => onChange({ action: action ?? undefined })}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': words.states.clear }}
        w={{ base: '100%', xs: 260 }}
      />
      <ClearableText
        label={words.audit.subject}
        placeholder="standards/0190…"
        value={view.subject ?? ''}
        onChange={(subject) => onChange({ subject: subject || undefined })}
        w={{ base: '100%', xs: 220 }}
      />
      <DayInput
        label={words.audit.from}
        value={view.from ?? null}
        onChange={(from) => onChange({ from: from ?? undefined })}
      />
      <DayInput
        label={words.audit.to}
        value={view.to ?? null}
        onChange={(to) => onChange({ to: to ?? undefined })}
      />
    </Group>
  );
}
