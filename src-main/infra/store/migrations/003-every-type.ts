/** Setting definitions by cloud, the optional Entra types, and update rings as a separate type. */
export const everyType = `
ALTER TABLE tenants ADD COLUMN captures_entra INTEGER NOT NULL DEFAULT 0;

CREATE TABLE setting_definitions (
  cloud TEXT NOT NULL,
  id TEXT NOT NULL,
  -- JSON; NULL for an id that Graph does not know.
  body TEXT,
  seen_at TEXT NOT NULL,
  PRIMARY KEY (cloud, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting_categories (
  cloud TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  parent_id TEXT,
  seen_at TEXT NOT NULL,
  PRIMARY KEY (cloud, id)
) STRICT, WITHOUT ROWID;

-- Update rings were captured among the device configurations; their history moves with them.
DROP TRIGGER versions_no_update;
CREATE TEMP TABLE rings AS SELECT id FROM policies WHERE type = 'deviceConfigurations' AND kind IN ('Update ring', 'Software updates');
UPDATE versions SET type = 'windowsUpdateRings' WHERE policy_id IN (SELECT id FROM rings);
UPDATE policies SET type = 'windowsUpdateRings' WHERE id IN (SELECT id FROM rings);
DROP TABLE rings;
CREATE TRIGGER versions_no_update BEFORE UPDATE ON versions BEGIN SELECT RAISE(ABORT, 'versions are insert-only'); END;
`
