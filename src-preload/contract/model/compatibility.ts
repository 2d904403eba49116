import { z } from 'zod'

/** What a route of Graph answered for one object. */
export const RouteOutcome = z.enum(['some', 'none', 'noRoute', 'refused', 'failing', 'notPermitted', 'notTried'])
export type RouteOutcome = z.infer<typeof RouteOutcome>

/** A route to a part of an object, and what it answered. */
export const TriedRoute = z.object({
  part: z.string(),
  route: z.enum(['list', 'object', 'below']),
  outcome: RouteOutcome,
  /** HTTP status; 0 without an answer. */
  status: z.number(),
})
export type TriedRoute = z.infer<typeof TriedRoute>

/**
 * - `works`: every route agrees.
 * - `otherRoute`: a route doesn't work, and another one does.
 * - `contradicts`: answers contradict each other.
 * - `empty`: the tenant has no object to try.
 */
export const Compatibility = z.enum([
  'works',
  'otherRoute',
  'contradicts',
  'notLicensed',
  'notPermitted',
  'empty',
  'notTried',
])
export type Compatibility = z.infer<typeof Compatibility>

/** How a type works in a tenant. */
export const TypeCompatibility = z.object({
  type: z.string(),
  compatibility: Compatibility,
  routes: z.array(TriedRoute),
  /** Properties of the object and the JSON types of their values, such as `displayName: string`. */
  shape: z.array(z.string()),
})
export type TypeCompatibility = z.infer<typeof TypeCompatibility>

/** A compatibility check without names, IDs and values, for a report to us. */
export const CompatibilityReport = z.object({
  format: z.literal('tenantatlas-compatibility'),
  version: z.literal(1),
  product: z.string(),
  cloud: z.string(),
  checkedAt: z.string(),
  types: z.array(TypeCompatibility),
})
export type CompatibilityReport = z.infer<typeof CompatibilityReport>
