import type { DemoObject } from './build.ts'

export type Tenant = Record<string, DemoObject[]>

const appsOfGolden = 12
const isOnlyDemo = (index: number): boolean => index % 7 === 3
const changed = { passwordMinimumLength: 12, description: 'Golden: longer passwords' }

/** The pilot tenant: fewer policies, ids of its own, one compliance policy changed. */
export function golden(source: Tenant): Tenant {
  // Ids of the golden tenant are its own, and what refers to them moves along; Microsoft's definitions are the same
  // everywhere.
  const everywhere = new Set<string>()
  const text = JSON.stringify(source, (key, value: unknown) => {
    if (
      (key === 'definition' || key === 'presentation') &&
      typeof value === 'object' &&
      value !== null &&
      'id' in value &&
      !('policyType' in value && value.policyType === 'admxIngested')
    )
      everywhere.add(String(value.id))
    return value
  })
  const moved = JSON.parse(
    text.replaceAll(/(?<!\{)([0-9a-f]{8}-0000-4000-)8(000-[0-9a-f]{12})/g, (id, before: string, after: string) =>
      everywhere.has(id) ? id : `${before}9${after}`,
    ),
  ) as Tenant
  moved['configurationPolicies'] = (moved['configurationPolicies'] ?? []).filter((_, index) => !isOnlyDemo(index))
  moved['mobileApps'] = (moved['mobileApps'] ?? []).slice(0, appsOfGolden)
  const compliance = moved['deviceCompliancePolicies']?.[0]
  if (compliance) Object.assign(compliance, changed)
  return moved
}

/**
 * What a comparison of both must find: objects that only the demo tenant has, and how many values of an object differ.
 */
export function goldenDifferences(source: Tenant): {
  readonly onlyDemo: readonly string[]
  readonly different: Readonly<Record<string, number>>
} {
  const nameOf = (object: DemoObject) => String(object['displayName'] ?? object['name'])
  return {
    onlyDemo: [
      ...(source['configurationPolicies'] ?? []).filter((_, index) => isOnlyDemo(index)),
      ...(source['mobileApps'] ?? []).slice(appsOfGolden),
    ].map(nameOf),
    // OneDrive's settings hold the id of their tenant.
    different: {
      [nameOf(source['deviceCompliancePolicies']![0]!)]: Object.keys(changed).length,
      'OneDrive – known folder move': 1,
    },
  }
}
