/** Atlas files that are only open to read. */
export const openedFiles = `
ALTER TABLE tenants ADD COLUMN opened_file TEXT;
`
