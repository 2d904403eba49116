/**
 * What changes are about.
 *
 * - `version_changes` has the reasons of each version that has a version before it, and can always be derived again.
 *   `changes_due` has the versions that wait for it; triggers put them there.
 * - Findings have the reasons of their check; null for those from before the update, until the next check.
 */
export const changes = `
CREATE TABLE version_changes (row INTEGER PRIMARY KEY, reasons TEXT NOT NULL) STRICT;
CREATE TABLE changes_due (row INTEGER PRIMARY KEY) STRICT;
INSERT INTO changes_due SELECT row FROM version_rows WHERE number > 1;

CREATE TRIGGER version_rows_change_of_new AFTER INSERT ON version_rows WHEN NEW.number > 1 BEGIN
  INSERT OR IGNORE INTO changes_due VALUES (NEW.row);
END;
CREATE TRIGGER version_rows_change_of_deleted BEFORE DELETE ON version_rows BEGIN
  DELETE FROM changes_due WHERE row = OLD.row;
  DELETE FROM version_changes WHERE row = OLD.row;
  INSERT OR IGNORE INTO changes_due
    SELECT row FROM version_rows WHERE owner = OLD.owner AND number > OLD.number ORDER BY number LIMIT 1;
END;

ALTER TABLE findings ADD COLUMN reasons TEXT;
`
