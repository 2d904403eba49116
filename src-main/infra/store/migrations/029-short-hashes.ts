/**
 * The SHA-256 of content is cut to 20 bytes, which still tell any two documents apart: it stands twice for each version
 * that changed, in its row and in the index, where the content itself often takes less.
 */
export const shortHashes = `
DROP TRIGGER blobs_no_update;
UPDATE blobs SET hash = substr(hash, 1, 20) WHERE length(hash) > 20;
CREATE TRIGGER blobs_no_update BEFORE UPDATE ON blobs WHEN OLD.hash <> NEW.hash OR OLD.row <> NEW.row OR NOT EXISTS (SELECT 1 FROM repacking)
  BEGIN SELECT RAISE(ABORT, 'blobs are insert-only'); END;
`
