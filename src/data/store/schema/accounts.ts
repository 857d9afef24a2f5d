/** Who may come in, and by what. Secrets are kept as SHA-256 of themselves, passwords by argon2id. */
export interface AccountTables {
  accounts: AccountTable;
  sessions: SessionTable;
  invitations: {
    token_hash: string;
    account_id: string;
    created_at: string;
    expires_at: string;
  };
  api_keys: ApiKeyTable;
  /** Logins that were begun and are at the identity provider. */
  openid_logins: {
    /** Of what the browser holds. */
    token_hash: string;
    state: string;
    nonce: string;
    code_verifier: string;
    expires_at: string;
  };
}

interface AccountTable {
  id: string;
  /** Lower case; unique. */
  email: string;
  name: string;
  /** admin, analyst, manager, employee or auditor. */
  role: string;
  /** Whose results are the account's own, and who stands at the top of what a manager sees. */
  employee_id: string | null;
  /** Null until the invitation is taken up, or where somebody comes in by OpenID Connect alone. */
  password_hash: string | null;
  openid_issuer: string | null;
  openid_subject: string | null;
  /** 1 where the account may be used. */
  active: number;
  version: number;
  created_by: string;
  created_at: string;
  updated_at: string;
  last_login_at: string | null;
}

interface SessionTable {
  token_hash: string;
  id: string;
  account_id: string;
  created_at: string;
  last_seen_at: string;
  expires_at: string;
}

interface ApiKeyTable {
  id: string;
  name: string;
  token_hash: string;
  /** What it may do: what this role may, and of that only the operations listed. */
  role: string;
  /** Names of operations as JSON; null means all of the role. */
  operations: string | null;
  created_by: string;
  created_at: string;
  expires_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
}
