import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { IconUserCircle } from '@tabler/icons-react';
import type { Session } from '../../src/client/index.ts';
import { client } from '../api/client.ts';
import { LANGUAGE_NAMES, type Language, useLanguage } from '../messages/language.tsx';

const SCHEMES = { light: 'light', dark: 'dark', auto: 'system' } as const;

/** Who looks, and how they like it. */
export function Preferences({ session }: { readonly session: Session }) {
  const { words, language, choose } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const logOut = async () => {
    await client.logOut();
    // Nothing of what was read stays in memory.
    window.location.assign('/log-in');
  };
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" size="lg" ml="auto" aria-label={session.account?.name ?? words.app.menu}>
          <IconUserCircle aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {session.account && <Menu.Label>{session.account.name}</Menu.Label>}
        {session.account && <Menu.Item onClick={() => void logOut()}>{words.app.logOut}</Menu.Item>}
        <Menu.Label>{words.app.colours}</Menu.Label>
        {(['light', 'dark', 'auto'] as const).map((scheme) => (
          <Menu.RadioItem
            key={scheme}
            value={scheme}
            checked={colorScheme === scheme}
            onChange={() => setColorScheme(scheme)}
          >
            {words.app[SCHEMES[scheme]]}
          </Menu.RadioItem>
        ))}
        <Menu.Label>{words.app.language}</Menu.Label>
        {(Object.keys(LANGUAGE_NAMES) as Language[]).map((one) => (
          <Menu.RadioItem
            key={one}
            value={one}
            checked={language === one}
            lang={one}
            onChange={() => choose(one)}
          >
            {LANGUAGE_NAMES[one]}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
