import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Canary } from './safe-storage-vault.ts'

/**
 * The canary for a command, which leaves a key that has changed to the next window: only there, somebody is told.
 */
export function commandCanary(file: string): Canary {
  const { read, write } = canaryFile(file)
  return {
    read,
    write(sealed) {
      if (read() === null) write(sealed)
    },
  }
}

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
