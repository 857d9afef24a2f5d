import type { Icon } from '@tabler/icons-react';
import {
  IconAdjustments,
  IconChartLine,
  IconClipboardCheck,
  IconFileImport,
  IconLayoutDashboard,
  IconListCheck,
  IconMap2,
  IconProgress,
  IconRulerMeasure,
  IconSettings,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';
import type { Session } from '../../src/client/index.ts';
import type { Messages } from '../messages/en.ts';

export type Role = NonNullable<Session['role']>;

/** A page in the menu. */
interface Page {
  readonly name: keyof Messages['pages'];
  readonly to: string;
  readonly icon: Icon;
  /** Who finds something there. */
  readonly roles: readonly Role[];
}

/** Who sees more people than themselves. */
const OF_OTHERS: readonly Role[] = ['admin', 'analyst', 'auditor', 'manager'];

const READERS: readonly Role[] = ['admin', 'analyst', 'auditor'];

/** Every page in the menu, in its order. */
export const PAGES: readonly Page[] = [
  { name: 'me', to: '/me', icon: IconUser, roles: ['employee', 'manager'] },
  { name: 'overview', to: '/', icon: IconLayoutDashboard, roles: OF_OTHERS },
  { name: 'people', to: '/people', icon: IconUsers, roles: OF_OTHERS },
  { name: 'trends', to: '/trends', icon: IconChartLine, roles: OF_OTHERS },
  { name: 'map', to: '/map', icon: IconMap2, roles: OF_OTHERS },
  { name: 'appraisals', to: '/appraisals', icon: IconClipboardCheck, roles: READERS },
  { name: 'standards', to: '/standards', icon: IconRulerMeasure, roles: READERS },
  { name: 'whatIf', to: '/what-if', icon: IconAdjustments, roles: READERS },
  { name: 'imports', to: '/imports', icon: IconFileImport, roles: READERS },
  { name: 'jobs', to: '/jobs', icon: IconProgress, roles: READERS },
  { name: 'audit', to: '/audit', icon: IconListCheck, roles: ['admin', 'auditor'] },
  {
    name: 'settings',
    to: '/settings',
    icon: IconSettings,
    roles: ['admin', 'analyst', 'auditor', 'manager', 'employee'],
  },
];

/** The pages that a role finds something on. The server decides what is seen; this only spares ways that lead nowhere. */
export function pagesFor(role: Role): readonly Page[] {
  return PAGES.filter(({ roles }) => roles.includes(role));
}
