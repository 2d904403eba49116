import { base, guid, type DemoObject } from './build.ts'
import { assigned, everyDevice, group } from './targets.ts'

const graph = '#microsoft.graph.deviceManagementConfiguration'
const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')
const simple = (settingDefinitionId: string, value: string): DemoObject => ({
  '@odata.type': `${graph}SimpleSettingInstance`,
  settingDefinitionId,
  simpleSettingValue: { '@odata.type': `${graph}StringSettingValue`, value },
})

/** Reusable settings: a group of addresses for firewall rules, and the script of a Linux compliance policy. */
export const reusableSettings = (): DemoObject[] => [
  {
    ...base('reusablePolicySettings', 0, 'Servers in the stores'),
    roleScopeTagIds: undefined,
    version: 2,
    settingDefinitionId: 'vendor_msft_firewall_mdmstore_dynamickeywords_addresses_{id}',
    settingInstance: {
      '@odata.type': `${graph}GroupSettingCollectionInstance`,
      settingDefinitionId: 'vendor_msft_firewall_mdmstore_dynamickeywords_addresses_{id}',
      groupSettingCollectionValue: [
        {
          children: [
            simple(
              'vendor_msft_firewall_mdmstore_dynamickeywords_addresses_{id}_id',
              '{6c2a1b5e-0000-4000-8000-000000000001}',
            ),
            simple('vendor_msft_firewall_mdmstore_dynamickeywords_addresses_{id}_addresses', '10.20.0.0/16'),
          ],
        },
      ],
    },
  },
  {
    ...base('reusablePolicySettings', 1, 'Disk encryption – detection'),
    roleScopeTagIds: undefined,
    version: 1,
    settingDefinitionId: 'linux_customcompliance_discoveryscript_reusablesetting',
    settingInstance: simple(
      'linux_customcompliance_discoveryscript_reusablesetting',
      base64('#!/bin/sh\nlsblk -o NAME,FSTYPE | grep -q crypto_LUKS && echo \'{"Encrypted":true}\'\n'),
    ),
  },
]

/** A Linux compliance policy that uses the script above. */
export const linuxCompliance = (): DemoObject[] => [
  assigned(
    {
      ...base('compliancePolicies', 0, 'Linux – encrypted disks', { nameProperty: 'name' }),
      platforms: 'linux',
      technologies: 'linuxMdm',
      creationSource: null,
      settings: [
        {
          id: '0',
          settingInstance: {
            '@odata.type': `${graph}ChoiceSettingInstance`,
            settingDefinitionId: 'linux_deviceencryption_required',
            choiceSettingValue: {
              '@odata.type': `${graph}ChoiceSettingValue`,
              value: 'linux_deviceencryption_required_true',
              children: [],
            },
          },
        },
        {
          id: '1',
          settingInstance: {
            '@odata.type': `${graph}ChoiceSettingInstance`,
            settingDefinitionId: 'linux_customcompliance_required',
            choiceSettingValue: {
              '@odata.type': `${graph}ChoiceSettingValue`,
              value: 'linux_customcompliance_required_true',
              children: [
                {
                  '@odata.type': `${graph}SimpleSettingInstance`,
                  settingDefinitionId: 'linux_customcompliance_discoveryscript',
                  simpleSettingValue: {
                    '@odata.type': `${graph}ReferenceSettingValue`,
                    value: guid('reusablePolicySettings', 1),
                    note: null,
                  },
                },
                simple(
                  'linux_customcompliance_rules',
                  base64(
                    '{"Rules":[{"SettingName":"Encrypted","Operator":"IsEquals","DataType":"Boolean","Operand":true}]}',
                  ),
                ),
              ],
            },
          },
        },
      ],
      scheduledActionsForRule: [
        {
          id: guid('rules', 95),
          ruleName: null,
          scheduledActionConfigurations: [
            {
              id: guid('actions-block', 95),
              actionType: 'block',
              gracePeriodHours: 24,
              notificationTemplateId: '00000000-0000-0000-0000-000000000000',
              notificationMessageCCList: [],
            },
            {
              id: guid('actions-mail', 95),
              actionType: 'notification',
              gracePeriodHours: 0,
              notificationTemplateId: guid('notificationMessageTemplates', 0),
              notificationMessageCCList: [guid('groups', 6)],
            },
          ],
        },
      ],
    },
    [group(6)],
  ),
]

const setting = (kind: string, definitionId: string, value: unknown): DemoObject => ({
  '@odata.type': `#microsoft.graph.deviceManagement${kind}SettingInstance`,
  id: guid(`intent-${definitionId}`, 0),
  definitionId,
  valueJson: JSON.stringify(value),
  ...(kind === 'Boolean' || kind === 'String' || kind === 'Integer' ? { value } : {}),
})

/** Endpoint security policies of the legacy kind. */
export const legacyPolicies = (): DemoObject[] => [
  assigned(
    {
      ...base('intents', 0, 'Firewall – macOS (legacy)'),
      templateId: '5340aa10-47a8-4e67-893f-690984e4d5da',
      isMigratingToConfigurationPolicy: null,
      settings: [
        setting('Boolean', 'deviceConfiguration--macOSEndpointProtectionConfiguration_firewallEnabled', true),
        setting('Boolean', 'deviceConfiguration--macOSEndpointProtectionConfiguration_firewallEnableStealthMode', true),
        setting('Collection', 'deviceConfiguration--macOSEndpointProtectionConfiguration_firewallApplications', [
          { bundleId: 'com.contoso.pos', allowsIncomingConnections: true },
        ]),
      ],
    },
    [everyDevice],
  ),
  assigned(
    {
      ...base('intents', 1, 'Disk encryption – Windows (legacy)'),
      templateId: 'd1174162-1dd2-4976-affc-6667049ab0ae',
      isMigratingToConfigurationPolicy: false,
      settings: [
        setting(
          'Boolean',
          'deviceConfiguration--windows10EndpointProtectionConfiguration_bitLockerEncryptDevice',
          true,
        ),
        setting('Complex', 'deviceConfiguration--windows10EndpointProtectionConfiguration_bitLockerSystemDrivePolicy', {
          startupAuthenticationRequired: true,
          minimumPinLength: 6,
          recoveryOptions: { hideRecoveryOptions: true, blockDataRecoveryAgent: false },
        }),
      ],
    },
    [group(0)],
  ),
]

/** Names of the templates above, as `/deviceManagement/templates` lists them. */
export const legacyTemplates = (): DemoObject[] => [
  {
    id: '5340aa10-47a8-4e67-893f-690984e4d5da',
    displayName: 'macOS firewall',
    description: '',
    isDeprecated: false,
    templateType: 'firewall',
    versionInfo: '1',
    intentCount: 1,
  },
  {
    id: 'd1174162-1dd2-4976-affc-6667049ab0ae',
    displayName: 'BitLocker',
    description: '',
    isDeprecated: false,
    templateType: 'diskEncryption',
    versionInfo: '1',
    intentCount: 1,
  },
]
