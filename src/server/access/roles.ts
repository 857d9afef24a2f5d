/** What an account may be. Each has one role; more is made of two accounts. */
export const ROLES = ['admin', 'analyst', 'manager', 'employee', 'auditor'] as const;

export type Role = (typeof ROLES)[number];

/** Roles that see what is theirs and nothing else: the own records, and those of the people below. */
export function isConfined(role: Role): role is 'manager' | 'employee' {
  return role === 'manager' || role === 'employee';
}
