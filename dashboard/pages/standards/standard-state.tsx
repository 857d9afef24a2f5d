import { Badge } from '@mantine/core';
import { IconArchive, IconCircleCheck, IconPencil, IconPlayerPlay } from '@tabler/icons-react';
import type { Standard } from '../../../src/client/index.ts';
import { useLanguage } from '../../messages/language.tsx';

const LOOKS = {
  draft: { icon: IconPencil, variant: 'default' },
  approved: { icon: IconCircleCheck, variant: 'outline' },
  active: { icon: IconPlayerPlay, variant: 'filled' },
  retired: { icon: IconArchive, variant: 'default' },
} as const;

/** How far a standard has come: a word and a sign. */
export function StandardState({ state }: { readonly state: Standard['state'] }) {
  const { words } = useLanguage();
  const { icon: Icon, variant } = LOOKS[state];
  return (
    <Badge variant={variant} tt="none" leftSection={<Icon size={13} aria-hidden />}>
      {words.standards.states[state]}
    </Badge>
  );
}
