import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { sheetsQuery } from '../../api/sheets.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../../parts/failed.tsx';
import { Waiting } from '../../parts/waiting.tsx';

/** A sheet that a form begins with. */
export interface FilledIn {
  readonly person: string;
  readonly rubric: string;
  readonly position: string | null;
  readonly appraiser: string | null;
  readonly role: string | null;
  readonly points: Readonly<Record<string, number>>;
}

/** What counts so far of a person in a period. */
export function PersonSheets({
  person,
  period,
  onTake,
}: {
  readonly person: string;
  readonly period: string;
  /** Fills the form in with a sheet. */
  readonly onTake: ((sheet: FilledIn) => void) | undefined;
}) {
  const { words, format } = useLanguage();
  const { data, error, isPending, refetch } = useQuery(sheetsQuery(person, period));
  return (
    <Card withBorder component="section" aria-label={words.appraisals.there} miw={{ base: '100%', md: 280 }}>
      <Title order={2} size="h4" mb="xs">
        {words.appraisals.there}
      </Title>
      {isPending && <Waiting />}
      {error && <Failed error={error} reset={() => void refetch()} />}
      {data?.items.length === 0 && <Text c="dimmed">{words.appraisals.nothingThere}</Text>}
      <Stack gap="sm">
        {data?.items.map((sheet, i) => {
          const total = Object.values(sheet.points).reduce((sum, value) => sum + value, 0);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: sheets of nobody in particular have no other name.
            <Group key={i} justify="space-between" wrap="nowrap">
              <div>
                <Text fw={600}>{sheet.appraiser ?? words.appraisals.unnamed}</Text>
                <Text size="sm" c="dimmed">
                  {[sheet.rubric, sheet.position, sheet.role].filter(Boolean).join(' · ')}
                </Text>
              </div>
              <Group gap="xs" wrap="nowrap">
                <Text>{format.number(total, 2)}</Text>
                {onTake && (
                  <Button size="compact-sm" variant="default" onClick={() => onTake({ ...sheet, person })}>
                    {words.appraisals.take}
                  </Button>
                )}
              </Group>
            </Group>
          );
        })}
      </Stack>
    </Card>
  );
}
