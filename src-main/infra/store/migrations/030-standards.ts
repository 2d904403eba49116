/**
 * Standards for many tenants (spec 068).
 *
 * - `standards.source`, `tenants` and `waves` are JSON: a state of the tenant, the IDs of the tenants that should have it,
 *   and groups by their names. A tenant that was removed may still be among them.
 * - `accepted_differences.print` says what the difference was when somebody accepted it.
 * - `rollouts.versions` are those that somebody chose, as JSON; null for all of the standard.
 * - `rollout_steps.due` is how many policies a tenant should get, once that is known. There is a row for each tenant. What it has reached follows from its runs.
 */
export const standards = `
CREATE TABLE standards (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  tenants TEXT NOT NULL,
  waves TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tenant_values (
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (tenant_id, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE accepted_differences (
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  print TEXT NOT NULL,
  reason TEXT NOT NULL,
  owner TEXT NOT NULL,
  until TEXT,
  created_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, type, name, print)
) STRICT, WITHOUT ROWID;
CREATE TABLE rollouts (
  id TEXT PRIMARY KEY,
  standard_id TEXT NOT NULL REFERENCES standards (id),
  title TEXT NOT NULL,
  groups TEXT NOT NULL,
  versions TEXT,
  created_at TEXT NOT NULL,
  stopped_at TEXT,
  stopped_for TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX rollouts_by_standard ON rollouts (standard_id);
CREATE TABLE rollout_steps (
  rollout_id TEXT NOT NULL REFERENCES rollouts (id),
  position INTEGER NOT NULL,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  due INTEGER,
  plan_run_id TEXT,
  plan_id TEXT,
  rehearsal_run_id TEXT,
  confirmed_at TEXT,
  justification TEXT,
  restore_run_id TEXT,
  left_out INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (rollout_id, tenant_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX rollout_steps_by_tenant ON rollout_steps (tenant_id);
`
