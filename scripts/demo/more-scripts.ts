import { base, guid, type DemoObject } from './build.ts'
import { assigned, everyDevice, group } from './targets.ts'

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')

/** Shell scripts, custom attributes, remediations, compliance scripts. */
export const shellScripts = (): DemoObject[] => [
  assigned(
    {
      ...base('deviceShellScripts', 0, 'Install printer – design studio'),
      fileName: 'printer.sh',
      scriptContent: base64('#!/bin/zsh\nlpadmin -p Studio -E -v ipp://studio.contoso.example -m everywhere\n'),
      runAsAccount: 'system',
      retryCount: 3,
      executionFrequency: 'P1D',
      blockExecutionNotifications: true,
    },
    [group(13)],
  ),
  assigned(
    {
      ...base('deviceShellScripts', 1, 'Dock aufräumen – Außendienst'),
      fileName: 'dock.sh',
      scriptContent: base64('#!/bin/bash\ndefaults delete com.apple.dock; killall Dock\n'),
      runAsAccount: 'user',
      retryCount: 0,
      executionFrequency: 'PT0S',
      blockExecutionNotifications: false,
    },
    [],
  ),
]

export const customAttributes = (): DemoObject[] => [
  assigned(
    {
      ...base('deviceCustomAttributeShellScripts', 0, 'Battery cycle count'),
      customAttributeName: 'Battery cycle count',
      customAttributeType: 'integer',
      fileName: 'battery.sh',
      scriptContent: base64("#!/bin/bash\nsystem_profiler SPPowerDataType | awk '/Cycle Count/ {print $3}'\n"),
      runAsAccount: 'system',
    },
    [everyDevice],
  ),
]

const daily = {
  '@odata.type': '#microsoft.graph.deviceHealthScriptDailySchedule',
  interval: 1,
  time: '02:30:00.0000000',
  useUtc: false,
}

export const remediations = (): DemoObject[] => [
  assigned(
    {
      ...base('deviceHealthScripts', 0, 'Stale Group Policy'),
      publisher: 'Contoso IT',
      version: '2',
      runAsAccount: 'system',
      enforceSignatureCheck: false,
      runAs32Bit: false,
      deviceHealthScriptType: 'deviceHealthScript',
      isGlobalScript: false,
      highestAvailableVersion: null,
      detectionScriptContent: base64('$age = (Get-Date) - (Get-GpoAge)\nif ($age.Days -gt 7) { exit 1 }\nexit 0\n'),
      remediationScriptContent: base64('gpupdate /force\nexit 0\n'),
      detectionScriptParameters: [],
      remediationScriptParameters: [],
    },
    [group(0)],
    { runRemediationScript: true, runSchedule: daily },
  ),
  assigned(
    {
      ...base('deviceHealthScripts', 1, 'Zeitzone prüfen 🕑'),
      publisher: 'Contoso IT',
      version: '1',
      runAsAccount: 'user',
      enforceSignatureCheck: true,
      runAs32Bit: false,
      deviceHealthScriptType: 'deviceHealthScript',
      isGlobalScript: false,
      detectionScriptContent: base64('if ((Get-TimeZone).Id -ne "W. Europe Standard Time") { exit 1 }\n'),
      remediationScriptContent: '',
      detectionScriptParameters: [],
      remediationScriptParameters: [],
    },
    [],
  ),
  assigned(
    {
      ...base('deviceHealthScripts', 2, 'Restart stopped Office C2R svc'),
      publisher: 'Microsoft',
      version: '1.0',
      runAsAccount: 'system',
      enforceSignatureCheck: false,
      runAs32Bit: false,
      deviceHealthScriptType: 'deviceHealthScript',
      isGlobalScript: true,
      highestAvailableVersion: '1.1',
      detectionScriptContent: base64('# Microsoft\nexit 0\n'),
      remediationScriptContent: base64('# Microsoft\nexit 0\n'),
      detectionScriptParameters: [],
      remediationScriptParameters: [],
    },
    [group(6)],
    {
      runRemediationScript: true,
      runSchedule: { '@odata.type': '#microsoft.graph.deviceHealthScriptHourlySchedule', interval: 4 },
    },
  ),
]

export const complianceScriptId = guid('deviceComplianceScripts', 0)

export const complianceScripts = (): DemoObject[] => [
  {
    ...base('deviceComplianceScripts', 0, 'POS service is running'),
    publisher: 'Contoso IT',
    version: '1',
    platform: 'windows10',
    runAsAccount: 'system',
    enforceSignatureCheck: false,
    runAs32Bit: false,
    detectionScriptContent: base64(
      '$service = Get-Service ContosoPos\n@{ PosRunning = ($service.Status -eq "Running") } | ConvertTo-Json -Compress\n',
    ),
  },
]

/** Custom compliance: the rules for what its script returns. */
export const customCompliance = (): DemoObject => ({
  '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
  ...base('deviceCompliancePolicies', 90, 'Windows – POS service (custom compliance)'),
  version: 1,
  deviceCompliancePolicyScript: {
    deviceComplianceScriptId: complianceScriptId,
    rulesContent: base64(
      JSON.stringify({
        Rules: [
          {
            SettingName: 'PosRunning',
            Operator: 'IsEquals',
            DataType: 'Boolean',
            Operand: true,
            MoreInfoUrl: 'https://it.contoso.example/pos',
            RemediationStrings: [
              { Language: 'en_US', Title: 'The till does not run.', Description: 'Call the help desk.' },
            ],
          },
        ],
      }),
    ),
  },
  scheduledActionsForRule: [
    {
      id: guid('rules', 90),
      ruleName: 'PasswordRequired',
      scheduledActionConfigurations: [
        {
          id: guid('actions-block', 90),
          actionType: 'block',
          gracePeriodHours: 4,
          notificationTemplateId: '',
          notificationMessageCCList: [],
        },
      ],
    },
  ],
})
