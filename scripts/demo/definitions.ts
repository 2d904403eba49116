import { guid, type DemoObject } from './build.ts'

interface Definition {
  readonly id: string
  readonly displayName: string
  /** Categories from the root, joined by ` › `. */
  readonly category: string
  readonly description?: string
  readonly options?: Readonly<Record<string, string>>
}

/** An on/off setting with options `_1` and `_0`. */
function toggle(
  id: string,
  displayName: string,
  category: string,
  description?: string,
  words: readonly [on: string, off: string] = ['Enabled', 'Disabled'],
): Definition {
  return {
    id,
    displayName,
    category,
    ...(description ? { description } : {}),
    options: { [`${id}_1`]: words[0], [`${id}_0`]: words[1] },
  }
}

const policy = 'device_vendor_msft_policy_config'
const bitlocker = 'device_vendor_msft_bitlocker'

/** Setting definitions of what the demo tenant uses, with the names that the Intune portal shows. */
export const definitions: readonly Definition[] = [
  toggle(
    `${bitlocker}_requiredeviceencryption`,
    'Require Device Encryption',
    'BitLocker',
    'Turns on encryption for the operating system drive and fixed drives.',
  ),
  toggle(
    `${bitlocker}_allowwarningforotherdiskencryption`,
    'Allow Warning For Other Disk Encryption',
    'BitLocker',
    'Disabled: BitLocker is turned on silently.',
  ),
  toggle(`${bitlocker}_allowstandarduserencryption`, 'Allow Standard User Encryption', 'BitLocker'),
  {
    id: `${bitlocker}_configurerecoverypasswordrotation`,
    displayName: 'Configure Recovery Password Rotation',
    category: 'BitLocker',
    options: {
      [`${bitlocker}_configurerecoverypasswordrotation_0`]: 'Refresh off',
      [`${bitlocker}_configurerecoverypasswordrotation_1`]: 'Refresh on for Azure AD-joined devices',
      [`${bitlocker}_configurerecoverypasswordrotation_2`]: 'Refresh on for Azure AD-joined and hybrid-joined devices',
    },
  },
  {
    id: `${bitlocker}_encryptionmethodbydrivetype_osdrives`,
    displayName: 'Select the encryption method for operating system drives',
    category: 'BitLocker › BitLocker Drive Encryption',
    options: {
      [`${bitlocker}_encryptionmethodbydrivetype_osdrives_6`]: 'XTS-AES 128-bit',
      [`${bitlocker}_encryptionmethodbydrivetype_osdrives_7`]: 'XTS-AES 256-bit',
    },
  },
  {
    id: `${bitlocker}_minimumpinlength`,
    displayName: 'Minimum characters for startup PIN',
    category: 'BitLocker › Operating System Drives',
  },
  toggle(`${policy}_defender_allowrealtimemonitoring`, 'Allow Realtime Monitoring', 'Defender', undefined, [
    'Allowed',
    'Not Allowed',
  ]),
  toggle(`${policy}_defender_allowcloudprotection`, 'Allow Cloud Protection', 'Defender', undefined, [
    'Allowed',
    'Not Allowed',
  ]),
  toggle(`${policy}_defender_allowbehaviormonitoring`, 'Allow Behavior Monitoring', 'Defender', undefined, [
    'Allowed',
    'Not Allowed',
  ]),
  {
    id: `${policy}_defender_excludedpaths`,
    displayName: 'Excluded Paths',
    category: 'Defender',
    description: 'Paths that scans leave out.',
  },
  { id: `${policy}_defender_avgcpuloadfactor`, displayName: 'Avg CPU Load Factor', category: 'Defender' },
  toggle(`${policy}_browser_allowpasswordmanager`, 'Allow Password Manager', 'Browser', undefined, [
    'Allowed',
    'Not allowed',
  ]),
  toggle(
    `${policy}_microsoft_edge~policy~microsoft_edge_passwordmanagerenabled`,
    'Enable saving passwords to the password manager',
    'Microsoft Edge',
  ),
  toggle(
    `${policy}_microsoft_edge~policy~microsoft_edge_smartscreenenabled`,
    'Configure Microsoft Defender SmartScreen',
    'Microsoft Edge',
  ),
  {
    id: `${policy}_microsoft_edge~policy~microsoft_edge_homepagelocation`,
    displayName: 'Configure the home page URL',
    category: 'Microsoft Edge',
  },
  toggle(`${policy}_devicelock_devicepasswordenabled`, 'Device Password Enabled', 'Device Lock', undefined, [
    'Disabled',
    'Enabled',
  ]),
  {
    id: `${policy}_devicelock_mindevicepasswordlength`,
    displayName: 'Min Device Password Length',
    category: 'Device Lock',
  },
  {
    id: `${policy}_devicelock_maxinactivitytimedevicelock`,
    displayName: 'Max Inactivity Time Device Lock',
    category: 'Device Lock',
  },
  { id: 'device_vendor_msft_laps_policies_passwordagedays', displayName: 'Password Age Days', category: 'LAPS' },
  { id: 'device_vendor_msft_laps_policies_passwordlength', displayName: 'Password Length', category: 'LAPS' },
  toggle(
    'vendor_msft_firewall_mdmstore_domainprofile_enablefirewall',
    'Enable Domain Network Firewall',
    'Firewall',
    undefined,
    ['True', 'False'],
  ),
  toggle(
    'vendor_msft_firewall_mdmstore_publicprofile_enablefirewall',
    'Enable Public Network Firewall',
    'Firewall',
    undefined,
    ['True', 'False'],
  ),
  toggle('com.apple.mcx.filevault2_enable', 'Enable', 'FileVault', undefined, ['On', 'Off']),
  toggle('com.apple.applicationaccess_allowcamera', 'Allow Camera', 'Restrictions', undefined, ['True', 'False']),
  toggle('com.apple.applicationaccess_allowairdrop', 'Allow AirDrop', 'Restrictions', undefined, ['True', 'False']),
]

/** The same definitions as they ship with the product: with the path of their categories. */
export const shipped = (): DemoObject[] =>
  definitions.map((definition) => ({ ...definition, category: definition.category.split(' › ') }))

const categoryId = (path: string) => guid(`category-${path}`, 0)

/** The same as Graph answers them. */
export const graphDefinitions = (): DemoObject[] =>
  definitions.map(({ id, displayName, category, description, options }) => ({
    '@odata.type': `#microsoft.graph.deviceManagementConfiguration${options ? 'Choice' : 'Simple'}SettingDefinition`,
    id,
    name: id.split('_').at(-1),
    displayName,
    description: description ?? '',
    helpText: '',
    categoryId: categoryId(category),
    rootDefinitionId: id,
    ...(options
      ? {
          options: Object.entries(options).map(([itemId, name]) => ({
            itemId,
            name: itemId,
            displayName: name,
            description: null,
          })),
        }
      : {}),
  }))

/** Their categories, each below the one before it. */
export function categories(): DemoObject[] {
  const paths = new Set(
    definitions.flatMap(({ category }) =>
      category.split(' › ').map((_, index, all) => all.slice(0, index + 1).join(' › ')),
    ),
  )
  return [...paths].map((path) => {
    const names = path.split(' › ')
    const parent = names.slice(0, -1).join(' › ')
    return {
      id: categoryId(path),
      displayName: names.at(-1),
      name: names.at(-1),
      parentCategoryId: parent ? categoryId(parent) : categoryId(path),
      rootCategoryId: categoryId(names[0]!),
      childCategoryIds: [],
      platforms: 'none',
      technologies: 'mdm',
    }
  })
}
