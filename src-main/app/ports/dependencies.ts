import type { Edge } from '#domain/dependencies/edges.ts'

export interface EdgeRow extends Edge {
  readonly versionId: string
  readonly policyId: string
}

/** References between current objects. They are derived together with the search words. */
export interface DependencyRepository {
  edges(tenantId: string): Promise<EdgeRow[]>
}
