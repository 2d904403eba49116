import { base, guid, moment, type DemoObject } from './build.ts'

const store: readonly (readonly [string, string, string])[] = [
  ['Company Portal', '9WZDNCRFJ3PZ', 'Microsoft'],
  ['Microsoft Teams', 'XP8BT8DW290MPQ', 'Microsoft'],
  ['Adobe Acrobat Reader DC', 'XPDP273C0XHQH2', 'Adobe'],
  ['VLC', 'XPDM1ZW6815MQM', 'VideoLAN'],
  ['Notion', 'XPDNJ3P8MJXGN1', 'Notion Labs'],
  ['Power BI Desktop', '9NTXR16HNW1T', 'Microsoft'],
]

const icon = {
  '@odata.type': '#microsoft.graph.mimeContent',
  type: 'image/png',
  value: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
}

const others: readonly (readonly [string, DemoObject])[] = [
  [
    'Microsoft 365 Apps for Windows – Monthly Enterprise',
    {
      '@odata.type': '#microsoft.graph.officeSuiteApp',
      publisher: 'Microsoft',
      autoAcceptEula: true,
      productIds: ['o365ProPlusRetail'],
      officePlatformArchitecture: 'x64',
      updateChannel: 'monthlyEnterprise',
      useSharedComputerActivation: false,
      shouldUninstallOlderVersionsOfOffice: true,
      officeSuiteAppDefaultFileFormat: 'officeOpenXMLFormat',
      localesToInstall: ['en-us', 'de-de'],
    },
  ],
  ['Microsoft 365 Apps for macOS', { '@odata.type': '#microsoft.graph.macOSOfficeSuiteApp', publisher: 'Microsoft' }],
  [
    'Microsoft Edge for macOS',
    { '@odata.type': '#microsoft.graph.macOSMicrosoftEdgeApp', publisher: 'Microsoft', channel: 'stable' },
  ],
  [
    'Intranet',
    {
      '@odata.type': '#microsoft.graph.webApp',
      publisher: 'Contoso',
      appUrl: 'https://intranet.contoso.example',
      useManagedBrowser: true,
    },
  ],
  [
    '🛒 Price check',
    {
      '@odata.type': '#microsoft.graph.webApp',
      publisher: 'Contoso',
      appUrl: 'https://price.contoso.example',
      useManagedBrowser: false,
    },
  ],
  [
    'Microsoft Authenticator (iOS)',
    {
      '@odata.type': '#microsoft.graph.iosStoreApp',
      publisher: 'Microsoft',
      bundleId: 'com.microsoft.azureauthenticator',
      appStoreUrl: 'https://apps.apple.com/app/id983156458',
      minimumSupportedOperatingSystem: { v16_0: true },
    },
  ],
  [
    'Outlook (Android)',
    {
      '@odata.type': '#microsoft.graph.androidStoreApp',
      publisher: 'Microsoft',
      appStoreUrl: 'https://play.google.com/store/apps/details?id=com.microsoft.office.outlook',
      minimumSupportedOperatingSystem: { v11_0: true },
    },
  ],
  [
    'Zebra Print Station 5.1 (Win32)',
    {
      '@odata.type': '#microsoft.graph.win32LobApp',
      publisher: 'Zebra',
      fileName: 'zebra.intunewin',
      installCommandLine: 'setup.exe /S',
      uninstallCommandLine: 'setup.exe /X /S',
      setupFilePath: 'setup.exe',
      size: 48211092,
      committedContentVersion: '1',
    },
  ],
  [
    'Contoso POS client (Win32)',
    {
      '@odata.type': '#microsoft.graph.win32LobApp',
      publisher: 'Contoso',
      fileName: 'pos.intunewin',
      installCommandLine: 'pos-install.cmd',
      uninstallCommandLine: 'pos-remove.cmd',
      setupFilePath: 'pos-install.cmd',
      size: 121004331,
      committedContentVersion: '3',
    },
  ],
  [
    'Contoso runtime (Win32)',
    {
      '@odata.type': '#microsoft.graph.win32LobApp',
      publisher: 'Contoso',
      fileName: 'runtime.intunewin',
      installCommandLine: 'runtime.exe /quiet',
      uninstallCommandLine: 'runtime.exe /x',
      setupFilePath: 'runtime.exe',
      size: 9911021,
      committedContentVersion: '1',
    },
  ],
]

export const appCategories = (): DemoObject[] => [
  {
    id: guid('mobileAppCategories', 0),
    displayName: 'Store operations',
    lastModifiedDateTime: moment('categories', 0),
  },
  { id: guid('mobileAppCategories', 1), displayName: 'Office', lastModifiedDateTime: moment('categories', 1) },
]

const category = (index: number) => ({
  id: guid('mobileAppCategories', index),
  displayName: index === 0 ? 'Store operations' : 'Office',
})

/** 16 apps: store apps, suites, links, and three with content that no backup can hold. */
export function apps(): DemoObject[] {
  const winGet = store.map(
    ([name, packageIdentifier, publisher]) =>
      [
        name,
        {
          '@odata.type': '#microsoft.graph.winGetApp',
          publisher,
          packageIdentifier,
          installExperience: { runAsAccount: 'user' },
          largeIcon: icon,
        },
      ] as const,
  )
  const all = [...winGet, ...others]
  const indexOf = (name: string) => all.findIndex(([entry]) => entry === name)
  return all.map(([name, settings], index) => ({
    ...settings,
    ...base('mobileApps', index, name, { description: name }),
    isFeatured: index === 0,
    developer: '',
    owner: '',
    notes: '',
    publishingState: 'published',
    categories: index % 3 === 0 ? [category(1)] : name.includes('POS') || name.includes('🛒') ? [category(0)] : [],
    relationships:
      name === 'Contoso POS client (Win32)'
        ? [
            {
              '@odata.type': '#microsoft.graph.mobileAppDependency',
              id: `${guid('mobileApps', index)}_${guid('mobileApps', indexOf('Contoso runtime (Win32)'))}`,
              targetId: guid('mobileApps', indexOf('Contoso runtime (Win32)')),
              targetDisplayName: 'Contoso runtime (Win32)',
              targetType: 'child',
              dependencyType: 'autoInstall',
            },
          ]
        : [],
  }))
}
