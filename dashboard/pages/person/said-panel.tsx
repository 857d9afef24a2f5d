import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Comment } from '../../../src/client/index.ts';
import { commentsQuery, type ResultKey, useAnswer, useComment } from '../../api/person.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../../parts/failed.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import classes from './person.module.css';
import { useRights } from './use-rights.ts';
import { WordsForm } from './words-form.tsx';

/** What was said of a result, and contests with their answers; a place to say something. */
export function SaidPanel({ of }: { readonly of: ResultKey }) {
  const { words } = useLanguage();
  const { data, error } = useQuery(commentsQuery(of));
  const { mayComment } = useRights(of.employeeId);
  const comment = useComment(of);
  return (
    <Panel title={words.person.said}>
      <Stack gap="md">
        {error && <Failed error={error} />}
        {data === undefined && !error && <Waiting />}
        {data?.length === 0 && <Text c="dimmed">{words.person.nothingSaid}</Text>}
        {data?.map((one) => (
          <Said key={one.id} said={one} of={of} />
        ))}
        {mayComment && (
          <WordsForm
            label={words.person.commentLabel}
            hint={words.person.commentHint}
            button={words.person.send}
            onSend={async (text) => {
              await comment.mutateAsync({ kind: 'comment', text });
              notifications.show({ message: words.person.sent });
            }}
          />
        )}
      </Stack>
    </Panel>
  );
}

/** The way to say that the own result is wrong. */
export function ContestPanel({ of, days }: { readonly of: ResultKey; readonly days: number }) {
  const { words, format } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const contest = useComment(of);
  return (
    <Panel
      title={words.person.contestTitle}
      says={words.person.contestSays(format.number(days, 0))}
      className="no-print"
    >
      {isOpen ? (
        <WordsForm
          label={words.person.contestLabel}
          button={words.person.send}
          onCancel={() => setOpen(false)}
          onSend={async (text) => {
            const { answer_by } = await contest.mutateAsync({ kind: 'contest', text });
            notifications.show({ message: words.person.contestSent(format.day(answer_by ?? '')) });
            setOpen(false);
          }}
        />
      ) : (
        <Button onClick={() => setOpen(true)}>{words.person.contestOpen}</Button>
      )}
    </Panel>
  );
}

function Said({ said, of }: { readonly said: Comment; readonly of: ResultKey }) {
  const { words, format } = useLanguage();
  const { mayAnswer, actor } = useRights(of.employeeId);
  const [isAnswering, setAnswering] = useState(false);
  const answer = useAnswer(of);
  const whoOf = (name: string | null, by: string | null) =>
    by !== null && by === actor ? words.person.you : (name ?? words.person.somebody);
  const { kind, state, answer_by, is_late } = said;
  return (
    <article>
      <Group gap="xs" mb={4}>
        <Text size="sm" fw={600}>
          {words.person.saidBy(whoOf(said.created_by_name, said.created_by), format.moment(said.created_at))}
        </Text>
        {kind === 'contest' && (
          <Badge variant="default" tt="none">
            {words.person.contest}: {words.person.contestState[state]}
          </Badge>
        )}
      </Group>
      <blockquote className={classes.quote}>{said.text}</blockquote>
      {state === 'open' && answer_by !== null && (
        <Text size="sm" mt={4} fw={is_late ? 700 : 400}>
          {is_late ? words.person.late(format.day(answer_by)) : words.person.answerBy(format.day(answer_by))}
        </Text>
      )}
      {said.answer !== null && (
        <Stack gap={4} mt="xs" ml="md">
          <Text size="sm" fw={600}>
            {words.person.answeredBy(
              whoOf(said.answered_by_name, said.answered_by),
              said.answered_at === null ? '' : format.moment(said.answered_at),
            )}
          </Text>
          <blockquote className={classes.quote}>{said.answer}</blockquote>
        </Stack>
      )}
      {state === 'open' &&
        mayAnswer &&
        (isAnswering ? (
          <WordsForm
            label={words.person.answerLabel}
            button={words.person.send}
            onCancel={() => setAnswering(false)}
            onSend={async (text) => {
              await answer.mutateAsync({ id: said.id, text });
              notifications.show({ message: words.person.answered });
            }}
          />
        ) : (
          <Button mt="xs" size="xs" variant="light" className="no-print" onClick={() => setAnswering(true)}>
            {words.person.answer}
          </Button>
        ))}
    </article>
  );
}
