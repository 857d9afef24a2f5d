import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Result, ResultAccount } from '../../../src/client/index.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Panel } from '../../parts/panel.tsx';
import { appraisalOf, roundedParts, SCORE_PARTS, taskDetailOf, weightsOf } from './detail.ts';
import classes from './person.module.css';
import { shownValue } from './shown-value.ts';
import { useChangeInWords } from './use-change-in-words.ts';
import { useIndicatorLabel } from './use-indicator-label.ts';

type Explained = Result & { readonly detail: unknown; readonly account: ResultAccount };

/** What was used, how it counts, what would change it, and what the person can do: in plain language. */
export function AccountPanel({ person, isOwn }: { readonly person: Explained; readonly isOwn: boolean }) {
  const { words, format } = useLanguage();
  const { account } = person;
  const { released } = account;
  return (
    <Panel title={words.person.account} says={words.person.accountSays(isOwn)} className={classes.wide}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Points title={words.person.how} points={useHow(person, isOwn)} />
        <Points title={words.person.change} points={useChange(person)} />
        <Points title={words.person.used} points={useUsed(person)} />
        <Points
          title={words.person.rights(isOwn)}
          points={[
            words.person.noDecisionAlone,
            words.person.rightsSay(isOwn, format.number(account.contest.days_to_answer, 0)),
            released === null
              ? words.person.notReleased
              : words.person.released(
                  released.by_name ?? words.person.somebody,
                  format.day(released.at.slice(0, 10)),
                ),
          ]}
        >
          {released?.review && (
            <Text size="sm" mt="xs">
              {words.person.review}: <q>{released.review}</q>
            </Text>
          )}
        </Points>
      </SimpleGrid>
    </Panel>
  );
}

function useHow(person: Explained, isOwn: boolean): string[] {
  const { words, format } = useLanguage();
  const { detail, account, unrated_reason, unrated_said, tier } = person;
  if (unrated_reason !== null) {
    return [words.person.unratedBecause(words.said(unrated_reason, unrated_said)), words.person.unratedSays];
  }
  const appraisal = appraisalOf({ detail });
  if (appraisal !== null) {
    const { grade, total, maximum } = appraisal;
    return [
      words.person.gradeSays(isOwn, grade ?? '–', format.number(total ?? 0), format.number(maximum)),
      words.person.gradeHow,
    ];
  }
  const parts = taskDetailOf({ detail })?.score_parts;
  if (parts == null) return [];
  const points = roundedParts(SCORE_PARTS.map((name) => parts[name]));
  const shown = points.map((one) => format.number(one));
  const score = format.number(points.reduce((sum, one) => sum + one, 0));
  const weights = weightsOf(account.used.standard?.options);
  return [
    words.person.scoreSays(isOwn, score, shown[0], shown[1], shown[2]),
    ...(weights === null
      ? []
      : [
          words.person.weightsSay(
            format.percent(weights.completion_rate),
            format.percent(weights.task_efficiency),
            format.percent(weights.throughput),
          ),
        ]),
    words.person.tierSays(isOwn, tier ?? '–'),
  ];
}

function useChange({ detail, stability, account }: Explained): string[] {
  const { words, format } = useLanguage();
  const change = useChangeInWords();
  const place = taskDetailOf({ detail })?.tier;
  const needs = appraisalOf({ detail })?.training_needs;
  const labelOf = useIndicatorLabel(needs && account.used.standard?.id);
  const points = [
    ...(place?.next == null
      ? []
      : [
          `${place.next_is_better ? words.person.toBetter(place.next) : words.person.toLower(place.next)}: ${change(place)}`,
        ]),
    ...(needs?.length === 0 ? [words.person.nothingMissing] : []),
    ...(needs ?? []).map(
      ({ indicator, points: short }) =>
        `${labelOf(indicator)}: ${words.person.missingPoints(format.number(-short))}`,
    ),
    ...(stability === null ? [] : [words.person.stabilitySays(format.percent(stability))]),
  ];
  return points.length > 0 ? points : [words.person.nothingKnown];
}

function useUsed(person: Explained): string[] {
  const { words, format } = useLanguage();
  const { used } = person.account;
  const { completed_tasks, total_tasks, avg_task_hours } = person;
  const day = (moment: string) => format.day(moment.slice(0, 10));
  const says = words.person.sources;
  const sources = used.sources.map(({ kind, at, tasks }) => {
    if (kind === 'task log') return says.task_log(day(at));
    if (kind === 'summaries') return says.summaries(day(at));
    if (kind === 'sheets') return says.sheets(day(at));
    if (kind === 'tasks') return says.tasks(format.number(tasks ?? 0, 0), day(at));
    return says.other(kind, day(at));
  });
  return [
    ...(completed_tasks === null || total_tasks === null || avg_task_hours === null
      ? []
      : [
          words.person.usedNumbers(
            format.number(completed_tasks, 0),
            format.number(total_tasks, 0),
            shownValue('avg_task_hours', avg_task_hours, format),
          ),
        ]),
    ...(used.period
      ? [
          words.person.usedPeriod(
            used.period.name,
            format.day(used.period.starts_on),
            format.day(used.period.ends_on),
          ),
        ]
      : []),
    ...(sources.length > 0 ? sources : [words.person.noSources]),
    words.person.usedEvaluation(used.evaluation),
    ...(used.standard
      ? [words.person.usedStandard(used.standard.name, format.number(used.standard.version, 0))]
      : []),
  ];
}

function Points({
  title,
  points,
  children,
}: {
  readonly title: string;
  readonly points: readonly string[];
  readonly children?: ReactNode;
}) {
  return (
    <Stack gap={4}>
      <Title order={3} size="h6">
        {title}
      </Title>
      <ul className={classes.list}>
        {points.map((point) => (
          <li key={point}>
            <Text size="sm" component="span">
              {point}
            </Text>
          </li>
        ))}
      </ul>
      {children}
    </Stack>
  );
}
