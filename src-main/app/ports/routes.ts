import type { PartRoute } from '#domain/policy-types/policy-type.ts'

/**
 * Why a route isn't used for a type in this tenant: Graph has no such address, refuses the request, returns an empty list
 * where there is something, or fails.
 */
export type RouteFault = 'noRoute' | 'refused' | 'empty' | 'failing'

/** A route to a part of the objects of a type that doesn't work. */
export interface FailedRoute {
  readonly type: string
  readonly property: string
  readonly route: PartRoute
  readonly fault: RouteFault
}

export interface RouteRepository {
  /** The routes that don't work in a tenant. */
  failed(tenantId: string): Promise<FailedRoute[]>
  /** Adds routes that don't work. One that only failed may work the next time, so it isn't stored. */
  add(tenantId: string, found: readonly FailedRoute[], at: string): Promise<void>
  /** Forgets all of them, so that they are tried again. */
  clear(tenantId: string): Promise<void>
}
