import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file that is there as long as the app runs. If it is still there at the next start, the app ended badly. */
export interface SessionMarker {
  readonly endedBadly: boolean
  end(): void
}

/** Begins a session in a data folder. Only the process that owns the folder calls it. */
export function beginSession(folder: string, pid = process.pid): SessionMarker {
  const file = join(folder, 'running')
  const endedBadly = existsSync(file)
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, String(pid), { mode: 0o600 })
  return {
    endedBadly,
    end() {
      // Another process may have taken over.
      if (existsSync(file) && readFileSync(file, 'utf8') === String(pid)) rmSync(file, { force: true })
    },
  }
}
