import { guid, moment, type DemoObject } from './build.ts'
import { members } from './people.ts'

const groupNames = [
  'SG-Intune-Laptops-HQ',
  'SG-Intune-Laptops-Stores-EU',
  'SG-Intune-Laptops-Pilot',
  'SG-Store-Managers',
  'SG-Kiosk-Devices',
  'SG-Finance',
  'SG-IT-Operations',
  'SG-Intune-Breakglass-Devices',
  '🛒 POS terminals',
  'المتاجر – الرياض',
  '東京店舗 – 共有デバイス',
  'SG-Contractors',
  'SG-iPads-Sales-Floor',
  'SG-Executives',
]

export function groups(): DemoObject[] {
  const inEach = members()
  return groupNames.map((displayName, index) => ({
    id: guid('groups', index),
    displayName,
    description: null,
    mailEnabled: false,
    mailNickname: `group${index}`,
    securityEnabled: true,
    groupTypes: index % 4 === 1 ? ['DynamicMembership'] : [],
    ...(index % 4 === 1
      ? { membershipRule: '(device.deviceOwnership -eq "Company")', membershipRuleProcessingState: 'On' }
      : {}),
    members: inEach[index],
  }))
}

export const scopeTags = (): DemoObject[] => [
  { id: '0', displayName: 'Default', description: '', isBuiltIn: true },
  { id: '1', displayName: 'Stores EU', description: 'Stores in Europe', isBuiltIn: false },
  { id: '2', displayName: '店舗 APAC', description: 'Stores in Asia-Pacific', isBuiltIn: false },
  { id: '3', displayName: 'Pilot', description: null, isBuiltIn: false },
]

const filterRules: readonly (readonly [string, string, string])[] = [
  [
    'Corporate laptops (Windows 11)',
    'windows10AndLater',
    '(device.deviceOwnership -eq "Corporate") and (device.osVersion -startsWith "10.0.22")',
  ],
  ['🛒 POS terminals', 'windows10AndLater', '(device.model -contains "POS")'],
  ['iPads on the sales floor', 'iOS', '(device.model -contains "iPad")'],
  ['Personal Android', 'androidForWork', '(device.deviceOwnership -eq "Personal")'],
  ['Macs of the design team', 'macOS', '(device.deviceName -startsWith "DSGN")'],
  [
    'Virtual machines',
    'windows10AndLater',
    '(device.model -contains "Virtual Machine") or (device.manufacturer -eq "VMware, Inc.")',
  ],
]

export const filters = (): DemoObject[] =>
  filterRules.map(([displayName, platform, rule], index) => ({
    id: guid('assignmentFilters', index),
    displayName,
    description: null,
    platform,
    rule,
    roleScopeTags: ['0'],
    assignmentFilterManagementType: 'devices',
    createdDateTime: moment('filters-created', index),
    lastModifiedDateTime: moment('filters', index),
  }))
