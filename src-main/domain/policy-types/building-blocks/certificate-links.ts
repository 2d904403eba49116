import type { LinkRules, ReferenceRule } from '../policy-type.ts'

/** Certificate and network profiles that another profile points at; not in the plain answer (G-74). */
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
  ...single.map((name) => linkTo(`${name}.id`)),
  ...many.map((name) => linkTo(`${name}[].id`)),
]

function linkTo(path: string): ReferenceRule {
  return { path, to: 'deviceConfigurations', relation: 'uses certificate', whenMissing: 'remove' }
}
