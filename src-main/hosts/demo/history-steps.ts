import { text, type Json } from '#simulator/json.ts'
import type { Administrator } from './administrators.ts'
import type { DemoConsultant } from './consultant.ts'

/** The administrators of the demo tenant, and its consultant. */
const people = {
  grace: 'grace.hopper@contoso.example',
  omar: 'omar.haddad@contoso.example',
  yuki: 'yuki.tanaka@contoso.example',
  contractor: 'max.external@contoso.example',
} as const

/** What happened on a day: somebody changes the tenant, and then somebody does something in TenantAtlas. */
export interface DemoStep {
  readonly daysAgo: number
  /** Who changes the tenant. */
  readonly by?: string
  readonly changes?: (administrator: Administrator) => void
  /** What is done here, after that; a capture of these types by default. */
  readonly captures?: readonly string[]
  readonly does?: (consultant: DemoConsultant) => Promise<void>
}

const configurations = '/deviceManagement/configurationPolicies'
const compliance = '/deviceManagement/deviceCompliancePolicies'
const scripts = '/deviceManagement/deviceManagementScripts'
const shellScripts = '/deviceManagement/deviceShellScripts'
const remediations = '/deviceManagement/deviceHealthScripts'
const apps = '/deviceAppManagement/mobileApps'
const categories = '/deviceManagement/deviceCategories'

const bitLocker = 'BitLocker – silent encryption with key escrow (corporate laptops)'
const consumerApps = 'Remove consumer apps'

const encoded = (script: string): string => Buffer.from(script, 'utf8').toString('base64')
const script =
  (text: string) =>
  (_object: Json): Json => ({ scriptContent: encoded(text) })
const is = (kind: string) => (assignment: Json) =>
  text((assignment['target'] as Json)['@odata.type']) === `#microsoft.graph.${kind}AssignmentTarget`
const toGroup = (groupId: string, kind = 'group'): Json => ({
  target: { '@odata.type': `#microsoft.graph.${kind}AssignmentTarget`, groupId },
})
const toAllDevices: Json = { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }

/**
 * Half a year of a company that manages its devices: what its administrators changed, well and badly, and what its
 * consultant did about it. The last state has open findings, a policy that is gone, and settings that conflict.
 */
export const demoSteps: readonly DemoStep[] = [
  { daysAgo: 182, does: (consultant) => consultant.backUp('Before go-live') },
  {
    daysAgo: 176,
    by: people.grace,
    changes: ({ change }) =>
      change(
        scripts,
        'Set time zone by location',
        script(
          '# Sets the time zone that the store\'s subnet belongs to\n$address = Get-NetIPAddress -AddressFamily IPv4 | Where-Object PrefixOrigin -eq "Dhcp"\n$zone = Get-StoreTimeZone -Subnet $address.IPAddress\nif ($zone) {\n  Set-TimeZone -Id $zone\n}\n',
        ),
      ),
    captures: ['deviceManagementScripts'],
  },
  {
    daysAgo: 168,
    by: people.omar,
    changes: ({ change }) => change(compliance, 'Windows – corporate laptops', () => ({ passwordMinimumLength: 6 })),
    captures: ['deviceCompliancePolicies'],
  },
  {
    daysAgo: 167,
    by: people.grace,
    changes: ({ change }) => change(compliance, 'Windows – corporate laptops', () => ({ passwordMinimumLength: 12 })),
    captures: ['deviceCompliancePolicies'],
  },
  {
    daysAgo: 155,
    by: people.yuki,
    changes: ({ assign }) => assign(configurations, 'Edge – stores', () => [toAllDevices]),
    captures: ['configurationPolicies'],
  },
  {
    daysAgo: 153,
    by: people.yuki,
    changes: ({ assign, group }) =>
      assign(configurations, 'Edge – stores', () => [toGroup(group('SG-Intune-Laptops-Stores-EU'))]),
    captures: ['configurationPolicies'],
  },
  {
    daysAgo: 140,
    by: people.omar,
    changes: ({ change }) =>
      change(apps, 'VLC', () => ({ description: 'Plays the training videos. Approved until the end of the year.' })),
    captures: ['mobileApps'],
  },
  {
    daysAgo: 131,
    by: people.grace,
    changes: ({ create }) =>
      create(categories, { displayName: 'Warehouse', description: 'Scanners and forklift terminals' }),
    captures: ['deviceCategories'],
  },
  {
    daysAgo: 126,
    by: people.contractor,
    changes: ({ change }) =>
      change(
        scripts,
        consumerApps,
        script(
          '$apps = "Microsoft.XboxApp", "Microsoft.ZuneMusic", "Microsoft.WindowsCalculator"\nforeach ($app in $apps) {\n  Get-AppxPackage -Name $app -AllUsers | Remove-AppxPackage -AllUsers\n  Get-AppxProvisionedPackage -Online | Where-Object DisplayName -eq $app | Remove-AppxProvisionedPackage -Online\n}\n',
        ),
      ),
    captures: ['deviceManagementScripts'],
  },
  {
    daysAgo: 119,
    does: async (consultant) => {
      await consultant.addBaseline('Agreed with the works council')
      await consultant.backUp('Agreed state', ['configurationPolicies', 'deviceCompliancePolicies'])
    },
  },
  {
    daysAgo: 105,
    by: people.contractor,
    changes: ({ assign }) =>
      assign(configurations, bitLocker, (assignments) =>
        assignments.filter((assignment) => !is('exclusionGroup')(assignment)),
      ),
    captures: ['configurationPolicies'],
    does: (consultant) => consultant.checkDrift(),
  },
  {
    daysAgo: 104,
    does: async (consultant) => {
      // Somebody put the exclusion back from the finding.
      await consultant.restoreBefore(bitLocker)
      await consultant.checkDrift()
    },
  },
  {
    daysAgo: 91,
    by: people.grace,
    changes: ({ change }) =>
      change(
        shellScripts,
        'Install printer – design studio',
        script(
          '#!/bin/zsh\nlpadmin -p Studio -E -v ipp://print.contoso.example/studio -m everywhere\nlpoptions -d Studio\n',
        ),
      ),
    captures: ['deviceShellScripts'],
  },
  {
    daysAgo: 84,
    by: people.yuki,
    changes: ({ change }) => change(compliance, 'Windows – kiosks', () => ({ osMinimumVersion: '10.0.26100.2033' })),
    captures: ['deviceCompliancePolicies'],
  },
  {
    daysAgo: 77,
    does: (consultant) => consultant.backUp('September', ['configurationPolicies', 'deviceCompliancePolicies']),
  },
  {
    daysAgo: 70,
    does: async (consultant) => {
      // The older script was the wrong one, which the pilot group noticed within the hour.
      await consultant.restoreBefore(consumerApps)
      await consultant.undoLastRestore()
    },
  },
  { daysAgo: 63, does: (consultant) => consultant.captureWithout('deviceHealthScripts', remediations) },
  {
    daysAgo: 49,
    by: people.omar,
    changes: ({ assign }) => assign(apps, 'VLC', () => []),
    captures: ['mobileApps'],
  },
  {
    daysAgo: 42,
    by: people.grace,
    changes: ({ remove }) => remove(remediations, 'Stale Group Policy'),
    captures: ['deviceHealthScripts'],
  },
  {
    daysAgo: 35,
    by: people.yuki,
    changes: ({ change }) =>
      change(configurations, 'LAPS – rotate local admin every 14 days', () => ({
        description: 'Rotates the local administrator password every 14 days. Owner: workplace team.',
      })),
    captures: ['configurationPolicies'],
    does: async (consultant) => {
      await consultant.checkDrift()
      await consultant.acknowledge('LAPS – rotate local admin every 14 days')
    },
  },
  {
    daysAgo: 21,
    by: people.contractor,
    changes: ({ change }) => change(compliance, 'Windows – finance', () => ({ bitLockerEnabled: false })),
    captures: ['deviceCompliancePolicies'],
    does: (consultant) => consultant.checkDrift(),
  },
  {
    daysAgo: 12,
    by: people.omar,
    changes: ({ change }) =>
      change(
        scripts,
        'Register POS service',
        script(
          '# Registers the point of sale service, and starts it again after a crash\nNew-Service -Name ContosoPos -BinaryPathName "C:\\Program Files\\Contoso POS\\pos.exe" -StartupType Automatic\nsc.exe failure ContosoPos reset= 86400 actions= restart/60000\nStart-Service ContosoPos\n',
        ),
      ),
    captures: ['deviceManagementScripts'],
  },
  {
    daysAgo: 5,
    by: people.yuki,
    changes: ({ change }) =>
      change(configurations, 'Device lock – office', ({ description }) => ({
        description: `${text(description)} Reviewed for the audit.`.trim(),
      })),
    captures: ['configurationPolicies'],
  },
  {
    daysAgo: 1,
    does: async (consultant) => {
      await consultant.backUp('Last night')
      await consultant.checkDrift()
    },
  },
]
