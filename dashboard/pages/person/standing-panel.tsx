import { Card, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Result } from '../../../src/client/index.ts';
import { useOrganisation } from '../../api/organisation.ts';
import { groupsQuery } from '../../api/person.ts';
import { Chart } from '../../charts/chart.tsx';
import { standing } from '../../charts/person.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../../parts/failed.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Waiting } from '../../parts/waiting.tsx';

/** Where the person stands among those of the same position; among all where these are too few to be told of. */
export function StandingPanel({ person, isOwn }: { readonly person: Result; readonly isOwn: boolean }) {
  const { words, format } = useLanguage();
  const { positions } = useOrganisation();
  const { evaluation_id, position_id, score } = person;
  const byPosition = useQuery({ ...groupsQuery(evaluation_id, 'position'), enabled: position_id !== null });
  const ofPosition = byPosition.data?.groups.find(({ id }) => id === position_id);
  const isAll = position_id === null || (byPosition.isSuccess && ofPosition === undefined);
  const all = useQuery({ ...groupsQuery(evaluation_id, 'all'), enabled: isAll });
  const group = ofPosition ?? all.data?.groups[0];
  const error = byPosition.error ?? all.error;
  if (error || group === undefined) {
    return (
      <Panel title={words.person.standing}>
        {error ? (
          <Failed error={error} />
        ) : all.isSuccess ? (
          <Text>{words.person.withheld}</Text>
        ) : (
          <Waiting />
        )}
      </Panel>
    );
  }
  const { lower_quartile, median, upper_quartile } = group.score;
  const whole = (value: number) => format.number(value, 0);
  return (
    <Card withBorder padding="lg">
      <Chart {...standing(group, score, isOwn, words, format)} />
      <Text size="sm" mt="xs">
        {ofPosition
          ? words.person.standingOf(whole(group.people), positions.get(position_id ?? '') ?? '–')
          : words.person.standingOfAll(whole(group.people))}
        {'. '}
        {words.person.middleHalf(whole(lower_quartile), whole(upper_quartile))}{' '}
        {words.person.median(whole(median))}
        {score !== null && ` ${againstMedian(score - median)}`}
      </Text>
      <Text size="sm" c="dimmed">
        {isAll && (position_id === null ? words.person.noPosition : words.person.tooFew)}{' '}
        {group.deciles.includes(null) && words.person.someWithheld}
      </Text>
    </Card>
  );

  function againstMedian(ahead: number): string {
    const by = Math.round(Math.abs(ahead));
    if (by === 0) return words.person.atMedian;
    return ahead > 0 ? words.person.above(whole(by)) : words.person.below(whole(by));
  }
}
