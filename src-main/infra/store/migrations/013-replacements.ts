/** Which objects of a plan replace others, which could, and what was replaced by what (spec 0812). */
export const replacements = `
ALTER TABLE plan_items ADD COLUMN replaced_by TEXT;
ALTER TABLE plan_items ADD COLUMN can_replace INTEGER NOT NULL DEFAULT 0;
CREATE TABLE replacements (
  source_tenant_id TEXT NOT NULL,
  target_tenant_id TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  source_id TEXT NOT NULL,
  old_id TEXT NOT NULL,
  new_id TEXT NOT NULL,
  replaced_at TEXT NOT NULL,
  PRIMARY KEY (source_tenant_id, target_tenant_id, kind, source_id)
) STRICT;
`
