import { Alert, Card, Group, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { type KeptRubric, rubricsQuery } from '../../api/rubrics.ts';
import { useIsWorker } from '../../api/session.ts';
import { periodsQuery } from '../../api/structure.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { PersonPicker } from '../../parts/person-picker.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { AppraisalsHead } from './appraisals-head.tsx';
import type { SheetView } from './appraisals-view.ts';
import { type FilledIn, PersonSheets } from './person-sheets.tsx';
import { positionsOf } from './rubric-positions.ts';
import { SheetForm } from './sheet-form.tsx';

const route = getRouteApi('/appraisals/sheet');

/** One person's appraisal sheet, entered by hand. */
export function SheetPage() {
  const { words } = useLanguage();
  const isWorker = useIsWorker();
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const periods = useQuery(periodsQuery);
  const rubrics = useQuery(rubricsQuery);
  const [filledIn, setFilledIn] = useState<FilledIn | null>(null);
  const change = (part: SheetView) =>
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true });
  const error = periods.error ?? rubrics.error;
  if (error) return <Failed error={error} />;
  if (periods.data === undefined || rubrics.data === undefined) return <Waiting />;
  const latest = periods.data.toSorted((a, b) => (a.starts_on < b.starts_on ? 1 : -1));
  const period = latest.find(({ id }) => id === view.period) ?? latest[0];
  const newest = newestOfEach(rubrics.data);
  const rubric = newest.find(({ name }) => name === view.rubric) ?? newest[0];
  const positions = rubric ? positionsOf(rubric) : [];
  const position = positions.find(({ key }) => key === view.position) ?? positions[0];
  return (
    <Stack>
      <AppraisalsHead part="sheet" />
      {!isWorker && <Alert color="gray">{words.states.notAllowed}</Alert>}
      {period === undefined ? (
        <Empty title={words.appraisals.needPeriod} says={words.appraisals.needPeriodSays} />
      ) : (
        <>
          <Card withBorder>
            <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }}>
              <PersonPicker
                label={words.appraisals.person}
                value={view.person ?? null}
                onChange={(person) => change({ person: person ?? undefined })}
              />
              <Select
                label={words.appraisals.period}
                data={latest.map(({ id, name }) => ({ value: id, label: name }))}
                value={period.id}
                onChange={(id) => id && change({ period: id })}
                allowDeselect={false}
                searchable
              />
              <Select
                label={words.appraisals.rubric}
                data={newest.map(({ name }) => name)}
                value={rubric?.name ?? null}
                onChange={(name) => name && change({ rubric: name, position: undefined })}
                allowDeselect={false}
                searchable
              />
              <Select
                label={words.appraisals.position}
                data={positions.map(({ key, label }) => ({ value: key, label }))}
                value={position?.key ?? null}
                onChange={(key) => key && change({ position: key })}
                allowDeselect={false}
              />
            </SimpleGrid>
          </Card>
          {view.person === undefined || rubric === undefined || position === undefined ? (
            <Text c="dimmed">{words.appraisals.choosePerson}</Text>
          ) : (
            <Group align="flex-start" grow preventGrowOverflow={false} wrap="wrap">
              {isWorker && (
                <SheetForm
                  // Another person, position or sheet to begin with is another form.
                  key={JSON.stringify([view.person, period.id, rubric.id, position.key, filledIn])}
                  person={view.person}
                  period={period.id}
                  rubric={rubric}
                  position={position}
                  filledIn={filledIn?.person === view.person ? filledIn : null}
                />
              )}
              <PersonSheets
                person={view.person}
                period={period.id}
                onTake={
                  isWorker
                    ? (sheet) => {
                        setFilledIn(sheet);
                        change({ rubric: sheet.rubric, position: sheet.position ?? undefined });
                      }
                    : undefined
                }
              />
            </Group>
          )}
        </>
      )}
    </Stack>
  );
}

/** The newest version of each name, in the order of the names. */
export function newestOfEach(rubrics: readonly KeptRubric[]): readonly KeptRubric[] {
  const newest = new Map<string, KeptRubric>();
  for (const one of rubrics) {
    const other = newest.get(one.name);
    if (other === undefined || other.version < one.version) newest.set(one.name, one);
  }
  return [...newest.values()].sort((a, b) => a.name.localeCompare(b.name));
}
