import type { Sight } from '../../data/store/sight.ts';
import { isConfined, type Role } from './roles.ts';

/** Who asks, as the server has made sure. */
export interface Principal {
  /** What the audit log calls them: an account's id, `key/` and the id of an API key, or `local`. */
  readonly actor: string;
  readonly role: Role;
  /** Whose own records are theirs. */
  readonly employeeId: string | null;
  /** The account behind a session; null for API keys, and while there are no accounts. */
  readonly accountId: string | null;
  /** What ends the session or the key: `sessions/` or `keys/` and its id; null while there are no accounts. */
  readonly credential: string | null;
  /** The only operations that an API key may ask for; null means all of the role. */
  readonly operations: ReadonlySet<string> | null;
}

/** Whoever sits at this machine, while there are no accounts. */
export const LOCAL: Principal = {
  actor: 'local',
  role: 'admin',
  employeeId: null,
  accountId: null,
  credential: null,
  operations: null,
};

/** What a principal sees of the records; null where it is everything. */
export function sightOf({ role, employeeId }: Principal): Sight | null {
  return isConfined(role) ? { employeeId, withTeam: role === 'manager' } : null;
}
