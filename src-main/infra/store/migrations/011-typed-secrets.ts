/** Secrets that somebody typed in for one restore, and what a plan asks for (spec 0810). */
export const typedSecrets = `
CREATE TABLE typed_secrets (
  tenant_id TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  version_id TEXT NOT NULL,
  pointer TEXT NOT NULL,
  sealed BLOB,
  typed_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, version_id, pointer)
) STRICT;
ALTER TABLE plan_items ADD COLUMN asks TEXT NOT NULL DEFAULT '[]';
`
