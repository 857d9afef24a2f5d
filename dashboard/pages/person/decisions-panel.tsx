import { Badge, Button, Group, Select, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Decision } from '../../../src/client/index.ts';
import { decisionsQuery, type ResultKey, useDecide } from '../../api/person.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../../parts/failed.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import classes from './person.module.css';
import { useRights } from './use-rights.ts';
import { WordsForm } from './words-form.tsx';

const KINDS = ['training', 'pay', 'promotion', 'improvement', 'employment', 'none'] as const;

/** What people decided on the ground of a result, and who; a place to record one more. */
export function DecisionsPanel({ of }: { readonly of: ResultKey }) {
  const { words, format } = useLanguage();
  const { data, error } = useQuery(decisionsQuery(of));
  const { mayDecide } = useRights(of.employeeId);
  const decide = useDecide(of);
  const [isOpen, setOpen] = useState(false);
  const [kind, setKind] = useState<Decision['kind']>('training');
  return (
    <Panel title={words.person.decisions} says={words.person.decisionsSays}>
      <Stack gap="md">
        {error && <Failed error={error} />}
        {data === undefined && !error && <Waiting />}
        {data?.length === 0 && <Text c="dimmed">{words.person.noDecisions}</Text>}
        {data?.map(({ id, kind: about, text, decided_by_name, decided_at }) => (
          <article key={id}>
            <Group gap="xs" mb={4}>
              <Badge variant="default" tt="none">
                {words.person.kinds[about]}
              </Badge>
              <Text size="sm" fw={600}>
                {words.person.decidedBy(decided_by_name ?? words.person.somebody, format.moment(decided_at))}
              </Text>
            </Group>
            <blockquote className={classes.quote}>{text}</blockquote>
          </article>
        ))}
        {mayDecide && !isOpen && (
          <Group className="no-print">
            <Button variant="light" onClick={() => setOpen(true)}>
              {words.person.decide}
            </Button>
          </Group>
        )}
        {mayDecide && isOpen && (
          <WordsForm
            label={words.person.decisionText}
            button={words.person.decisionKeep}
            onCancel={() => setOpen(false)}
            before={
              <Select
                label={words.person.decisionKind}
                data={KINDS.map((value) => ({ value, label: words.person.kinds[value] }))}
                value={kind}
                allowDeselect={false}
                onChange={(value) => setKind(KINDS.find((one) => one === value) ?? 'training')}
              />
            }
            onSend={async (text) => {
              await decide.mutateAsync({ kind, text });
              notifications.show({ message: words.person.decisionKept });
              setOpen(false);
            }}
          />
        )}
      </Stack>
    </Panel>
  );
}
