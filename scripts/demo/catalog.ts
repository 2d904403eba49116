import { base, guid, moment, type DemoObject } from './build.ts'

const policy = 'device_vendor_msft_policy_config'
const bitlocker = 'device_vendor_msft_bitlocker'
const graph = '#microsoft.graph.deviceManagementConfiguration'

type Setting = DemoObject

const choice = (id: string, option: number, children: Setting[] = []): Setting => ({
  '@odata.type': `${graph}ChoiceSettingInstance`,
  settingDefinitionId: id,
  settingInstanceTemplateReference: null,
  choiceSettingValue: { settingValueTemplateReference: null, value: `${id}_${option}`, children },
})

const number = (id: string, value: number): Setting => ({
  '@odata.type': `${graph}SimpleSettingInstance`,
  settingDefinitionId: id,
  settingInstanceTemplateReference: null,
  simpleSettingValue: { '@odata.type': `${graph}IntegerSettingValue`, settingValueTemplateReference: null, value },
})

const string = (id: string, value: string): Setting => ({
  '@odata.type': `${graph}SimpleSettingInstance`,
  settingDefinitionId: id,
  settingInstanceTemplateReference: null,
  simpleSettingValue: { '@odata.type': `${graph}StringSettingValue`, settingValueTemplateReference: null, value },
})

const strings = (id: string, values: string[]): Setting => ({
  '@odata.type': `${graph}SimpleSettingCollectionInstance`,
  settingDefinitionId: id,
  settingInstanceTemplateReference: null,
  simpleSettingCollectionValue: values.map((value) => ({
    '@odata.type': `${graph}StringSettingValue`,
    settingValueTemplateReference: null,
    value,
  })),
})

const encryption = (rotation: number, method: number): Setting[] => [
  choice(`${bitlocker}_requiredeviceencryption`, 1),
  choice(`${bitlocker}_allowwarningforotherdiskencryption`, 0, [choice(`${bitlocker}_allowstandarduserencryption`, 1)]),
  choice(`${bitlocker}_configurerecoverypasswordrotation`, rotation),
  choice(`${bitlocker}_encryptionmethodbydrivetype_osdrives`, method),
  number(`${bitlocker}_minimumpinlength`, 6),
]
const antivirus = (paths: string[]): Setting[] => [
  choice(`${policy}_defender_allowrealtimemonitoring`, 1),
  choice(`${policy}_defender_allowcloudprotection`, 1),
  choice(`${policy}_defender_allowbehaviormonitoring`, 1),
  number(`${policy}_defender_avgcpuloadfactor`, 30),
  ...(paths.length > 0 ? [strings(`${policy}_defender_excludedpaths`, paths)] : []),
]
const edge = (home: string): Setting[] => [
  choice(`${policy}_microsoft_edge~policy~microsoft_edge_passwordmanagerenabled`, 0),
  choice(`${policy}_microsoft_edge~policy~microsoft_edge_smartscreenenabled`, 1),
  string(`${policy}_microsoft_edge~policy~microsoft_edge_homepagelocation`, home),
]
const lock = (length: number): Setting[] => [
  // Here, 0 is enabled (Policy CSP: DeviceLock).
  choice(`${policy}_devicelock_devicepasswordenabled`, 0, [
    number(`${policy}_devicelock_mindevicepasswordlength`, length),
    number(`${policy}_devicelock_maxinactivitytimedevicelock`, 15),
  ]),
]
const laps = (): Setting[] => [
  number('device_vendor_msft_laps_policies_passwordagedays', 14),
  number('device_vendor_msft_laps_policies_passwordlength', 21),
]
const firewall = (): Setting[] => [
  choice('vendor_msft_firewall_mdmstore_domainprofile_enablefirewall', 1),
  choice('vendor_msft_firewall_mdmstore_publicprofile_enablefirewall', 1),
]
const apple = (): Setting[] => [
  choice('com.apple.applicationaccess_allowcamera', 1),
  choice('com.apple.applicationaccess_allowairdrop', 0),
]
const fileVault = (): Setting[] => [choice('com.apple.mcx.filevault2_enable', 1)]
/** A setting that no shipped definition names: its name is derived and marked. */
const unknown = (): Setting[] => [choice(`${policy}_storage_removablediskdenywriteaccess`, 1)]

const templates = {
  none: '',
  disk: '46ddfc50-d10f-4867-b852-9434254b3bff_1',
  antivirus: '804339ad-1553-4478-a742-138fb5807418_1',
  firewall: '6078910e-d808-4a9f-a51d-1b8a7bacb7c0_1',
  laps: 'adc46e5a-f4aa-4ff6-aeff-4f27bc525796_1',
  baseline: 'c66347b7-8325-4954-a235-3bf2233dfbfd_2',
}

const catalog: readonly (readonly [
  name: string,
  platforms: string,
  settings: Setting[],
  template?: keyof typeof templates,
])[] = [
  ['BitLocker – silent encryption with key escrow (corporate laptops)', 'windows10', encryption(2, 7), 'disk'],
  ['BitLocker – kiosks and POS terminals', 'windows10', encryption(1, 6), 'disk'],
  [
    'Defender Antivirus – exclusions for store servers',
    'windows10',
    antivirus(['C:\\StoreServer\\Data', 'D:\\POS\\Journal', '%ProgramData%\\Contoso\\Cache']),
    'antivirus',
  ],
  ['Defender Antivirus – corporate laptops', 'windows10', antivirus([]), 'antivirus'],
  ['Defender Firewall – all networks', 'windows10', firewall(), 'firewall'],
  ['LAPS – rotate local admin every 14 days', 'windows10', laps(), 'laps'],
  [
    'Edge – security baseline v139 – homepage and startup for call center',
    'windows10',
    edge('https://intranet.contoso.example'),
    'baseline',
  ],
  ['Edge – stores', 'windows10', edge('https://stores.contoso.example')],
  ['Device lock – office', 'windows10', lock(8)],
  ['Device lock – stores (shorter PIN)', 'windows10', lock(6)],
  ['🛒 POS terminals – kiosk single app', 'windows10', [...lock(6), ...unknown()]],
  ['سياسة أجهزة نقاط البيع – الرياض', 'windows10', lock(8)],
  ['東京店舗 – 共有デバイス – Windows 設定', 'windows10', [...lock(6), ...firewall()]],
  ['macOS – FileVault with personal recovery key', 'macOS', fileVault()],
  ['macOS – restrictions for the design team', 'macOS', apple()],
  ['iOS – restrictions for shared iPads on the sales floor', 'iOS', apple()],
  ['Removable storage – deny write access', 'windows10', unknown()],
  [
    'ZZ – test, do not assign – a policy whose name is far longer than any column of any table would ever want to show, because somebody wrote the change request into it (CHG0048213, approved 12 March)',
    'windows10',
    firewall(),
  ],
]

/** 36 settings catalog policies: the ones above, then one for each store. */
export function settingsCatalog(): DemoObject[] {
  const stores = [
    'Amsterdam',
    'Berlin',
    'Köln',
    'Kraków',
    'Lyon',
    'Málaga',
    'Zürich',
    'Århus',
    'İstanbul',
    'Αθήνα',
    'Göteborg',
    'Porto',
    'Gdańsk',
    'Brno',
    'Győr',
    'Cluj-Napoca',
    'Tromsø',
    'Évora',
  ].map(
    (city, index) =>
      [`Store ${city} – device lock and firewall`, 'windows10', [...lock(6 + (index % 3)), ...firewall()]] as const,
  )
  return [...catalog, ...stores].map(([name, platforms, settings, template], index) => ({
    ...base('configurationPolicies', index, name, {
      nameProperty: 'name',
      description: index % 4 === 0 ? 'Owner: Endpoint team. Change only through CAB.' : '',
    }),
    creationSource: null,
    platforms,
    technologies: template && template !== 'none' ? 'mdm,microsoftSense' : 'mdm',
    templateReference: { templateId: templates[template ?? 'none'] },
    settings: settings.map((settingInstance, at) => ({ id: String(at), settingInstance })),
  }))
}

const admx: readonly (readonly [
  name: string,
  category: string,
  settings: readonly (readonly [string, boolean, string?])[],
])[] = [
  [
    'OneDrive – known folder move',
    '\\OneDrive',
    [
      ['Silently move Windows known folders to OneDrive', true, 'de300000-0000-4000-8000-00000000d300'],
      ['Prevent users from moving their Windows known folders', false],
    ],
  ],
  [
    'Office – macro security',
    '\\Microsoft Word 2016\\Word Options\\Security\\Trust Center',
    [
      ['Block macros from running in Office files from the Internet', true],
      ['VBA Macro Notification Settings', true, '2'],
    ],
  ],
  [
    'Chrome – managed bookmarks',
    '\\Google\\Google Chrome',
    [
      ['Managed Bookmarks', true, '[{"toplevel_name":"Contoso"}]'],
      ['Enable saving passwords', false],
    ],
  ],
  [
    'Windows Update – active hours',
    '\\Windows Components\\Windows Update',
    [['Turn off auto-restart for updates during active hours', true]],
  ],
  [
    'Remote Desktop – stores',
    '\\Windows Components\\Remote Desktop Services',
    [
      ['Require user authentication for remote connections by using Network Level Authentication', true],
      ['Set client connection encryption level', true, '3'],
    ],
  ],
  [
    'Print – Druckerrichtlinie für Filialen',
    '\\Printers',
    [['Limits print driver installation to Administrators', true]],
  ],
]

export const administrativeTemplates = (): DemoObject[] =>
  admx.map(([name, categoryPath, settings], index) => ({
    ...base('groupPolicyConfigurations', index, name),
    policyConfigurationIngestionType: 'builtIn',
    definitionValues: settings.map(([displayName, enabled, value], at) => ({
      id: guid(`definitionValues-${index}`, at),
      enabled,
      configurationType: 'policy',
      createdDateTime: moment('definition', index),
      lastModifiedDateTime: moment('definition', index),
      definition: {
        id: guid(`definitions-${displayName}`, 0),
        displayName,
        classType: index % 2 === 0 ? 'machine' : 'user',
        categoryPath,
      },
      presentationValues:
        value === undefined
          ? []
          : [
              {
                '@odata.type': '#microsoft.graph.groupPolicyPresentationValueText',
                id: guid(`presentationValues-${index}`, at),
                value,
                presentation: { id: guid(`presentations-${displayName}`, 0), label: 'Value' },
              },
            ],
    })),
  }))
