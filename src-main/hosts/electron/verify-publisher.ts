import { z } from 'zod'
import { scriptStart, windowsPowerShell, type RunPowerShell } from '#infra/system/windows-powershell.ts'
import { words } from '../words.ts'

const script = `${scriptStart}
$signature = Get-AuthenticodeSignature -LiteralPath $env:ATLAS_FILE
$signer = $signature.SignerCertificate
@{
  status = [int]$signature.Status
  subject = if ($signer) { $signer.Subject } else { '' }
  name = if ($signer) { $signer.GetNameInfo([Security.Cryptography.X509Certificates.X509NameType]::SimpleName, $false) } else { '' }
} | ConvertTo-Json -Compress
`

/** The signer as Windows spells it, which is how publishers are written down: `S=` for a state, and quotes for a comma. */
const Signature = z.object({ status: z.number(), subject: z.string(), name: z.string() })
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
    const { status, subject, name } = Signature.parse(JSON.parse(await run(script, { ATLAS_FILE: file })))
    if (status !== valid || subject === '') return words.updates.notSigned
    // Loaded when an update was downloaded, and not at every start.
    const { parseDn } = await import('builder-util-runtime')
    const own = parseDn(subject)
    const isPublisher = publishers.some((publisher) => {
      if (publisher === name || publisher === own.get('CN')) return publisher !== ''
      const parts = parseDn(publisher)
      return parts.size > 0 && [...parts].every(([key, value]) => own.get(key) === value)
    })
    return isPublisher ? null : words.updates.otherPublisher(name)
  } catch (error) {
    return words.updates.notVerified((error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '')
  }
}
