/**
 * Documents that are stored for the first time share most of their words, so many of them are packed together. A
 * capture stores each in a pack of its own, and puts them together at its end.
 *
 * - `packs.content` holds the bytes of its documents, one after the other. `packs.documents` says how many there were:
 *   once one of them is deleted, the others are packed anew, so that nothing of it stays.
 * - `blobs.pack`, `start` and `length` say where a document lies. Its own `content` is empty then, and its `size` is its
 *   share of the pack.
 * - The names of policies were in `directory_names`, too.
 * - `policies_by_lower_id` had the tenant and the type again, which take more room than the ID.
 * - `run_notices` had each sentence twice, because it was unique. There are a few hundred at most.
 * - Only the newest 200 notifications can be asked for.
 */
export const packs = `
CREATE TABLE packs (
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  content BLOB NOT NULL,
  -- Bytes before they were packed.
  bytes INTEGER NOT NULL,
  documents INTEGER NOT NULL
) STRICT;
ALTER TABLE blobs ADD COLUMN pack INTEGER;
ALTER TABLE blobs ADD COLUMN start INTEGER;
ALTER TABLE blobs ADD COLUMN length INTEGER;
CREATE INDEX blobs_by_pack ON blobs (pack) WHERE pack IS NOT NULL;
CREATE TRIGGER packs_no_update BEFORE UPDATE ON packs BEGIN SELECT RAISE(ABORT, 'packs are insert-only'); END;
CREATE TRIGGER packs_no_delete BEFORE DELETE ON packs WHEN EXISTS (SELECT 1 FROM blobs WHERE pack = OLD.row)
  BEGIN SELECT RAISE(ABORT, 'packs are insert-only'); END;

DELETE FROM directory_names WHERE facts IS NULL AND EXISTS (
  SELECT 1 FROM policies
  WHERE policies.tenant_id = directory_names.tenant_id AND policies.type = directory_names.kind AND policies.external_id = directory_names.id
);

DROP INDEX policies_by_lower_id;
CREATE INDEX policies_by_lower_id ON policies (lower(external_id));

CREATE TABLE lean_notices (row INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
INSERT INTO lean_notices SELECT row, text FROM run_notices;
DROP TABLE run_notices;
ALTER TABLE lean_notices RENAME TO run_notices;

DROP INDEX notifications_by_tenant;
DELETE FROM notifications WHERE id NOT IN (SELECT id FROM notifications ORDER BY at DESC, id LIMIT 200);
`
