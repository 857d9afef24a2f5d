import { Button, Group, Progress, Select, Stack, Table, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Job } from '../../../src/client/index.ts';
import { client } from '../../api/client.ts';
import { allEvaluationsQuery } from '../../api/evaluations.ts';
import { newestImportsQuery } from '../../api/imports.ts';
import { isUnderWay, jobsQuery } from '../../api/jobs.ts';
import { useIsWorker } from '../../api/session.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Actor } from '../../parts/actor.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { More } from '../../parts/more.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { StateSign } from '../../parts/state-sign.tsx';
import { useAction } from '../../parts/use-action.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { WideTable } from '../../parts/wide-table.tsx';
import { JOB_STATES } from './jobs-view.ts';

const route = getRouteApi('/jobs');

/** What the server is doing and has done, newest first, as it happens. */
export function JobsPage() {
  const { words } = useLanguage();
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const jobs = useInfiniteQuery(jobsQuery(state));
  const shown = jobs.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1}>{words.pages.jobs}</Title>
        <Select
          aria-label={words.jobs.state}
          placeholder={words.jobs.all}
          data={JOB_STATES.map((value) => ({ value, label: words.jobs.states[value] }))}
          value={state ?? null}
          onChange={(chosen) =>
            void navigate({
              search: (now) => ({ ...now, state: JOB_STATES.find((one) => one === chosen) }),
              replace: true,
            })
          }
          clearable
          clearButtonProps={{ 'aria-label': words.states.clear }}
          w={200}
          className="no-print"
        />
      </Group>
      {jobs.isPending && <Waiting />}
      {jobs.isError && <Failed error={jobs.error} reset={() => void jobs.refetch()} />}
      {jobs.data && shown.length === 0 && <Empty title={words.jobs.none} says={words.jobs.noneSays} />}
      {shown.length > 0 && <JobTable jobs={shown} />}
      <More pages={jobs} />
    </Stack>
  );
}

function JobTable({ jobs }: { readonly jobs: readonly Job[] }) {
  const { words, format } = useLanguage();
  const mayCancel = useIsWorker();
  return (
    <WideTable label={words.pages.jobs} minWidth={820}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.jobs.what}</Table.Th>
          <Table.Th w={150}>{words.jobs.state}</Table.Th>
          <Table.Th w={240}>{words.jobs.progress}</Table.Th>
          <Table.Th>{words.jobs.by}</Table.Th>
          <Table.Th>{words.jobs.begun}</Table.Th>
          <Table.Th ta="right">{words.jobs.took}</Table.Th>
          {mayCancel && (
            <Table.Th>
              <span className="visually-hidden">{words.states.actions}</span>
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {jobs.map((job) => (
          <Table.Tr key={job.id}>
            <Table.Td>
              <What job={job} />
            </Table.Td>
            <Table.Td>
              <StateSign state={job.state} />
            </Table.Td>
            <Table.Td>
              <HowFar job={job} />
            </Table.Td>
            <Table.Td>
              <Actor id={job.created_by} />
            </Table.Td>
            <Table.Td>{format.moment(job.started_at ?? job.created_at)}</Table.Td>
            <Table.Td ta="right">{tookOf(job, format.number, words.jobs.seconds)}</Table.Td>
            {mayCancel && <Table.Td ta="right">{isUnderWay(job) && <Cancel job={job} />}</Table.Td>}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  );
}

/** What a job is about, as a way to its result. */
function What({ job: { kind, subject, state } }: { readonly job: Job }) {
  const { words } = useLanguage();
  const evaluations = useQuery(allEvaluationsQuery);
  const imports = useQuery(newestImportsQuery);
  const [of, id = ''] = subject.split('/');
  const name = (words.jobs.kinds as Readonly<Record<string, string>>)[kind] ?? kind;
  const evaluation = of === 'evaluations' ? evaluations.data?.find((one) => one.id === id) : undefined;
  const file = of === 'imports' ? imports.data?.items.find((one) => one.id === id) : undefined;
  return (
    <>
      <Text size="sm" fw={500}>
        {name}
      </Text>
      {evaluation && state === 'done' && kind === 'evaluation' ? (
        <PageLink to="/" search={{ evaluation: id }} size="sm">
          {evaluation.name}
        </PageLink>
      ) : (
        evaluation && <Text size="sm">{evaluation.name}</Text>
      )}
      {file && (
        <PageLink to="/imports/$id" params={{ id }} size="sm" maw={320} truncate display="block">
          {file.file_name}
        </PageLink>
      )}
    </>
  );
}

function HowFar({ job }: { readonly job: Job }) {
  const { words, format } = useLanguage();
  if (job.state === 'failed') return <Text size="sm">{words.said(job.failure ?? '', job.failure_said)}</Text>;
  if (job.state !== 'running') return null;
  return (
    <Group gap="xs" wrap="nowrap">
      <Progress value={job.progress * 100} aria-label={words.jobs.progress} flex={1} miw={100} animated />
      <Text size="sm" w={44} ta="right">
        {format.percent(job.progress)}
      </Text>
    </Group>
  );
}

function Cancel({ job: { id } }: { readonly job: Job }) {
  const { words } = useLanguage();
  const action = useAction([['jobs'], ['evaluations'], ['imports']]);
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={action.isBusy}
      onClick={() =>
        void action.run(() => client.cancelJob({ params: { id } }), { says: words.jobs.cancelling })
      }
    >
      {words.states.cancel}
    </Button>
  );
}

function tookOf(
  { started_at, finished_at }: Job,
  number: (value: number) => string,
  seconds: (value: string) => string,
): string {
  if (started_at === null || finished_at === null) return '';
  return seconds(number((Date.parse(finished_at) - Date.parse(started_at)) / 1000));
}
