/**
 * Who gets what: users, devices and members of groups as they were last read, packed (spec 062). They aren't part of any
 * capture, and one row is all there is of a tenant.
 */
export const recipients = `
ALTER TABLE tenants ADD COLUMN reads_recipients INTEGER NOT NULL DEFAULT 0;
CREATE TABLE recipients (
  tenant_id TEXT PRIMARY KEY REFERENCES tenants (id) ON DELETE CASCADE,
  read_at TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;
`
