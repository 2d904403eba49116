/** Whether programs that speak the Model Context Protocol may read what is stored of a tenant (spec 064). */
export const assistants = `
ALTER TABLE tenants ADD COLUMN allows_assistant INTEGER NOT NULL DEFAULT 0;
`
