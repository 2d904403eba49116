import { base, guid, moment, type DemoObject } from './build.ts'

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')

const scriptTexts: readonly (readonly [string, string, string])[] = [
  [
    'Set time zone by location',
    'Set-TimeZone.ps1',
    "# Sets the time zone that the store's subnet belongs to\n$zone = Get-StoreTimeZone -Subnet (Get-NetIPAddress -AddressFamily IPv4).IPAddress\nSet-TimeZone -Id $zone\n",
  ],
  [
    'Remove consumer apps',
    'Remove-ConsumerApps.ps1',
    '$apps = "Microsoft.XboxApp", "Microsoft.ZuneMusic"\nforeach ($app in $apps) {\n  Get-AppxPackage -Name $app -AllUsers | Remove-AppxPackage -AllUsers\n}\n',
  ],
  [
    'Map network drives',
    'Map-Drives.ps1',
    'New-PSDrive -Name S -PSProvider FileSystem -Root "\\\\files.contoso.example\\stores" -Persist\n',
  ],
  [
    'Set lock screen – Äußeres',
    'Set-LockScreen.ps1',
    'Set-ItemProperty -Path HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\Personalization -Name LockScreenImage -Value C:\\Contoso\\lock.jpg\n',
  ],
  [
    'Install receipt printer driver',
    'Install-Printer.ps1',
    'pnputil /add-driver "$PSScriptRoot\\receipt.inf" /install\n',
  ],
  [
    'Enable Windows Hello cloud trust',
    'Enable-CloudTrust.ps1',
    'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\PassportForWork /v UseCloudTrustForOnPremAuth /t REG_DWORD /d 1 /f\n',
  ],
  [
    '🧹 Clear stale Teams cache',
    'Clear-Teams.ps1',
    'Remove-Item "$env:APPDATA\\Microsoft\\Teams\\Cache\\*" -Recurse -Force -ErrorAction SilentlyContinue\n',
  ],
  [
    'Register POS service',
    'Register-PosService.ps1',
    'New-Service -Name ContosoPos -BinaryPathName "C:\\POS\\pos.exe" -StartupType Automatic\n',
  ],
]

export const scripts = (): DemoObject[] =>
  scriptTexts.map(([name, fileName, text], index) => ({
    ...base('deviceManagementScripts', index, name),
    fileName,
    scriptContent: base64(text),
    runAsAccount: index % 3 === 2 ? 'user' : 'system',
    enforceSignatureCheck: index % 4 === 1,
    runAs32Bit: false,
  }))

const templateNames = [
  'Noncompliant device – first warning',
  'Noncompliant device – last warning',
  'Update your iPhone',
  'إشعار عدم التوافق',
]
const languages: readonly (readonly [string, string, string])[] = [
  [
    'en-us',
    'Your device is not compliant',
    'Hello {{UserName}},\n\nyour device {{DeviceName}} does not meet the rules of Contoso.',
  ],
  [
    'de-de',
    'Ihr Gerät ist nicht konform',
    'Guten Tag {{UserName}},\n\nIhr Gerät {{DeviceName}} erfüllt die Regeln von Contoso nicht.',
  ],
  [
    'fr-fr',
    'Votre appareil n’est pas conforme',
    'Bonjour {{UserName}},\n\nvotre appareil {{DeviceName}} ne respecte pas les règles de Contoso.',
  ],
  ['ar-sa', 'جهازك غير متوافق', 'مرحبا {{UserName}}'],
]

export const notificationTemplates = (): DemoObject[] =>
  templateNames.map((displayName, index) => ({
    id: guid('notificationMessageTemplates', index),
    displayName,
    description: null,
    brandingOptions: 'includeCompanyLogo,includeCompanyName',
    defaultLocale: 'en-us',
    roleScopeTagIds: ['0'],
    lastModifiedDateTime: moment('templates', index),
    localizedNotificationMessages: languages.slice(0, 1 + index).map(([locale, subject, messageTemplate], at) => ({
      id: `${guid('notificationMessageTemplates', index)}_${locale}`,
      locale,
      subject,
      messageTemplate,
      isDefault: at === 0,
      lastModifiedDateTime: moment('messages', at),
    })),
  }))

const profileNames = [
  'Autopilot – office, user driven',
  'Autopilot – stores, self deploying',
  'Autopilot – executives',
  'Autopilot – 東京',
  'Autopilot – hybrid join (legacy)',
]

export const autopilotProfiles = (): DemoObject[] =>
  profileNames.map((name, index) => ({
    '@odata.type': `#microsoft.graph.${index === 4 ? 'activeDirectory' : 'azureAD'}WindowsAutopilotDeploymentProfile`,
    ...base('windowsAutopilotDeploymentProfiles', index, name),
    deviceNameTemplate: index === 1 ? 'STORE-%SERIAL%' : 'CONTOSO-%RAND:5%',
    locale: 'os-default',
    preprovisioningAllowed: index === 0,
    deviceType: 'windowsPc',
    hardwareHashExtractionEnabled: true,
    outOfBoxExperienceSetting: {
      privacySettingsHidden: true,
      eulaHidden: true,
      userType: index === 2 ? 'administrator' : 'standard',
      deviceUsageType: index === 1 ? 'shared' : 'singleUser',
      keyboardSelectionPageSkipped: true,
      escapeLinkHidden: true,
    },
    ...(index === 4 ? { hybridAzureADJoinSkipConnectivityCheck: true } : {}),
  }))
