import { Badge } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconBan,
  IconCircleCheck,
  IconClock,
  IconEye,
  IconPlayerPlay,
} from '@tabler/icons-react';
import type { Import, Job } from '../../src/client/index.ts';
import { useLanguage } from '../messages/language.tsx';

/** The icon and colour of each state of a job, an evaluation or an import. */
const SIGNS = {
  waiting: [IconClock, 'gray'],
  running: [IconPlayerPlay, 'petrol'],
  reading: [IconPlayerPlay, 'petrol'],
  ready: [IconEye, 'petrol'],
  done: [IconCircleCheck, 'green'],
  committed: [IconCircleCheck, 'green'],
  failed: [IconAlertTriangle, 'red'],
  cancelled: [IconBan, 'gray'],
  undone: [IconArrowBackUp, 'gray'],
  dismissed: [IconBan, 'gray'],
} as const;

/** How far something is, in a word beside an icon. */
export function StateSign({ state }: { readonly state: Job['state'] | Import['state'] }) {
  const { words } = useLanguage();
  const [Shown, colour] = SIGNS[state];
  return (
    <Badge
      variant="default"
      tt="none"
      fw={500}
      leftSection={<Shown size={13} color={`var(--mantine-color-${colour}-text)`} aria-hidden />}
    >
      {words.jobs.states[state]}
    </Badge>
  );
}
