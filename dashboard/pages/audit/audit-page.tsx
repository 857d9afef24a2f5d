import { Button, Group, Menu, Stack, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { auditQuery } from '../../api/audit.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failed } from '../../parts/failed.tsx';
import { More } from '../../parts/more.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { AuditTable } from './audit-table.tsx';
import { type AuditView, auditQueryOf } from './audit-view.ts';
import { Verification } from './verification.tsx';

const route = getRouteApi('/audit');

/** Who did what, when, to what; and whether the log is still as it was written. */
export function AuditPage() {
  const { words } = useLanguage();
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const query = useMemo(() => auditQueryOf(view), [view]);
  const pages = useInfiniteQuery(auditQuery(query));
  const change = (part: AuditView) =>
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true });
  const entries = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const isFiltered = Object.keys(query).length > 0;
  if (pages.isError) {
    return (
      <Stack>
        <Title order={1}>{words.pages.audit}</Title>
        <Failed error={pages.error} reset={() => void pages.refetch()} />
      </Stack>
    );
  }
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1}>{words.pages.audit}</Title>
        <Export from={query.from} to={query.to} />
      </Group>
      <Verification />
      <AuditFilters view={view} onChange={change} />
      {pages.isPending && <Waiting />}
      {pages.data && entries.length === 0 && (
        <Empty title={words.audit.none} says={isFiltered ? words.audit.noneMatches : words.audit.noneSays} />
      )}
      {entries.length > 0 && <AuditTable entries={entries} onChange={change} />}
      <More pages={pages} />
    </Stack>
  );
}

function Export({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }) {
  const { words } = useLanguage();
  const address = (format: string) => {
    const query = new URLSearchParams({ format, ...(from && { from }), ...(to && { to }) });
    return `/api/v1/audit/export?${query}`;
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" className="no-print" leftSection={<IconDownload size={16} aria-hidden />}>
          {words.people.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.audit.exportSays}</Menu.Label>
        {(['ndjson', 'csv'] as const).map((format) => (
          <Menu.Item key={format} component="a" href={address(format)} download>
            {format.toUpperCase()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
