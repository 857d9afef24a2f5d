import { Button, Group, NativeSelect, Stack, Title } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useRole } from '../../api/session.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Empty } from '../../parts/empty.tsx';
import { NotFound } from '../../parts/not-found.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { SETTINGS_TABS, type SettingsTab, settingsTabsFor } from './tabs.ts';

const SHOWN = {
  organisation: lazy(async () => ({ default: (await import('./organisation-tab.tsx')).OrganisationTab })),
  departments: lazy(async () => ({ default: (await import('./departments-tab.tsx')).DepartmentsTab })),
  people: lazy(async () => ({ default: (await import('./people-tab.tsx')).PeopleTab })),
  periods: lazy(async () => ({ default: (await import('./periods-tab.tsx')).PeriodsTab })),
  accounts: lazy(async () => ({ default: (await import('./accounts-tab.tsx')).AccountsTab })),
  keys: lazy(async () => ({ default: (await import('./keys-tab.tsx')).KeysTab })),
  retention: lazy(async () => ({ default: (await import('./retention-tab.tsx')).RetentionTab })),
  account: lazy(async () => ({ default: (await import('./account-tab.tsx')).AccountTab })),
} as const satisfies Record<SettingsTab, unknown>;

/** What can be set, each part under its own address. */
export function SettingsPage() {
  const { words } = useLanguage();
  const role = useRole();
  const { tab: wanted } = useParams({ strict: false });
  const tabs = settingsTabsFor(role);
  const name = wanted ?? tabs[0];
  const tab = SETTINGS_TABS.find((one) => one.name === name)?.name;
  if (tab === undefined) return <NotFound />;
  const Shown = SHOWN[tab];
  return (
    <Stack>
      <Title order={1}>{words.pages.settings}</Title>
      <Tabs tabs={tabs} current={tab} />
      {tabs.includes(tab) ? (
        <Suspense fallback={<Waiting />}>
          <Shown />
        </Suspense>
      ) : (
        <Empty title={words.states.notAllowed} says={words.states.notAllowedSays} />
      )}
    </Stack>
  );
}

function Tabs({ tabs, current }: { readonly tabs: readonly SettingsTab[]; readonly current: SettingsTab }) {
  const { words } = useLanguage();
  const navigate = useNavigate();
  if (tabs.length < 2) return null;
  return (
    <nav aria-label={words.pages.settings} className="no-print">
      <NativeSelect
        hiddenFrom="sm"
        aria-label={words.settings.part}
        value={current}
        data={tabs.map((name) => ({ value: name, label: words.settings.tabs[name] }))}
        onChange={({ currentTarget }) => {
          void navigate({ to: '/settings/$tab', params: { tab: currentTarget.value } });
        }}
      />
      <Group gap={4} visibleFrom="sm">
        {tabs.map((name) => (
          <Button
            key={name}
            component={Link}
            to={`/settings/${name}`}
            size="sm"
            px="sm"
            variant={name === current ? 'light' : 'subtle'}
            {...(name !== current && { color: 'gray', c: 'var(--mantine-color-text)' })}
            aria-current={name === current ? 'page' : undefined}
          >
            {words.settings.tabs[name]}
          </Button>
        ))}
      </Group>
    </nav>
  );
}
