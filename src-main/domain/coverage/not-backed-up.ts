import type { NotBackedUp } from '#contract/model/coverage.ts'

/** What the admin centers have and a backup leaves out on purpose, with the reason (G-247). */
export const notBackedUp: readonly NotBackedUp[] = [
  {
    title: 'Windows Autopilot synchronization',
    path: '/deviceManagement/windowsAutopilotSettings',
    reason: 'It holds the time and state of the last synchronization, and no settings.',
  },
  {
    title: 'Windows Autopatch groups',
    path: null,
    reason: 'No public Graph address for them is known.',
  },
  {
    title: 'Cloud policies for Microsoft 365 Apps',
    path: null,
    reason: 'config.office.com has no public Graph address.',
  },
  {
    title: 'Acceptances of terms of use',
    path: '/identityGovernance/termsOfUse/agreements/{id}/acceptances',
    reason: 'They are records about people.',
  },
  {
    title: 'Hardware hashes of Autopilot devices',
    path: null,
    reason: 'Graph takes them in and never returns them.',
  },
  {
    title: 'Managed devices, their actions and reports',
    path: '/deviceManagement/managedDevices',
    reason: 'They are data of devices, and no settings.',
  },
  {
    title: 'Organizational messages and Group Policy analytics',
    path: '/deviceManagement/groupPolicyMigrationReports',
    reason: 'They are results of reports, and no settings.',
  },
]
