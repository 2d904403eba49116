/**
 * Mappings for a pair of tenants, plans with a hash and a second pass, notifications, a chained audit, and the
 * properties to create a group.
 */
export const trustedRestore = `
ALTER TABLE plans ADD COLUMN hash TEXT NOT NULL DEFAULT '';
ALTER TABLE plan_items ADD COLUMN later TEXT NOT NULL DEFAULT '[]';
ALTER TABLE directory_names ADD COLUMN facts TEXT;

-- One entry says how its predecessors read: those from before are bound in by the first one that has a hash.
ALTER TABLE audit_entries ADD COLUMN hash TEXT;

CREATE TABLE mappings (
  source_tenant_id TEXT NOT NULL,
  target_tenant_id TEXT NOT NULL,
  -- kind/source id
  key TEXT NOT NULL,
  -- NULL to leave the reference out.
  target TEXT,
  saved_at TEXT NOT NULL,
  PRIMARY KEY (source_tenant_id, target_tenant_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE notifications (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  run_id TEXT NOT NULL REFERENCES runs (id),
  tone TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  at TEXT NOT NULL,
  read_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX notifications_by_tenant ON notifications (tenant_id, at);
`
