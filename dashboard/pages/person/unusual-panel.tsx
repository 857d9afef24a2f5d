import { Alert, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Result } from '../../../src/client/index.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Panel } from '../../parts/panel.tsx';
import type { TaskDetail } from './detail.ts';
import classes from './person.module.css';
import { shownValue } from './shown-value.ts';

/** What is unusual about the numbers, and what most people have; likely mistakes come first. */
export function UnusualPanel({ person, detail }: { readonly person: Result; readonly detail: TaskDetail }) {
  const { words, format } = useLanguage();
  const { anomaly, likely_data_errors: mistakes } = detail;
  if (anomaly === null && mistakes.length === 0) return null;
  return (
    <Panel title={words.person.anomaly}>
      <Stack gap="sm">
        {mistakes.length > 0 && (
          <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={words.person.mistakes}>
            {mistakes.map(({ rule, value, limit }) => (
              <Text key={rule} size="sm" c="var(--mantine-color-text)">
                {words.person.mistake[rule](
                  format.number(rule === 'tasks_of_less_than_a_minute' ? value * 3600 : value),
                  format.number(limit),
                )}
              </Text>
            ))}
          </Alert>
        )}
        {anomaly && (
          <>
            <Text>
              {words.person.anomalyLead[person.direction ?? 'mixed']} {words.person.lookFirst}
            </Text>
            <ul className={classes.list}>
              {anomaly.reasons.map(({ feature, direction, value, typical, typical_range: range }) => (
                <li key={feature}>
                  <b>
                    {words.person[direction][feature]}: {shownValue(feature, value, format)}
                  </b>{' '}
                  (
                  {range
                    ? words.person.typicalRange(
                        format.percent(range.share),
                        shownValue(feature, range.from, format),
                        shownValue(feature, range.to, format),
                        shownValue(feature, typical, format),
                      )
                    : words.person.typical(shownValue(feature, typical, format))}
                  )
                </li>
              ))}
              {anomaly.reasons.length === 0 && <li>{words.person.together}</li>}
            </ul>
            {person.beyond && (
              <Text size="sm" c="dimmed">
                {words.person.beyond}
              </Text>
            )}
          </>
        )}
      </Stack>
    </Panel>
  );
}
