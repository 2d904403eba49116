import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A switch that is on while its file exists. */
export const switchFile = (file: string) => ({
  read: (): boolean => existsSync(file),
  write(on: boolean): void {
    if (!on) return rmSync(file, { force: true })
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, '')
  },
})

/** A text for the next start, which is read once. */
export const noteFile = (file: string) => ({
  take(): string | null {
    try {
      const text = readFileSync(file, 'utf8')
      rmSync(file, { force: true })
      return text
    } catch {
      return null
    }
  },
  write(text: string): void {
    try {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    } catch {
      // A full disk costs the note. The app must start again all the same.
    }
  },
})
