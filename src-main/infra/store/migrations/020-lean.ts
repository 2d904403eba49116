/**
 * What nights with changes take.
 *
 * - The search index has all words of the newest version of a policy, and of an older one only the words that the next
 *   one doesn't have. `words_due` has the versions that wait for it; triggers put them there.
 * - `edges` are those of the newest versions. Nobody asks for others.
 * - `runs.version_spans` are the rows of the versions that an ended run stored, instead of an item for each: pairs of a
 *   first and a last row.
 * - Runs say the same sentences night after night, so `run_notices` has each of them once.
 */
export const lean = `
DROP TABLE version_search;
DROP TABLE version_words;
CREATE VIRTUAL TABLE version_search USING fts5 (name, settings, scripts, ids, content = '', contentless_delete = 1, detail = column, tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE version_search_past USING fts5 (name, settings, scripts, ids, content = '', contentless_delete = 1, detail = column, tokenize = "unicode61 remove_diacritics 2");
CREATE TABLE words_due (row INTEGER PRIMARY KEY) STRICT;
INSERT INTO words_due SELECT row FROM version_rows;
DELETE FROM edges WHERE version NOT IN (
  SELECT row FROM version_rows WHERE number = (SELECT max(number) FROM version_rows AS newest WHERE newest.owner = version_rows.owner)
);

CREATE TRIGGER version_rows_words_of_new AFTER INSERT ON version_rows BEGIN
  INSERT OR IGNORE INTO words_due VALUES (NEW.row);
  INSERT OR IGNORE INTO words_due
    SELECT row FROM version_rows WHERE owner = NEW.owner AND number < NEW.number ORDER BY number DESC LIMIT 1;
END;
CREATE TRIGGER version_rows_words_of_deleted BEFORE DELETE ON version_rows BEGIN
  DELETE FROM words_due WHERE row = OLD.row;
  DELETE FROM edges WHERE version = OLD.row;
  DELETE FROM version_search WHERE rowid = OLD.row;
  DELETE FROM version_search_past WHERE rowid = OLD.row;
  INSERT OR IGNORE INTO words_due
    SELECT row FROM version_rows WHERE owner = OLD.owner AND number < OLD.number ORDER BY number DESC LIMIT 1;
END;

ALTER TABLE runs ADD COLUMN version_spans TEXT NOT NULL DEFAULT '[]';
CREATE TABLE run_notices (row INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
ALTER TABLE runs ADD COLUMN notices TEXT NOT NULL DEFAULT '[]';
INSERT INTO run_notices (text) SELECT DISTINCT notice.value FROM runs, json_each(iif(json_valid(runs.result), runs.result, '{}'), '$.notices') AS notice WHERE notice.type = 'text';
UPDATE runs SET
  notices = (
    SELECT json_group_array(run_notices.row ORDER BY notice.key) FROM json_each(runs.result, '$.notices') AS notice
      JOIN run_notices ON run_notices.text = notice.value
  ),
  result = json_remove(result, '$.notices')
  WHERE json_valid(result) AND json_array_length(result, '$.notices') > 0;
`
