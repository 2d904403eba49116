/**
 * Whom the items of a plan reach: what the assignments of the version need, and whether the object in the target ends
 * without any. For plans from before, nothing is known.
 */
export const reach = `
ALTER TABLE plan_items ADD COLUMN reach TEXT NOT NULL DEFAULT 'null';
ALTER TABLE plan_items ADD COLUMN ends_unassigned INTEGER NOT NULL DEFAULT 0;
`
