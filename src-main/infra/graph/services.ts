import type { Service } from '#domain/policy-types/service.ts'
import { policyTypes } from '#domain/policy-types/registry.ts'

export type { Service }

/** The collection below `/deviceManagement` or `/deviceAppManagement`. */
const collectionOf = (path: string): string => path.split('/')[2] ?? ''

/**
 * Services by collection, for collections without a policy type. The docs name the services but not their collections,
 * so this follows the names of the resources.
 */
const byCollection: Readonly<Record<string, Service>> = {
  ...Object.fromEntries(policyTypes.map(({ path, service }) => [collectionOf(path), service])),
  configurationSettings: 'device-config-v2',
  configurationCategories: 'device-config-v2',
  templates: 'device-intent',
  groupPolicyDefinitions: 'group-policy',
  managedAppPolicies: 'managed-applications',
  operationApprovalRequests: 'rbac',
  auditEvents: 'auditing',
}

/** A map, because a path could contain `constructor`. */
const services: ReadonlyMap<string, Service> = new Map(Object.entries(byCollection))

/** The service of a path, with or without a version, relative or absolute. */
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

/** Request limits of a service for one app and tenant within a window (G-22). */
export interface Limits {
  readonly windowMs: number
  readonly requests: number
  readonly writes: number
  /** Maximum number of concurrent requests. */
  readonly concurrency: number
}

const usual: Limits = { windowMs: 20_000, requests: 1_000, writes: 100, concurrency: 6 }

/**
 * Limits by service. Conditional Access allows one request per second for all apps and sends no Retry-After (G-24,
 * G-25).
 */
export function limitsOf(service: Service): Limits {
  if (service === 'conditional-access') return { windowMs: 1_000, requests: 1, writes: 1, concurrency: 1 }
  if (service === 'identity') return { windowMs: 10_000, requests: 1_000, writes: 100, concurrency: 4 }
  return usual
}
