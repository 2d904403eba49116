/** The sealed client secret with which an app signs in. */
export const clientSecrets = `
ALTER TABLE tenants ADD COLUMN client_secret BLOB;
`
