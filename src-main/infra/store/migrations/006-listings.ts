/**
 * Data for drift checks: when each type was listed completely, what couldn't be read, and fingerprints of whole values.
 */
export const listings = `
-- When a type of a tenant was listed completely for the first time and the last. What was never listed is not known to be new.
CREATE TABLE listings (
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  type TEXT NOT NULL,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, type)
) STRICT, WITHOUT ROWID;
INSERT INTO listings (tenant_id, type, first_at, last_at) SELECT tenant_id, type, min(first_seen_at), max(last_seen_at) FROM policies GROUP BY tenant_id, type;

-- Graph writes a GUID in any letter case.
CREATE INDEX policies_by_lower_id ON policies (tenant_id, type, lower(external_id));

-- Fingerprint of the whole value that a finding is about; what is shown of it may be cut.
ALTER TABLE findings ADD COLUMN print TEXT;
-- Types that the last check could not read, as a JSON list.
ALTER TABLE baselines ADD COLUMN unread TEXT NOT NULL DEFAULT '[]';
-- Versions from before this moment may have been purged: the tenant as it was then is not whole any more.
ALTER TABLE tenants ADD COLUMN purged_before TEXT;
`
