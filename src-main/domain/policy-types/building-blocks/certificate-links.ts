import type { LinkRules, ReferenceRule } from '../policy-type.ts'

/** Certificate and network profiles that another profile points at; not in the plain answer (Graph rules, section 8). */
const single = [
  'rootCertificate',
  'identityCertificateForClientAuthentication',
  'rootCertificateForServerValidation',
  'identityCertificate',
  'smimeSigningCertificate',
  'smimeEncryptionCertificate',
  'singleSignOnExtensionPkinitCertificate',
  'rootCertificateForClientValidation',
  'secondaryIdentityCertificateForClientAuthentication',
  'secondaryRootCertificateForClientValidation',
]
const many = [
  'rootCertificatesForServerValidation',
  'rootCertificatesForClientValidation',
  'networkAccessConfigurations',
]

export const certificateLinks: LinkRules = { to: 'deviceConfiguration', names: [...single, ...many] }

export const certificateLists: readonly string[] = many

export const certificateReferences: readonly ReferenceRule[] = [
  ...single.map((name): ReferenceRule => ({ path: `${name}.id`, to: 'deviceConfigurations', whenMissing: 'remove' })),
  ...many.map((name): ReferenceRule => ({ path: `${name}[].id`, to: 'deviceConfigurations', whenMissing: 'remove' })),
]
