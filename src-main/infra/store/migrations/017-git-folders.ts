/** The git folder of a tenant, into which each capture is exported. */
export const gitFolders = `
ALTER TABLE tenants ADD COLUMN repository TEXT;
`
