import { Alert, Button, Card, FileButton, Group, Stack, Text, Title } from '@mantine/core';
import { IconPlus, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { createLink } from '@tanstack/react-router';
import { ProblemError } from '../../api/client.ts';
import { addRubric, type KeptRubric, rubricsQuery } from '../../api/rubrics.ts';
import { useIsWorker } from '../../api/session.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { toldBy } from '../../parts/told-by.ts';
import { useAction } from '../../parts/use-action.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { AppraisalsHead } from './appraisals-head.tsx';
import { positionsOf } from './rubric-positions.ts';
import { newestOfEach } from './sheet-page.tsx';

const ButtonLink = createLink(Button<'a'>);

/** All rubrics by name, with their versions. */
export function RubricsPage() {
  const { words, format } = useLanguage();
  const isWorker = useIsWorker();
  const { data, isPending, error, refetch } = useQuery(rubricsQuery);
  const action = useAction([['rubrics'], ['imports', 'rubrics']], { inForm: true });
  const add = (file: File | null) =>
    file &&
    action.run(
      async () => addRubric(await file.text()),
      ({ name, version }) => ({ says: words.rubrics.saved(name, format.number(version, 0)) }),
    );
  const mistakes = action.error instanceof ProblemError ? (action.error.problem?.errors ?? []) : [];
  return (
    <Stack>
      <AppraisalsHead part="rubrics" />
      <Group justify="space-between">
        <Text c="dimmed">{words.rubrics.says}</Text>
        {isWorker && (
          <Group gap="xs" className="no-print">
            <FileButton onChange={(file) => void add(file)} accept=".yaml,.yml,.json">
              {(props) => (
                <Button
                  {...props}
                  variant="default"
                  loading={action.isBusy}
                  leftSection={<IconUpload size={16} aria-hidden />}
                >
                  {words.rubrics.upload}
                </Button>
              )}
            </FileButton>
            <ButtonLink
              component="a"
              to="/appraisals/new-rubric"
              leftSection={<IconPlus size={16} aria-hidden />}
            >
              {words.rubrics.create}
            </ButtonLink>
          </Group>
        )}
      </Group>
      {action.error !== null && (
        <Alert color="red" role="alert" title={words.rubrics.failed}>
          {toldBy(action.error, words)}
          <ul>
            {mistakes.map(({ reason, reason_said }) => (
              <li key={reason}>{words.said(reason, reason_said)}</li>
            ))}
          </ul>
        </Alert>
      )}
      {isPending && <Waiting />}
      {error && <Failed error={error} reset={() => void refetch()} />}
      {data?.length === 0 && <Empty title={words.rubrics.none} />}
      {data &&
        newestOfEach(data).map((newest) => (
          <Rubric key={newest.id} newest={newest} all={data.filter(({ name }) => name === newest.name)} />
        ))}
    </Stack>
  );
}

function Rubric({ newest, all }: { readonly newest: KeptRubric; readonly all: readonly KeptRubric[] }) {
  const { words, format } = useLanguage();
  const positions = positionsOf(newest);
  const title = typeof newest.document.title === 'string' ? newest.document.title : null;
  const indicators = new Set(positions.flatMap((one) => one.indicators.map(({ key }) => key)));
  return (
    <Card withBorder component="section" aria-label={newest.name}>
      <Title order={2} size="h4">
        <PageLink to="/appraisals/rubrics/$name" params={{ name: newest.name }} inherit>
          {newest.name}
        </PageLink>
      </Title>
      {title && <Text>{title}</Text>}
      <Text size="sm" c="dimmed">
        {[
          words.rubrics.positions(format.number(positions.length, 0)),
          words.rubrics.indicatorsCount(format.number(indicators.size, 0)),
          words.rubrics.made(format.day(newest.created_at.slice(0, 10))),
        ].join(' · ')}
      </Text>
      <Group gap="sm" mt="xs">
        <Text size="sm">{words.rubrics.older}:</Text>
        {all.map(({ id, name, version }) => (
          <PageLink key={id} to="/appraisals/rubrics/$name" params={{ name }} search={{ version }} size="sm">
            {words.rubrics.version(format.number(version, 0))}
          </PageLink>
        ))}
      </Group>
    </Card>
  );
}
