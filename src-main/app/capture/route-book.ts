import type { CapturePart, PartRoute, PolicyType } from '#domain/policy-types/policy-type.ts'
import type { FailedRoute, RouteFault } from '../ports/routes.ts'

/** Which routes of which types work in a tenant, from earlier runs and this one. */
export interface RouteBook {
  /** The routes of a part that may work, in their order. */
  routesOf(type: PolicyType, part: CapturePart): readonly PartRoute[]
  /** Leaves a route out from now on. A failing one is only left out in this run. */
  leave(type: PolicyType, part: CapturePart, route: PartRoute, fault: RouteFault): void
  /** Notes that lists carry a part, because one had some of it. */
  prove(type: PolicyType, part: CapturePart): void
  isProven(type: PolicyType, part: CapturePart): boolean
  /** What this run found out. */
  readonly found: readonly FailedRoute[]
}

/** @param known routes that didn't work in earlier runs */
export function createRouteBook(known: readonly FailedRoute[] = []): RouteBook {
  const keyOf = (type: string, property: string, route: PartRoute): string => `${type}/${property}/${route}`
  const left = new Set(known.map(({ type, property, route }) => keyOf(type, property, route)))
  const found: FailedRoute[] = []
  const proven = new Set<string>()
  return {
    prove: (type, part) => void proven.add(`${type.key}/${part.property}`),
    isProven: (type, part) => proven.has(`${type.key}/${part.property}`),
    found,
    routesOf(type, part) {
      const all = part.routes ?? ['below']
      const open = all.filter((route) => !left.has(keyOf(type.key, part.property, route)))
      // What once failed is tried again before an object is given up.
      return open.length > 0 ? open : all
    },
    leave(type, part, route, fault) {
      const key = keyOf(type.key, part.property, route)
      if (left.has(key)) return
      left.add(key)
      found.push({ type: type.key, property: part.property, route, fault })
    },
  }
}
