/** How each tenant signs in, sealed token caches, and the archive. */
export const signIn = `
ALTER TABLE tenants ADD COLUMN cloud TEXT NOT NULL DEFAULT 'custom';
ALTER TABLE tenants ADD COLUMN authority TEXT;
ALTER TABLE tenants ADD COLUMN client_id TEXT;
ALTER TABLE tenants ADD COLUMN sign_in TEXT NOT NULL DEFAULT 'environment' CHECK (sign_in IN ('person', 'app', 'environment', 'demo'));
ALTER TABLE tenants ADD COLUMN account TEXT;
ALTER TABLE tenants ADD COLUMN scopes TEXT NOT NULL DEFAULT '[]';
ALTER TABLE tenants ADD COLUMN certificate_file TEXT;
ALTER TABLE tenants ADD COLUMN certificate_variable TEXT;
ALTER TABLE tenants ADD COLUMN archived_at TEXT;
ALTER TABLE tenants ADD COLUMN removing INTEGER NOT NULL DEFAULT 0;
UPDATE tenants SET sign_in = 'demo' WHERE graph_url IS NULL;

CREATE TABLE token_caches (
  tenant_id TEXT PRIMARY KEY REFERENCES tenants (id),
  sealed BLOB NOT NULL,
  saved_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A tenant that its technician removes takes its versions along, and the bodies that nobody else has.
DROP TRIGGER versions_no_delete;
CREATE TRIGGER versions_no_delete BEFORE DELETE ON versions WHEN NOT EXISTS (SELECT 1 FROM tenants WHERE id = OLD.tenant_id AND removing = 1)
  BEGIN SELECT RAISE(ABORT, 'versions are insert-only'); END;
DROP TRIGGER blobs_no_delete;
CREATE TRIGGER blobs_no_delete BEFORE DELETE ON blobs WHEN EXISTS (SELECT 1 FROM versions WHERE hash = OLD.hash)
  BEGIN SELECT RAISE(ABORT, 'blobs are insert-only'); END;
`
