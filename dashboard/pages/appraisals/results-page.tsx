import { Card, Group, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Evaluation } from '../../../src/client/index.ts';
import { evaluationsQuery, useEvaluation } from '../../api/evaluations.ts';
import { useIsWorker } from '../../api/session.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { appraisalSummary } from './appraisal-summary.ts';
import { AppraisalsHead } from './appraisals-head.tsx';
import { CellPeople } from './cell-people.tsx';
import { Confusion } from './confusion.tsx';
import { GradeSheets } from './grade-sheets.tsx';
import { SeverityCard } from './severity-card.tsx';

const route = getRouteApi('/appraisals');

/** Graded appraisals: both methods side by side, and how strict the appraisers are. */
export function ResultsPage() {
  const { words, format } = useLanguage();
  const isWorker = useIsWorker();
  const navigate = route.useNavigate();
  const { evaluation: looked } = useEvaluation();
  const { data, isPending, error, refetch } = useQuery(evaluationsQuery);
  if (isPending) return <Waiting />;
  if (error) return <Failed error={error} reset={() => void refetch()} />;
  const graded = data.items.filter(({ pipeline }) => pipeline === 'appraisal');
  const evaluation = graded.find(({ id }) => id === looked?.id) ?? graded[0];
  return (
    <Stack>
      <AppraisalsHead part="results" />
      {evaluation && (
        <Select
          label={words.appraisals.evaluation}
          data={graded.map(({ id, name, finished_at }) => ({
            value: id,
            label: [name, finished_at && format.moment(finished_at)].filter(Boolean).join(' · '),
          }))}
          value={evaluation.id}
          onChange={(id) => id && void navigate({ search: { evaluation: id } })}
          allowDeselect={false}
          searchable
          maw={420}
          className="no-print"
        />
      )}
      {evaluation === undefined && <Empty title={words.appraisals.none} says={words.appraisals.noneSays} />}
      {evaluation && <Graded key={evaluation.id} evaluation={evaluation} />}
      {isWorker && <GradeSheets />}
      {isWorker && (
        <PageLink to="/imports" size="sm" className="no-print">
          {words.appraisals.importFile}
        </PageLink>
      )}
    </Stack>
  );
}

function Graded({ evaluation }: { readonly evaluation: Evaluation }) {
  const { words, format } = useLanguage();
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const summary = appraisalSummary(evaluation);
  if (summary === null) return <Empty title={words.whatIf.nothing} />;
  const positions = summary.positions.filter(({ people }) => people > 0);
  const position = positions.find((one) => one.position === view.position) ?? positions[0];
  if (position === undefined) return <Empty title={words.whatIf.nothing} />;
  const { grade, scoring } = view;
  return (
    <>
      <Card withBorder component="section" aria-label={words.appraisals.both}>
        <Group justify="space-between" mb="xs" align="flex-start">
          <div>
            <Title order={2} size="h4">
              {words.appraisals.both}
            </Title>
            <Text size="sm" c="dimmed">
              {words.appraisals.bothSays}
            </Text>
          </div>
          {positions.length > 1 && (
            <Select
              aria-label={words.appraisals.position}
              data={positions.map((one) => ({ value: one.position, label: one.label }))}
              value={position.position}
              onChange={(value) =>
                void navigate({
                  search: ({ evaluation: id }) => ({ evaluation: id, position: value ?? undefined }),
                  replace: true,
                })
              }
              allowDeselect={false}
              w={280}
            />
          )}
        </Group>
        <SimpleGrid cols={{ base: 1, lg: 2 }}>
          <Stack gap="xs">
            {positions.length === 1 && <Text fw={600}>{position.label}</Text>}
            <Confusion
              position={position}
              chosen={grade !== undefined && scoring !== undefined ? { grade, scoring } : null}
              onChoose={(cell) =>
                void navigate({ search: (now) => ({ ...now, ...cell, position: position.position }) })
              }
            />
            <Text>
              {words.appraisals.people(format.number(position.rated, 0), format.number(position.people, 0))}{' '}
              {position.graded_by === 'thresholds'
                ? words.appraisals.byThresholds
                : position.agreement !== null &&
                  words.appraisals.agreement(format.percent(position.agreement, 1))}
            </Text>
            <Text size="sm">
              <PageLink to="/what-if" search={{ evaluation: evaluation.id }} underline="always">
                {words.appraisals.floors}
              </PageLink>{' '}
              <Text span c="dimmed" size="sm">
                {words.appraisals.floorsSays}
              </Text>
            </Text>
          </Stack>
          {grade !== undefined && scoring !== undefined ? (
            <CellPeople
              evaluation={evaluation}
              grades={position.grades.map(({ name }) => name)}
              cell={{ position: position.position, grade, scoring }}
              onClose={() =>
                void navigate({ search: (now) => ({ ...now, grade: undefined, scoring: undefined }) })
              }
            />
          ) : (
            <Text c="dimmed" className="no-print">
              {words.appraisals.choose}
            </Text>
          )}
        </SimpleGrid>
      </Card>
      <SeverityCard severity={summary.severity} />
    </>
  );
}
