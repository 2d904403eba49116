import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
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
