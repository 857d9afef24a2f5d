import { Alert, Card, Group, List, Progress, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Import } from '../../../src/client/index.ts';
import { importQuery } from '../../api/imports.ts';
import { jobOfQuery } from '../../api/jobs.ts';
import { useIsWorker } from '../../api/session.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Actor } from '../../parts/actor.tsx';
import { Failed } from '../../parts/failed.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { StateSign } from '../../parts/state-sign.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { DryRun } from './dry-run.tsx';
import { EvaluateNow } from './evaluate-now.tsx';
import { kindOf, lacksPeriod } from './fields.ts';
import { ImportActions } from './import-actions.tsx';
import { ReadingForm } from './reading-form.tsx';

const route = getRouteApi('/imports/$id');

/** One file: what was recognised, what it would do or did, and what can be done with it. */
export function ImportPage() {
  const { id } = route.useParams();
  const { data, isPending, error, refetch } = useQuery(importQuery(id));
  if (isPending) return <Waiting />;
  if (data === undefined) return <Failed error={error} reset={() => void refetch()} />;
  return <Shown one={data} />;
}

function Shown({ one }: { readonly one: Import }) {
  const { words, format } = useLanguage();
  const mayImport = useIsWorker();
  const { state, failure } = one;
  const isOpen = state === 'ready' || state === 'failed';
  return (
    <Stack>
      <PageLink to="/imports" size="sm" className="no-print">
        {words.imports.all}
      </PageLink>
      <Group justify="space-between" align="flex-start">
        <Stack gap={4} miw={0}>
          <Title order={1}>{one.file_name}</Title>
          <Group gap="xs">
            <StateSign state={state} />
            <Text size="sm" c="dimmed">
              {[one.kind && words.imports.kinds[one.kind], sizeOf(one.file_size, format.number)]
                .filter(Boolean)
                .join(' · ')}
              {' · '}
              <Actor id={one.created_by} />
              {` · ${format.moment(one.created_at)}`}
            </Text>
          </Group>
        </Stack>
        {mayImport && <ImportActions one={one} />}
      </Group>
      {state === 'reading' && <Reading id={one.id} />}
      {failure !== null && !lacksPeriod(one) && <Unread one={one} failure={failure} />}
      {state === 'committed' && mayImport && one.kind !== 'employees' && <EvaluateNow one={one} />}
      {state !== 'reading' && <DryRun one={one} />}
      {isOpen && mayImport && <ReadingForm key={keyOf(one)} one={one} />}
      {one.notes.length > 0 && (
        <Card withBorder>
          <Title order={2} size="h4" mb="xs">
            {words.imports.notes}
          </Title>
          <List size="sm" spacing={4}>
            {one.notes.map((note, i) => (
              <List.Item key={note}>{words.said(note, one.notes_said[i])}</List.Item>
            ))}
          </List>
        </Card>
      )}
    </Stack>
  );
}

/** Why a file could not be read; where it is only not clear which column says what, no more than that. */
function Unread({ one, failure }: { readonly one: Import; readonly failure: string }) {
  const { words } = useLanguage();
  const isUnclear = one.recognised?.kind === null && kindOf(one) !== null;
  return (
    <Alert
      color={isUnclear ? 'yellow' : 'red'}
      role="alert"
      title={isUnclear ? words.imports.notClear : words.imports.notRead}
    >
      {words.said(failure, one.failure_said)}
    </Alert>
  );
}

/** What the form begins with: read anew, it begins anew. */
function keyOf({ id, state, mapping, options, recognised }: Import): string {
  return JSON.stringify([id, state, mapping, options, recognised?.kind]);
}

function Reading({ id }: { readonly id: string }) {
  const { words, format } = useLanguage();
  const { data: job } = useQuery(jobOfQuery(`imports/${id}`));
  const progress = job?.progress ?? 0;
  return (
    <Card withBorder>
      <Text role="status" mb="xs">
        {job?.state === 'waiting' ? words.imports.inLine : words.imports.reading}{' '}
        {progress > 0 && format.percent(progress)}
      </Text>
      <Progress value={Math.max(progress * 100, 5)} animated aria-label={words.imports.reading} />
    </Card>
  );
}

function sizeOf(bytes: number, number: (value: number) => string): string {
  if (bytes >= 1 << 20) return `${number(bytes / (1 << 20))} MiB`;
  return bytes >= 1024 ? `${number(bytes / 1024)} KiB` : `${bytes} B`;
}
