/** What a tenant captures beside its Intune policies (spec 0809). */
export const captureSwitches = `
ALTER TABLE tenants ADD COLUMN captures_devices INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tenants ADD COLUMN captures_services INTEGER NOT NULL DEFAULT 0;
`
