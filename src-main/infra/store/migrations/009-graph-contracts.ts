/** Types that clouds publish (spec 0808). */
export const graphContracts = `
CREATE TABLE graph_contracts (
  cloud TEXT PRIMARY KEY,
  tried_at TEXT NOT NULL,
  fetched_at TEXT,
  content BLOB
) STRICT;
`
