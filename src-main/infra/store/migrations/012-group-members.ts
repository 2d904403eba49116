/** Whether the members of groups are captured (spec 0811). */
export const groupMembers = `
ALTER TABLE tenants ADD COLUMN captures_group_members INTEGER NOT NULL DEFAULT 0;
`
