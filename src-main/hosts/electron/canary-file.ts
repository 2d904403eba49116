import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Canary } from './safe-storage-vault.ts'

/** Keeps the canary of the keychain in a file. */
export const canaryFile = (file: string): Canary => ({
  read() {
    try {
      return readFileSync(file)
    } catch {
      return null
    }
  },
  write(sealed) {
    try {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, sealed, { mode: 0o600 })
    } catch {
      // Without the file, a change of the key isn't noticed until somebody has to sign in.
    }
  },
})
