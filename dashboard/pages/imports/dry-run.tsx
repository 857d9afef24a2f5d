import { Alert, Card, SimpleGrid, Stack, Tabs, Text } from '@mantine/core';
import type { Import } from '../../../src/client/index.ts';
import { useLanguage } from '../../messages/language.tsx';
import { ChangedPeople } from './changed-people.tsx';
import { RejectedRows } from './rejected-rows.tsx';
import { TierMoves } from './tier-moves.tsx';

/** What a file would do, or did: counted, and row by row. */
export function DryRun({ one }: { readonly one: Import }) {
  const { words, format } = useLanguage();
  const { counts, state, id } = one;
  if (counts === null || counts === undefined) return null;
  const rejected = counts.rejected ?? 0;
  const people = (counts.people_added ?? 0) + (counts.people_changed ?? 0);
  const moved = counts.tiers_changed ?? 0;
  const number = (value: number) => format.number(value, 0);
  const figures = [
    [words.imports.rows, counts.rows],
    [words.imports.rejected, rejected],
    [words.imports.peopleAdded, counts.people_added],
    [words.imports.peopleChanged, counts.people_changed],
    [words.imports.numbersAdded, counts.summaries_added],
    [words.imports.numbersChanged, counts.summaries_changed],
    [words.imports.sheets, counts.sheets || undefined],
    [words.imports.tiersChanged, counts.tiers_by ? moved : undefined],
  ] as const;
  const tabs = [
    ['rejected', words.imports.rejectedRows, rejected],
    ['people', words.imports.people, people],
    ['tiers', words.imports.tierMoves, moved],
  ] as const;
  const first = tabs.find(([, , many]) => many > 0)?.[0];
  return (
    <Stack>
      {state === 'undone' && counts.undone && (
        <Alert color="gray" title={words.jobs.states.undone}>
          {words.imports.undoneCounts(
            number(counts.undone.people_removed),
            number(counts.undone.people_kept),
          )}
        </Alert>
      )}
      {counts.rows !== undefined && (
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} component="dl" m={0}>
          {figures.map(
            ([name, value]) =>
              value !== undefined && (
                <Card key={name} withBorder padding="sm">
                  <Text component="dt" size="sm" c="dimmed">
                    {name}
                  </Text>
                  <Text component="dd" m={0} fw={650} size="xl">
                    {number(value)}
                  </Text>
                </Card>
              ),
          )}
        </SimpleGrid>
      )}
      {first !== undefined && (
        <Tabs key={`${id} ${first}`} defaultValue={first} keepMounted={false}>
          <Tabs.List aria-label={words.imports.whatItDoes}>
            {tabs.map(
              ([value, name, many]) =>
                many > 0 && (
                  <Tabs.Tab key={value} value={value}>
                    {name} ({number(many)})
                  </Tabs.Tab>
                ),
            )}
          </Tabs.List>
          <Tabs.Panel value="rejected" pt="sm">
            <RejectedRows id={id} total={rejected} />
          </Tabs.Panel>
          <Tabs.Panel value="people" pt="sm">
            <ChangedPeople one={one} />
          </Tabs.Panel>
          <Tabs.Panel value="tiers" pt="sm">
            <TierMoves one={one} />
          </Tabs.Panel>
        </Tabs>
      )}
    </Stack>
  );
}
