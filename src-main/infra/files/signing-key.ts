import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Vault } from '#app/ports/ports.ts'
import type { SigningKey } from './atlas-files.ts'

/**
 * The key that signs the files of a data folder, kept sealed beside the store. Where nothing can seal it, or another
 * keychain sealed it, there is a new one for this start.
 */
export function signingKeyOf(file: string, vault: Pick<Vault, 'seal' | 'open'>): () => Promise<SigningKey> {
  let key: Promise<SigningKey> | null = null
  const load = async (): Promise<SigningKey> => {
    const known = await openKey(file, vault)
    if (known) return known
    const privateKey = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' })
    const sealed = await vault.seal(privateKey.toString('base64'))
    if (sealed) {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, sealed, { mode: 0o600 })
    }
    return withPublicKey(privateKey)
  }
  return () => (key ??= load())
}

async function openKey(file: string, vault: Pick<Vault, 'open'>): Promise<SigningKey | null> {
  try {
    const text = await vault.open(readFileSync(file))
    return text === null ? null : withPublicKey(Buffer.from(text, 'base64'))
  } catch {
    return null
  }
}

function withPublicKey(privateKey: Buffer): SigningKey {
  const key = createPublicKey(createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' }))
  return { privateKey, publicKey: key.export({ type: 'spki', format: 'der' }).toString('base64') }
}
