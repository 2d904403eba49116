/** Lifecycle, absences, search, edges, baselines with findings, schedules, and who changed what. */
export const compareDriftSearchSchedules = `
ALTER TABLE policies ADD COLUMN ignored_at TEXT;
ALTER TABLE policies ADD COLUMN archived_at TEXT;

-- When an object was not in its tenant, as far as complete listings saw it.
CREATE TABLE absences (
  policy_id TEXT NOT NULL REFERENCES policies (id),
  gone_at TEXT NOT NULL,
  back_at TEXT,
  PRIMARY KEY (policy_id, gone_at)
) STRICT, WITHOUT ROWID;
INSERT INTO absences (policy_id, gone_at) SELECT id, last_seen_at FROM policies WHERE state = 'missing';

-- What was worked out of a version: it has a row here, and under the same number its words in the search index.
CREATE TABLE version_words (
  row INTEGER PRIMARY KEY,
  version_id TEXT NOT NULL UNIQUE REFERENCES versions (id)
) STRICT;
CREATE VIRTUAL TABLE version_search USING fts5 (name, settings, scripts, ids, content = '', contentless_delete = 1, prefix = '2 3 4', tokenize = "unicode61 remove_diacritics 2");

CREATE TABLE edges (
  version_id TEXT NOT NULL REFERENCES versions (id),
  relation TEXT NOT NULL,
  kind TEXT NOT NULL,
  target_id TEXT NOT NULL,
  PRIMARY KEY (version_id, relation, kind, target_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE baselines (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  name TEXT NOT NULL,
  source_tenant_id TEXT NOT NULL REFERENCES tenants (id),
  source TEXT NOT NULL,
  created_at TEXT NOT NULL,
  checked_at TEXT
) STRICT;

CREATE TABLE findings (
  id TEXT PRIMARY KEY,
  baseline_id TEXT NOT NULL REFERENCES baselines (id),
  fingerprint TEXT NOT NULL,
  kind TEXT NOT NULL,
  type TEXT NOT NULL,
  external_id TEXT NOT NULL,
  policy_name TEXT NOT NULL,
  path TEXT NOT NULL,
  name TEXT NOT NULL,
  before TEXT,
  after TEXT,
  baseline_version_id TEXT,
  current_version_id TEXT,
  changed_by TEXT,
  state TEXT NOT NULL CHECK (state IN ('open', 'acknowledged', 'resolved')),
  first_seen_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  UNIQUE (baseline_id, fingerprint)
) STRICT;

CREATE TABLE ignore_rules (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  type TEXT,
  external_id TEXT,
  path TEXT NOT NULL,
  note TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

-- Who changed what, from Intune's own audit.
CREATE TABLE change_events (
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  activity TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id, resource_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_events_by_resource ON change_events (tenant_id, resource_id, at);

CREATE TABLE schedules (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  name TEXT NOT NULL,
  types TEXT NOT NULL,
  cron TEXT NOT NULL,
  zone TEXT NOT NULL,
  keep TEXT NOT NULL,
  baseline_id TEXT REFERENCES baselines (id),
  enabled INTEGER NOT NULL,
  last_due_at TEXT NOT NULL,
  last_run_id TEXT,
  created_at TEXT NOT NULL
) STRICT;
ALTER TABLE backup_sets ADD COLUMN schedule_id TEXT;

CREATE TABLE saved_views (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE INDEX versions_by_capture ON versions (tenant_id, captured_at);

-- Versions go with their tenant, or by a purge, which writes itself down here while it works.
CREATE TABLE purging (at TEXT NOT NULL) STRICT;
DROP TRIGGER versions_no_delete;
CREATE TRIGGER versions_no_delete BEFORE DELETE ON versions WHEN NOT EXISTS (SELECT 1 FROM tenants WHERE id = OLD.tenant_id AND removing = 1) AND NOT EXISTS (SELECT 1 FROM purging)
BEGIN SELECT RAISE(ABORT, 'versions are insert-only'); END;
`
