/** A part of Graph that counts its requests apart from the others (Graph docs: concepts/throttling-limits). */
export type Service =
  | 'device-configuration'
  | 'device-config-v2'
  | 'device-intent'
  | 'group-policy'
  | 'scripts'
  | 'applications'
  | 'managed-applications'
  | 'device-enrollment'
  | 'company-terms'
  | 'notifications'
  | 'rbac'
  | 'updates'
  | 'policy-sets'
  | 'auditing'
  | 'identity'
  | 'conditional-access'
  | 'other'

/** By the collection below `/deviceManagement` or `/deviceAppManagement`. The docs name the services, not each collection: the pairing follows the names of the resources. */
const byCollection: Readonly<Record<string, Service>> = {
  deviceConfigurations: 'device-configuration',
  deviceCompliancePolicies: 'device-configuration',
  configurationPolicies: 'device-config-v2',
  compliancePolicies: 'device-config-v2',
  reusablePolicySettings: 'device-config-v2',
  configurationSettings: 'device-config-v2',
  configurationCategories: 'device-config-v2',
  assignmentFilters: 'device-config-v2',
  intents: 'device-intent',
  templates: 'device-intent',
  groupPolicyConfigurations: 'group-policy',
  groupPolicyDefinitions: 'group-policy',
  groupPolicyUploadedDefinitionFiles: 'group-policy',
  deviceManagementScripts: 'scripts',
  deviceShellScripts: 'scripts',
  deviceHealthScripts: 'scripts',
  deviceCustomAttributeShellScripts: 'scripts',
  deviceComplianceScripts: 'scripts',
  mobileApps: 'applications',
  mobileAppCategories: 'applications',
  mobileAppConfigurations: 'applications',
  managedAppPolicies: 'managed-applications',
  iosManagedAppProtections: 'managed-applications',
  androidManagedAppProtections: 'managed-applications',
  windowsManagedAppProtections: 'managed-applications',
  targetedManagedAppConfigurations: 'managed-applications',
  windowsInformationProtectionPolicies: 'managed-applications',
  mdmWindowsInformationProtectionPolicies: 'managed-applications',
  policySets: 'policy-sets',
  windowsAutopilotDeploymentProfiles: 'device-enrollment',
  deviceEnrollmentConfigurations: 'device-enrollment',
  depOnboardingSettings: 'device-enrollment',
  appleUserInitiatedEnrollmentProfiles: 'device-enrollment',
  androidDeviceOwnerEnrollmentProfiles: 'device-enrollment',
  deviceCategories: 'device-enrollment',
  termsAndConditions: 'company-terms',
  notificationMessageTemplates: 'notifications',
  roleDefinitions: 'rbac',
  roleAssignments: 'rbac',
  roleScopeTags: 'rbac',
  operationApprovalPolicies: 'rbac',
  operationApprovalRequests: 'rbac',
  windowsFeatureUpdateProfiles: 'updates',
  windowsQualityUpdateProfiles: 'updates',
  windowsQualityUpdatePolicies: 'updates',
  windowsDriverUpdateProfiles: 'updates',
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

/** What one app may ask of a service in one tenant within a window (Graph docs: concepts/throttling-limits). */
export interface Limits {
  readonly windowMs: number
  readonly requests: number
  readonly writes: number
  /** Requests in flight that the client allows itself. */
  readonly concurrency: number
}

const usual: Limits = { windowMs: 20_000, requests: 1_000, writes: 100, concurrency: 6 }

/** Limits by service; conditional access has one request a second for all apps and no Retry-After. */
export function limitsOf(service: Service): Limits {
  if (service === 'conditional-access') return { windowMs: 1_000, requests: 1, writes: 1, concurrency: 1 }
  if (service === 'identity') return { windowMs: 10_000, requests: 1_000, writes: 100, concurrency: 4 }
  return usual
}
