/**
 * Several accounts can be signed in to one tenant. The permissions of each are its own; `tenants.account` says whose
 * are used. An app can sign in with a certificate of the Windows certificate store.
 */
export const accounts = `
CREATE TABLE accounts (
  tenant_id TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  account TEXT NOT NULL COLLATE NOCASE,
  scopes TEXT NOT NULL,
  signed_in_at TEXT NOT NULL,
  by_broker INTEGER NOT NULL DEFAULT 0,
  home_account_id TEXT,
  PRIMARY KEY (tenant_id, account)
) STRICT, WITHOUT ROWID;
INSERT INTO accounts (tenant_id, account, scopes, signed_in_at)
  SELECT id, account, scopes, strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM tenants WHERE account IS NOT NULL;
ALTER TABLE tenants DROP COLUMN scopes;
ALTER TABLE tenants ADD COLUMN certificate_thumbprint TEXT;
`
