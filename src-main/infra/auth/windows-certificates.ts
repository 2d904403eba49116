import { execFile } from 'node:child_process'
import { win32 } from 'node:path'
import { failure } from '#contract/errors.ts'
import { array, object, string } from 'zod'
import type { SystemCertificates } from '#app/ports/auth.ts'
import { words } from './words.ts'

/** Runs a script of Windows PowerShell with variables, and returns what it printed. It rejects with what went wrong. */
export type RunPowerShell = (script: string, variables: Readonly<Record<string, string>>) => Promise<string>

/**
 * The certificate of the thumbprint: first of the user, then of the computer. Without double quotes, which the way to a
 * Windows program can change.
 */
const find = `
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Add-Type -AssemblyName System.Core
$found = @('CurrentUser', 'LocalMachine') | ForEach-Object {
  Get-Item -LiteralPath ('Cert:\\' + $_ + '\\My\\' + $env:ATLAS_THUMBPRINT) -ErrorAction SilentlyContinue
}
$certificate = $found | Where-Object { $_.HasPrivateKey } | Select-Object -First 1
if ($null -eq $certificate) { throw 'ATLAS_NOT_FOUND' }
`

const scripts = {
  list: `
$ErrorActionPreference = 'Stop'
$all = Get-ChildItem Cert:\\CurrentUser\\My, Cert:\\LocalMachine\\My | Where-Object { $_.HasPrivateKey -and $_.NotAfter -gt (Get-Date) }
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
      const said = error instanceof Error ? error.message : String(error)
      throw said.includes('ATLAS_NOT_FOUND')
        ? failure('notFound', words.certificate.notInStore(variables['ATLAS_THUMBPRINT'] ?? ''), { cause: error })
        : failure('badInput', words.certificate.storeRefused(said.trim().split('\n')[0] ?? ''), { cause: error })
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

const timeoutMs = 60_000

/** By its full path, so that no other program of that name is started. */
const windowsPowerShell: RunPowerShell = (script, variables) =>
  new Promise((resolve, reject) => {
    const root = process.env['SystemRoot'] ?? 'C:\\Windows'
    execFile(
      win32.join(root, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe'),
      ['-NoProfile', '-NonInteractive', '-OutputFormat', 'Text', '-Command', script],
      { env: { ...process.env, ...variables }, windowsHide: true, timeout: timeoutMs },
      (error, stdout, stderr) => (error ? reject(new Error(stderr || error.message)) : resolve(stdout)),
    )
  })
