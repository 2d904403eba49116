import { writeFileSync } from 'node:fs'
import type { Json } from '#domain/json.ts'
import { guid } from './restored.ts'

/** What a Graph knows that is newer than the app: ten types, properties and members over five collections. */
const newer = {
  entityTypes: {
    windows12GeneralConfiguration: {
      baseType: 'deviceConfiguration',
      properties: { copilotMode: { type: 'copilotMode' }, hours: { type: 'hoursOfUse' } },
    },
    windows12CompliancePolicy: {
      baseType: 'deviceCompliancePolicy',
      properties: { plutonRequired: { type: 'Edm.Boolean' } },
    },
    macOSContainerApp: { baseType: 'mobileApp', properties: { image: { type: 'Edm.String' } } },
    iosGeneralDeviceConfiguration: { properties: { visionBlocked: { type: 'Edm.Boolean' } } },
    windows10CompliancePolicy: { properties: { recallBlocked: { type: 'Edm.Boolean' } } },
    deviceManagementScript: { properties: { runInContainer: { type: 'Edm.Boolean' } } },
  },
  complexTypes: {
    hoursOfUse: { properties: { from: { type: 'Edm.String' }, until: { type: 'Edm.String' } } },
    deviceManagementConfigurationMatrixSettingInstance: {
      baseType: 'deviceManagementConfigurationSettingInstance',
      properties: { matrix: { type: 'Edm.Int32', collection: true } },
    },
  },
  enumTypes: {
    copilotMode: { members: ['off', 'on'] },
    deviceManagementConfigurationTechnologies: { members: ['telepathy'] },
    requiredPasswordType: { members: ['runes'] },
  },
}

/** Writes the file for `--newer`. */
export function writeNewer(file: string): string {
  writeFileSync(file, JSON.stringify(newer))
  return file
}

/** Objects with what only that Graph knows, by collection. */
export const newerObjects: Readonly<Record<string, readonly Json[]>> = {
  deviceConfigurations: [
    {
      '@odata.type': '#microsoft.graph.windows12GeneralConfiguration',
      id: guid(1),
      displayName: 'Windows 12',
      copilotMode: 'on',
      hours: { from: '08:00', until: '17:00' },
    },
    {
      '@odata.type': '#microsoft.graph.iosGeneralDeviceConfiguration',
      id: guid(2),
      displayName: 'iPhones',
      cameraBlocked: true,
      visionBlocked: true,
      passcodeRequiredType: 'runes',
    },
  ],
  deviceCompliancePolicies: [
    {
      '@odata.type': '#microsoft.graph.windows12CompliancePolicy',
      id: guid(3),
      displayName: 'Windows 12 compliance',
      plutonRequired: true,
    },
    {
      '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
      id: guid(4),
      displayName: 'Windows compliance',
      recallBlocked: true,
    },
  ],
  configurationPolicies: [
    {
      id: guid(5),
      name: 'Matrix',
      platforms: 'windows10',
      technologies: 'mdm,telepathy',
      settings: [
        {
          id: '0',
          settingInstance: {
            '@odata.type': '#microsoft.graph.deviceManagementConfigurationMatrixSettingInstance',
            settingDefinitionId: 'device_vendor_matrix',
            matrix: [1, 2, 3],
          },
        },
      ],
    },
  ],
  deviceManagementScripts: [
    {
      id: guid(6),
      displayName: 'Script',
      fileName: 'a.ps1',
      scriptContent: 'R2V0',
      runAsAccount: 'system',
      runInContainer: true,
    },
  ],
  mobileApps: [
    {
      '@odata.type': '#microsoft.graph.macOSContainerApp',
      id: guid(7),
      displayName: 'Container',
      publisher: 'Contoso',
      image: 'contoso/app',
    },
  ],
}
