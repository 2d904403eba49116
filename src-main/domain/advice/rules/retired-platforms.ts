import { text } from '../../json.ts'
import type { AdviceRule } from '../advice-rule.ts'

/** Graph types of what Intune no longer manages, with the end of its support (Intune docs: supported devices). */
const retired: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/\.windowsPhone81|\.windowsPhoneXap/i, 'Windows Phone 8.1, which ended in 2017'],
  [/\.windows81|\.windows8Compliance/i, 'Windows 8.1, which ended in January 2023'],
  [/\.windows10Mobile/i, 'Windows 10 Mobile, which ended in 2019'],
  [
    /\.android(?:GeneralDeviceConfiguration|CompliancePolicy|CustomConfiguration|EasEmailProfile|OmaCp|VpnConfiguration|WiFiConfiguration|EnterpriseWiFi|(?:Pkcs|Scep|ImportedPFX)CertificateProfile|TrustedRootCertificate)/,
    'Android device administrator, which ended in December 2024 for devices with Google services',
  ],
  [/\.(?:mdm)?windowsInformationProtection/i, 'Windows Information Protection, which is retired (G-173)'],
]

/** Policies for platforms and technologies that have ended. */
export const retiredPlatforms: AdviceRule = {
  id: 'retired-platforms',
  title: 'For retired platforms',
  why: 'Microsoft no longer supports them, and Intune may refuse to create such a policy again.',
  severity: 'medium',
  fix: 'archive',
  find: ({ objects }) =>
    objects.flatMap(({ policyId, type, document }) => {
      const graphType = text(document['@odata.type']) || `#microsoft.graph.${type.rootType}`
      const found = retired.find(([pattern]) => pattern.test(graphType))
      return found ? [{ policyId, detail: `It is for ${found[1].replace(/ \(G-\d+\)$/, '')}.` }] : []
    }),
}
