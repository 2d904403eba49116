import { base, guid, type DemoObject } from './build.ts'

const actions = (index: number): DemoObject[] => [
  {
    id: guid('rules', index),
    ruleName: 'PasswordRequired',
    scheduledActionConfigurations: [
      {
        id: guid('actions-block', index),
        actionType: 'block',
        gracePeriodHours: index % 3 === 0 ? 0 : 72,
        notificationTemplateId: '00000000-0000-0000-0000-000000000000',
        notificationMessageCCList: [],
      },
      ...(index % 2 === 0
        ? [
            {
              id: guid('actions-mail', index),
              actionType: 'notification',
              gracePeriodHours: 24,
              notificationTemplateId: guid('notificationMessageTemplates', index % 4),
              notificationMessageCCList: [guid('groups', 6)],
            },
          ]
        : []),
    ],
  },
]

const windows = (length: number): DemoObject => ({
  '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
  passwordRequired: true,
  passwordMinimumLength: length,
  passwordRequiredType: 'alphanumeric',
  bitLockerEnabled: true,
  secureBootEnabled: true,
  codeIntegrityEnabled: true,
  tpmRequired: true,
  osMinimumVersion: '10.0.22631.4000',
  defenderEnabled: true,
  rtpEnabled: true,
})
const ios = (minimum: string): DemoObject => ({
  '@odata.type': '#microsoft.graph.iosCompliancePolicy',
  passcodeRequired: true,
  passcodeMinimumLength: 6,
  passcodeBlockSimple: true,
  osMinimumVersion: minimum,
  securityBlockJailbrokenDevices: true,
  managedEmailProfileRequired: false,
})
const android = (): DemoObject => ({
  '@odata.type': '#microsoft.graph.androidWorkProfileCompliancePolicy',
  passwordRequired: true,
  passwordMinimumLength: 6,
  securityBlockJailbrokenDevices: true,
  storageRequireEncryption: true,
  osMinimumVersion: '13.0',
})
const mac = (): DemoObject => ({
  '@odata.type': '#microsoft.graph.macOSCompliancePolicy',
  passwordRequired: true,
  passwordMinimumLength: 10,
  storageRequireEncryption: true,
  firewallEnabled: true,
  gatekeeperAllowedAppSource: 'macAppStoreAndIdentifiedDevelopers',
  systemIntegrityProtectionEnabled: true,
})

const policies: readonly (readonly [string, DemoObject])[] = [
  ['Windows – corporate laptops', windows(8)],
  ['Windows – finance', windows(12)],
  ['Windows – kiosks', windows(6)],
  ['Windows – 🛒 POS terminals', windows(6)],
  ['iOS – corporate iPhones', ios('17.4')],
  ['iOS – iPads on the sales floor', ios('17.0')],
  ['iOS – bring your own', ios('16.0')],
  ['Android – work profile', android()],
  ['Android – التوافق – الرياض', android()],
  ['macOS – design team', mac()],
  ['macOS – executives', mac()],
  ['Windows – contractors', windows(14)],
]

export const compliancePolicies = (): DemoObject[] =>
  policies.map(([name, settings], index) => ({
    ...settings,
    ...base('deviceCompliancePolicies', index, name),
    version: 1 + (index % 4),
    scheduledActionsForRule: actions(index),
  }))
