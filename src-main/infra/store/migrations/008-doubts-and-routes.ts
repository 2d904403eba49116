/** What Graph contradicted about a version, and the routes that don't work in a tenant (spec 0807). */
export const doubtsAndRoutes = `
ALTER TABLE versions ADD COLUMN doubts TEXT NOT NULL DEFAULT '[]';

CREATE TABLE failed_routes (
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  type TEXT NOT NULL,
  property TEXT NOT NULL,
  route TEXT NOT NULL CHECK (route IN ('list', 'object', 'below')),
  fault TEXT NOT NULL CHECK (fault IN ('noRoute', 'refused', 'empty')),
  found_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, type, property, route)
) STRICT;
`
