/**
 * What needs somebody, and who was told (spec 067).
 *
 * - An alert is open until it no longer holds. `key` is what it is about, so that it is raised once.
 * - `alert_marks` has what a source last looked at, where looking takes long.
 * - `schedules.effective_at` is when the timing was last changed or turned on; NULL for when it was created.
 * - A message goes to one channel and has one or more alerts. Whoever sends it claims it first.
 */
export const alerts = `
CREATE TABLE alert_channels (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  shown TEXT NOT NULL,
  sealed BLOB,
  rules TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_channels_by_tenant ON alert_channels (tenant_id);

CREATE TABLE alerts (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  severity TEXT NOT NULL,
  content TEXT NOT NULL,
  raised_at TEXT NOT NULL,
  ended_at TEXT
) STRICT;
CREATE UNIQUE INDEX alerts_open ON alerts (tenant_id, kind, key) WHERE ended_at IS NULL;
CREATE INDEX alerts_over ON alerts (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX alerts_by_tenant ON alerts (tenant_id, raised_at);

CREATE TABLE alert_messages (
  id TEXT PRIMARY KEY,
  channel_id TEXT NOT NULL REFERENCES alert_channels (id),
  daily INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed')),
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at TEXT NOT NULL,
  claimed_at TEXT,
  tried_at TEXT,
  sent_at TEXT,
  problem TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_messages_by_channel ON alert_messages (channel_id);
CREATE INDEX alert_messages_due ON alert_messages (due_at) WHERE state IN ('waiting', 'sending');

CREATE TABLE alert_deliveries (
  message_id TEXT NOT NULL REFERENCES alert_messages (id),
  alert INTEGER NOT NULL REFERENCES alerts (row),
  PRIMARY KEY (message_id, alert)
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_deliveries_by_alert ON alert_deliveries (alert);

CREATE TABLE alert_marks (
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  kind TEXT NOT NULL,
  mark TEXT NOT NULL,
  PRIMARY KEY (tenant_id, kind)
) STRICT, WITHOUT ROWID;

ALTER TABLE schedules ADD COLUMN effective_at TEXT;
`
