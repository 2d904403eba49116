/** Values of baselines that a tenant doesn't have on purpose (spec 066-6). The key is the value as Graph has it. */
export const deviations = `
CREATE TABLE deviations (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  setting_id TEXT NOT NULL,
  key TEXT NOT NULL,
  reason TEXT NOT NULL,
  owner TEXT NOT NULL,
  until TEXT,
  created_at TEXT NOT NULL,
  UNIQUE (tenant_id, setting_id, key)
) STRICT, WITHOUT ROWID;
`
