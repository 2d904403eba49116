/** Which objects of a plan replace others, and which could (spec 0812). */
export const replacements = `
ALTER TABLE plan_items ADD COLUMN replaced_by TEXT;
ALTER TABLE plan_items ADD COLUMN can_replace INTEGER NOT NULL DEFAULT 0;
`
