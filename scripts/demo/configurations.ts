import { base, type DemoObject } from './build.ts'

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')

const ring = (deferral: number): DemoObject => ({
  '@odata.type': '#microsoft.graph.windowsUpdateForBusinessConfiguration',
  qualityUpdatesPaused: false,
  featureUpdatesPaused: false,
  qualityUpdatesDeferralPeriodInDays: deferral,
  featureUpdatesDeferralPeriodInDays: deferral * 3,
  automaticUpdateMode: 'autoInstallAtMaintenanceTime',
  businessReadyUpdatesOnly: 'businessReadyOnly',
  microsoftUpdateServiceAllowed: true,
  driversExcluded: false,
  installationSchedule: {
    '@odata.type': '#microsoft.graph.windowsUpdateActiveHoursInstall',
    activeHoursStart: '08:00:00.0000000',
    activeHoursEnd: '20:00:00.0000000',
  },
})
const restrictions = (camera: boolean): DemoObject => ({
  '@odata.type': '#microsoft.graph.windows10GeneralConfiguration',
  cameraBlocked: camera,
  cortanaBlocked: true,
  storageBlockRemovableStorage: !camera,
  passwordRequired: true,
  passwordMinimumLength: 8,
  passwordRequiredType: 'alphanumeric',
  settingsBlockGamingPage: true,
  defenderScanType: 'quick',
})
const ios = (airDrop: boolean): DemoObject => ({
  '@odata.type': '#microsoft.graph.iosGeneralDeviceConfiguration',
  airDropBlocked: airDrop,
  cameraBlocked: false,
  passcodeRequired: true,
  passcodeMinimumLength: 6,
  appStoreBlocked: airDrop,
  iCloudBlockBackup: true,
  safariBlocked: false,
})
const custom = (settings: DemoObject[]): DemoObject => ({
  '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
  omaSettings: settings,
})
const oma = (type: string, displayName: string, omaUri: string, value: unknown, more: DemoObject = {}): DemoObject => ({
  '@odata.type': `#microsoft.graph.omaSetting${type}`,
  displayName,
  description: null,
  omaUri,
  value,
  ...more,
})

const wlan =
  '<?xml version="1.0"?>\n<WLANProfile xmlns="http://www.microsoft.com/networking/WLAN/profile/v1">\n  <name>Contoso-Corp</name>\n  <connectionMode>auto</connectionMode>\n</WLANProfile>\n'

const profiles: readonly (readonly [string, DemoObject])[] = [
  ['Windows – Update ring 1 – Pilot (IT, 120 devices)', ring(0)],
  ['Windows – Update ring 2 – Broad (stores and offices)', ring(7)],
  ['Windows – Update ring 3 – Servers and kiosks', ring(14)],
  ['Windows – device restrictions – office', restrictions(false)],
  ['Windows – device restrictions – stores', restrictions(true)],
  ['iOS – device restrictions – corporate', ios(false)],
  ['iOS – device restrictions – sales floor', ios(true)],
  [
    'Windows – Wi-Fi Contoso-Corp (XML)',
    custom([
      oma('StringXml', 'WLAN profile', './Vendor/MSFT/WiFi/Profile/Contoso-Corp/WlanXml', base64(wlan), {
        fileName: 'contoso-corp.xml',
      }),
    ]),
  ],
  [
    'Windows – VPN with shared secret',
    custom([
      oma('String', 'VPN server', './Vendor/MSFT/VPNv2/Contoso/NativeProfile/Servers', 'vpn.contoso.example'),
      oma(
        'String',
        'VPN shared secret',
        './Vendor/MSFT/VPNv2/Contoso/NativeProfile/L2tpPreSharedKey',
        'correct horse battery staple',
      ),
    ]),
  ],
  [
    'Windows – skip user ESP',
    custom([
      oma(
        'Boolean',
        'SkipUserStatusPage',
        './Device/Vendor/MSFT/DMClient/Provider/MS DM Server/FirstSyncStatus/SkipUserStatusPage',
        true,
      ),
    ]),
  ],
  [
    'Windows – telemetry level',
    custom([oma('Integer', 'Allow telemetry', './Device/Vendor/MSFT/Policy/Config/System/AllowTelemetry', 1)]),
  ],
  [
    'Windows – Endpoint protection – legacy',
    {
      '@odata.type': '#microsoft.graph.windows10EndpointProtectionConfiguration',
      firewallBlockStatefulFTP: true,
      smartScreenEnableInShell: true,
      bitLockerEncryptDevice: false,
    },
  ],
  [
    'Windows – shared PCs in stores',
    {
      '@odata.type': '#microsoft.graph.sharedPCConfiguration',
      allowLocalStorage: false,
      disableAccountManager: false,
      disableEduPolicies: true,
      disablePowerPolicies: false,
      disableSignInOnResume: false,
      maintenanceStartTime: '03:00:00.0000000',
    },
  ],
  [
    'Windows – Delivery optimization',
    {
      '@odata.type': '#microsoft.graph.windowsDeliveryOptimizationConfiguration',
      deliveryOptimizationMode: 'httpWithPeeringPrivateGroup',
      restrictPeerSelectionBy: 'subnetMask',
      backgroundDownloadFromHttpDelayInSeconds: 60,
    },
  ],
  [
    'macOS – device features',
    {
      '@odata.type': '#microsoft.graph.macOSDeviceFeaturesConfiguration',
      loginWindowText: 'Property of Contoso',
      adminShowHostInfo: true,
    },
  ],
  [
    'Android – dedicated devices – kiosk',
    {
      '@odata.type': '#microsoft.graph.androidDeviceOwnerGeneralDeviceConfiguration',
      cameraBlocked: true,
      factoryResetBlocked: true,
      kioskModeScreenSaverConfigurationEnabled: false,
      screenCaptureBlocked: true,
    },
  ],
  [
    'Android – work profile – restrictions',
    {
      '@odata.type': '#microsoft.graph.androidWorkProfileGeneralDeviceConfiguration',
      passwordRequiredType: 'atLeastAlphanumeric',
      passwordMinimumLength: 6,
      workProfileBlockCamera: false,
      workProfileBlockScreenCapture: true,
    },
  ],
]

/** 26 profiles: the ones above, then one update ring for each region. */
export function deviceConfigurations(): DemoObject[] {
  const regions = ['Benelux', 'DACH', 'Nordics', 'Iberia', 'France', 'Türkiye', 'المملكة', '関東', 'Polska'].map(
    (region, index) => [`Windows – Update ring – ${region}`, ring(3 + index)] as const,
  )
  return [...profiles, ...regions].map(([name, settings], index) => ({
    ...settings,
    ...base('deviceConfigurations', index, name, { description: index % 5 === 0 ? 'Reviewed in October 2026' : '' }),
    version: 1 + (index % 6),
    supportsScopeTags: true,
  }))
}
