import { Progress, Stack, Text, Title } from '@mantine/core';
import type { Result } from '../../../src/client/index.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Panel } from '../../parts/panel.tsx';
import type { TierPlace } from './detail.ts';
import classes from './person.module.css';
import { useChangeInWords } from './use-change-in-words.ts';

/** How far the next tier is, what would cross the border, and how firm the tier is. */
export function TierPanel({ person, place }: { readonly person: Result; readonly place: TierPlace | null }) {
  const { words, format } = useLanguage();
  const change = useChangeInWords();
  return (
    <Panel title={words.person.tierDistance}>
      <Stack gap="sm">
        {place?.next != null && <Distance own={person.tier ?? ''} place={place} />}
        {place?.next_is_better === false && <Text size="sm">{words.person.best}</Text>}
        {place?.next != null && <Text>{change(place)}</Text>}
        {person.stability !== null && (
          <div>
            <Title order={3} size="h6" mb={4}>
              {words.person.stability}: {format.percent(person.stability)}
            </Title>
            <Progress
              value={person.stability * 100}
              aria-label={words.person.stability}
              color={person.borderline ? 'orange' : 'petrol'}
              mb={6}
            />
            <Text size="sm">
              {words.person.stabilitySays(format.percent(person.stability))}{' '}
              {person.borderline ? words.person.borderlineSays : words.person.stableSays}
            </Text>
          </div>
        )}
      </Stack>
    </Panel>
  );
}

/** The line from the middle of the own tier to that of the next, with the border halfway. */
function Distance({ own, place }: { readonly own: string; readonly place: TierPlace }) {
  const { words, format } = useLanguage();
  const { distance, distance_to_next, next, next_is_better } = place;
  const both = distance + (distance_to_next ?? 0);
  const share = both === 0 ? 0 : distance / both;
  const says = words.person.nearer(format.percent(Math.min(1, 2 * share)));
  return (
    <div>
      <Text size="sm" fw={600}>
        {next_is_better ? words.person.toBetter(next ?? '') : words.person.toLower(next ?? '')}
      </Text>
      <div className={classes.track} role="img" aria-label={says}>
        <span className={classes.border} />
        <span className={classes.here} style={{ left: `${share * 100}%` }} />
      </div>
      <div className={classes.ends}>
        <span>{own}</span>
        <span>{words.person.border}</span>
        <span>{next}</span>
      </div>
      <Text size="sm" c="dimmed" mt={4}>
        {says}
      </Text>
    </div>
  );
}
