/** The first schema. Versions, blobs and audit are insert-only: triggers refuse everything else (000-5). */
export const initial = `
CREATE TABLE tenants (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  environment TEXT NOT NULL CHECK (environment IN ('production', 'test', 'demo')),
  colour TEXT NOT NULL,
  graph_url TEXT,
  token_variable TEXT,
  unlocked_until TEXT,
  last_sync_at TEXT,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE policies (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  type TEXT NOT NULL,
  external_id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  platform TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'missing')),
  modified_at TEXT,
  first_seen_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  last_captured_at TEXT,
  version_id TEXT,
  version_count INTEGER NOT NULL DEFAULT 0,
  assignment_count INTEGER,
  scope_tags TEXT NOT NULL DEFAULT '[]',
  UNIQUE (tenant_id, type, external_id)
) STRICT;

CREATE TABLE blobs (
  hash TEXT PRIMARY KEY,
  content BLOB NOT NULL,
  size INTEGER NOT NULL,
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE versions (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  policy_id TEXT NOT NULL REFERENCES policies (id),
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  number INTEGER NOT NULL,
  hash TEXT NOT NULL REFERENCES blobs (hash),
  fingerprint TEXT NOT NULL,
  names TEXT NOT NULL,
  run_id TEXT NOT NULL,
  modified_at TEXT,
  captured_at TEXT NOT NULL,
  UNIQUE (policy_id, number)
) STRICT;
CREATE INDEX versions_by_hash ON versions (hash);

CREATE TABLE secrets (
  version_id TEXT NOT NULL REFERENCES versions (id),
  pointer TEXT NOT NULL,
  label TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (version_id, pointer)
) STRICT, WITHOUT ROWID;

CREATE TABLE backup_sets (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  name TEXT NOT NULL,
  run_id TEXT NOT NULL UNIQUE,
  complete INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  verified_at TEXT
) STRICT;

CREATE TABLE backup_set_versions (
  set_id TEXT NOT NULL REFERENCES backup_sets (id),
  version_id TEXT NOT NULL REFERENCES versions (id),
  is_new INTEGER NOT NULL,
  PRIMARY KEY (set_id, version_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX backup_set_versions_by_version ON backup_set_versions (version_id);

CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  target TEXT NOT NULL,
  input TEXT NOT NULL,
  status TEXT NOT NULL,
  phase TEXT,
  result TEXT NOT NULL DEFAULT '{}',
  error TEXT,
  requests INTEGER NOT NULL DEFAULT 0,
  throttled INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT
) STRICT;
CREATE INDEX runs_by_tenant ON runs (tenant_id, created_at);
-- The same job on the same target exists once while it is not ended (000-2).
CREATE UNIQUE INDEX runs_one_active ON runs (tenant_id, kind, target) WHERE status IN ('queued', 'running', 'cancelling');

CREATE TABLE run_items (
  run_id TEXT NOT NULL REFERENCES runs (id),
  seq INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL,
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  policy_id TEXT,
  state TEXT NOT NULL,
  note TEXT,
  detail TEXT NOT NULL DEFAULT '{}',
  error TEXT,
  started_at TEXT,
  ended_at TEXT,
  PRIMARY KEY (run_id, seq),
  UNIQUE (run_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE plans (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  run_id TEXT NOT NULL,
  source TEXT NOT NULL,
  input TEXT NOT NULL,
  refs TEXT NOT NULL,
  targets BLOB NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE plan_items (
  plan_id TEXT NOT NULL REFERENCES plans (id),
  seq INTEGER NOT NULL,
  type TEXT NOT NULL,
  version_id TEXT NOT NULL,
  source_id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  action TEXT NOT NULL,
  reason TEXT,
  risk TEXT NOT NULL,
  target_id TEXT,
  live_fingerprint TEXT,
  included INTEGER NOT NULL,
  depends_on TEXT NOT NULL,
  warnings TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (plan_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE directory_names (
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_entries (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  tenant_id TEXT,
  action TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;

CREATE TRIGGER blobs_no_update BEFORE UPDATE ON blobs BEGIN SELECT RAISE(ABORT, 'blobs are insert-only'); END;
CREATE TRIGGER blobs_no_delete BEFORE DELETE ON blobs BEGIN SELECT RAISE(ABORT, 'blobs are insert-only'); END;
CREATE TRIGGER versions_no_update BEFORE UPDATE ON versions BEGIN SELECT RAISE(ABORT, 'versions are insert-only'); END;
CREATE TRIGGER versions_no_delete BEFORE DELETE ON versions BEGIN SELECT RAISE(ABORT, 'versions are insert-only'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, 'audit is insert-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit_entries BEGIN SELECT RAISE(ABORT, 'audit is insert-only'); END;
`
