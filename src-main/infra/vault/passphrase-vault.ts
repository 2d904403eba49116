import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import type { Vault } from '#app/ports/ports.ts'

/** Seals secrets with a key derived from a passphrase in the user's environment, for hosts without a keychain. */
export function createPassphraseVault(passphrase: string): Vault {
  const keys = new Map<string, Buffer>()
  const key = (salt: Buffer): Buffer => {
    const name = salt.toString('hex')
    const known = keys.get(name) ?? scryptSync(passphrase, salt, 32)
    keys.set(name, known)
    return known
  }
  const ownSalt = randomBytes(16)
  return {
    protection: 'a passphrase from the environment',
    async seal(text) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key(ownSalt), iv)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([ownSalt, iv, cipher.getAuthTag(), body])
    },
    async open(sealed) {
      const bytes = Buffer.from(sealed)
      try {
        const decipher = createDecipheriv('aes-256-gcm', key(bytes.subarray(0, 16)), bytes.subarray(16, 28))
        decipher.setAuthTag(bytes.subarray(28, 44))
        return decipher.update(bytes.subarray(44), undefined, 'utf8') + decipher.final('utf8')
      } catch {
        return null
      }
    },
  }
}

/** Without protection, no secrets are kept. They stay masked, and a plan that needs one says so. */
export const noVault: Vault = {
  protection: null,
  seal: async () => null,
  open: async () => null,
}
