import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { scriptStart, windowsPowerShell, type RunPowerShell } from '#infra/system/windows-powershell.ts'
import { words } from '../words.ts'

const script = `${scriptStart}
$signature = Get-AuthenticodeSignature -LiteralPath $env:ATLAS_FILE
@{
  status = [int]$signature.Status
  certificate = if ($signature.SignerCertificate) { [Convert]::ToBase64String($signature.SignerCertificate.RawData) } else { '' }
} | ConvertTo-Json -Compress
`

const Signature = z.object({ status: z.number(), certificate: z.string() })
/** `SignatureStatus.Valid` (Microsoft Learn: System.Management.Automation.SignatureStatus). */
const valid = 0

/**
 * Checks who signed a downloaded installer. Unlike the check of electron-updater, which lets an update pass when
 * PowerShell can't be used, everything that isn't a valid signature of the publisher is refused.
 *
 * @param publishers names, or distinguished names of which all parts have to be equal
 * @returns null, or why the file is refused
 */
export async function verifyPublisher(
  publishers: readonly string[],
  file: string,
  run: RunPowerShell = windowsPowerShell,
): Promise<string | null> {
  try {
    const { status, certificate } = Signature.parse(JSON.parse(await run(script, { ATLAS_FILE: file })))
    if (status !== valid || certificate === '') return words.updates.notSigned
    const subject = partsOf(new X509Certificate(Buffer.from(certificate, 'base64')).subject.split('\n'))
    const isPublisher = publishers.some((publisher) => {
      const parts = publisher.includes('=')
        ? partsOf(publisher.split(/,\s*(?=[A-Za-z.0-9]+=)/))
        : new Map([['CN', publisher]])
      return parts.size > 0 && [...parts].every(([name, value]) => subject.get(name) === value)
    })
    return isPublisher ? null : words.updates.otherPublisher(subject.get('CN') ?? '')
  } catch (error) {
    return words.updates.notVerified((error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '')
  }
}

/** `CN=Contoso` as name and value. */
const partsOf = (parts: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    parts.flatMap((part) => {
      const at = part.indexOf('=')
      return at < 1
        ? []
        : [
            [
              part.slice(0, at).trim().toUpperCase(),
              part
                .slice(at + 1)
                .trim()
                .replace(/^"(.*)"$/, '$1'),
            ] as const,
          ]
    }),
  )
