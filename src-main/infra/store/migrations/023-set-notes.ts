/** What somebody says about a backup set: a note, and tags as a JSON list of texts. Its content never changes. */
export const setNotes = `
ALTER TABLE backup_sets ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE backup_sets ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
`
