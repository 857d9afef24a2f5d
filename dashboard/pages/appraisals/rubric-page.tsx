import { Group, Select, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { rubricsQuery } from '../../api/rubrics.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { draftOf, NEW_RUBRIC } from './rubric-draft.ts';
import { RubricEditor } from './rubric-editor.tsx';

const route = getRouteApi('/appraisals/rubrics/$name');

/** A rubric: the newest version, or the one that the address names, to be made into the next one. */
export function RubricPage() {
  const { words, format } = useLanguage();
  const { name } = route.useParams();
  const { version } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, isPending, error, refetch } = useQuery(rubricsQuery);
  if (isPending) return <Waiting />;
  if (error) return <Failed error={error} reset={() => void refetch()} />;
  const versions = data.filter((one) => one.name === name).sort((a, b) => b.version - a.version);
  const shown = versions.find((one) => one.version === version) ?? versions[0];
  if (shown === undefined) return <Empty title={words.rubrics.gone} isPage />;
  return (
    <Stack>
      <PageLink to="/appraisals/rubrics" size="sm" className="no-print">
        {words.rubrics.title}
      </PageLink>
      <Group justify="space-between">
        <Title order={1}>{words.rubrics.editing(name)}</Title>
        <Select
          aria-label={words.rubrics.older}
          data={versions.map((one) => ({
            value: String(one.version),
            label: `${words.rubrics.version(format.number(one.version, 0))} · ${format.day(one.created_at.slice(0, 10))}`,
          }))}
          value={String(shown.version)}
          onChange={(value) => value && void navigate({ search: { version: Number(value) } })}
          allowDeselect={false}
          w={260}
          className="no-print"
        />
      </Group>
      <RubricEditor key={shown.id} initial={draftOf(shown.document)} />
    </Stack>
  );
}

/** A rubric that is not there yet. */
export function NewRubricPage() {
  const { words } = useLanguage();
  return (
    <Stack>
      <PageLink to="/appraisals/rubrics" size="sm" className="no-print">
        {words.rubrics.title}
      </PageLink>
      <Title order={1}>{words.rubrics.fresh}</Title>
      <RubricEditor initial={NEW_RUBRIC} />
    </Stack>
  );
}
