import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useLanguage } from '../../messages/language.tsx';

interface Choice {
  readonly label: string;
  readonly onClick: () => void;
  readonly isDangerous?: boolean;
}

/** What can be done with one row. */
export function RowMenu({
  name,
  choices,
}: {
  readonly name: string;
  readonly choices: readonly (Choice | false)[];
}) {
  const { words } = useLanguage();
  const shown = choices.filter((choice) => choice !== false);
  if (shown.length === 0) return null;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`${words.states.actions}: ${name}`}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {shown.map(({ label, onClick, isDangerous }) => (
          <Menu.Item
            key={label}
            onClick={onClick}
            c={isDangerous ? 'var(--mantine-color-error)' : 'var(--mantine-color-text)'}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
