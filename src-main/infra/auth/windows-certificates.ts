import { array, object, string } from 'zod'
import { failure, type Failure } from '#contract/errors.ts'
import type { SystemCertificates } from '#app/ports/auth.ts'
import { scriptStart, windowsPowerShell, type RunPowerShell } from '../system/windows-powershell.ts'
import { words } from './words.ts'

/*
 * The scripts have no double quotes, which the way to a Windows program can change. Only keys of RSA can sign what Entra
 * takes (Microsoft identity platform docs: certificate credentials).
 */
const rsa = '1.2.840.113549.1.1.1'

/** The certificate of the thumbprint: first of the user, then of the computer. */
const find = `${scriptStart}
Add-Type -AssemblyName System.Core
$found = @('CurrentUser', 'LocalMachine') | ForEach-Object { 'Cert:\\' + $_ + '\\My\\' + $env:ATLAS_THUMBPRINT } |
  Where-Object { Test-Path -LiteralPath $_ } | ForEach-Object { Get-Item -LiteralPath $_ }
$certificate = $found | Where-Object { $_.HasPrivateKey } | Select-Object -First 1
if ($null -eq $certificate) { throw 'ATLAS_NOT_FOUND' }
`

const scripts = {
  list: `${scriptStart}
$all = Get-ChildItem Cert:\\CurrentUser\\My, Cert:\\LocalMachine\\My |
  Where-Object { $_.HasPrivateKey -and $_.NotAfter -gt (Get-Date) -and $_.PublicKey.Oid.Value -eq '${rsa}' }
ConvertTo-Json -Compress @($all | ForEach-Object {
  @{ thumbprint = $_.Thumbprint; subject = $_.Subject; expiresAt = $_.NotAfter.ToUniversalTime().ToString('o') }
})
`,
  read: `${find}
[Convert]::ToBase64String($certificate.RawData)
`,
  // The key stays in the store: Windows signs with it. Keys of old providers can't do PSS, which Entra asks for.
  sign: `${find}
$key = [System.Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($certificate)
$signature = $key.SignData([Convert]::FromBase64String($env:ATLAS_DATA), [System.Security.Cryptography.HashAlgorithmName]::SHA256, [System.Security.Cryptography.RSASignaturePadding]::Pss)
[Convert]::ToBase64String($signature)
`,
} as const

const Listed = array(object({ thumbprint: string(), subject: string(), expiresAt: string() }))

/** Certificates of the Windows certificate store, through Windows PowerShell, which every Windows has. */
export function windowsCertificates(run: RunPowerShell = windowsPowerShell): SystemCertificates {
  const ask = async (script: keyof typeof scripts, variables: Record<string, string> = {}): Promise<string> => {
    try {
      return (await run(scripts[script], variables)).trim()
    } catch (error) {
      throw refusal(error, variables['ATLAS_THUMBPRINT'] ?? '')
    }
  }
  return {
    async list() {
      const text = await ask('list')
      // PowerShell prints one element without its list.
      const value: unknown = text === '' ? [] : JSON.parse(text)
      const certificates = Listed.parse(Array.isArray(value) ? value : [value])
      return [...new Map(certificates.map((entry) => [entry.thumbprint, entry])).values()]
    },
    read: async (thumbprint) => Buffer.from(await ask('read', { ATLAS_THUMBPRINT: thumbprint }), 'base64'),
    sign: async (thumbprint, data) =>
      Buffer.from(await ask('sign', { ATLAS_THUMBPRINT: thumbprint, ATLAS_DATA: data.toString('base64') }), 'base64'),
  }
}

function refusal(error: unknown, thumbprint: string): Failure {
  const said = error instanceof Error ? error.message : String(error)
  if (said.includes('ATLAS_NOT_FOUND'))
    return failure('notFound', words.certificate.notInStore(thumbprint), { cause: error })
  if (said.includes('ATLAS_RESTRICTED')) return failure('badInput', words.certificate.restricted, { cause: error })
  return failure('badInput', words.certificate.storeRefused(said.trim().split('\n')[0] ?? ''), { cause: error })
}
