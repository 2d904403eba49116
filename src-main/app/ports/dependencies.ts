import type { Edge } from '#domain/dependencies/edges.ts'

export interface EdgeRow extends Edge {
  readonly versionId: string
  readonly policyId: string
}

/** References between what tenants hold now; they are worked out together with the words of the search. */
export interface DependencyRepository {
  edges(tenantId: string): Promise<EdgeRow[]>
}
