/**
 * What a year of nightly captures takes. Before, each unchanged object had a row in the run and one in the backup set,
 * and identifiers took more room than the content.
 *
 * - `version_rows` refers by number to what versions share. `versions` shows them as before. A number is never used
 *   again: a salvage finds rows that were deleted.
 * - A version is in consecutive sets, so `set_spans` has one row for all of them. `backup_set_versions` shows each.
 * - `blobs.base` is the blob whose text is the dictionary of the content.
 * - `runs.left_out` counts the rows of unchanged objects that an ended run doesn't keep.
 */
export const compact = `
CREATE TABLE compact_blobs (
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  hash BLOB NOT NULL UNIQUE,
  content BLOB NOT NULL,
  -- Bytes of the content.
  size INTEGER NOT NULL,
  base INTEGER REFERENCES compact_blobs (row)
) STRICT;
INSERT INTO compact_blobs (hash, content, size) SELECT unhex(hash), content, size FROM blobs ORDER BY created_at, hash;

-- The tenant and the type are here and not only in \`policies\`, so that one damaged table doesn't take both.
CREATE TABLE version_owners (
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  policy_id TEXT NOT NULL UNIQUE REFERENCES policies (id),
  type TEXT NOT NULL
) STRICT;
INSERT INTO version_owners (tenant_id, policy_id, type)
  SELECT tenant_id, policy_id, type FROM versions GROUP BY policy_id ORDER BY min(captured_at), policy_id;
CREATE INDEX version_owners_by_tenant ON version_owners (tenant_id);

-- Names of policies, names of what they refer to, and IDs of runs.
CREATE TABLE version_texts (row INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL) STRICT;
INSERT INTO version_texts (text) SELECT name FROM versions UNION SELECT names FROM versions WHERE names <> '{}' UNION SELECT run_id FROM versions;
CREATE TEMP TABLE text_rows AS SELECT text, row FROM version_texts;
CREATE INDEX temp.text_rows_by_text ON text_rows (text);

CREATE TABLE version_rows (
  -- Also the row of the search index.
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  owner INTEGER NOT NULL REFERENCES version_owners (row),
  number INTEGER NOT NULL,
  blob INTEGER NOT NULL REFERENCES compact_blobs (row),
  fingerprint BLOB NOT NULL,
  -- Rows of \`version_texts\`. SQLite doesn't check them: it would read all versions for each text that a purge deletes.
  name INTEGER NOT NULL,
  -- NULL for none.
  names INTEGER,
  run INTEGER NOT NULL,
  modified_at TEXT,
  captured_at TEXT NOT NULL,
  -- NULL for none.
  doubts TEXT,
  UNIQUE (owner, number)
) STRICT;
CREATE INDEX version_rows_by_blob ON version_rows (blob);
-- A version keeps the row of its words. The others come after them.
INSERT INTO version_rows
  SELECT coalesce(words.row, (SELECT coalesce(max(row), 0) FROM version_words) + row_number() OVER (PARTITION BY words.row IS NULL ORDER BY versions.captured_at, versions.id)),
    versions.id, version_owners.row, versions.number, coalesce(compact_blobs.row, 0), coalesce(unhex(versions.fingerprint), x''), name.row,
    names.row, run.row, versions.modified_at, versions.captured_at, nullif(versions.doubts, '[]')
  FROM versions
  JOIN version_owners ON version_owners.policy_id = versions.policy_id
  LEFT JOIN version_words AS words ON words.version_id = versions.id
  LEFT JOIN compact_blobs ON compact_blobs.hash = unhex(versions.hash)
  JOIN text_rows AS name ON name.text = versions.name
  LEFT JOIN text_rows AS names ON names.text = versions.names AND versions.names <> '{}'
  JOIN text_rows AS run ON run.text = versions.run_id;
DROP TABLE text_rows;

CREATE TABLE compact_secrets (
  version_id TEXT NOT NULL REFERENCES version_rows (id),
  pointer TEXT NOT NULL,
  label TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (version_id, pointer)
) STRICT, WITHOUT ROWID;
INSERT INTO compact_secrets SELECT version_id, pointer, label, sealed FROM secrets;

CREATE TABLE compact_words (row INTEGER PRIMARY KEY REFERENCES version_rows (row)) STRICT;
INSERT INTO compact_words SELECT row FROM version_words;

CREATE TABLE compact_edges (
  version INTEGER NOT NULL REFERENCES version_rows (row),
  relation TEXT NOT NULL,
  kind TEXT NOT NULL,
  target_id TEXT NOT NULL,
  PRIMARY KEY (version, relation, kind, target_id)
) STRICT, WITHOUT ROWID;
INSERT INTO compact_edges SELECT version_rows.row, relation, kind, target_id FROM edges JOIN version_rows ON version_rows.id = edges.version_id;

-- Sets of a chain have much the same content. Their places count up, and are never used twice.
ALTER TABLE backup_sets ADD COLUMN chain INTEGER NOT NULL DEFAULT 0;
ALTER TABLE backup_sets ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
UPDATE backup_sets SET chain = placed.chain, place = placed.place FROM (
  SELECT id, dense_rank() OVER (ORDER BY tenant_id, coalesce(schedule_id, '')) AS chain,
    row_number() OVER (PARTITION BY tenant_id, coalesce(schedule_id, '') ORDER BY created_at, id) AS place
  FROM backup_sets
) AS placed WHERE placed.id = backup_sets.id;
CREATE UNIQUE INDEX backup_sets_by_place ON backup_sets (chain, place);
-- A set doesn't change once its run has ended. Counting its versions for each list would take longer every night.
ALTER TABLE backup_sets ADD COLUMN version_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE backup_sets ADD COLUMN new_version_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE backup_sets ADD COLUMN size INTEGER NOT NULL DEFAULT 0;
ALTER TABLE backup_sets ADD COLUMN new_size INTEGER NOT NULL DEFAULT 0;
UPDATE backup_sets SET version_count = held.count, new_version_count = held.new_count, size = held.size, new_size = held.new_size FROM (
  SELECT set_id, count(*) AS count, sum(is_new) AS new_count, coalesce(sum(compact_blobs.size), 0) AS size, coalesce(sum(compact_blobs.size * is_new), 0) AS new_size
  FROM backup_set_versions JOIN version_rows ON version_rows.id = version_id LEFT JOIN compact_blobs ON compact_blobs.row = version_rows.blob GROUP BY set_id
) AS held WHERE held.set_id = backup_sets.id;
CREATE TABLE set_spans (
  version INTEGER NOT NULL REFERENCES version_rows (row),
  chain INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (version, chain, first)
) STRICT, WITHOUT ROWID;
INSERT INTO set_spans
  SELECT version, chain, min(place), max(place) FROM (
    SELECT version_rows.row AS version, chain, place,
      place - row_number() OVER (PARTITION BY version_rows.row, chain ORDER BY place) AS island
    FROM backup_set_versions JOIN backup_sets ON backup_sets.id = set_id JOIN version_rows ON version_rows.id = version_id
  ) GROUP BY version, chain, island;
CREATE INDEX set_spans_by_chain ON set_spans (chain, last, first);

DROP TABLE backup_set_versions;
DROP TABLE secrets;
DROP TABLE version_words;
DROP TABLE edges;
DROP TABLE versions;
DROP TABLE blobs;
ALTER TABLE compact_blobs RENAME TO blobs;
ALTER TABLE compact_secrets RENAME TO secrets;
ALTER TABLE compact_words RENAME TO version_words;
ALTER TABLE compact_edges RENAME TO edges;

-- Outer joins, so that a query takes only those that it shows.
CREATE VIEW versions AS
  SELECT version_rows.id, version_owners.tenant_id, version_owners.policy_id, version_owners.type, coalesce(name.text, '') AS name,
    version_rows.number, version_rows.blob, lower(hex(version_rows.fingerprint)) AS fingerprint,
    coalesce(names.text, '{}') AS names, coalesce(run.text, '') AS run_id, version_rows.modified_at, version_rows.captured_at,
    coalesce(version_rows.doubts, '[]') AS doubts, version_rows.row
  FROM version_rows
  JOIN version_owners ON version_owners.row = version_rows.owner
  LEFT JOIN version_texts AS name ON name.row = version_rows.name
  LEFT JOIN version_texts AS names ON names.row = version_rows.names
  LEFT JOIN version_texts AS run ON run.row = version_rows.run;
CREATE VIEW backup_set_versions AS
  SELECT backup_sets.id AS set_id, version_rows.id AS version_id, version_rows.row AS version, run.text IS backup_sets.run_id AS is_new
  FROM backup_sets
  JOIN set_spans ON set_spans.chain = backup_sets.chain AND set_spans.last >= backup_sets.place AND set_spans.first <= backup_sets.place
  JOIN version_rows ON version_rows.row = set_spans.version
  LEFT JOIN version_texts AS run ON run.row = version_rows.run;

ALTER TABLE runs ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0;

-- Content is packed anew only while this has a row, and is the same text afterwards.
CREATE TABLE repacking (at TEXT NOT NULL) STRICT;
CREATE TRIGGER blobs_no_update BEFORE UPDATE ON blobs WHEN OLD.hash <> NEW.hash OR OLD.row <> NEW.row OR NOT EXISTS (SELECT 1 FROM repacking)
  BEGIN SELECT RAISE(ABORT, 'blobs are insert-only'); END;
CREATE TRIGGER blobs_no_delete BEFORE DELETE ON blobs
  WHEN EXISTS (SELECT 1 FROM version_rows WHERE blob = OLD.row) OR EXISTS (SELECT 1 FROM blobs WHERE base = OLD.row)
  BEGIN SELECT RAISE(ABORT, 'blobs are insert-only'); END;
CREATE INDEX blobs_by_base ON blobs (base) WHERE base IS NOT NULL;
CREATE TRIGGER versions_no_update BEFORE UPDATE ON version_rows BEGIN SELECT RAISE(ABORT, 'versions are insert-only'); END;
CREATE TRIGGER versions_no_delete BEFORE DELETE ON version_rows
  WHEN NOT EXISTS (SELECT 1 FROM version_owners JOIN tenants ON tenants.id = version_owners.tenant_id WHERE version_owners.row = OLD.owner AND tenants.removing = 1)
    AND NOT EXISTS (SELECT 1 FROM purging)
  BEGIN SELECT RAISE(ABORT, 'versions are insert-only'); END;
`
