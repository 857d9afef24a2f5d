import type { AuditQuery } from '../../api/audit.ts';

/** What the page shows, as its address says it. */
export interface AuditView {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  /** Days, in UTC as the log is. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function readAuditView(search: Record<string, unknown>): AuditView {
  const known = (name: string, isGood: (value: string) => boolean) => {
    const value = search[name];
    return typeof value === 'string' && value !== '' && isGood(value) ? { [name]: value } : {};
  };
  return {
    ...known('actor', ({ length }) => length <= 200),
    ...known('action', ({ length }) => length <= 100),
    ...known('subject', ({ length }) => length <= 200),
    ...known('from', isDay),
    ...known('to', isDay),
  };
}

/** The same in the words of the API: whole days, the last one included. */
export function auditQueryOf({ actor, action, subject, from, to }: AuditView): AuditQuery {
  return {
    ...(actor && { actor }),
    ...(action && { action }),
    ...(subject && { subject }),
    ...(from && { from: `${from}T00:00:00.000Z` }),
    ...(to && { to: `${to}T23:59:59.999Z` }),
  };
}

function isDay(value: string): boolean {
  return DAY.test(value) && !Number.isNaN(Date.parse(value));
}
