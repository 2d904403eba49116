/** Tenants that exist only as an export of another tool: nobody signs in to them. */
export const importedTenants = `
ALTER TABLE tenants ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;
`
