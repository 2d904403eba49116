import { isReadingAction } from './call.ts'
import { ODataError } from './errors.ts'

/** What one app may do within a window (G-22). */
export interface ThrottleLimits {
  readonly windowMs: number
  readonly requests: number
  readonly writes: number
  /** `Retry-After` of a refusal, in seconds. */
  readonly retryAfter: number
}

export const documentedLimits: ThrottleLimits = { windowMs: 20_000, requests: 1_000, writes: 100, retryAfter: 10 }

/** Collections that Intune serves from one service; every other collection is counted by itself. */
const together: Readonly<Record<string, string>> = {
  deviceConfigurations: 'device-configuration',
  deviceCompliancePolicies: 'device-configuration',
  configurationPolicies: 'device-config-v2',
  compliancePolicies: 'device-config-v2',
  reusablePolicySettings: 'device-config-v2',
  configurationSettings: 'device-config-v2',
  configurationCategories: 'device-config-v2',
  mobileApps: 'applications',
  mobileAppCategories: 'applications',
  mobileAppConfigurations: 'applications',
  roleDefinitions: 'rbac',
  roleAssignments: 'rbac',
  roleScopeTags: 'rbac',
}

/** The service that answers a path below the version. */
export function serviceOf(pathname: string): string {
  const [, area = '', collection = ''] = pathname.split('/').filter(Boolean)
  if (area !== 'deviceManagement' && area !== 'deviceAppManagement') return 'identity'
  const name = collection.replace(/\(.*$/, '')
  return together[name] ?? name
}

/** Counts requests by service and refuses what is too much; refused requests count too. */
export type Throttle = (method: string, pathname: string) => void

/** @throws ODataError 429 with `Retry-After`, from the returned function */
export function createThrottle(limits: ThrottleLimits, now: () => number = Date.now): Throttle {
  const counted = new Map<string, { at: number; write: boolean }[]>()
  return (method, pathname) => {
    const service = serviceOf(pathname)
    const at = now()
    const recent = (counted.get(service) ?? []).filter((entry) => entry.at > at - limits.windowMs)
    const write = method !== 'GET' && !isReadingAction(pathname)
    recent.push({ at, write })
    counted.set(service, recent)
    if (recent.length > limits.requests || (write && recent.filter((entry) => entry.write).length > limits.writes)) {
      throw new ODataError(429, 'TooManyRequests', 'Too many requests.', { 'Retry-After': String(limits.retryAfter) })
    }
  }
}
