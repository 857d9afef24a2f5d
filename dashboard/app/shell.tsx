import { Alert, AppShell, Burger, Group, NavLink, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useLive } from '../api/live.ts';
import { useSession } from '../api/session.ts';
import { useLanguage } from '../messages/language.tsx';
import { Failed } from '../parts/failed.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { Entrance } from './entrance.tsx';
import { EvaluationPicker } from './evaluation-picker.tsx';
import { pagesFor } from './pages.ts';
import { Preferences } from './preferences.tsx';

/** What stands around every page; nothing of it before whoever looks has logged in. */
export function Shell() {
  const { words } = useLanguage();
  const [isOpen, { toggle, close }] = useDisclosure();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const session = useSession();
  const isReachable = useLive(session.data !== undefined && session.data.role !== null);

  if (session.isPending) return <Waiting />;
  if (session.data === undefined)
    return <Failed error={session.error} reset={() => void session.refetch()} />;
  if (session.data.needs === 'log_in' || session.data.role === null) return <Entrance />;

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <a href="#content" className="visually-hidden">
        {words.app.skip}
      </a>
      <AppShell.Header className="no-print">
        <Group h="100%" px="md" wrap="nowrap">
          <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={words.app.menu} />
          <Text fw={700} size="lg">
            {words.app.name}
          </Text>
          <EvaluationPicker />
          <Preferences session={session.data} />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" className="no-print" aria-label={words.app.menu}>
        {pagesFor(session.data.role).map(({ name, to, icon: Icon }) => (
          <NavLink
            key={to}
            component={Link}
            to={to}
            label={words.pages[name]}
            leftSection={<Icon size={18} aria-hidden />}
            active={to === '/' ? path === '/' : path.startsWith(to)}
            onClick={close}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <div role="status">
          {!isReachable && <Alert color="yellow" mb="md" title={words.app.offline} className="no-print" />}
        </div>
        {session.data.needs === 'set_up' && (
          <Alert color="yellow" mb="md" title={words.app.withoutAccounts} className="no-print">
            {words.app.makeFirst}
          </Alert>
        )}
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
