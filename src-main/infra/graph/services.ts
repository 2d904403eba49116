import type { Service } from '#domain/policy-types/service.ts'
import { policyTypes } from '#domain/policy-types/registry.ts'

export type { Service }

/** The collection below `/deviceManagement` or `/deviceAppManagement`. */
const collectionOf = (path: string): string => path.split('/')[2] ?? ''

/**
 * By collection: each policy type says it of its own; these are asked beside them. The docs name the services, not each
 * collection: the pairing follows the names of the resources.
 */
const byCollection: Readonly<Record<string, Service>> = {
  ...Object.fromEntries(policyTypes.map(({ path, service }) => [collectionOf(path), service])),
  configurationSettings: 'device-config-v2',
  configurationCategories: 'device-config-v2',
  templates: 'device-intent',
  groupPolicyDefinitions: 'group-policy',
  managedAppPolicies: 'managed-applications',
  operationApprovalPolicies: 'rbac',
  operationApprovalRequests: 'rbac',
  auditEvents: 'auditing',
}

/** As a map: a path may name `constructor`. */
const services: ReadonlyMap<string, Service> = new Map(Object.entries(byCollection))

/** The service that answers a path; with or without its version, relative or absolute. */
export function serviceOf(path: string): Service {
  const [pathname = ''] = path.replace(/^https?:\/\/[^/]+/, '').split('?')
  const segments = pathname.split('/').filter(Boolean)
  if (segments[0] === 'beta' || segments[0] === 'v1.0') segments.shift()
  const [area = '', collection = ''] = segments
  if (area === 'identity' || area === 'policies') return 'conditional-access'
  if (area === 'deviceManagement' || area === 'deviceAppManagement')
    return services.get(collection.replace(/\(.*$/, '')) ?? 'other'
  return 'identity'
}

/** What one app may ask of a service in one tenant within a window (G-22). */
export interface Limits {
  readonly windowMs: number
  readonly requests: number
  readonly writes: number
  /** Requests in flight that the client allows itself. */
  readonly concurrency: number
}

const usual: Limits = { windowMs: 20_000, requests: 1_000, writes: 100, concurrency: 6 }

/** Limits by service; conditional access has one request a second for all apps and no Retry-After (G-24, G-25). */
export function limitsOf(service: Service): Limits {
  if (service === 'conditional-access') return { windowMs: 1_000, requests: 1, writes: 1, concurrency: 1 }
  if (service === 'identity') return { windowMs: 10_000, requests: 1_000, writes: 100, concurrency: 4 }
  return usual
}
