import { failure } from '#contract/errors.ts'
import type { Vault } from '../ports/ports.ts'
import { words } from '../words.ts'

/**
 * A passphrase as the input of a run, which is stored: sealed, in base64.
 *
 * @throws Failure `badInput` if nothing can seal it
 */
export async function sealPassphrase(
  vault: Pick<Vault, 'seal'>,
  passphrase: string | undefined,
): Promise<string | null> {
  if (passphrase === undefined) return null
  const sealed = await vault.seal(passphrase)
  if (!sealed) throw failure('badInput', words.atlasFile.unprotected)
  return Buffer.from(sealed).toString('base64')
}

/** @throws Failure `badInput` if the keychain has another key by now */
export async function openPassphrase(vault: Pick<Vault, 'open'>, sealed: string | null): Promise<string | null> {
  if (sealed === null) return null
  const passphrase = await vault.open(Buffer.from(sealed, 'base64'))
  if (passphrase === null) throw failure('badInput', words.atlasFile.lostPassphrase)
  return passphrase
}
