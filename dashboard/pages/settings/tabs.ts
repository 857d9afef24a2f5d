import type { Role } from '../../app/pages.ts';

const READERS = ['admin', 'analyst', 'auditor'] as const;

/** The parts of the settings by their addresses, and who finds something there. */
export const SETTINGS_TABS = [
  { name: 'organisation', roles: READERS },
  { name: 'departments', roles: READERS },
  { name: 'people', roles: READERS },
  { name: 'periods', roles: READERS },
  { name: 'accounts', roles: ['admin', 'auditor'] },
  { name: 'keys', roles: ['admin', 'auditor'] },
  { name: 'retention', roles: READERS },
  { name: 'account', roles: ['admin', 'analyst', 'auditor', 'manager', 'employee'] },
] as const satisfies readonly { readonly name: string; readonly roles: readonly Role[] }[];

export type SettingsTab = (typeof SETTINGS_TABS)[number]['name'];

export function settingsTabsFor(role: Role): readonly SettingsTab[] {
  return SETTINGS_TABS.filter(({ roles }) => roles.some((one) => one === role)).map(({ name }) => name);
}

/** What the address of a part may say. */
export interface SettingsView {
  readonly search?: string | undefined;
  /** What is open to be changed, by its id. */
  readonly open?: string | undefined;
  readonly role?: Role | undefined;
}

export const ROLES: readonly Role[] = ['admin', 'analyst', 'manager', 'employee', 'auditor'];

export function readSettingsView({ search, open, role }: Record<string, unknown>): SettingsView {
  const known = ROLES.find((one) => one === role);
  return {
    ...((typeof search === 'string' || typeof search === 'number') && { search: String(search) }),
    ...(typeof open === 'string' && { open }),
    ...(known && { role: known }),
  };
}
